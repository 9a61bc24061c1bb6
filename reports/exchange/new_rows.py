"""New cases of a set, and new rows of cases that are here: always many at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter

from cases.codes import CaseState, Channel, LeavingReason
from cases.models import Case, CaseMove, Referrer
from cases.referral.acts.case_numbers import next_case_numbers
from cases.search import lexemes_of
from conferences.codes import OVER_STATES, ConferenceState
from conferences.models import Attendance, Conference

from ..queries import IMPORTED
from .codebook import ATTENDANCE, CONFERENCES, MAIN_PERSONS, REQUESTS
from .keeping import Keeper
from .many_rows import copy_rows, mark_cases, set_wise
from .meetings import counting, counting_of
from .model_fields import CHILDREN, KEPT
from .registrations import Registration, Values

SAVED = (Case, Referrer, CaseMove, Attendance, *(model for model, _fields in (*CHILDREN.values(), *KEPT.values())))
"""What is written here, with its history and marks kept for all rows at once."""


def case_fields(wanted: Registration, keep: Keeper) -> Values:
    request = wanted.parts[REQUESTS][0]
    phase, closed_on = request["phase"], request["closed_on"]
    state = CaseState.CLOSED if closed_on else CaseState.REGISTERED if phase else CaseState.ACTIVATION
    counts = counting(wanted.parts[CONFERENCES])
    held = counts is not None and counts["meeting_state"] == ConferenceState.HELD
    fields = {name: value for name, value in request.items() if name not in ("phase", "leaving_reasons")}
    return fields | {
        **keep.where(wanted.project, wanted.place),
        "state": state,
        "outcome": phase,
        "registered_on": closed_on,
        "meetings_held": counts["meetings"] if counts is not None and held else 0,
    }


def save_new(new: list[Registration], keep: Keeper) -> list[int]:
    years = [wanted.parts[REQUESTS][0]["received_on"].year for wanted in new]
    numbers = next_case_numbers(len(new), years=years)
    rows = [
        {
            "number": number,
            "external_id": wanted.case_id,
            "channel": Channel.IMPORT,
            "search": sorted({*lexemes_of([number, wanted.case_id]), *_words_of_places(wanted)}),
            **case_fields(wanted, keep),
        }
        for number, wanted in zip(numbers, new, strict=True)
    ]
    with set_wise(*SAVED):
        keys = copy_rows(Case, rows)
        copy_rows(Referrer, [{"case": key} for key in keys])
        copy_rows(
            CaseMove,
            [{"case": key, "action": IMPORTED, "target": row["state"]} for key, row in zip(keys, rows, strict=True)],
        )
        pairs = list(zip(keys, new, strict=True))
        create_leavings([(key, row["state"], each) for key, row, each in zip(keys, rows, new, strict=True)])
        for file in (*CHILDREN, *KEPT):
            create(file, pairs)
        create_attendance(pairs)
        mark_cases(keys)
    return keys


def findable(number: str, wanted: Registration) -> list[str]:
    """What the worklist finds an imported case by: its numbers and places; there are no names."""
    return [number, wanted.case_id, *_places_of(wanted)]


def _places_of(wanted: Registration) -> list[str]:
    return [text for person in wanted.parts[MAIN_PERSONS] for text in (person["place"], person["municipality"])]


def _words_of_places(wanted: Registration) -> Iterator[str]:
    return (word for place in _places_of(wanted) for word in _words_of(place))


@lru_cache(maxsize=2000)
def _words_of(place: str) -> list[str]:
    """The words of a place; of one set there are some hundreds of them."""
    return lexemes_of([place])


def create(file: str, pairs: Iterable[tuple[int, Registration]]) -> None:
    model, fields = {**CHILDREN, **KEPT}[file]
    copy_rows(model, [{"case": key, **fields(values)} for key, wanted in pairs for values in wanted.parts[file]])


def create_leavings(found: Iterable[tuple[int, str, Registration]]) -> None:
    """Why a coordinator did not go on, as a move that leads nowhere: by whom and when is not told."""
    copy_rows(
        CaseMove,
        [
            {
                "case": key,
                "action": IMPORTED,
                "source": state,
                "target": state,
                "reason_code": code,
                "reason": str(LeavingReason(code).label),
            }
            for key, state, wanted in found
            for code in wanted.parts[REQUESTS][0].get("leaving_reasons", ())
        ],
    )


def create_attendance(pairs: Iterable[tuple[int, Registration]]) -> None:
    with_people = [(key, wanted) for key, wanted in pairs if wanted.parts[ATTENDANCE]]
    rows: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    found = Conference.objects.filter(case__in=[key for key, _ in with_people], state__in=sorted(OVER_STATES))
    for case_id, key, sequence, state in found.order_by("sequence").values_list("case", "pk", "sequence", "state"):
        rows[case_id].append((key, sequence, state))
    meetings: dict[tuple[int, int | None], int] = {}
    for case_id, own in rows.items():
        meetings |= {(case_id, sequence): key for key, sequence, _state in own}
        meetings[(case_id, None)] = (counting_of(own, itemgetter(2)) or own[-1])[0]
    copy_rows(
        Attendance,
        [
            {
                "conference": meetings[(key, values["meeting"])],
                **{name: value for name, value in values.items() if name != "meeting"},
            }
            for key, wanted in with_people
            for values in wanted.parts[ATTENDANCE]
        ],
    )
