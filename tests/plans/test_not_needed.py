"""No frame is needed: recorded by whom and why, and what follows from it (R-09)."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.codes import CaseState
from cases.models import Case
from conferences.day.acts.day import start_information
from conferences.models import Conference
from ekc.accounts.models import User
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from plans.acts.frame import BottomLineText, begin_next_version, lock_frame, save_frame, submit_frame
from plans.acts.not_needed import decide_not_needed, take_back_not_needed
from plans.codes import FrameState, PlanState
from plans.models import DEMANDS_OF_FRAME, FrameNotNeeded
from plans.queries import frame_is_needed, not_needed
from tests.factories import make_case, make_circle_person, make_conference, make_frame, make_plan
from tests.people import coordinator_of, signed_in
from tests.plans.reading import reload, shown, url

pytestmark = pytest.mark.django_db
WHY = "De rechter heeft de maatregel beëindigd."


@pytest.fixture
def planned(professional: User) -> Case:
    return make_case(state=CaseState.SCHEDULED, needs_frame=True, referred_by=professional)


def test_it_is_recorded_by_whom_and_why_and_the_conference_begins(planned: Case, professional: User) -> None:
    decide_not_needed(planned, by=professional, reason=f" {WHY} ")

    row = not_needed(planned)
    assert (row.by, row.reason) == (professional, WHY)
    assert not frame_is_needed(planned)
    start_information(make_conference(planned), by=coordinator_of(planned))
    assert lock_frame(planned) is None


def test_a_plan_is_then_accepted_by_definition(professional: User) -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN, needs_frame=True, referred_by=professional)
    decide_not_needed(case, by=professional, reason=WHY)

    plan = shown(make_plan(case), by=coordinator_of(case))

    assert (plan.state, plan.accepted_as_safe) == (PlanState.NOT_NEEDED, True)


def test_manager_and_coordinator_hear_of_it_and_the_mail_says_nothing(planned: Case, professional: User) -> None:
    decide_not_needed(planned, by=professional, reason=WHY)

    told = Message.objects.filter(subject="Er is een besluit")
    assert coordinator_of(planned).email in {message.to for message in told}
    assert not told.filter(body__contains="maatregel").exists()


def test_it_is_refused_without_a_reason_twice_and_beside_a_frame(planned: Case, professional: User) -> None:
    with pytest.raises(Refusal, match="waarom"):
        decide_not_needed(planned, by=professional, reason=" ")
    decide_not_needed(planned, by=professional, reason=WHY)
    with pytest.raises(Refusal, match="al vastgelegd"):
        decide_not_needed(planned, by=professional, reason=WHY)
    other = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional)
    make_frame(other, author=professional)
    with pytest.raises(Refusal, match="al ingediend"):
        decide_not_needed(other, by=professional, reason=WHY)
    with pytest.raises(Refusal, match="geen veiligheidskader nodig"):
        decide_not_needed(make_case(state=CaseState.ACTIVATION), by=professional, reason=WHY)


def test_it_is_taken_back_until_part_one_and_stays_on_record(planned: Case, professional: User) -> None:
    row = decide_not_needed(planned, by=professional, reason=WHY)
    take_back_not_needed(planned, by=professional)

    assert frame_is_needed(planned)
    assert (reload(row).withdrawn_by, reload(row).reason) == (professional, WHY)
    with pytest.raises(Refusal, match="niet vastgelegd"):
        take_back_not_needed(planned, by=professional)

    decide_not_needed(planned, by=professional, reason=WHY)
    start_information(make_conference(planned), by=coordinator_of(planned))
    with pytest.raises(Refusal, match="begonnen"):
        take_back_not_needed(planned, by=professional)


def test_a_frame_that_is_handed_in_ends_the_decision(planned: Case, professional: User) -> None:
    decide_not_needed(planned, by=professional, reason=WHY)

    frame = save_frame(planned, by=professional, bottom_lines=[BottomLineText("Nooit alleen")], concerns="Toch zorgen.")
    submit_frame(frame, by=professional)

    assert not_needed(planned) is None
    assert FrameNotNeeded.objects.get(case=planned).withdrawn_by == professional


def test_the_database_refuses_a_decision_without_a_reason_and_a_second_one(planned: Case, professional: User) -> None:
    with pytest.raises(IntegrityError, match="frame_not_needed_has_reason"), transaction.atomic():
        FrameNotNeeded.objects.create(case=planned, by=professional, reason="")
    FrameNotNeeded.objects.create(case=planned, by=professional, reason=WHY)
    with pytest.raises(IntegrityError, match="frame_not_needed_once"), transaction.atomic():
        FrameNotNeeded.objects.create(case=planned, by=professional, reason=WHY)


# --- also a first frame comes too late ----------------------------------------------------------------


def test_a_first_frame_after_private_time_began_adds_nothing_to_test_on(planned: Case, professional: User) -> None:
    decide_not_needed(planned, by=professional, reason=WHY)
    start_information(make_conference(planned), by=coordinator_of(planned))
    Conference.objects.filter(case=planned).update(private_time_from=timezone.now())
    frame = save_frame(planned, by=professional, bottom_lines=[BottomLineText("Nooit alleen")], concerns="Toch zorgen.")

    with pytest.raises(Refusal, match="niet vooraf kende"):
        submit_frame(frame, by=professional)


def test_a_first_frame_in_part_one_is_fixed_at_once(planned: Case, professional: User) -> None:
    decide_not_needed(planned, by=professional, reason=WHY)
    start_information(make_conference(planned), by=coordinator_of(planned))
    frame = save_frame(planned, by=professional, bottom_lines=[BottomLineText("Nooit alleen")], concerns="Toch zorgen.")

    assert submit_frame(frame, by=professional).state == FrameState.LOCKED


@pytest.mark.parametrize("name", DEMANDS_OF_FRAME)
@pytest.mark.parametrize(("text", "refused"), [("Iets zwaarders", True), ("  Wie  er is ", False), ("", False)])
def test_what_the_plan_is_tested_on_does_not_change_after_private_time(
    planned: Case, professional: User, name: str, text: str, refused: bool
) -> None:
    lines = [BottomLineText("Nooit alleen")]
    first = save_frame(planned, by=professional, bottom_lines=lines, concerns="Zorg.", **{name: "Wie er is"})
    submit_frame(first, by=professional)
    start_information(make_conference(planned), by=coordinator_of(planned))
    Conference.objects.filter(case=planned).update(private_time_from=timezone.now())
    draft = begin_next_version(reload(first), by=professional, reason="Anders gezegd.")
    save_frame(planned, by=professional, bottom_lines=lines, **{name: text})

    if refused:
        with pytest.raises(Refusal, match="kan niet meer veranderen"):
            submit_frame(reload(draft), by=professional)
    else:
        assert submit_frame(reload(draft), by=professional).state == FrameState.LOCKED


def test_the_first_page_of_the_case_does_not_say_that_a_frame_is_obligatory(planned: Case, professional: User) -> None:
    page = signed_in(professional).get(planned.get_absolute_url()).content.decode()
    assert "Een veiligheidskader is verplicht" in page

    decide_not_needed(planned, by=professional, reason=WHY)

    page = signed_in(professional).get(planned.get_absolute_url()).content.decode()
    assert "Een veiligheidskader is verplicht" not in page
    assert f"{professional} legde op" in page


def test_no_secret_address_stands_in_why_no_frame_is_needed(planned: Case, professional: User) -> None:
    decide_not_needed(planned, by=professional, reason="Moeder woont nu op Dorpsstraat 12.")
    make_circle_person(planned, name="Jo", street="Dorpsstraat 12", postcode="1621 AA", secret_address=True)

    for reader in (professional, coordinator_of(planned)):
        page = signed_in(reader).get(url("frame", planned)).content.decode()
        assert "Geen veiligheidskader nodig" in page
        assert "Dorpsstraat 12" not in page
