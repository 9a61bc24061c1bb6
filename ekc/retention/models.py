"""How long what is kept, what is held back, and what was destroyed: by whom, with whose approval, and how much."""

import hashlib
import json
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ekc.sealed.columns import SealedCharField

from .codes import FILE_CLASSES, Fate, Kept, ListStage, PersonOf


def _who(verbose_name: Any, *, empty: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=empty,
        blank=empty,
        related_name="+",
        verbose_name=verbose_name,
    )


@pghistory.track()
class RetentionClass(models.Model):
    """One class: what it is for, on what ground, and how long. Without `months` it goes with something else."""

    code = models.CharField(max_length=40, unique=True, choices=Kept)
    why = models.CharField(_("waarom"), max_length=300)
    ground = models.CharField(_("grondslag"), max_length=120)
    starts = models.CharField(_("vanaf"), max_length=160)
    fate = models.CharField(_("daarna"), max_length=20, choices=Fate)
    months = models.PositiveSmallIntegerField(_("bewaartermijn in maanden"), null=True, blank=True)
    # What the law asks at least.
    least_months = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("bewaarklasse")
        verbose_name_plural = _("bewaarklassen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(code__in=Kept.values), name="retention_class_known"),
            models.CheckConstraint(condition=Q(fate__in=Fate.values), name="retention_fate_known"),
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__gte=F("least_months")) & Q(months__gte=1),
                name="retention_not_below_the_law",
            ),
            models.CheckConstraint(
                condition=~Q(code__in=sorted(FILE_CLASSES)) | Q(months__isnull=False), name="retention_file_has_a_term"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())


