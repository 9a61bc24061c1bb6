"""Who read which file: one line per case shown, never changed (NEN 7513, R30-R32); its chain, and its review."""

import hashlib
import json

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ekc.accounts.codes import Role
from ekc.sealed.columns import SealedTextField

from .codes import FINAL_JUDGEMENTS, OUTCOME_TONES, DrawnBecause, Judged, Outcome, ReadAction
from .querysets import DrawnQuerySet, ReadLineQuerySet, ReviewQuerySet


class ReadLine(models.Model):
    """One line of the read log. The database refuses to change or delete it (`append_only.py`)."""

    at = models.DateTimeField(_("wanneer"), auto_now_add=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("wie")
    )
    user_name = models.CharField(_("naam toen"), max_length=120, blank=True)
    role = models.CharField(_("rol toen"), max_length=20, choices=Role, blank=True)
    action = models.CharField(_("handeling"), max_length=1, choices=ReadAction)
    case_number = models.CharField(_("zaak"), max_length=40, blank=True, db_index=True)
    what = models.CharField(_("wat"), max_length=80)
    route = models.CharField(_("pagina"), max_length=120)
    outcome = models.CharField(_("uitkomst"), max_length=20, choices=Outcome)
    address = models.GenericIPAddressField(_("adres"), null=True)

    objects = ReadLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("regel van het leeslog")
        verbose_name_plural = _("leeslog")
        ordering = ["-at"]
        indexes = [models.Index(fields=["case_number", "-at"], name="readline_case_at")]
        constraints = [
            models.CheckConstraint(condition=models.Q(action__in=ReadAction.values), name="readline_action_known"),
            models.CheckConstraint(condition=models.Q(outcome__in=Outcome.values), name="readline_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d-%m-%Y %H:%M} {self.user_name} {self.case_number} {self.what}"

    @property
    def tone(self) -> str:
        return OUTCOME_TONES[Outcome(self.outcome)]


class Seal(models.Model):
    """A link of the chain: rows of one table, a digest of each, and the hash of the link before it."""

    number = models.BigIntegerField(primary_key=True)
    table_name = models.CharField(max_length=63)
    # A column that comes later does not change what was sealed.
    columns = ArrayField(models.CharField(max_length=63))
    keys = ArrayField(models.BigIntegerField())
    # SHA-256 of each row, one after the other.
    digests = models.BinaryField()
    # Rows that were sealed before, and said the same in other signs since.
    is_anew = models.BooleanField(default=False)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("zegel")
        verbose_name_plural = _("zegels")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.table_name}"

    def reckoned(self) -> str:
        told = [self.number, self.table_name, self.columns, self.keys, self.is_anew, self.at.isoformat(), self.previous]
        told.append(hashlib.sha256(bytes(self.digests)).hexdigest())
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


class SealedUpTo(models.Model):
    """How far a table is sealed: all that ever comes up to `upto`, and the rows in `beyond`.

    What was written by somebody who is not ready yet comes later, below others. When everybody is ready who was at
    work when `candidate` was seen (`candidate_ends`), nothing comes below it any more.
    """

    table_name = models.CharField(max_length=63, primary_key=True)
    upto = models.BigIntegerField(default=0)
    beyond = ArrayField(models.BigIntegerField(), default=list)
    candidate = models.BigIntegerField(default=0)
    candidate_ends = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("stand van de zegels")
        verbose_name_plural = _("stand van de zegels")

    def __str__(self) -> str:
        return f"{self.table_name} {self.upto}"


class Forgotten(models.Model):
    """Rows that were destroyed because their term was over: which, and when. Written by the database itself."""

    table_name = models.CharField(max_length=63)
    keys = ArrayField(models.BigIntegerField())
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("vernietigde regels")
        verbose_name_plural = _("vernietigde regels")

    def __str__(self) -> str:
        return f"{self.table_name} {len(self.keys)}"


class Review(models.Model):
    """The review of what was read in one month in the files of one region: readings drawn from it, each looked at by a
    person (R34). Without a region: what nobody of a region can look at, for landelijk beheer (docs/adr/0068).

    As the log itself, these tables only grow; what was said of a line last is what holds. Once signed off, nothing is
    added any more: the database refuses it (`review_triggers.py`).
    """

    # Its first day.
    month = models.DateField(_("maand"))
    region = models.ForeignKey(
        "accounts.Region", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("regio")
    )
    # Of it and the log alone follows what was drawn by chance.
    seed = models.CharField(max_length=32)
    drawn_at = models.DateTimeField(_("getrokken op"))
    due_on = models.DateField(_("uiterlijk"))
    # How many each rule found; of many only some are drawn.
    found = models.JSONField(default=dict)

    # Of `with_counts`.
    drawn_count: int
    waiting_count: int

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("controle van het leeslog")
        verbose_name_plural = _("controles van het leeslog")
        ordering = ["-month", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(month__day=1), name="review_of_a_whole_month"),
            models.UniqueConstraint(fields=["month", "region"], nulls_distinct=False, name="review_once"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def is_signed(self) -> bool:
        return hasattr(self, "signed_off")


class Drawn(models.Model):
    """A reading that a person looks at, and why. `reading`: the key of its line in the log, which has its own term."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="lines", verbose_name=_("controle"))
    reading = models.BigIntegerField()
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie las")
    )
    why = ArrayField(models.CharField(max_length=20, choices=DrawnBecause), verbose_name=_("waarom"))
    # Files on that day, and what is usual for this reader; where that is why.
    files = models.PositiveIntegerField(null=True)
    usual = models.PositiveIntegerField(null=True)

    objects = DrawnQuerySet.as_manager()

    class Meta:
        verbose_name = _("getrokken lezing")
        verbose_name_plural = _("getrokken lezingen")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "reading"], name="drawn_once")]

    def __str__(self) -> str:
        return f"{self.review} {self.reading}"


class ReviewAnswer(models.Model):
    """What a reviewer says of a drawn reading. Nobody answers for a reading of their own."""

    drawn = models.ForeignKey(Drawn, on_delete=models.PROTECT, related_name="answers", verbose_name=_("lezing"))
    judged = models.CharField(_("oordeel"), max_length=12, choices=Judged)
    reason = SealedTextField(_("waarom"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("door"))
    at = models.DateTimeField(_("op"))
    # The number of the breach that it opened, which goes in its own time.
    breach = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("antwoord bij een lezing")
        verbose_name_plural = _("antwoorden bij lezingen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(judged__in=Judged.values), name="answer_judged_known"),
            models.CheckConstraint(
                condition=models.Q(judged=Judged.LEAK, breach__isnull=False)
                | ~models.Q(judged=Judged.LEAK) & models.Q(breach__isnull=True),
                name="answer_leak_opens_a_breach",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drawn} {self.judged}"

    @property
    def is_final(self) -> bool:
        return self.judged in FINAL_JUDGEMENTS


class SignedOff(models.Model):
    """A month of which every drawn reading was looked at."""

    review = models.OneToOneField(
        Review, on_delete=models.PROTECT, related_name="signed_off", verbose_name=_("controle")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("door"))
    at = models.DateTimeField(_("op"))

    class Meta:
        verbose_name = _("afgetekende controle")
        verbose_name_plural = _("afgetekende controles")

    def __str__(self) -> str:
        return str(self.review)
