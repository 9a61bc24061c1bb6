"""The tables beside the published set, counted from the files of a set in plain Python: dicts, dates and loops."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ekc.dates import quarter_of
from tests.reports.folders import PILOT, read

Rows = list[dict[str, str]]
MARK_NAMES = ("grade_conference", "grade_plan", "grade_coordinator")
FORM_FILES = {
    "volwassene": "enquete_volwassenen.csv",
    "kind": "enquete_kinderen.csv",
    "professional": "enquete_professionals.csv",
}


@cache
def rows_of(folder: Path, file: str) -> Rows:
    head, *rows = read(folder / file)
    return [dict(zip(head, row, strict=True)) for row in rows]


class Part:
    """The files of a set, limited to the cases of a period and of a region."""

    def __init__(
        self, start: dt.date | None, until: dt.date | None, cases: set[str] | None, folder: Path = PILOT
    ) -> None:
        first, last = start or dt.date.min, until or dt.date.max
        self.folder = folder
        # Also those of which the preparation goes on.
        self.received = [
            row
            for row in rows_of(folder, "aanvragen.csv")
            if first <= _day(row["received_on"]) <= last and (cases is None or row["case_id"] in cases)
        ]
        self.requests = [row for row in self.received if row["phase"] in ("activering", "conferentie")]
        self.cases = {row["case_id"]: row for row in self.requests}
        self.held = {row["case_id"]: row for row in rows_of(folder, "conferenties.csv") if row["case_id"] in self.cases}
        # Answers follow the quarter of the conference, and not the day of the aanmelding.
        quarters = {
            row["case_id"]: quarter_of(_day(row["held_on"]))
            for row in rows_of(folder, "conferenties.csv")
            if cases is None or row["case_id"] in cases
        }
        of = (quarter_of(start) if start else "", quarter_of(until) if until else "9")
        self.answered = {case: quarter for case, quarter in quarters.items() if of[0] <= quarter <= of[1]}

    def forms(self, form: str) -> Rows:
        return [row for row in rows_of(self.folder, FORM_FILES[form]) if row["case_id"] in self.answered]

    def of_cases(self, file: str) -> Rows:
        return [row for row in rows_of(self.folder, file) if row["case_id"] in self.cases]

    def every(self, file: str) -> Rows:
        return rows_of(self.folder, file)

    def year_of_form(self, row: dict[str, str]) -> str:
        return self.answered[row["case_id"]][:4]


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def half_up(value: Decimal) -> int:
    return int(value + Decimal("0.5"))


def quantile(days: list[int], quarters: int) -> int | None:
    if not days:
        return None
    days = sorted(days)
    place = Decimal(quarters * (len(days) - 1)) / 4
    low, high = days[int(place)], days[min(int(place) + 1, len(days) - 1)]
    return half_up(low + (high - low) * (place - int(place)))


def percent(some: int, base: int) -> int | None:
    return half_up(Decimal(100 * some) / base) if base else None


def mean(numbers: Iterable[int]) -> float | None:
    found = list(numbers)
    return float(half_up(Decimal(10 * sum(found)) / len(found))) / 10 if found else None


def lasting(part: Part) -> dict[str, tuple[Any, ...]]:
    days: dict[str, list[int]] = {"start": [], "prepared": [], "conference": [], "registered": [], "waited": []}
    for row in part.requests:
        received, started = _day(row["received_on"]), _day(row["preparation_started_on"])
        days["start"].append((started - received).days)
        if row["case_id"] in part.held:
            on = _day(part.held[row["case_id"]]["held_on"])
            days["conference"].append((on - received).days)
            days["prepared"] += [(on - started).days] if on >= started else []
            closed = _day(row["closed_on"])
            days["registered"] += [(closed - on).days] if closed >= on else []
    return {
        which: (
            len(each),
            *(quantile(each, at) for at in (1, 2, 3)),
            percent(sum(day <= 61 for day in each), len(each)),
        )
        for which, each in days.items()
    }


BANDS = (("7", 0, 7), ("31", 8, 31), ("61", 32, 61), ("92", 62, 92), ("183", 93, 183), ("langer", 184, 10**6))


def bands(part: Part) -> dict[str, tuple[Any, ...]]:
    start = [(_day(row["preparation_started_on"]) - _day(row["received_on"])).days for row in part.requests]
    meeting = [(_day(row["held_on"]) - _day(part.cases[case]["received_on"])).days for case, row in part.held.items()]
    found = {
        code: (sum(low <= day <= high for day in start), sum(low <= day <= high for day in meeting))
        for code, low, high in BANDS
    }
    return {**found, "totaal": (len(start), len(meeting))}


def _phases(rows: Rows, pick: Callable[[dict[str, str]], str]) -> dict[str, tuple[int, ...]]:
    counts = Counter((pick(row), row["phase"]) for row in rows if pick(row))
    found = {
        code: (counts[code, "activering"], counts[code, "conferentie"]) for code in {code for code, _phase in counts}
    }
    found["totaal"] = tuple(sum(each[at] for each in found.values()) for at in (0, 1)) if found else (0, 0)
    return {code: (*each, sum(each)) for code, each in found.items()}


def departments(part: Part) -> dict[str, tuple[int, ...]]:
    return _phases(part.requests, lambda row: row["referrer_department"])


def repeat_reasons(part: Part) -> dict[str, tuple[int, ...]]:
    return _phases(part.requests, lambda row: row["repeat_reason"])


def _kind(row: dict[str, str]) -> str:
    return row["referrer_type"] if row["referrer_type"] in ("hoofdpersoon", "familie_netwerk") else "professional"


def by_year(part: Part) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for row in part.requests:
        for year in (row["received_on"][:4], "totaal"):
            mine = found.setdefault(year, [0] * 5)
            mine[("professional", "hoofdpersoon", "familie_netwerk").index(_kind(row))] += 1
            mine[3] += 1
            mine[4] += row["phase"] == "conferentie"
    years = sorted(int(year) for year in found if year != "totaal")
    for year in range(years[0], years[-1]) if years else ():
        found.setdefault(str(year), [0] * 5)
    return {code: tuple(each) for code, each in {"totaal": [0] * 5, **found}.items()}


def help_by_referrer(part: Part) -> dict[str, tuple[int, ...]]:
    counts = Counter((row["help_duration"] or "onbekend", _kind(row) == "professional") for row in part.requests)
    codes = ("geen", "0_2_jaar", "langer_dan_2_jaar", "onbekend")
    found = {code: (counts[code, True], counts[code, False]) for code in codes}
    found["totaal"] = tuple(sum(each[at] for each in found.values()) for at in (0, 1))  # type: ignore[assignment]
    return {code: (*each, sum(each)) for code, each in found.items()}


def months(part: Part) -> dict[str, tuple[int, ...]]:
    counts = Counter(str(int(row["held_on"][5:7])) for row in part.held.values())
    return {**{str(at): (counts[str(at)],) for at in range(1, 13)}, "totaal": (len(part.held),)}


def sizes(part: Part) -> dict[str, tuple[int, ...]]:
    people: Counter[str] = Counter()
    for row in part.of_cases("deelnemers.csv"):
        people[row["case_id"]] += int(row["persons"])
    edges = (("1-5", 1, 5), ("6-9", 6, 9), ("10-15", 10, 15), ("16-20", 16, 20), (">20", 21, 10**6))
    found = {code: (sum(low <= size <= high for size in people.values()),) for code, low, high in edges}
    return {**found, "totaal": (len(people),)}


def choice(form: str, question: str, codes: tuple[str, ...]) -> Callable[[Part], dict[str, tuple[int, ...]]]:
    def count(part: Part) -> dict[str, tuple[int, ...]]:
        given = Counter(row[question] for row in part.forms(form))
        return {**{code: (given[code],) for code in codes}, "totaal": (sum(given[code] for code in codes),)}

    return count


def marks_by_year(form: str) -> Callable[[Part], dict[str, tuple[Any, ...]]]:
    def count(part: Part) -> dict[str, tuple[Any, ...]]:
        forms = part.forms(form)
        years = sorted({int(part.year_of_form(row)) for row in forms if any(row[name] for name in MARK_NAMES)})
        spans = [str(year) for year in range(years[0], years[-1] + 1)] if years else []
        return {
            year: _marks([row for row in forms if year in ("totaal", part.year_of_form(row))])
            for year in (*spans, "totaal")
        }

    return count


def _given(forms: Rows, name: str) -> list[int]:
    return [int(row[name]) for row in forms if row[name]]


def _marks(forms: Rows) -> tuple[Any, ...]:
    return tuple(each for name in MARK_NAMES for each in (mean(_given(forms, name)), len(_given(forms, name))))


def distribution(*which: tuple[str, str, str, str]) -> Callable[[Part], dict[str, tuple[Any, ...]]]:
    """Of each (section, group, file or form, column)."""

    def count(part: Part) -> dict[str, tuple[Any, ...]]:
        found: dict[str, tuple[Any, ...]] = {}
        for section, group, source, name in which:
            rows = part.forms(source) if source in FORM_FILES else part.of_cases(source)
            rows = [row for row in rows if not group or group == "coordinator" or row["role"] == group]
            given = [int(row[name]) for row in rows if row[name]]
            bands = (sum(each <= 5 for each in given), *(sum(each == band for each in given) for band in range(6, 11)))
            found[f"{section}.{group}.{name}"] = (*bands, len(given), spread_of(given))
        return found

    return count


def spread_of(given: list[int]) -> float | None:
    middle = Decimal(sum(given)) / (len(given) or 1)
    apart = sum((each - middle) ** 2 for each in given)
    return None if len(given) < 2 else half_up((apart / (len(given) - 1)).sqrt() * 10) / 10


def with_mark(form: str, questions: tuple[str, ...]) -> Callable[[Part], dict[str, tuple[Any, ...]]]:
    def count(part: Part) -> dict[str, tuple[Any, ...]]:
        forms = [row for row in part.forms(form) if row["grade_conference"]]
        found: dict[str, list[int]] = {"totaal": [int(row["grade_conference"]) for row in forms]}
        for row in forms:
            for question in questions:
                if row[question] and row[question] != "geen_antwoord":
                    found.setdefault(f"{question}.{row[question]}", []).append(int(row["grade_conference"]))
        return {code: (mean(given), len(given)) for code, given in found.items()}

    return count


def carried_out(part: Part) -> dict[str, tuple[Any, ...]]:
    told: dict[str, set[str]] = {}
    for row in part.of_cases("followup.csv"):
        told.setdefault(row["case_id"], set()).add(row["plan_executed"])
    counts = Counter(_together(each - {"", "weet_niet"}) for each in told.values())
    numbers = tuple(counts[code] for code in ("geheel", "ten_dele", "niet", "weet_niet"))
    row = (*numbers, sum(numbers))
    return {"gesproken": (0,) * 5, "niet_gesproken": (0,) * 5, "onbekend": row, "totaal": row}


def _together(said: set[str]) -> str:
    return "weet_niet" if not said else said.pop() if len(said) == 1 else "ten_dele"


def reach(part: Part) -> dict[str, tuple[Any, ...]]:
    spoken = len({row["case_id"] for row in part.of_cases("followup.csv")})
    total = len(part.held)
    shares = (percent(spoken, total), percent(total - spoken, total), percent(total, total))
    return {
        "gesproken": (spoken, shares[0]),
        "niet": (total - spoken, shares[1]),
        "nog_niet": (0, None),
        "totaal": (total, shares[2]),
    }


def funnel(part: Part) -> dict[str, tuple[Any, ...]]:
    plans = {row["case_id"]: row for row in part.of_cases("plannen.csv") if row["plan_agreed"] == "1"}
    safe = {case for case, row in plans.items() if row["accepted_as_safe"] == "1"}
    told = [row for row in part.of_cases("followup.csv") if row["case_id"] in safe]
    done = {row["case_id"] for row in told if row["plan_executed"] in ("geheel", "ten_dele")}
    first = len(part.received)
    counts = (
        first,
        first,
        first,
        len(part.held),
        len(plans),
        len(safe),
        len({row["case_id"] for row in told}),
        len(done),
    )
    steps = ("offered", "received", "started", "held", "plan", "safe", "asked", "done")
    before = (first, *counts[:-1])
    return {
        step: (number, percent(number, was), percent(number, first))
        for step, number, was in zip(steps, counts, before, strict=True)
    }


def plan_meetings(part: Part) -> dict[str, tuple[int, ...]]:
    agreed = {row["case_id"]: row["plan_agreed"] for row in part.of_cases("plannen.csv")}
    found = Counter(
        {"1": row["meetings"] if int(row["meetings"]) < 3 else "3+", "0": "geen_plan"}.get(
            agreed.get(case, ""), "onbekend"
        )
        for case, row in part.held.items()
    )
    return {
        **{code: (found[code],) for code in ("1", "2", "3+", "geen_plan", "onbekend")},
        "totaal": (len(part.held),),
    }


def moving(part: Part) -> dict[str, tuple[int, ...]]:
    total = sum(int(row["persons_changing_residence"]) for row in part.of_cases("plannen.csv"))
    none = dict.fromkeys(("minderjarig", "meerderjarig", "anders"), (0, 0, 0, 0))
    return {**none, "onbekend": (0, 0, total, total), "totaal": (0, 0, total, total)}


ADULT_QUESTIONS = ("could_say", "could_contribute", "at_ease", "at_ease_private", "enough_people", "agree_with_plan")
BESIDE: dict[str, Callable[[Part], dict[str, tuple[Any, ...]]]] = {
    "2.1f": lasting,
    "2.1g": bands,
    "2.1i": funnel,
    "2.2c": departments,
    "2.2d": repeat_reasons,
    "2.2e": by_year,
    "2.3b": help_by_referrer,
    "2.8.2e": months,
    "2.8.3c": sizes,
    "2.8.4e": plan_meetings,
    "2.8.4i": moving,
    "3.1b": choice("volwassene", "referred_by_professional", ("ja", "nee", "weet_niet")),
    "3.2d": choice("volwassene", "got_information", ("ja", "gedeeltelijk", "nee")),
    "3.4b": marks_by_year("volwassene"),
    "4.2c": marks_by_year("kind"),
    "5.3b": marks_by_year("professional"),
    "2.9b": distribution(("2.9", "coordinator", "aanvragen.csv", "cooperation_grade")),
    "3.4c": distribution(
        ("3.4", "", "volwassene", "grade_conference"),
        ("3.4", "", "volwassene", "grade_private_time"),
        ("3.5", "", "volwassene", "grade_plan"),
        ("3.6", "", "volwassene", "grade_coordinator"),
        ("3.7", "", "volwassene", "grade_referrer"),
    ),
    "4.2d": distribution(*(("4.2", "", "kind", name) for name in MARK_NAMES)),
    "5.3c": distribution(
        *((f"5.{at}", "", "professional", name) for at, name in enumerate(MARK_NAMES, start=3)),
    ),
    "6.6b": distribution(
        *(
            ("6.6", role, "followup.csv", name)
            for role in ("aanmelder", "familie_netwerk")
            for name in ("grade_conference", "grade_plan")
        ),
    ),
    "3.6": with_mark("volwassene", ADULT_QUESTIONS),
    "4.3": with_mark("kind", ("at_ease", "listened_to", "private_time_good")),
    "5.5": with_mark(
        "professional", ("satisfied_with_own_share", "could_inform_on_my_issues", "situation_will_improve")
    ),
    "6.1": reach,
    "6.4c": carried_out,
}
"""By the number of the table: its rows by code."""
