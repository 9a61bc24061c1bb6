"""Editions: made from what is counted now, written, approved by somebody else, published, withdrawn, replaced."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekc.accounts.matrix import CREATE, Subject, allows
from ekc.accounts.models import User
from ekc.names import thing_order
from ekc.refusal import Refusal
from ekc.workflow import save_move

from ..choices import choice_for
from ..codes import (
    GONE_EDITION_STATES,
    ISSUED_EDITION_STATES,
    KEPT_EDITION_STATES,
    PROTECTED_AUDIENCES,
    EditionState,
)
from ..editions.contents import checksum_for, last_written, report_in
from ..editions.storing import as_it_was, as_kept
from ..models import Edition, EditionFile, EditionSentence
from ..protecting import ProtectedReport
from ..rendering import file_name, render_report, tables_with_sentences, texts
from ..side_by_side import report_of
from ..workflow import EDITION_WORKFLOW

VERSION_ONCE = "edition_version_once"
"""The constraint of the database: two people at once make one edition."""


@transaction.atomic
def make_edition(*, by: User, name: str, chosen: Mapping[str, str], notes: str = "") -> Edition:
    """Count now, and keep it as the first version of an edition.

    Raises Refusal when this person may not, when the figures are not protected or say nothing, or when there is such
    an edition already.
    """
    name = " ".join(name.split())
    if not name:
        raise Refusal(_("Geef de editie een naam."), at="name")
    taken = Edition.objects.exclude(state=EditionState.DISCARDED).values_list("name", flat=True)
    if thing_order(name) in {thing_order(each) for each in taken.distinct()}:
        raise Refusal(_("Er is al een editie met deze naam. Maak daar een nieuwe versie van, of kies een andere naam."))
    return _create(by, chosen, name=name, notes=notes.strip())


@transaction.atomic
def make_next_version(edition: Edition, *, by: User, changes: str) -> Edition:
    """Count the same selection again, as the version that will take the place of this one.

    Raises Refusal when it is not the newest that is out, or when nothing is said of what changed.
    """
    locked = _lock(edition)
    if locked.state not in ISSUED_EDITION_STATES:
        raise Refusal(_("Een nieuwe versie maakt u van een editie die is gepubliceerd."))
    if not changes.strip():
        raise Refusal(_("Schrijf op wat er anders is dan in de vorige versie."), at="changes")
    later = Edition.objects.exclude(state=EditionState.DISCARDED).filter(name=locked.name, version__gt=locked.version)
    if later.exists():
        raise Refusal(_("Er is al een nieuwere versie van deze editie."))
    return _create(
        by,
        locked.selection,
        name=locked.name,
        notes=locked.notes,
        version=locked.version + 1,
        replaces=locked,
        changes=changes.strip(),
    )


def _create(by: User, chosen: Mapping[str, str], **fields: Any) -> Edition:
    if not by.is_active or not allows(by.role, Subject.EDITIONS, CREATE):
        raise Refusal(_("Een editie maken hoort niet bij uw rol."))
    choice = choice_for(by, chosen)
    if choice is None:
        raise Refusal(_("Deze cijfers kunt u niet opvragen. Kies opnieuw een programma."))
    if choice.audience not in PROTECTED_AUDIENCES:
        raise Refusal(_("Cijfers zonder bescherming kunnen niet in een editie."))
    report = report_of(choice.selection, choice.audience, choice.against)
    if nothing := texts.nothing(report):
        raise Refusal(nothing)
    counted = {"audience": choice.audience, "figures": as_kept(report), "counted_on": report.about.made_on}
    selection = {**chosen, "audience": choice.audience.value}
    try:
        with transaction.atomic():
            edition: Edition = Edition.objects.create(selection=selection, made_by=by, **counted, **fields)
    except IntegrityError as error:
        # Somebody made the same one while this one was counted.
        if VERSION_ONCE not in str(error):
            raise
        raise Refusal(_("Een collega maakte zojuist dezelfde editie. Kijk bij de edities.")) from error
    return edition


@transaction.atomic
def change_words(edition: Edition, *, by: User, notes: str, changes: str = "") -> Edition:
    """Write what stands in front of an edition. Raises Refusal when it is not a draft."""
    locked = _open(edition, by)
    if locked.replaces_id and not changes.strip():
        raise Refusal(_("Schrijf op wat er anders is dan in de vorige versie."), at="changes")
    locked.notes, locked.changes = notes.strip(), changes.strip() if locked.replaces_id else ""
    locked.save(update_fields=["notes", "changes"])
    return locked


@transaction.atomic
def write_sentence(edition: Edition, *, by: User, table: str, text: str) -> EditionSentence | None:
    """Write the sentence under a table; empty takes that of the figures again. None where it stays as it is.

    Raises Refusal when the edition is not a draft or has no such table.
    """
    locked = _open(edition, by)
    if table not in tables_with_sentences(as_it_was(locked.figures)):
        raise Refusal(_("Deze tabel staat niet in deze editie."))
    last = last_written(locked.sentences.all()).get(table)
    words = " ".join(text.split())
    if words == (last.text if last else ""):
        return None
    sentence: EditionSentence = EditionSentence.objects.create(edition=locked, table=table, text=words, written_by=by)
    return sentence


# --- moves -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def approve_edition(edition: Edition, *, by: User) -> Edition:
    """Say that an edition may go out as it is. Raises Refusal to who made it or wrote in it."""
    locked = _lock(edition)
    if by.pk == locked.made_by_id or locked.sentences.filter(written_by=by).exists():
        raise Refusal(
            _(
                "U werkte zelf aan deze editie. Vraag een collega van landelijk beheer om de editie na te lezen en "
                "goed te keuren."
            )
        )
    return _move(
        locked, edition, "approve", by, approved_by=by, approved_at=timezone.now(), checksum=checksum_for(locked)
    )


@transaction.atomic
def send_back_edition(edition: Edition, *, by: User) -> Edition:
    """Open an approved edition to be written in again; whoever approved it does so anew."""
    return _move(_lock(edition), edition, "send_back", by, approved_by=None, approved_at=None, checksum="")


@transaction.atomic
def discard_edition(edition: Edition, *, by: User) -> Edition:
    """Let a draft lapse: it will not go out. What was counted and written stays."""
    return _move(_lock(edition), edition, "discard", by)


@transaction.atomic
def publish_edition(edition: Edition, *, by: User) -> Edition:
    """Let an edition go out; the version that it takes the place of is replaced at the same moment."""
    locked = _lock(edition)
    # The table first: what may not be published replaces nothing.
    EDITION_WORKFLOW.find(locked.state, "publish", by=by)
    previous = Edition.objects.select_for_update().filter(name=locked.name, state=EditionState.PUBLISHED)
    for each in previous:
        _move(each, each, "replace", by)
    return _move(locked, edition, "publish", by, published_by=by, published_at=timezone.now())


@transaction.atomic
def withdraw_edition(edition: Edition, *, by: User, reason: str) -> Edition:
    """Take an edition back that went out. Its page stays, with the reason; its files are given no more."""
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom deze editie wordt ingetrokken."), at="reason")
    taken = {"withdrawn_by": by, "withdrawn_at": timezone.now(), "withdrawal_reason": reason.strip()}
    return _move(_lock(edition), edition, "withdraw", by, **taken)


def _move(locked: Edition, given: Edition, action: str, by: User, **fields: Any) -> Edition:
    move = EDITION_WORKFLOW.find(locked.state, action, by=by)
    save_move(locked, given, {"state": move.target, **fields})
    return locked


def _open(edition: Edition, by: User) -> Edition:
    locked = _lock(edition)
    if not by.is_active or not allows(by.role, Subject.EDITIONS, CREATE):
        raise Refusal(_("Een editie schrijven hoort niet bij uw rol."))
    if locked.state != EditionState.DRAFT:
        raise Refusal(_("Deze editie is geen concept meer. Zet de editie eerst terug naar concept."))
    return locked


def _lock(edition: Edition) -> Edition:
    locked: Edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    return locked


# --- files -----------------------------------------------------------------------------------------------------------


def edition_file(edition: Edition, kind: str) -> tuple[bytes, str]:
    """A file of an edition and its name. What is out is made once, and given again byte for byte; a draft is made anew
    each time. Raises Refusal of what was withdrawn or lapsed."""
    report = report_in(edition)
    name = file_name(report, kind)
    if edition.state in GONE_EDITION_STATES:
        raise Refusal(_("Van deze editie worden geen bestanden meer gegeven."))
    if edition.state not in KEPT_EDITION_STATES:
        return render_report(report, kind), name
    found = EditionFile.objects.filter(edition=edition, format=kind).first() or _made(edition, report, kind)
    return bytes(found.content), name


def _made(edition: Edition, report: ProtectedReport, kind: str) -> EditionFile:
    content = render_report(report, kind)
    checksum = hashlib.sha256(content).hexdigest()
    # Of two workers at once the first one's is kept, and both give that.
    found, _is_new = EditionFile.objects.get_or_create(
        edition=edition, format=kind, defaults={"content": content, "checksum": checksum}
    )
    return found
