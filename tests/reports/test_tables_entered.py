"""What only cases have that were entered here (circle, invitations, plans, calls), against a count in plain Python over
what was entered: all of it, and every part of it by year, quarter and region."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from random import Random
from typing import Any

import pytest

from cases.codes import FAMILY_POSITIONS, MAIN_PERSON_POSITIONS, PROFESSIONAL_POSITIONS, CaseState
from cases.models import Offer
from ekc.accounts.codes import Role
from ekc.accounts.models import Region
from ekc.dates import local_today, quarter_bounds
from followup.models import Interview
from plans.codes import AT_HOME_RESIDENCES, IN_CARE_RESIDENCES
from reports.catalogue import Report, Selection, build_report
from tests.factories import make_case, make_conference, make_programme, make_region, make_user
from tests.reports.by_hand import mean, percent, quantile
from tests.reports.entered_cases import Entered, enter

pytestmark = pytest.mark.django_db
Rows = dict[str, tuple[Any, ...]]


def circle(cases: list[Entered]) -> Rows:
    with_circle = [case for case in cases if own(case)]
    people = [row for case in cases for row in own(case)]
    held = sum(case.held for case in with_circle)
    numbers = {
        "bekend": sum(row["known"] for row in people),
        "erbij": sum(not row["known"] for row in people),
        "totaal": len(people),
        "doet_mee": sum(not row["excluded_by"] for row in people),
        "was_erbij": sum(row["came"] for row in people),
    }
    return {code: (n, per(n, held if code == "was_erbij" else len(with_circle))) for code, n in numbers.items()}


def own(case: Entered) -> list[dict[str, Any]]:
    return [row for row in case.circle if row["position"] not in PROFESSIONAL_POSITIONS]


def per(total: int, number: int) -> float | None:
    return mean([total, *[0] * (number - 1)]) if number else None


def invited(cases: list[Entered]) -> Rows:
    found: Counter[tuple[str, str]] = Counter()
    for case in cases:
        asked = [*case.circle, *(case.main_persons if case.held else ())]
        known = any(row["came"] for row in asked)
        for row in asked:
            if row["invited"] and known:
                how = (
                    "came" if row["came"] else "brief" if row["answer"] == "brief" else "why" if row["reason"] else "no"
                )
                found[group_of(row["position"]), how] += 1
    groups = ("hoofdpersonen", "familie", "netwerk", "professionals")
    rows = {group: tuple(found[group, how] for how in ("came", "brief", "why", "no")) for group in groups}
    rows["totaal"] = tuple(map(sum, zip(*rows.values(), strict=True)))
    return {group: (sum(each), *each) for group, each in rows.items()}


def group_of(position: str) -> str:
    if position in PROFESSIONAL_POSITIONS or position in MAIN_PERSON_POSITIONS:
        return "professionals" if position in PROFESSIONAL_POSITIONS else "hoofdpersonen"
    return "familie" if position in FAMILY_POSITIONS else "netwerk"


def excluded(cases: list[Entered]) -> Rows:
    found = Counter(
        (row["excluded_by"], row["otherwise"]) for case in cases for row in case.circle if row["excluded_by"]
    )
    rows = {code: (found[code, True], found[code, False]) for code in {code for code, _otherwise in found}}
    rows["totaal"] = (sum(each[0] for each in rows.values()), sum(each[1] for each in rows.values()))
    return {code: (*each, sum(each)) for code, each in rows.items()}


def written(cases: list[Entered]) -> list[Entered]:
    return [case for case in cases if case.plan and case.plan["written"]]


def examined(cases: list[Entered]) -> Rows:
    states = Counter(case.plan["state"] for case in cases if case.plan)
    rows = {code: (states[code],) for code in ("geaccepteerd", "toets_niet_nodig", "nog_niet_veilig")}
    return {**rows, "open": (states["opgesteld"],), "totaal": (states.total(),)}


def contents(cases: list[Entered]) -> Rows:
    plans = written(cases)

    def of(name: str) -> int:
        return sum(case.plan[name] for case in plans if case.plan)

    emergency = sum(
        case.plan["contingency"] or any(row["emergency"] for row in case.agreements) for case in plans if case.plan
    )
    watched = [case.plan for case in plans if case.plan and case.plan["monitor"]]
    family = sum(plan["family"] for plan in watched)
    numbers = {
        "noodplan": emergency,
        "review": of("review"),
        "convener": of("convener"),
        "monitor": of("monitor"),
        "contact": of("contact_person"),
    }
    rows: Rows = {code: (n, percent(n, len(plans))) for code, n in numbers.items()}
    return {**rows, "monitor_family": (family, percent(family, len(watched)))}


def agreements(cases: Iterable[Entered]) -> list[dict[str, Any]]:
    return [row for case in cases for row in case.agreements]


def help_asked(cases: list[Entered]) -> Rows:
    asked = [row for row in agreements(written(cases)) if row["kind"] != "eigen_kring"]
    answers = ("toegezegd", "deels", "afgewezen", "")
    rows = {
        code or "onbekend": tuple(
            sum(row["help"] == code and row["answer"] == each for row in asked) for each in answers
        )
        for code in {row["help"] for row in asked}
    }
    rows["totaal"] = tuple(sum(row["answer"] == each for row in asked) for each in answers)
    return {code: (sum(each), *each) for code, each in rows.items()}


CARE = {
    "thuis_bij_ouders": 0,
    "zelfstandig": 0,
    "familie_of_bekenden": 1,
    "bestandspleeggezin": 2,
    "crisis_of_leefgroep": 3,
}


def movers(cases: list[Entered]) -> Rows:
    rows: dict[str, list[int]] = {code: [0, 0, 0] for code in ("minderjarig", "meerderjarig", "anders")}
    total = 0
    for case in cases:
        for person in case.main_persons:
            if not person["to"]:
                continue
            total += 1
            if case in written(cases):
                before, after = CARE.get(person["residence"]), CARE.get(person["to"])
                unsaid = before is None or after is None or before == after
                rows[person["kind"]][2 if unsaid else int(after > before)] += 1
    known = [sum(each[at] for each in rows.values()) for at in range(3)]
    unknown = total - sum(known)
    return {
        **{code: (*each, sum(each)) for code, each in rows.items()},
        "onbekend": (0, 0, unknown, unknown),
        "totaal": (known[0], known[1], known[2] + unknown, total),
    }


def placements(cases: list[Entered]) -> Rows:
    found: Counter[tuple[str, bool]] = Counter()
    for case in written(cases):
        for person in case.main_persons:
            before, after = person["residence"], person["to"] or person["residence"]
            if person["threatened"] or before in IN_CARE_RESIDENCES:
                found[became(before, after), person["threatened"]] += 1
    rows = {code: (found[code, True], found[code, False]) for code in {code for code, _threatened in found}}
    rows["totaal"] = (sum(each[0] for each in rows.values()), sum(each[1] for each in rows.values()))
    return {code: (*each, sum(each)) for code, each in rows.items()}


def became(before: str, after: str) -> str:
    if after in IN_CARE_RESIDENCES:
        return "in_zorg"
    if after == "familie_of_bekenden":
        return "netwerk"
    if after in AT_HOME_RESIDENCES:
        return "ongedaan" if before in IN_CARE_RESIDENCES else "voorkomen"
    return "onbekend"


def owners(cases: list[Entered]) -> Rows:
    plans, rows = len(written(cases)), agreements(written(cases))
    found: Rows = {}
    for code in ("eigen_kring", "vraag_aan_hulpverlening", "totaal"):
        mine = [row for row in rows if code in (row["kind"], "totaal")]
        valued = [row["value"] for row in mine if row["value"]]
        found[code] = (len(mine), percent(len(mine), len(rows)), per(len(mine), plans), len(valued), sum(valued))
    return found


def areas(cases: list[Entered]) -> Rows:
    found = Counter((row["area"] or "onbekend", row["kind"]) for row in agreements(written(cases)))
    kinds = ("eigen_kring", "vraag_aan_hulpverlening")
    rows = {code: tuple(found[code, kind] for kind in kinds) for code in {code for code, _kind in found}}
    rows["totaal"] = tuple(sum(each[at] for each in rows.values()) for at in (0, 1))
    return {code: (*each, sum(each)) for code, each in rows.items()}


def areas_of_a_plan(cases: list[Entered]) -> Rows:
    sizes = Counter(len({row["area"] for row in case.agreements} - {""}) for case in written(cases))
    return {**{str(size): (n,) for size, n in sizes.items()}, "totaal": (sizes.total(),)}


def intended(cases: list[Entered]) -> Rows:
    found: Counter[tuple[str, str]] = Counter()
    for case in cases:
        asked = {row["help"] for row in case.agreements if row["kind"] != "eigen_kring"}
        for code in case.intended:
            if case not in written(cases) or (code not in asked and "" in asked):
                how = "unknown"
            else:
                how = "asked" if code in asked else "replaced"
            found[code, how] += 1
            found["totaal", how] += 1
    rows: Rows = {}
    for code in {code for code, _how in found}:
        replaced, asked_for, unknown = (found[code, how] for how in ("replaced", "asked", "unknown"))
        share = percent(replaced, replaced + asked_for)
        rows[code] = (replaced + asked_for + unknown, replaced, asked_for, unknown, share)
    return rows


def carried_out(cases: list[Entered]) -> Rows:
    found: Counter[tuple[str, str]] = Counter()
    for case in cases:
        if case.said:
            told = set(case.said) - {"weet_niet"}
            how = "weet_niet" if not told else told.pop() if len(told) == 1 else "ten_dele"
            called = {"bereikt": "gesproken", "niet_bereikt": "niet_gesproken"}.get(case.called, "onbekend")
            found[called, how] += 1
            found["totaal", how] += 1
    codes = ("geheel", "ten_dele", "niet", "weet_niet")
    rows = {each: tuple(found[each, code] for code in codes) for each in {each for each, _how in found}}
    return {each: (*numbers, sum(numbers)) for each, numbers in rows.items()}


def kept(name: str, cases: list[Entered]) -> Rows:
    found: dict[str, list[int]] = {}
    for row in agreements(cases):
        for at, told in enumerate((row.get("month", []), row.get("quarter", []))):
            counted = [(result, why) for result, why in told if not (result != "gedaan" and why == "goed_nieuws")]
            for code in (row[name] or "onbekend", "totaal") if counted else ():
                mine = found.setdefault(code, [0, 0, 0, 0])
                mine[2 * at] += 1
                mine[2 * at + 1] += all(result == "gedaan" for result, _why in counted)
    return {
        code: (month, percent(month_done, month), quarter, percent(quarter_done, quarter))
        for code, (month, month_done, quarter, quarter_done) in found.items()
    }


def missed(cases: list[Entered]) -> Rows:
    found = Counter(each for case in cases for each in case.missed)
    rows = {
        group: (found[group, "niet_bereikt"], found[group, "geweigerd"]) for group in {group for group, _w in found}
    }
    return {group: (*each, sum(each)) for group, each in rows.items()}


def evaluation(cases: list[Entered]) -> Rows:
    held = [case for case in cases if case.held]
    agreed = sum(bool(case.plan and case.plan["evaluation"]) for case in held)
    done = sum(bool(case.evaluation) for case in held)
    return {"afgesproken": (agreed, percent(agreed, len(held))), "gehouden": (done, percent(done, len(held)))}


def waited(cases: list[Entered]) -> Rows:
    found = Counter(reason for case in cases for reason in case.waited)
    return {reason: (n,) for reason, n in found.items()}


BY_HAND = {
    "2.1h": waited,
    "2.7.3": circle,
    "2.8.3d": invited,
    "2.8.3e": excluded,
    "2.8.4f": examined,
    "2.8.4g": contents,
    "2.8.4h": help_asked,
    "2.8.4i": movers,
    "2.8.4l": placements,
    "2.8.6": owners,
    "2.8.6b": areas,
    "2.8.6c": areas_of_a_plan,
    "2.8.6d": intended,
    "6.3b": missed,
    "6.4c": carried_out,
    "6.4d": lambda cases: kept("kind", cases),
    "6.4e": lambda cases: kept("area", cases),
    "6.7": evaluation,
}


@pytest.fixture(scope="module")
def entered(django_db_setup: None, django_db_blocker: Any) -> Iterable[tuple[Any, list[Entered]]]:
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        draw, programme = Random(14), make_programme()
        regions = [make_region(), make_region("limburg")]
        yield programme, [enter(draw, programme, regions, number) for number in range(28)]
        transaction.set_rollback(True)


def filled(rows: Rows) -> Rows:
    return {code: each for code, each in rows.items() if any(each)}


def counted(report: Report, number: str) -> Rows:
    found = {table.id: table for table in report.supplement}
    return {row.code or "": row.values for row in found[number].rows} if number in found else {}


YEARS = [(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in (2024, 2025)]
QUARTERS = [quarter_bounds(dt.date(2024, month, 1)) for month in (1, 4, 7, 10)]


@pytest.mark.parametrize("number", BY_HAND)
def test_every_part_equals_the_count_by_hand(entered: tuple[Any, list[Entered]], number: str) -> None:
    programme, cases = entered
    periods = [(dt.date.min, dt.date.max), *YEARS, *QUARTERS]
    for start, until in periods:
        for region in (None, "utrecht", "limburg"):
            mine = [case for case in cases if start <= case.received_on <= until and region in (None, case.region)]
            pk = Region.objects.get(code=region).pk if region else None
            period = (None, None) if start == dt.date.min else (start, until)
            report = _report(programme, period, pk)
            assert filled(counted(report, number)) == filled(BY_HAND[number](mine)), (number, start, region)


_REPORTS: dict[Any, Report] = {}


def _report(programme: Any, period: tuple[Any, Any], region: int | None) -> Report:
    """Each part is counted once for all tables."""
    key = (programme.pk, period, region)
    if key not in _REPORTS:
        _REPORTS[key] = build_report(Selection(programme, *period, region_ids=(region,) if region else None))
    return _REPORTS[key]


def test_time_on_the_waiting_list_is_counted_in_whole_days(entered: tuple[Any, list[Entered]]) -> None:
    programme, cases = entered
    days = [case.waited_days for case in cases if case.waited_days is not None]

    row = next(row for row in _report(programme, (None, None), None).table("2.1f").rows if row.code == "waited")

    assert row.values[:4] == (len(days), *(quantile(days, at) for at in (1, 2, 3)))


def test_a_conference_of_less_than_three_months_ago_is_no_part_of_the_reach() -> None:
    programme, today = make_programme(), local_today()
    for days in (10, 80, 200, 210):
        case = make_case(state=CaseState.CLOSED, programme=programme, received_on=today - dt.timedelta(days=300))
        make_conference(case, state="gehouden", held_on=today - dt.timedelta(days=days))
    Interview.objects.create(case=case, role="familie_netwerk", plan_executed="geheel")

    rows = {row.code: row.values for row in build_report(Selection(programme)).table("6.1").rows}

    assert rows == {"gesproken": (1, 50), "niet": (1, 50), "nog_niet": (2, None), "totaal": (4, 100)}


def test_an_offer_without_a_case_is_the_first_step_of_the_country_only() -> None:
    case = make_case(state=CaseState.ACTIVATION, programme=make_programme(), received_on=dt.date(2019, 2, 1))
    by, offered_on = make_user(Role.PROFESSIONAL), dt.date(2019, 2, 3)
    Offer.objects.create(offered_by=by, region=case.region, offered_on=offered_on, moment="crisis")

    def steps(**chosen: Any) -> tuple[Any, ...]:
        period = {"start": dt.date(2019, 1, 1), "until": dt.date(2019, 12, 31), **chosen}
        return tuple(row.values[0] for row in build_report(Selection(**period)).table("2.1i").rows)

    assert steps() == (2, 1, 1, 0, 0, 0, 0, 0)
    assert steps(start=dt.date(2019, 4, 1)) == (0,) * 8
    assert steps(programme=case.programme) == (1, 1, 1, 0, 0, 0, 0, 0)
