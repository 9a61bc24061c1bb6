"""A destruction list: made by one person, decided by another, and carried out file by file."""

import datetime as dt
import logging
from collections import Counter
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.dutch import long_date
from ekc.refusal import Refusal

from ..codes import OPEN_LISTS, Kept, ListStage
from ..destroying import Rows, destroy_files
from ..models import DestructionEntry, DestructionList, DestructionProof
from ..querysets import due_files, ended_files, held_until, is_listed, is_unfinished, open_entries
from ..register import the_files, the_people

logger = logging.getLogger(__name__)

MOST_FILES = 500
"""More than this nobody can look over in one list; the next list has the rest."""


@transaction.atomic
def make_list(*, by: User) -> DestructionList:
    """Put what is due today on a list, as far as it stands on no other open one. Raises Refusal when nothing is."""
    listed = open_entries()
    due = list(due_files().exclude(pk__in=listed.values("file_id"))[:MOST_FILES])
    if not due:
        raise Refusal(_("Er is nu niets waarvan de termijn voorbij is."))
    made: DestructionList = DestructionList.objects.create(made_by=by)
    DestructionEntry.objects.bulk_create(
        DestructionEntry(
            of_list=made, file_id=file.pk, case_number=file.number, kept_in=file.kept_in, ended_on=file.ended_on
        )
        for file in due
    )
    return made


@transaction.atomic
def list_on_request(file_id: int, *, by: User) -> DestructionList:
    """Put one file that is over on a list of its own, before its term, for somebody asked so. A second person decides.

    Raises Refusal where the file is not over yet, is held, or stands on a list that waits already.
    """
    file = ended_files().filter(pk=file_id).first()
    if file is None:
        raise Refusal(_("Deze zaak loopt nog. Sluit de zaak eerst af; daarna kan het dossier worden vernietigd."))
    if (until := held_until(file_id)) is not None:
        raise Refusal(_("Dit dossier wordt aangehouden tot en met %(day)s.") % {"day": long_date(until)})
    if is_listed(file_id):
        raise Refusal(_("Dit dossier staat al op een lijst die wacht op een tweede persoon."))
    made: DestructionList = DestructionList.objects.create(made_by=by, on_request=True)
    made.entries.create(file_id=file_id, case_number=file.number, kept_in=file.kept_in, ended_on=file.ended_on)
    return made


@transaction.atomic
def list_person(
    file_id: int, person_id: int, *, kind: str, number: str, texts: list[Any], asked_on: dt.date, by: User
) -> DestructionList:
    """Put one person of a file that stays on a list of its own, who asked so on this day (docs/adr/0067). A second
    person decides. `texts`: what was decided about those that name them. Raises Refusal where the file is held or
    listed, and with the reason why this person stays for now."""
    if (until := held_until(file_id)) is not None:
        raise Refusal(_("Dit dossier wordt aangehouden tot en met %(day)s.") % {"day": long_date(until)})
    if is_listed(file_id):
        raise Refusal(_("Dit dossier staat al op een lijst die wacht op een tweede persoon."))
    if why := the_people(kind).why_stays(file_id, person_id, texts):
        raise Refusal(why)
    made: DestructionList = DestructionList.objects.create(made_by=by, on_request=True)
    made.entries.create(
        file_id=file_id,
        case_number=number,
        person_id=person_id,
        person_kind=kind,
        texts=texts,
        kept_in=Kept.CONTACTS,
        ended_on=asked_on,
    )
    return made


def goes_of(made: DestructionList) -> list[tuple[str, int]]:
    """Of a list that waits and is of one person: how many rows of which tables go, in words; else nothing."""
    entry = made.entries.filter(person_id__isnull=False, carried_out_on=None, left_why="").first()
    if entry is None or entry.person_id is None or made.state not in OPEN_LISTS:
        return []
    return the_people(entry.of).goes(entry.file_id, entry.person_id)


def approve_list(made: DestructionList, *, by: User) -> DestructionList:
    """What a second person says yes to is destroyed in the coming night. Raises Refusal to who made it."""
    return _decide(made, ListStage.APPROVED, by=by)


def reject_list(made: DestructionList, *, by: User, why: str) -> DestructionList:
    """Nothing of it is destroyed; its files are due still, and come on a next list."""
    if not why.strip():
        raise Refusal(_("Schrijf op waarom deze lijst niet klopt."), at="why")
    return _decide(made, ListStage.REJECTED, by=by, note=why.strip())


