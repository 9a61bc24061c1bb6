"""Editions: yearbooks of frozen figures, with who wrote, approved and published them (R25, docs/adr/0042)."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..codes import (
    CHECKED_EDITION_STATES,
    EDITION_TONES,
    FIGURE_FORMATS,
    ISSUED_EDITION_STATES,
    PROTECTED_AUDIENCES,
    Audience,
    DownloadFormat,
    EditionState,
)
from ..querysets import EditionQuerySet


def _refuses(name: str, operation: Any, when: str, why: str) -> pgtrigger.Trigger:
    """A trigger that refuses where the SQL in `when` holds."""
    return pgtrigger.Trigger(
        name=name,
        operation=operation,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            f"IF {when} THEN RAISE EXCEPTION '{why}' USING ERRCODE = 'check_violation'; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
        ),
    )


def _differs(*columns: str) -> str:
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return f"({old}) IS DISTINCT FROM ({new})"


FROZEN = ("figures", "selection", "audience", "counted_on", "version", "replaces_id", "made_by_id", "made_at")
"""What is counted is counted once, when the edition is made."""
WRITTEN = ("name", "notes", "changes", "checksum", "approved_by_id", "approved_at")
"""What somebody approved; open again where it is sent back."""
ISSUED = ("published_by_id", "published_at")
_CHECKED, _ISSUED = sorted(CHECKED_EDITION_STATES), sorted(ISSUED_EDITION_STATES)


def _listed(states: list[EditionState]) -> str:
    return ", ".join(f"'{state}'" for state in states)


_WROTE = """
    EXISTS (
        SELECT 1 FROM reports_editionsentence AS sentence
        WHERE sentence.edition_id = NEW.id AND sentence.written_by_id = NEW.approved_by_id
    )
"""
_EDITION_IN = "EXISTS (SELECT 1 FROM reports_edition e WHERE e.id = NEW.edition_id AND e.state IN ([states]))"
_OPEN = _EDITION_IN.replace("[states]", f"'{EditionState.DRAFT}'")
_OUT = _EDITION_IN.replace("[states]", _listed(_ISSUED))


class Edition(models.Model):
    """A yearbook: figures as they were let through on one day. A next version is a row of its own."""

    name = models.CharField(_("naam"), max_length=120)
    version = models.PositiveSmallIntegerField(_("versie"), default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next_version", verbose_name=_("vervangt")
    )
    state = models.CharField(_("stand"), max_length=12, choices=EditionState, default=EditionState.DRAFT)
    audience = models.CharField(_("voor wie"), max_length=10, choices=Audience)
    selection = models.JSONField(_("keuze"))
    figures = models.JSONField(_("cijfers"))
    counted_on = models.DateField(_("stand van de gegevens"))
    notes = models.TextField(_("toelichting"), blank=True)
    changes = models.TextField(_("wat er anders is"), blank=True)
    # Over everything that a reader gets; made when somebody approves exactly that.
    checksum = models.CharField(_("controlegetal"), max_length=64, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("gemaakt op"), auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("goedgekeurd op"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("reden van intrekken"), blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("editie")
        verbose_name_plural = _("edities")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=EditionState.values), name="edition_state_known"),
            models.CheckConstraint(
                condition=Q(audience__in=sorted(PROTECTED_AUDIENCES)), name="edition_audience_protected"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="edition_has_a_name"),
            # Of what lapsed the number is free again.
            models.UniqueConstraint(
                fields=["name", "version"], condition=~Q(state=EditionState.DISCARDED), name="edition_version_once"
            ),
            models.UniqueConstraint(
                fields=["name"], condition=Q(state=EditionState.PUBLISHED), name="edition_published_once"
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces=None) | Q(version__gt=1, replaces__isnull=False) & ~Q(changes=""),
                name="edition_version_says_what_changed",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=sorted(CHECKED_EDITION_STATES), approved_by__isnull=False, approved_at__isnull=False
                )
                & ~Q(checksum="")
                | ~Q(state__in=_CHECKED) & Q(approved_by=None, approved_at=None, checksum=""),
                name="edition_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("made_by")), name="edition_approved_by_another"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=sorted(ISSUED_EDITION_STATES), published_by__isnull=False, published_at__isnull=False
                )
                | ~Q(state__in=_ISSUED) & Q(published_by=None, published_at=None),
                name="edition_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=EditionState.WITHDRAWN, withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                & ~Q(withdrawal_reason="")
                | ~Q(state=EditionState.WITHDRAWN) & Q(withdrawn_by=None, withdrawn_at=None, withdrawal_reason=""),
                name="edition_withdrawn_with_a_reason",
            ),
        ]
        triggers = [
            _refuses(
                "edition_figures_stay", pgtrigger.Update, _differs(*FROZEN), "figures of an edition do not change"
            ),
            _refuses(
                "edition_approved_stays",
                pgtrigger.Update,
                f"OLD.state IN ({_listed(_CHECKED)}) AND NEW.state <> 'concept' AND {_differs(*WRITTEN)}",
                "an approved edition does not change",
            ),
            _refuses(
                "edition_issued_stays",
                pgtrigger.Update,
                f"OLD.state IN ({_listed(_ISSUED)}) AND "
                f"(NEW.state NOT IN ({_listed(_ISSUED)}) OR {_differs(*WRITTEN, *ISSUED)})",
                "an edition that went out does not change",
            ),
            _refuses("edition_is_kept", pgtrigger.Delete, "TRUE", "an edition is kept"),
            _refuses(
                "edition_read_by_another",
                pgtrigger.Insert | pgtrigger.Update,
                f"NEW.approved_by_id IS NOT NULL AND {_WROTE}",
                "who wrote in an edition does not approve it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {_('versie')} {self.version}"

    @property
    def tone(self) -> str:
        """How the state stands out on the page."""
        return EDITION_TONES[EditionState(self.state)]

    @property
    def case_number(self) -> str:
        """An edition belongs to no case; the read log asks every row for one."""
        return ""


class EditionSentence(models.Model):
    """What somebody wrote under a table in place of the sentence that the figures make. The last one counts; the others
    stay, with who and when."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sentences")
    table = models.CharField(_("tabel"), max_length=20)
    # Empty: the sentence of the figures again.
    text = models.TextField(_("zin"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("geschreven op"), auto_now_add=True)

    class Meta:
        verbose_name = _("zin onder een tabel")
        verbose_name_plural = _("zinnen onder tabellen")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(table=""), name="edition_sentence_has_a_table")]
        triggers = [
            _refuses("edition_sentence_while_open", pgtrigger.Insert, f"NOT {_OPEN}", "this edition is not open"),
            _refuses(
                "edition_sentence_stays",
                pgtrigger.Update | pgtrigger.Delete,
                "TRUE",
                "what was written in an edition is kept",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.table}"


class EditionFile(models.Model):
    """A file of an edition that went out: made once, and given again byte for byte."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(_("soort bestand"), max_length=10, choices=DownloadFormat)
    content = models.BinaryField()
    checksum = models.CharField(_("controlegetal"), max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("bestand van een editie")
        verbose_name_plural = _("bestanden van edities")
        ordering = ["edition", "format"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "format"], name="edition_file_once"),
            models.CheckConstraint(condition=Q(format__in=sorted(FIGURE_FORMATS)), name="edition_file_of_figures"),
        ]
        triggers = [
            _refuses("edition_file_of_what_is_out", pgtrigger.Insert, f"NOT {_OUT}", "this edition is not out"),
            _refuses("edition_file_stays", pgtrigger.Update | pgtrigger.Delete, "TRUE", "files of editions are kept"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.format}"
