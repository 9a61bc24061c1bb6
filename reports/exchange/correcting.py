"""Cases that are here and differ from what a set says of them."""

from collections import defaultdict
from typing import Any

from cases.models import Case, CaseMove
from cases.search import vector_of
from conferences.codes import OVER_STATES, ConferenceState
from conferences.models import Attendance, Conference
from followup.models import Interview
from plans.models import Plan

from ..queries import IMPORTED
from .codebook import ATTENDANCE, CONFERENCES, PLANS, REQUESTS
from .keeping import Keeper
from .many_rows import mark_cases, set_wise
from .meetings import counting_of
from .model_fields import CHILDREN, KEPT, meeting_fields
from .new_rows import SAVED, case_fields, create, create_attendance, create_leavings, findable
from .registrations import Registration, Values

BATCH = 1000


def save_changed(changed: list[tuple[Case, Registration, Registration]], keep: Keeper) -> None:
    """Make these cases what the set says: what goes is taken away and what differs written, and then what is new."""
    if not changed:
        return
    _update_cases(changed, keep)
    new: list[tuple[str, list[tuple[int, Registration]]]] = []
    for file, (model, _fields) in CHILDREN.items():
        differing = [(case.pk, wanted) for case, here, wanted in changed if here.parts[file] != wanted.parts[file]]
        # Of the interviews those that the format does not hold stay: asked early, or in a later round.
        rows = model.objects.counted() if model is Interview else model.objects.all()
        rows.filter(case__in=[key for key, _ in differing]).delete()
        new.append((file, differing))
    for case, _here, wanted in changed:
        case.search = vector_of(findable(case.number, wanted))
    Case.objects.bulk_update([case for case, _, _ in changed], ["search"], batch_size=BATCH)
    _save_meetings([(case, new) for case, here, new in changed if here.parts[CONFERENCES] != new.parts[CONFERENCES]])
    new.append((PLANS, _save_plans([(case, to) for case, here, to in changed if here.parts[PLANS] != to.parts[PLANS]])))
    leavings = _take_leavings(changed)
    people = [(case.pk, wanted) for case, here, wanted in changed if _people_differ(here, wanted)]
    Attendance.objects.filter(conference__case__in=[key for key, _ in people]).delete()
    with set_wise(*SAVED):
        for file, pairs in new:
            create(file, pairs)
        create_leavings(leavings)
        create_attendance(people)
        mark_cases([case.pk for case, _, _ in changed])


def _people_differ(here: Registration, wanted: Registration) -> bool:
    """Whether people must be put anew: others, or at a meeting that stands or counts otherwise now."""
    stands = [
        [(values["meeting"], values["meeting_state"]) for values in each.parts[CONFERENCES]] for each in (here, wanted)
    ]
    return here.parts[ATTENDANCE] != wanted.parts[ATTENDANCE] or stands[0] != stands[1]


def _take_leavings(changed: list[tuple[Case, Registration, Registration]]) -> list[tuple[int, str, Registration]]:
    """Take away why coordinators did not go on where that differs; gives the cases it must be written of anew."""
    differing = []
    for case, here, wanted in changed:
        told = wanted.parts[REQUESTS][0].get("leaving_reasons")
        if told is not None and told != here.parts[REQUESTS][0]["leaving_reasons"]:
            differing.append((case.pk, case.state, wanted))
    brought = CaseMove.objects.filter(case__in=[key for key, _, _ in differing], action=IMPORTED)
    brought.exclude(reason_code="").delete()
    return differing


def _update_cases(changed: list[tuple[Case, Registration, Registration]], keep: Keeper) -> None:
    moves = []
    differing = []
    names: set[str] = set()
    for case, _here, wanted in changed:
        source, fields = case.state, case_fields(wanted, keep)
        if all(getattr(case, name) == value for name, value in fields.items()):
            continue
        if source != fields["state"]:
            moves.append(CaseMove(case=case, action=IMPORTED, source=source, target=fields["state"]))
        for name, value in fields.items():
            setattr(case, name, value)
        names.update(fields)
        differing.append(case)
    if differing:
        Case.objects.bulk_update(differing, sorted(names), batch_size=BATCH)
    CaseMove.objects.bulk_create(moves)


def _save_plans(differing: list[tuple[Case, Registration]]) -> list[tuple[int, Registration]]:
    """Take away and change plans; gives the cases that get one."""
    here = {row.case_id: row for row in Plan.objects.filter(case__in=[case.pk for case, _ in differing])}
    gone = [case.pk for case, wanted in differing if not wanted.parts[PLANS]]
    Plan.objects.filter(case__in=gone).delete()
    _update(
        PLANS, [(here[case.pk], new.parts[PLANS][0]) for case, new in differing if case.pk in here and new.parts[PLANS]]
    )
    return [(case.pk, wanted) for case, wanted in differing if case.pk not in here]


def _save_meetings(differing: list[tuple[Case, Registration]]) -> None:
    """The meetings of each case as they are told, by number; without numbers the one that counts."""
    here: dict[int, list[Conference]] = defaultdict(list)
    found = Conference.objects.filter(case__in=[case.pk for case, _ in differing], state__in=sorted(OVER_STATES))
    for row in found.order_by("case", "sequence"):
        here[row.case_id].append(row)
    changed, new, gone = [], [], []
    for case, wanted in differing:
        rows, told = here[case.pk], wanted.parts[CONFERENCES]
        if len(rows) > 1 and len(told) == 1 and "meeting" not in wanted.own.get(CONFERENCES, ()):
            counts = counting_of(rows, lambda row: row.state) or rows[-1]
            changed.append((counts, {**told[0], "meeting": counts.sequence}))
            continue
        changed += zip(rows, told, strict=False)
        gone += [row.pk for row in rows[len(told) :]]
        new += [(case, values) for values in told[len(rows) :]]
    Conference.objects.filter(pk__in=gone).delete()
    # At most one meeting of a case is held at any moment.
    _update(CONFERENCES, [pair for pair in changed if pair[1]["meeting_state"] != ConferenceState.HELD])
    _update(CONFERENCES, [pair for pair in changed if pair[1]["meeting_state"] == ConferenceState.HELD])
    Conference.objects.bulk_create(
        (Conference(case=case, **meeting_fields(values)) for case, values in new), batch_size=BATCH
    )


def _update(file: str, pairs: list[tuple[Any, Values]]) -> None:
    model, fields_of = KEPT[file]
    names: set[str] = set()
    for row, values in pairs:
        for name, value in fields_of(values).items():
            setattr(row, name, value)
            names.add(name)
    if pairs:
        model.objects.bulk_update([row for row, _ in pairs], sorted(names), batch_size=BATCH)
