"""The veiligheidskader."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.circle.acts.merging import merge_people
from cases.codes import CaseState
from cases.models import Case
from conferences.codes import ConferenceState
from conferences.day.acts.day import start_information
from conferences.models import Conference
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from plans.acts.frame import (
    BottomLineText,
    begin_next_version,
    drop_next_version,
    lock_frame,
    save_frame,
    submit_frame,
)
from plans.acts.frame_readings import record_reading
from plans.codes import FrameState, PlanState
from plans.models import DEMANDS_OF_FRAME, Agreement, SafetyFrame
from plans.queries import current_frame
from tests.factories import (
    make_case,
    make_circle_person,
    make_conference,
    make_frame,
    make_main_person,
    make_plan,
    make_user,
)
from tests.people import coordinator_of
from tests.plans.reading import reload

pytestmark = pytest.mark.django_db


# --- the frame ------------------------------------------------------------------------------------
def test_a_draft_keeps_its_text_and_its_bottom_lines(professional: User) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional)
    lines = [BottomLineText("Sem is 's nachts nooit alleen."), BottomLineText("  "), BottomLineText("Opa", True)]

    frame = save_frame(case, by=professional, bottom_lines=lines, concerns="Drie keer alleen thuis.")

    assert [(line.text, line.is_non_negotiable) for line in frame.bottom_lines.all()] == [
        ("Sem is 's nachts nooit alleen.", False),
        ("Opa", True),
    ]
    assert current_frame(case) is None, "a draft is no frame yet"


@pytest.mark.parametrize(("concerns", "lines", "reason"), [("", ["a"], "zorgen"), ("Zorg.", [], "bodem-eis")])
def test_a_frame_without_concerns_or_bottom_lines_is_not_accepted(
    professional: User, concerns: str, lines: list[str], reason: str
) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional)
    texts = [BottomLineText(line) for line in lines]
    frame = save_frame(case, by=professional, bottom_lines=texts, concerns=concerns)

    with pytest.raises(Refusal, match=reason):
        submit_frame(frame, by=professional)

    assert reload(frame).state == FrameState.DRAFT


def test_what_was_handed_in_never_changes_and_a_change_is_a_next_version(professional: User) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional)
    first = make_frame(case, author=professional)
    said = [line.text for line in first.bottom_lines.all()]
    record_reading(first, by=coordinator_of(case), read_on=local_today(), main_persons=[make_main_person(case)])
    with pytest.raises(Refusal, match="nieuwe versie"):
        save_frame(case, by=professional, bottom_lines=[], concerns="Anders.")

    begin_next_version(first, by=professional, reason="De rechter heeft beslist.")
    assert current_frame(case) == first, "the first holds until the second is handed in"
    second = save_frame(case, by=professional, bottom_lines=[BottomLineText("Nieuw")], concerns="Anders.")
    submit_frame(second, by=professional)

    assert (current_frame(case), second.version, second.change_reason) == (second, 2, "De rechter heeft beslist.")
    assert (second.read_to_family_on, second.readings.count()) == (None, 0), "nobody read the second yet"
    first = reload(first)
    assert ([line.text for line in first.bottom_lines.all()], first.concerns != "Anders.") == (said, True)
    assert (first.read_to_family_on, first.readings.count()) == (local_today(), 1)


def test_a_next_version_has_a_reason_and_is_made_once(professional: User) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional)
    frame = make_frame(case, author=professional)
    with pytest.raises(Refusal, match="waarom"):
        begin_next_version(frame, by=professional, reason="  ")
    draft = begin_next_version(frame, by=professional, reason="Er is iets bijgekomen.")

    with pytest.raises(Refusal, match="al een nieuwe versie"):
        begin_next_version(frame, by=professional, reason="Nog een.")

    drop_next_version(draft, by=professional)
    assert case.frames.get() == frame
    with pytest.raises(Refusal, match="nog niet is ingediend"):
        drop_next_version(frame, by=professional)


def test_who_saw_the_frame_hears_that_it_changes_and_that_it_is_there(professional: User) -> None:
    case = make_case(
        state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional, manager=make_user(Role.REGIONAL_MANAGER)
    )
    frame = make_frame(case, author=professional)
    people = {case.manager.email, coordinator_of(case).email}

    draft = begin_next_version(frame, by=professional, reason="Geheime reden.")
    assert {message.to for message in Message.objects.filter(subject="Een document verandert")} == people
    submit_frame(draft, by=professional)

    assert {message.to for message in Message.objects.filter(subject="Er staat iets voor u klaar")} == people
    assert not Message.objects.filter(body__contains="Geheime reden").exists()


def test_saving_a_draft_again_keeps_the_rows_of_its_lines(professional: User) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional)
    lines = [BottomLineText("Eerste eis"), BottomLineText("Tweede eis")]
    frame = save_frame(case, by=professional, bottom_lines=lines, concerns="Zorg.")
    before = {line.text: line.pk for line in frame.bottom_lines.all()}

    save_frame(case, by=professional, bottom_lines=[lines[1], BottomLineText("Derde eis"), lines[0]], concerns="Zorg.")

    after = {line.text: line.pk for line in frame.bottom_lines.all()}
    assert list(after) == ["Tweede eis", "Derde eis", "Eerste eis"]
    assert {text: after[text] for text in before} == before


def in_part_one(professional: User) -> tuple[Case, SafetyFrame]:
    case = make_case(state=CaseState.SCHEDULED, needs_frame=True, referred_by=professional)
    frame = make_frame(case, author=professional, bottom_lines=2)
    start_information(make_conference(case), by=coordinator_of(case))
    return case, reload(frame)


def test_part_one_locks_the_frame_and_a_later_version_is_locked_at_once(professional: User) -> None:
    case, frame = in_part_one(professional)
    assert frame.state == FrameState.LOCKED

    draft = begin_next_version(frame, by=professional, reason="Vergeten te noemen.")
    kept = [BottomLineText(line.text) for line in frame.bottom_lines.all()]
    save_frame(case, by=professional, bottom_lines=[*kept, BottomLineText("Ook overdag.")])
    second = submit_frame(reload(draft), by=professional)

    assert (second.state, second.bottom_lines.count()) == (FrameState.LOCKED, 3)


@pytest.mark.parametrize(
    "line",
    [
        BottomLineText("Toch nog een eis"),
        BottomLineText("Sem is 's nachts nooit alleen (1).", True),
        BottomLineText("Sem is 's nachts nooit alleen (1), ook niet overdag."),
    ],
)
def test_after_private_time_began_no_line_comes_in_or_grows_heavier(professional: User, line: BottomLineText) -> None:
    case, frame = in_part_one(professional)
    Conference.objects.filter(case=case).update(private_time_from=timezone.now())
    draft = begin_next_version(frame, by=professional, reason="Bij nader inzien.")
    kept = [BottomLineText(line.text) for line in frame.bottom_lines.all()][1:]
    save_frame(case, by=professional, bottom_lines=[*kept, line])

    with pytest.raises(Refusal, match="niet vooraf kende"):
        submit_frame(reload(draft), by=professional)

    assert current_frame(case) == frame


def test_after_private_time_a_line_can_still_go_or_grow_lighter(professional: User) -> None:
    case = make_case(state=CaseState.SCHEDULED, needs_frame=True, referred_by=professional)
    heavy = [BottomLineText("Eerste", True), BottomLineText("Tweede")]
    frame = submit_frame(save_frame(case, by=professional, bottom_lines=heavy, concerns="Zorg."), by=professional)
    start_information(make_conference(case), by=coordinator_of(case))
    Conference.objects.filter(case=case).update(private_time_from=timezone.now())

    draft = begin_next_version(reload(frame), by=professional, reason="De moeder heeft al hulp gezocht.")
    save_frame(case, by=professional, bottom_lines=[BottomLineText("Eerste ")])
    second = submit_frame(reload(draft), by=professional)

    assert [(line.text, line.is_non_negotiable) for line in second.bottom_lines.all()] == [("Eerste", False)]


def test_an_established_plan_closes_the_frame(professional: User) -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN, needs_frame=True, referred_by=professional)
    frame = make_frame(case, author=professional, state=FrameState.LOCKED)
    make_plan(case, state=PlanState.ACCEPTED)

    with pytest.raises(Refusal, match="vastgesteld"):
        begin_next_version(frame, by=professional, reason="Toch nog iets.")


@pytest.mark.parametrize("spaced", [str, lambda text: f"  {text.replace(' ', '  ')}\n"])
def test_agreements_answer_the_same_line_of_the_next_version(professional: User, spaced: Callable[[str], str]) -> None:
    case, frame = in_part_one(professional)
    Case.objects.filter(pk=case.pk).update(state=CaseState.HELD_WITH_PLAN)
    plan = make_plan(case)
    agreement = Agreement.objects.get(version__plan=plan)
    line = frame.bottom_lines.first()
    agreement.bottom_lines.add(line)

    draft = begin_next_version(frame, by=professional, reason="Een eis vervalt.")
    save_frame(case, by=professional, bottom_lines=[BottomLineText(spaced(line.text))])
    second = submit_frame(reload(draft), by=professional)

    assert agreement.bottom_lines.get() == second.bottom_lines.get()


def _a_draft() -> SafetyFrame:
    return make_frame(make_case(needs_frame=True), state=FrameState.DRAFT)


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: SafetyFrame.objects.filter(pk=frame.pk).update(concerns="Iets anders"),
        lambda frame: SafetyFrame.objects.filter(pk=frame.pk).update(legal_basis="Iets anders"),
        lambda frame: SafetyFrame.objects.filter(pk=frame.pk).update(state=FrameState.DRAFT),
        lambda frame: SafetyFrame.objects.filter(pk=frame.pk).update(version=7),
        lambda frame: SafetyFrame.objects.filter(pk=frame.pk).update(author=make_user(Role.PROFESSIONAL)),
        lambda frame: frame.bottom_lines.update(frame=_a_draft()),
        lambda frame: frame.bottom_lines.update(is_non_negotiable=True),
        lambda frame: frame.seen.update(frame=_a_draft()),
        lambda frame: frame.seen.all().delete(),
        lambda frame: frame.bottom_lines.update(text="Iets anders"),
        lambda frame: frame.bottom_lines.all().delete(),
        lambda frame: frame.bottom_lines.create(text="Nog een"),
    ],
)
@pytest.mark.parametrize("state", [FrameState.SUBMITTED, FrameState.LOCKED])
def test_the_database_keeps_what_was_handed_in(professional: User, change: Any, state: str) -> None:
    frame = make_frame(make_case(needs_frame=True), author=professional, state=state)

    with pytest.raises(IntegrityError, match="do(es)? not change"), transaction.atomic():
        change(frame)


@pytest.mark.parametrize(
    ("text", "heavy"), [("Iets nieuws", False), ("Sem is 's nachts nooit alleen (1).", True), ("Sem  is", False)]
)
@pytest.mark.parametrize("began", [{"state": ConferenceState.PRIVATE_TIME}, {"without_private_time": True}])
@pytest.mark.parametrize("earlier", [True, False])
def test_the_database_takes_no_line_that_the_family_did_not_know_before_its_private_time(
    professional: User, text: str, heavy: bool, began: dict[str, Any], earlier: bool
) -> None:
    """By a straight UPDATE, past every act; also where there was no frame at all."""
    case = make_case(state=CaseState.IN_CONFERENCE, needs_frame=True, referred_by=professional)
    if earlier:
        make_frame(case, author=professional, state=FrameState.LOCKED)
    make_conference(case, **{"state": ConferenceState.PRESENTATION, **_without_times(began)})
    draft = make_frame(
        case,
        author=professional,
        state=FrameState.DRAFT,
        bottom_lines=0,
        version=2 if earlier else 1,
        change_reason="x" if earlier else "",
    )
    draft.bottom_lines.create(text=text, is_non_negotiable=heavy)

    with pytest.raises(IntegrityError, match="did not know"), transaction.atomic():
        SafetyFrame.objects.filter(pk=draft.pk).update(state=FrameState.SUBMITTED, submitted_at=timezone.now())


def _without_times(began: dict[str, Any]) -> dict[str, Any]:
    gone = {"private_time_from": None, "private_time_until": None}
    return {**began, **gone} if "without_private_time" in began else began


def test_the_database_takes_the_same_line_or_a_lighter_one_after_private_time(professional: User) -> None:
    case = make_case(state=CaseState.IN_CONFERENCE, needs_frame=True, referred_by=professional)
    make_frame(case, author=professional, state=FrameState.LOCKED)
    make_conference(case, state=ConferenceState.PRIVATE_TIME)
    draft = make_frame(
        case, author=professional, state=FrameState.DRAFT, bottom_lines=0, version=2, change_reason="Korter."
    )
    draft.bottom_lines.create(text="Sem is  's nachts\nnooit alleen (1).")

    assert SafetyFrame.objects.filter(pk=draft.pk).update(state=FrameState.SUBMITTED, submitted_at=timezone.now())


@pytest.mark.parametrize("name", DEMANDS_OF_FRAME)
@pytest.mark.parametrize(
    ("text", "refused"), [("Elke nacht twee mensen.", True), ("Elke\u00a0nacht  iemand.", False), ("", False)]
)
def test_the_database_takes_no_other_demand_after_private_time(
    professional: User, name: str, text: str, refused: bool
) -> None:
    """By a straight UPDATE; left out, or spaced otherwise, it asks nothing more."""
    case = make_case(state=CaseState.IN_CONFERENCE, needs_frame=True, referred_by=professional)
    make_frame(case, author=professional, state=FrameState.LOCKED, **{name: "Elke nacht iemand."})
    make_conference(case, state=ConferenceState.PRIVATE_TIME)
    said = {"version": 2, "change_reason": "Anders.", name: text}
    draft = make_frame(case, author=professional, state=FrameState.DRAFT, bottom_lines=0, **said)
    draft.bottom_lines.create(text="Sem is\u00a0's nachts nooit\u2003alleen (1).")
    handed_in = SafetyFrame.objects.filter(pk=draft.pk)

    if refused:
        with pytest.raises(IntegrityError, match="did not know"), transaction.atomic():
            handed_in.update(state=FrameState.SUBMITTED, submitted_at=timezone.now())
    else:
        assert handed_in.update(state=FrameState.SUBMITTED, submitted_at=timezone.now())


def test_what_was_read_to_whom_and_when_is_kept_for_ever(professional: User) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional)
    frame, other = make_frame(case, author=professional), make_frame(make_case(needs_frame=True))
    record_reading(frame, by=coordinator_of(case), read_on=local_today(), main_persons=[make_main_person(case)])
    changes: list[Callable[[], object]] = [
        lambda: frame.readings.all().delete(),
        lambda: frame.readings.update(read_on=dt.date(2020, 1, 1)),
        lambda: frame.readings.update(frame=other),
    ]
    for change in changes:
        with pytest.raises(IntegrityError, match="reading does not change"), transaction.atomic():
            change()


def test_a_case_without_safety_worries_begins_without_a_frame() -> None:
    case = make_case(state=CaseState.SCHEDULED)

    assert lock_frame(case) is None
    start_information(make_conference(case), by=coordinator_of(case))
    assert Conference.objects.get(case=case).started_at is not None


def test_reading_is_recorded_per_person_once_it_is_handed_in(professional: User) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional)
    frame = make_frame(case, author=professional, state=FrameState.DRAFT)
    child, aunt, by = make_main_person(case), make_circle_person(case), coordinator_of(case)
    with pytest.raises(Refusal, match="nog niet ingediend"):
        record_reading(frame, by=by, read_on=local_today(), people=[aunt])
    submit_frame(frame, by=professional)
    yesterday, tomorrow = (local_today() + dt.timedelta(days=days) for days in (-1, 1))

    for day, people, reason in (
        (tomorrow, [aunt], "nog niet geweest"),
        (yesterday, [aunt], "pas op"),
        (local_today(), [], "met wie"),
    ):
        with pytest.raises(Refusal, match=reason):
            record_reading(frame, by=by, read_on=day, people=people)
    record_reading(frame, by=by, read_on=local_today(), people=[aunt])
    record_reading(frame, by=by, read_on=local_today(), people=[aunt], main_persons=[child])

    assert {str(reading) for reading in frame.readings.all()} == {str(aunt), str(child)}
    assert reload(frame).read_to_family_on == local_today()


def test_a_reading_moves_along_when_two_people_turn_out_to_be_one(professional: User) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional)
    frame = make_frame(case, author=professional)
    keep, double, other = (make_circle_person(case) for _ in range(3))
    record_reading(frame, by=coordinator_of(case), read_on=local_today(), people=[double, other])

    merge_people(keep, double, by=coordinator_of(case))

    assert {reading.person_id for reading in frame.readings.all()} == {keep.pk, other.pk}