@transaction.atomic
def _decide(made: DestructionList, state: ListStage, *, by: User, note: str = "") -> DestructionList:
    locked: DestructionList = DestructionList.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if locked.state != ListStage.MADE:
        raise Refusal(_("Over deze lijst is al beslist."))
    if locked.made_by_id == by.pk:
        raise Refusal(_("U hebt deze lijst zelf gemaakt. Een ander moet hem beoordelen."))
    locked.state, locked.decided_by, locked.judged_at, locked.decision_note = state, by, timezone.now(), note
    locked.save(update_fields=["state", "decided_by", "judged_at", "decision_note"])
    return locked


def carry_out_lists() -> int:
    """Carry out every list that was approved, and say how many files went. May be repeated, and broken off."""
    approved = DestructionList.objects.filter(state=ListStage.APPROVED).order_by("pk")
    return sum(carry_out(each) for each in approved)


def carry_out(approved: DestructionList) -> int:
    """Each file in a transaction of its own: one that fails does not stop the rest, and comes again the next night."""
    entries = approved.entries.filter(carried_out_on=None, left_why="").order_by("pk")
    for key in list(entries.values_list("pk", flat=True)):
        try:
            _carry_out_one(key)
        except Exception:
            logger.exception("a file of destruction list %s could not be destroyed", approved.pk)
    if not entries.exists():
        _close(approved)
    return approved.entries.filter(carried_out_on__isnull=False).count()


@transaction.atomic
def _carry_out_one(key: int) -> None:
    entry = DestructionEntry.objects.select_for_update(of=("self",)).get(pk=key)
    if entry.carried_out_on is not None or entry.left_why:
        return
    files = the_files().model._default_manager
    together = files.filter(pk__in=the_files().beside([entry.file_id]))
    list(together.select_for_update(of=("self",)).order_by("pk"))
    if entry.person_id is not None:
        _carry_out_person(entry)
        return
    may_go = ended_files() if entry.of_list.on_request else due_files()
    if not may_go.filter(pk=entry.file_id).exists() or together.filter(is_unfinished()).exists():
        entry.left_why = _("De termijn loopt weer, er is nog iets open, of het dossier wordt aangehouden.")
        entry.save(update_fields=["left_why"])
        return
    if entry.of_list.on_request and (why := the_files().why_stays(entry.file_id)):
        entry.left_why = why[:200]
        entry.save(update_fields=["left_why"])
        return
    entry.carried_out_on = local_today()
    rows = destroy_files([entry.file_id], on=entry.carried_out_on)
    entry.save(update_fields=["carried_out_on"])
    prove(entry.of_list, entry.kept_in, rows)


def _carry_out_person(entry: DestructionEntry) -> None:
    """One person out of a file that is locked; left where something was written of them since the list was made."""
    people, person_id = the_people(entry.of), entry.person_id
    assert person_id is not None
    why = people.why_stays(entry.file_id, person_id, entry.texts)
    if held_until(entry.file_id) is not None:
        why = _("Het dossier wordt aangehouden.")
    if why:
        entry.left_why = why[:200]
        entry.save(update_fields=["left_why"])
        return
    entry.carried_out_on = local_today()
    rows = people.take_out(entry.file_id, person_id, entry.texts, on=entry.carried_out_on)
    entry.save(update_fields=["carried_out_on"])
    prove(entry.of_list, entry.kept_in, rows, files=0)


def prove(
    carried_out: DestructionList | None, kept_in: str, rows: Rows, *, files: int = 1, list_number: int = 0
) -> DestructionProof:
    """Write down that it was done. Without a list it was done again, after a restore."""
    proof = DestructionProof(
        list_number=carried_out.pk if carried_out else list_number,
        kept_in=kept_in,
        files=files,
        rows=rows,
        on=local_today(),
        made_by=carried_out.made_by if carried_out else None,
        approved_by=carried_out.decided_by if carried_out else None,
        is_replay=carried_out is None,
    )
    proof.checksum = proof.reckoned()
    proof.save()
    return proof


@transaction.atomic
def _close(approved: DestructionList) -> None:
    locked = DestructionList.objects.select_for_update(of=("self",)).get(pk=approved.pk)
    if locked.state == ListStage.APPROVED:
        locked.state, locked.carried_out_at = ListStage.CARRIED_OUT, timezone.now()
        locked.save(update_fields=["state", "carried_out_at"])


def totals_of(proofs: Any) -> dict[str, dict[str, int]]:
    """The rows of several proofs together, per table."""
    found: dict[str, Counter[str]] = {}
    for proof in proofs:
        for table, counts in proof.rows.items():
            found.setdefault(table, Counter()).update(counts)
    return {table: dict(+counts) for table, counts in sorted(found.items())}