class Hold(models.Model):
    """A file that is not destroyed before `until`, for a reason. A plain pair: nothing here knows the files."""

    file_id = models.BigIntegerField()
    case_number = models.CharField(_("zaaknummer"), max_length=40)
    reason = SealedCharField(_("reden"), max_length=300)
    until = models.DateField(_("tot en met"))
    by = _who(_("door"))
    at = models.DateTimeField(_("sinds"), auto_now_add=True)
    lifted_at = models.DateTimeField(_("opgeheven op"), null=True, blank=True)
    lifted_by = _who(_("opgeheven door"), empty=True)

    class Meta:
        verbose_name = _("aanhouding")
        verbose_name_plural = _("aanhoudingen")
        ordering = ["until", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="hold_lifted_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["file_id"], condition=Q(lifted_at__isnull=True), name="hold_of_file")]

    def __str__(self) -> str:
        return self.case_number


class DestructionList(models.Model):
    """Files that are to be destroyed together, once somebody else than who made it approved."""

    state = models.CharField(_("stand"), max_length=20, choices=ListStage, default=ListStage.MADE)
    made_by = _who(_("gemaakt door"))
    made_at = models.DateTimeField(_("gemaakt op"), auto_now_add=True)
    # Somebody asked for it, so that the term need not be over (docs/adr/0051).
    on_request = models.BooleanField(_("op verzoek"), default=False, db_default=False)
    decided_by = _who(_("beoordeeld door"), empty=True)
    judged_at = models.DateTimeField(_("beoordeeld op"), null=True, blank=True)
    decision_note = SealedCharField(_("toelichting"), max_length=300, blank=True)
    carried_out_at = models.DateTimeField(_("uitgevoerd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("vernietigingslijst")
        verbose_name_plural = _("vernietigingslijsten")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ListStage.values), name="destruction_state_known"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("made_by")), name="destruction_needs_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state=ListStage.MADE, decided_by=None, judged_at=None)
                | ~Q(state=ListStage.MADE) & Q(decided_by__isnull=False) & ~Q(judged_at=None),
                name="destruction_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=ListStage.CARRIED_OUT, carried_out_at__isnull=False)
                | ~Q(state=ListStage.CARRIED_OUT) & Q(carried_out_at__isnull=True),
                name="destruction_carried_out_once_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state=ListStage.REJECTED) | ~Q(decision_note=""), name="destruction_rejected_says_why"
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="destruction_in_order",
                field="state",
                transitions=[
                    (ListStage.MADE.value, ListStage.APPROVED.value),
                    (ListStage.MADE.value, ListStage.REJECTED.value),
                    (ListStage.APPROVED.value, ListStage.CARRIED_OUT.value),
                ],
            ),
            pgtrigger.Protect(name="destruction_list_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{_('Vernietigingslijst')} {self.pk}"


_NOT_ONCE_DECIDED = """
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - ARRAY['carried_out_on', 'left_why']
        = to_jsonb(OLD) - ARRAY['carried_out_on', 'left_why'] THEN RETURN NEW; END IF;
    IF EXISTS (
        SELECT 1 FROM retention_destructionlist WHERE state <> 'gemaakt'
        AND id IN (SELECT unnest(CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.of_list_id]
            WHEN 'DELETE' THEN ARRAY[OLD.of_list_id] ELSE ARRAY[OLD.of_list_id, NEW.of_list_id] END))
    ) THEN RAISE EXCEPTION 'a list that was decided on does not change' USING ERRCODE = 'check_violation'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;
"""


class DestructionEntry(models.Model):
    """One file of a list, or one person of a file that stays: keys and a number, and nothing about anybody."""

    of_list = models.ForeignKey(DestructionList, on_delete=models.CASCADE, related_name="entries")
    file_id = models.BigIntegerField()
    case_number = models.CharField(_("zaaknummer"), max_length=40)
    # One person of the file alone (docs/adr/0067), and what was decided about each text that names them: table, key,
    # column, verdict, and a mark of the text by which it is known again after a restore. No words.
    person_id = models.BigIntegerField(null=True, blank=True)
    # Of which kind (`PERSON_KINDS`): the key is of its table.
    person_kind = models.CharField(max_length=20, choices=PersonOf, blank=True, default="", db_default="")
    texts = models.JSONField(default=list, blank=True, db_default=[])
    kept_in = models.CharField(_("klasse"), max_length=40, choices=Kept)
    ended_on = models.DateField(_("termijn liep vanaf"))
    carried_out_on = models.DateField(_("vernietigd op"), null=True, blank=True)
    left_why = models.CharField(_("overgeslagen, omdat"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("dossier op een vernietigingslijst")
        verbose_name_plural = _("dossiers op een vernietigingslijst")
        ordering = ["case_number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["of_list", "file_id"], name="destruction_entry_once"),
            models.CheckConstraint(
                condition=Q(kept_in__in=sorted(FILE_CLASSES), person_id__isnull=True)
                | Q(kept_in=Kept.CONTACTS, person_id__isnull=False),
                name="destruction_entry_is_a_file",
            ),
            models.CheckConstraint(
                condition=Q(person_kind__in=["", *PersonOf.values]), name="destruction_entry_person_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(carried_out_on__isnull=True) | Q(left_why=""), name="destruction_entry_left_or_done"
            ),
        ]
        indexes = [models.Index(fields=["file_id"], name="destruction_entry_file")]
        triggers = [
            pgtrigger.Trigger(
                name="destruction_entry_fixed",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=_NOT_ONCE_DECIDED,
            )
        ]

    def __str__(self) -> str:
        return self.case_number

    @property
    def of(self) -> str:
        """Of which kind the person is; an entry from before there was more than one is of the circle."""
        return self.person_kind or PersonOf.CIRCLE.value


class DestructionProof(models.Model):
    """That it was done: which list and class, how many rows of which tables, when, by whom. Never whose."""

    list_number = models.BigIntegerField(_("lijst"))
    kept_in = models.CharField(_("klasse"), max_length=40, choices=Kept)
    files = models.PositiveIntegerField(_("dossiers"))
    # Per table: how many rows were destroyed, and of how many the words were taken out.
    rows = models.JSONField(default=dict)
    on = models.DateField(_("datum"))
    made_by = _who(_("gemaakt door"), empty=True)
    approved_by = _who(_("goedgekeurd door"), empty=True)
    # Done again after a restore of the database.
    is_replay = models.BooleanField(default=False)
    checksum = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("bewijs van vernietiging")
        verbose_name_plural = _("bewijzen van vernietiging")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_replay=True)
                | Q(made_by__isnull=False, approved_by__isnull=False) & ~Q(made_by=F("approved_by")),
                name="proof_names_two_people",
            ),
        ]
        triggers = [pgtrigger.Protect(name="proof_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.list_number} {self.kept_in}"

    @property
    def is_whole(self) -> bool:
        """Nobody changed it since, outside the program either."""
        return self.checksum == self.reckoned()

    def reckoned(self) -> str:
        told = [self.list_number, self.kept_in, self.files, self.rows, self.on.isoformat(), self.is_replay]
        told += [self.made_by_id, self.approved_by_id]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
