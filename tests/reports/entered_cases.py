"""Cases as they are entered here, with circle, invitations, plan and calls by chance, and beside them what was entered
as plain data: to count without asking the database."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.utils import timezone

from cases.codes import CaseState, ExclusionBy, IntendedHelp, MainPersonKind, OtherWay, Position, Residence
from cases.models import Case, CaseMove, IntendedPlan, MainPerson
from conferences.codes import ConferenceState
from conferences.models import Conference
from ekc.accounts.codes import Role
from ekc.accounts.models import Region
from ekc.dates import add_months
from followup.codes import CallKind, CallState, Group, Missed, SpokenWith, Told, WhyNot
from followup.models import AgreementResult, Call, FamilyEvaluation, Interview, Miss
from plans.codes import ASKED_HELP, AgreementKind, HelpAnswerKind, LifeArea, PlanState
from plans.models import HelpAnswer, Plan, PlanVersion, ResidenceChange
from tests.factories import (
    before_it_was_established,
    make_agreement,
    make_attendance,
    make_case,
    make_circle_person,
    make_conference,
    make_invitation,
    make_main_person,
    make_plan,
    make_user,
)

FIRST_DAY = dt.date(2024, 1, 10)
POSITIONS = [
    Position.AUNT_OR_UNCLE,
    Position.FRIEND,
    Position.GRANDPARENT,
    Position.CARE_WORKER,
    Position.OTHER_NETWORK,
]


@dataclass
class Entered:
    """What was entered of one case, without a model."""

    received_on: dt.date
    region: str
    held: bool
    circle: list[dict[str, Any]] = field(default_factory=list)
    main_persons: list[dict[str, Any]] = field(default_factory=list)
    plan: dict[str, Any] | None = None
    agreements: list[dict[str, Any]] = field(default_factory=list)
    intended: list[str] = field(default_factory=list)
    waited: list[str] = field(default_factory=list)
    waited_days: int | None = None
    called: str = ""
    said: list[str] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)
    evaluation: str = ""


def enter(draw: Random, programme: Any, regions: list[Region], number: int) -> Entered:
    """One case: half a month after the one before."""
    region = draw.choice(regions)
    entered = Entered(FIRST_DAY + dt.timedelta(days=15 * number), region.code, held=draw.random() < 0.8)
    held_on = entered.received_on + dt.timedelta(days=60)
    case = make_case(
        state=CaseState.CLOSED,
        programme=programme,
        region=region,
        received_on=entered.received_on,
        main_persons=(),
        outcome="conferentie" if entered.held else "activering",
        preparation_started_on=entered.received_on + dt.timedelta(days=9),
        information_visit_on=entered.received_on,
    )
    _wait(draw, entered, case)
    meeting = make_conference(case, state=ConferenceState.HELD, held_on=held_on) if entered.held else None
    people = _circle(draw, entered, case, meeting)
    if meeting is not None:
        persons = _main_persons(draw, entered, case)
        for row, person in zip(entered.main_persons, persons, strict=True):
            _invite(draw, row, person, meeting)
        version = _plan(draw, entered, case, persons)
        _calls(draw, entered, case, held_on, version, len(people))
    return entered


def _wait(draw: Random, entered: Entered, case: Case) -> None:
    if draw.random() < 0.6:
        return
    reason = draw.choice(["geen_coordinator", "geen_financiering"])
    days = draw.randrange(3, 40)
    begin = timezone.now() - dt.timedelta(days=400)
    for action, at, code in (("let_wait", begin, reason), ("assign", begin + dt.timedelta(days=days, hours=2), "")):
        move = CaseMove.objects.create(case=case, action=action, source="wacht", target="toegewezen", reason_code=code)
        CaseMove.objects.filter(pk=move.pk).update(at=at)
    # Whatever the factory wrote down comes after it.
    entered.waited, entered.waited_days = [reason], days


def _circle(draw: Random, entered: Entered, case: Case, meeting: Conference | None) -> list[Any]:
    found = []
    for _at in range(draw.randrange(0, 6)):
        row: dict[str, Any] = {
            "position": draw.choice(POSITIONS).value,
            "known": draw.random() < 0.4,
            "excluded_by": draw.choice(["", "", *ExclusionBy.values]),
            "invited": False,
            "came": False,
            "answer": "",
            "reason": False,
        }
        row["otherwise"] = bool(row["excluded_by"]) and draw.random() < 0.5
        aside = (
            {
                "set_aside": True,
                "excluded_by": row["excluded_by"],
                "other_way_code": OtherWay.LETTER if row["otherwise"] else "",
            }
            if row["excluded_by"]
            else {}
        )
        person = make_circle_person(
            case, position=row["position"], suggested_by="aanmelding" if row["known"] else "familie", **aside
        )
        double = make_circle_person(case, position=row["position"])
        type(double).objects.filter(pk=double.pk).update(merged_into=person)
        if meeting is not None and not row["excluded_by"]:
            _invite(draw, row, person, meeting)
        entered.circle.append(row)
        found.append(person)
    return found


def _invite(draw: Random, row: dict[str, Any], person: Any, meeting: Conference) -> None:
    row["invited"], row["came"] = draw.random() < 0.8, draw.random() < 0.5
    row["answer"] = draw.choice(["open", "brief", "komt_niet"])
    row["reason"] = draw.random() < 0.5
    reason = "Moest werken." if row["reason"] else ""
    sent = timezone.now() if row["invited"] else None
    make_invitation(meeting, person, sent_at=sent, answer=row["answer"], absent_reason=reason)
    if row["came"]:
        key = "main_person" if isinstance(person, MainPerson) else "person"
        make_attendance(meeting, **{key: person, "position": row["position"]})


def _main_persons(draw: Random, entered: Entered, case: Case) -> list[Any]:
    found = []
    for _at in range(draw.randrange(1, 3)):
        kind = draw.choice(list(MainPersonKind)).value
        residence = draw.choice(["", *Residence.values])
        moves_to = draw.choice([each for each in Residence.values if each != residence]) if residence else ""
        row = {"kind": kind, "residence": residence, "to": moves_to if draw.random() < 0.5 else "", "threatened": False}
        row["threatened"] = draw.random() < 0.3
        row["position"] = Position.MINOR_MAIN_PERSON if kind == "minderjarig" else Position.ADULT_MAIN_PERSON
        found.append(make_main_person(case, kind=kind, residence=residence))
        entered.main_persons.append(row)
    return found


def _plan(draw: Random, entered: Entered, case: Case, persons: list[Any]) -> PlanVersion | None:
    state = draw.choice([PlanState.ACCEPTED, PlanState.NOT_NEEDED, PlanState.REJECTED, PlanState.DRAFTED])
    words = {name: draw.random() < 0.5 for name in ("contingency", "monitor", "convener", "contact_person")}
    row: dict[str, Any] = {**words, "state": state.value, "review": draw.random() < 0.5, "family": draw.random() < 0.5}
    row["written"] = state in (PlanState.ACCEPTED, PlanState.NOT_NEEDED)
    texts = {name: "Zo doen wij het." if is_said else "" for name, is_said in words.items()}
    on = {"review_date": dt.date(2026, 1, 1)} if row["review"] else {}
    plan = make_plan(case, state=state, agreements=0, monitor_is_family=row["family"], **texts, **on)
    version = plan.versions.get()
    moving = sum(bool(each["to"]) for each in entered.main_persons)
    with before_it_was_established():
        row["evaluation"] = draw.random() < 0.7
        facts = {"plan_agreed": True, "evaluation_agreed": row["evaluation"], "persons_changing_residence": moving}
        Plan.objects.filter(pk=plan.pk).update(**facts)
        for each, person in zip(entered.main_persons, persons, strict=True):
            if each["threatened"]:
                plan.placement_threatened.add(person)
            if each["to"]:
                ResidenceChange.objects.create(
                    version=version, main_person=person, from_residence=each["residence"], to_residence=each["to"]
                )
        # A newer draft is no plan yet.
        PlanVersion.objects.create(plan=plan, number=2, contingency="Nog niet af.", changed_by="familie")
    entered.plan = row
    _agreements(draw, entered, version)
    _intended(draw, entered, case)
    return version


def _agreements(draw: Random, entered: Entered, version: PlanVersion) -> None:
    for _at in range(draw.randrange(0, 5)):
        asks = draw.random() < 0.4
        row: dict[str, Any] = {
            "kind": (AgreementKind.PROFESSIONAL_REQUEST if asks else AgreementKind.OWN_CIRCLE).value,
            "area": draw.choice(["", *LifeArea.values[:4]]),
            "help": draw.choice(["", *[code for code, _words in ASKED_HELP[:3]]]) if asks else "",
            "value": draw.choice([None, None, 40]),
            "emergency": draw.random() < 0.1,
            "answer": draw.choice(["", *HelpAnswerKind.values]) if asks else "",
        }
        made = make_agreement(
            version,
            kind=row["kind"],
            life_area=row["area"],
            help_code=row["help"],
            estimated_value=row["value"],
            is_emergency=row["emergency"],
        )
        if row["answer"]:
            with before_it_was_established():
                HelpAnswer.objects.create(
                    agreement=made, answer=row["answer"], answered_on=dt.date(2025, 1, 1), how="Er is een wachtlijst."
                )
        row["pk"] = made.pk
        entered.agreements.append(row)


def _intended(draw: Random, entered: Entered, case: Case) -> None:
    codes = draw.sample([each for each in IntendedHelp.values if each != "geen"][:4], draw.randrange(0, 3))
    if codes:
        entered.intended = codes
        author = make_user(Role.PROFESSIONAL)
        IntendedPlan.objects.create(case=case, author=author, help_codes=codes, sealed="v1.x", locked_at=timezone.now())


def _calls(
    draw: Random, entered: Entered, case: Case, held_on: dt.date, version: PlanVersion | None, size: int
) -> None:
    entered.called = draw.choice(["", "bereikt", "niet_bereikt"])
    month = None
    if entered.called:
        day = add_months(held_on, 1)
        said = {"spoken_with": "Oma", "summary": "Het gaat."} if entered.called == "bereikt" else {}
        month = _call(case, CallKind.ONE_MONTH, day, state=entered.called, done_on=day, **said)
    round_ = _call(case, CallKind.THREE_MONTHS, add_months(held_on, 3), state=CallState.DUE)
    entered.said = [
        draw.choice(["geheel", "geheel", "ten_dele", "niet", "weet_niet"]) for _at in range(draw.randrange(0, 3))
    ]
    for number, said in enumerate(entered.said, start=1):
        Interview.objects.create(
            case=case,
            call=round_,
            role=SpokenWith.FAMILY_NETWORK,
            number=number,
            plan_executed=said,
            contacted_on=add_months(held_on, 3),
        )
    entered.missed = [(group, draw.choice(Missed.values)) for group in Group.values if draw.random() < 0.3]
    for group, why in entered.missed:
        Miss.objects.create(call=round_, group=group, why=why)
    for row in entered.agreements:
        for name, call in (("month", month), ("quarter", round_)):
            row[name] = _tell(draw, call, row["pk"]) if call is not None else []
    entered.evaluation = draw.choice(["", "", "gehouden"])
    if entered.evaluation:
        FamilyEvaluation.objects.create(case=case, held_on=add_months(held_on, 4), by="Oma")


def _call(case: Case, kind: str, day: dt.date, **fields: Any) -> Call:
    return Call.objects.create(case=case, kind=kind, opens_on=day, due_on=day, **fields)


def _tell(draw: Random, call: Call, agreement: int) -> list[tuple[str, str]]:
    """What became of it, told by nobody or by one."""
    if draw.random() < 0.3:
        return []
    result = draw.choice(Told.values)
    why = draw.choice(["", WhyNot.NO_TIME.value, WhyNot.GOOD_NEWS.value]) if result != Told.DONE else ""
    AgreementResult.objects.create(call=call, agreement_id=agreement, result=result, reason_code=why)
    return [(result, why)]
