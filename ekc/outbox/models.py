"""What must happen later, and what must leave the house: rows, claimed with SKIP LOCKED (design 4.3)."""

import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from ekc.claims import Claimable, Claims
from ekc.encryption import decrypt, encrypt

from .codes import COMING_MESSAGE_STATES, DueState, MessageState
from .querysets import DueRowQuerySet, MessageQuerySet
from .retries import MOST_ATTEMPTS


@pghistory.track(pghistory.UpdateEvent(), fields=["due_at", "state", "attempts", "last_error"])
class DueRow(Claimable):
    """One thing that must happen at `due_at`. Unique by what it is for, so that it cannot happen twice.

    `object_type` and `object_id` name the row it is about (`cases.case`, 12). A plain pair and no
    generic key: the outbox is on the ground floor and imports nothing from above.
    """

    claims = Claims(
        waiting=DueState.WAITING,
        claimed=DueState.CLAIMED,
        failed=DueState.FAILED,
        begins_at="due_at",
        held_until="retry_at",
        most_attempts=MOST_ATTEMPTS,
        task="ekc.outbox.tasks.run_due_rows",
    )

    purpose = models.CharField(_("waarvoor"), max_length=40)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    case_number = models.CharField(_("zaak"), max_length=40, blank=True)
    region = models.ForeignKey("accounts.Region", on_delete=models.PROTECT, null=True, blank=True)
    due_at = models.DateTimeField(_("wanneer"))
    state = models.CharField(_("stand"), max_length=12, choices=DueState, default=DueState.WAITING)
    # Set after a fault; `due_at` keeps saying when it was meant to happen.
    retry_at = models.DateTimeField(_("volgende poging"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(_("laatste fout"), max_length=200, blank=True)

    objects = DueRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("termijn")
        verbose_name_plural = _("termijnen")
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "object_type", "object_id"], name="due_row_once"),
            models.CheckConstraint(condition=models.Q(state__in=DueState.values), name="due_row_state_known"),
            models.CheckConstraint(
                condition=models.Q(state=DueState.DONE, done_at__isnull=False)
                | ~models.Q(state=DueState.DONE) & models.Q(done_at__isnull=True),
                name="due_row_done_has_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state=DueState.WAITING), name="due_row_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.object_type} {self.object_id}"


DROPS_LINK = "drop_link"
LINK_HERE = "[link]"
"""Where a link stood in a mail that left."""


# The history keeps no copy of the address and the text.
@pghistory.track(pghistory.UpdateEvent(), fields=["state", "attempts", "last_error"])
class Message(Claimable):
    """A mail that leaves after the act is committed, once. `key` makes a second one impossible.

    Once it has left, failed or lapsed, its text holds no link: the database takes it out. `about_kind` and `about_id`
    name the row it is about (`plans.distribution`, 12), of which a fresh link can be made (`ekc.links`); `page` is the
    address of a page behind the login, which is no secret.
    """

    claims = Claims(
        waiting=MessageState.WAITING,
        claimed=MessageState.CLAIMED,
        failed=MessageState.FAILED,
        begins_at="next_try_at",
        most_attempts=MOST_ATTEMPTS,
        task="ekc.outbox.tasks.send_messages",
    )

    key = models.CharField(max_length=120, unique=True)
    to = models.EmailField(_("aan"))
    subject = models.CharField(_("onderwerp"), max_length=150)
    body = models.TextField(_("tekst"))
    case_number = models.CharField(_("zaak"), max_length=40, blank=True)
    region = models.ForeignKey("accounts.Region", on_delete=models.PROTECT, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(_("stand"), max_length=12, choices=MessageState, default=MessageState.WAITING)
    next_try_at = models.DateTimeField(_("volgende poging"))
    sent_at = models.DateTimeField(_("verstuurd"), null=True, blank=True)
    last_error = models.CharField(_("laatste fout"), max_length=200, blank=True)
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    page = models.CharField(max_length=200, blank=True)
    # The mail to another address, or the one that failed, that this one stands in for.
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by")
    # The request that it was made in (`ekc.request_number`), for who looks for it in the log.
    request_number = models.CharField(max_length=16, blank=True, db_default="")
    # Whom it was for is gone, and somebody else got it; until somebody acts on the case (`settle_climbed`).
    climbed = models.BooleanField(_("ging naar iemand anders"), default=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=MessageState.values), name="message_state_known"),
            models.CheckConstraint(
                condition=models.Q(state=MessageState.SENT, sent_at__isnull=False)
                | ~models.Q(state=MessageState.SENT) & models.Q(sent_at__isnull=True),
                name="message_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(COMING_MESSAGE_STATES)) | ~models.Q(body__contains="://"),
                name="message_that_left_holds_no_link",
            ),
            models.CheckConstraint(
                condition=models.Q(about_kind="", about_id__isnull=True)
                | ~models.Q(about_kind="") & models.Q(about_id__isnull=False),
                name="message_is_about_one_row",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name=DROPS_LINK,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                IF NEW.state NOT IN ('{MessageState.WAITING}', '{MessageState.CLAIMED}') THEN
                    NEW.body = regexp_replace(NEW.body, 'https?://[^[:space:]]+', '{LINK_HERE}', 'g');
                END IF;
                RETURN NEW;
                """,
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=models.Q(state=MessageState.WAITING), name="message_waiting"
            ),
            models.Index(fields=["case_number"], condition=~models.Q(case_number=""), name="message_of_case"),
            models.Index(fields=["case_number"], condition=models.Q(climbed=True), name="message_climbed"),
        ]

    def __str__(self) -> str:
        return self.key


class DatabasePlace(models.Model):
    """Where this database stood when a worker last came: one row, by which a copy that was brought back is known."""

    only = models.BooleanField(primary_key=True, default=True)
    identity = models.CharField(max_length=80)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("plaats van de database")
        verbose_name_plural = _("plaats van de database")
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="one_place_of_the_database")]

    def __str__(self) -> str:
        return self.identity


LETTER_BOX = "letter-box"


class DeliveredMail(models.Model):
    """The demo world's letter box: what a mail server would have accepted. One row per Message-ID."""

    message_id = models.CharField(max_length=200, unique=True)
    to = models.EmailField(_("aan"))
    subject = models.CharField(_("onderwerp"), max_length=150)
    # Links stand in it, so that a copy of the database must not read it.
    sealed = models.TextField(_("tekst"), editable=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("bezorgd bericht")
        verbose_name_plural = _("bezorgde berichten")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.subject

    @property
    def body(self) -> str:
        return decrypt(self.sealed, purpose=LETTER_BOX)

    @staticmethod
    def seal(body: str) -> str:
        return encrypt(body, purpose=LETTER_BOX)
