"""What a reader gets of an edition: its figures as they were, under its name, with its own sentences."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone

from ekc.accounts.models import User

from ..catalogue.about import EditionMark
from ..models import Edition, EditionSentence
from ..protecting import ProtectedReport
from .storing import Spoilt, as_it_was, checksum_of


def report_in(edition: Edition) -> ProtectedReport:
    """The report of an edition. Raises Spoilt where it is not what was approved."""
    if edition.checksum and edition.checksum != checksum_for(edition):
        raise Spoilt(f"edition {edition.pk} is not what was approved")
    return replace(as_it_was(edition.figures), edition=mark_of(edition))


def mark_of(edition: Edition) -> EditionMark:
    """What the papers of an edition say of it besides its figures."""
    return EditionMark(
        name=edition.name,
        version=edition.version,
        state=str(edition.get_state_display()),
        notes=edition.notes,
        changes=edition.changes,
        checksum=edition.checksum,
        approved_by=_named(edition.approved_by),
        approved_on=timezone.localdate(edition.approved_at) if edition.approved_at else None,
        published_on=timezone.localdate(edition.published_at) if edition.published_at else None,
        sentences=tuple(sentences_in(edition).items()),
    )


def sentences_in(edition: Edition) -> dict[str, str]:
    """By table, what somebody wrote in place of the sentence of the figures."""
    return {table: last.text for table, last in last_written(edition.sentences.all()).items() if last.text}


def last_written(rows: Iterable[EditionSentence]) -> dict[str, EditionSentence]:
    """By table the sentence that counts."""
    return {row.table: row for row in sorted(rows, key=lambda row: row.pk)}


def checksum_for(edition: Edition) -> str:
    """Over everything that somebody approves: what is counted, and what is written about it."""
    about = {"name": edition.name, "version": edition.version, "notes": edition.notes, "changes": edition.changes}
    return checksum_of(edition.figures, about, sentences_in(edition))


def _named(user: User | None) -> str:
    return "" if user is None else f"{user.full_name}, {user.get_role_display()}"
