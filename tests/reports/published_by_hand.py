"""The published tables of WESP (2.2 to 6.5), counted from the files of a set in plain Python.

Nothing of `reports` is used. Of the whole pilot these counts are the printed ones, which a test says; of any part of
any set they are what the report of that part must say.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from tests.reports.by_hand import FORM_FILES, MARK_NAMES, Part, Rows, half_up, mean, percent

Found = dict[str, tuple[Any, ...]]
Count = Callable[[Part], Found]
PHASES = ("activering", "conferentie")
AGES = {
    "minderjarig": (("0-4", 0, 4), ("5-12", 5, 12), ("13-17", 13, 200)),
    "meerderjarig": (("18-25", 0, 25), ("26-40", 26, 40), ("41-60", 41, 60), ("61+", 61, 200)),
}
HOURS = (("<1", 0, 1), ("1-3", 1, 3), ("3-5", 3, 5), ("5-8", 5, 8), ("8-10", 8, 10), (">10", 10, 10**6))
FEW_MARKS = 5
ROLES = {
    "Aanmelders/hulpverleners": ("aanmelder",),
    "Hoofdpersonen (volwassen en minderjarig)": ("volwassen_hoofdpersoon", "minderjarige_hoofdpersoon"),
    "Familieleden en sociaal netwerk": ("familie_netwerk",),
    "Totaal": ("aanmelder", "volwassen_hoofdpersoon", "minderjarige_hoofdpersoon", "familie_netwerk"),
}


# --- cases and main persons -----------------------------------------------------------------------------------
def _by_phase(pairs: Iterable[tuple[str, str]]) -> Found:
    counts = Counter(pairs)
    found = {code: tuple(counts[phase, code] for phase in PHASES) for code in {code for _phase, code in counts}}
    found["totaal"] = tuple(sum(each[at] for each in found.values()) for at in (0, 1)) if found else (0, 0)
    return {code: (*each, sum(each)) for code, each in found.items()}


def _one(numbers: Counter[str]) -> Found:
    return {**{code: (number,) for code, number in numbers.items()}, "totaal": (numbers.total(),)}


def of_requests(column: str, *, empty: str = "") -> Count:
    return lambda part: _by_phase((row["phase"], row[column] or empty) for row in part.requests)


def of_named(column: str) -> Count:
    """Of a cell with several codes counts each."""
    return lambda part: _by_phase(
        (row["phase"], code) for row in part.requests for code in filter(None, row[column].split(";"))
    )


def _persons(part: Part, kind: str) -> Rows:
    return [row for row in part.of_cases("hoofdpersonen.csv") if row["kind"] == kind]


def of_persons(kind: str, column: str) -> Count:
    def count(part: Part) -> Found:
        return _by_phase(
            (part.cases[row["case_id"]]["phase"], row[column] or "onbekend") for row in _persons(part, kind)
        )

    return count


def ages(kind: str) -> Count:
    def band(row: dict[str, str]) -> str:
        if row["unborn"] == "1":
            return "ongeboren"
        if not row["age"]:
            return "onbekend"
        return next(code for code, low, high in AGES[kind] if low <= int(row["age"]) <= high)

    return lambda part: _by_phase((part.cases[row["case_id"]]["phase"], band(row)) for row in _persons(part, kind))


def places(kind: str) -> Count:
    """By municipality and place; the total at the end."""

    def count(part: Part) -> Found:
        mine = _persons(part, kind)
        found = Counter(_where(row) for row in mine)
        return {**{name: (number,) for name, number in found.items()}, "Totaal": (len(mine),)}

    return count


def _where(row: dict[str, str]) -> str:
    if not row["place"]:
        return "Onbekend"
    return f"{row['municipality']}/{row['place']}" if row["municipality"] else row["place"]


def not_held(part: Part) -> Found:
    return _one(Counter(row["not_held_reason"] or "onbekend" for row in part.requests if row["phase"] == "activering"))


def refused(part: Part) -> Found:
    return _one(Counter(code for row in part.requests for code in filter(None, row["refused_by"].split(";"))))


def contacts(part: Part) -> Found:
    found: Counter[str] = Counter()
    for row in part.of_cases("contacten.csv"):
        if part.cases[row["case_id"]]["phase"] == "activering":
            found[row["category"]] += int(row["persons"])
    return _one(found)


# --- the conference -------------------------------------------------------------------------------------------
def _minutes(text: str) -> int:
    hours, minutes = text.split(":")[:2]
    return 60 * int(hours) + int(minutes)


def _lasted(row: dict[str, str], begin: str, end: str) -> Decimal | None:
    if not row[begin] or not row[end]:
        return None
    return Decimal((_minutes(row[end]) - _minutes(row[begin])) % 1440) / 60


def durations(part: Part) -> Found:
    found = {code: [0, 0] for code, _low, _high in HOURS}
    for row in part.held.values():
        spans = (("started_at", "ended_at"), ("private_time_from", "private_time_until"))
        for at, hours in enumerate(_lasted(row, *span) for span in spans):
            if hours is not None:
                found[next(code for code, low, high in HOURS if low <= hours < high)][at] += 1
    total = tuple(sum(each[at] for each in found.values()) for at in (0, 1))
    return {**{code: tuple(each) for code, each in found.items()}, "totaal": total}


def parts_of_the_day(part: Part) -> Found:
    def of(row: dict[str, str]) -> str:
        start, end = _minutes(row["started_at"]), _minutes(row["ended_at"])
        if start >= 17 * 60:
            return "avond"
        return "dag_en_avond" if end > 18 * 60 or end < start else "dag"

    return _one(Counter(of(row) for row in part.held.values()))


def days_of_the_week(part: Part) -> Found:
    days = (dt.date.fromisoformat(row["held_on"]) for row in part.held.values())
    return _one(Counter("weekend" if day.weekday() >= 5 else "doordeweeks" for day in days))


def of_meetings(column: str) -> Count:
    return lambda part: _one(Counter(row[column] or "onbekend" for row in part.held.values()))


def present(part: Part) -> Found:
    found: Counter[str] = Counter()
    for row in part.of_cases("deelnemers.csv"):
        if row["position"] != "onbekend":
            found[row["position"]] += int(row["persons"])
    return _one(found)


def results(part: Part) -> Found:
    plans, held = part.of_cases("plannen.csv"), len(part.held)
    names = (
        *("plan_agreed", "accepted_as_safe", "evaluation_agreed", "reconvening_agreed"),
        "professional_help_requested",
    )
    found = {name: sum(row[name] == "1" for row in plans) for name in names}
    found["residence_change"] = sum(int(row["persons_changing_residence"] or 0) > 0 for row in plans)
    return {name: (number, percent(number, held)) for name, number in found.items()}


# --- questionnaires -------------------------------------------------------------------------------------------
def relations(part: Part) -> Found:
    return _one(Counter(row["relation"] or "onbekend" for row in part.forms("volwassene")))


def informed(part: Part) -> Found:
    found: Found = {}
    for name in ("informed_purpose", "informed_procedure", "informed_situation", "informed_help"):
        given = Counter(row[name] for row in part.forms("volwassene") if row[name])
        shares = tuple(percent(given[code], given.total()) for code in ("ja", "nee", "geen_antwoord"))
        found[name] = (*shares, given.total())
    return found


def statements(part: Part, names: Iterable[str]) -> dict[str, Counter[str]]:
    """Of each form.question how often each answer was given."""
    found = {}
    for name in names:
        form, question = name.split(".")
        found[name] = Counter(row[question] for row in part.forms(form) if row[question])
    return found


def marks(part: Part) -> dict[tuple[str, str], tuple[float | None, int, int]]:
    """By section and field: mean, how many, and how many of them insufficient."""
    spoken = part.of_cases("followup.csv")
    sources = {
        **{("3.4", name): (part.forms("volwassene"), name) for name in ("grade_conference", "grade_private_time")},
        ("3.5", "grade_plan"): (part.forms("volwassene"), "grade_plan"),
        ("3.6", "grade_coordinator"): (part.forms("volwassene"), "grade_coordinator"),
        ("3.7", "grade_referrer"): (part.forms("volwassene"), "grade_referrer"),
        **{("4.2", name): (part.forms("kind"), name) for name in MARK_NAMES},
        **{(f"5.{at}", name): (part.forms("professional"), name) for at, name in enumerate(MARK_NAMES, start=3)},
        ("2.9", "cooperation_grade"): (part.requests, "cooperation_grade"),
    }
    found = {key: _mark(rows, name) for key, (rows, name) in sources.items()}
    for role in ("aanmelder", "familie_netwerk"):
        for name in MARK_NAMES[:2]:
            found[f"6.6.{role}", name] = _mark([row for row in spoken if row["role"] == role], name)
    return found


def _mark(rows: Rows, name: str) -> tuple[float | None, int, int]:
    given = [int(row[name]) for row in rows if row[name]]
    return mean(given), len(given), sum(each <= FEW_MARKS for each in given)


def response(part: Part) -> dict[str, tuple[int, int]]:
    """Handed out and returned, by form."""
    given: Counter[str] = Counter()
    for row in part.every("enquetes_uitgereikt.csv"):
        if row["case_id"] in part.answered:
            given[row["form"]] += int(row["handed_out"])
    return {form: (given[form], len(part.forms(form))) for form in FORM_FILES}


# --- three months later ---------------------------------------------------------------------------------------
def moments(part: Part) -> Found:
    first: dict[str, dt.date] = {}
    for row in part.of_cases("followup.csv"):
        if row["contacted_on"]:
            day = dt.date.fromisoformat(row["contacted_on"])
            first[row["case_id"]] = min(day, first.get(row["case_id"], day))
    found: Counter[str] = Counter()
    for case, day in first.items():
        days = (day - dt.date.fromisoformat(part.held[case]["held_on"])).days
        months = half_up(Decimal(days) / Decimal("30.44"))
        found["tot_3" if months <= 3 else "4_5" if months <= 5 else "langer_dan_5"] += 1
    return _one(found)


def spoken_with(part: Part) -> Found:
    return _one(Counter(row["role"] for row in part.of_cases("followup.csv")))


def said(column: str, codes: tuple[str, ...]) -> Count:
    """Of each group of people how many said what, and of how many that is."""

    def count(part: Part) -> Found:
        rows = part.of_cases("followup.csv")
        found = {}
        for label, roles in ROLES.items():
            given = Counter(row[column] for row in rows if row["role"] in roles and row[column])
            found[label] = (*(given[code] for code in codes), given.total())
        return found

    return count


PUBLISHED: dict[str, Count] = {
    "2.2": of_requests("referrer_type"),
    "2.3": of_requests("help_duration", empty="onbekend"),
    "2.4": of_named("problems"),
    "2.5": of_named("subjects"),
    "2.6.1a": ages("minderjarig"),
    "2.6.1b": of_persons("minderjarig", "gender"),
    "2.6.1c": of_persons("minderjarig", "ethnicity"),
    "2.6.1d": of_persons("minderjarig", "residence"),
    "2.6.1e": places("minderjarig"),
    "2.6.2a": ages("meerderjarig"),
    "2.6.2b": of_persons("meerderjarig", "gender"),
    "2.6.2c": of_persons("meerderjarig", "ethnicity"),
    "2.6.2d": of_persons("meerderjarig", "residence"),
    "2.6.2e": places("meerderjarig"),
    "2.7.1": not_held,
    "2.7.1b": refused,
    "2.7.2": contacts,
    "2.8.1": of_meetings("location_type"),
    "2.8.2": durations,
    "2.8.2b": parts_of_the_day,
    "2.8.2c": days_of_the_week,
    "2.8.3": present,
    "2.8.4": results,
    "3.1": relations,
    "3.2": informed,
    "6.2": moments,
    "6.3": spoken_with,
    "6.4a": said("plan_executed", ("geheel", "ten_dele", "niet", "weet_niet")),
    "6.4b": said("share_of_agreements", ("meer_dan_de_helft", "ongeveer_de_helft", "minder_dan_de_helft", "weet_niet")),
    "6.5a": said("situation", ("verbeterd", "hetzelfde", "verslechterd", "geen_mening")),
}
"""By the number of the table: its rows, by code, or by label where it has none."""
