"""The veiligheidskader."""

import datetime as dt

import pytest

from cases.codes import CaseState
from conferences.day.acts.day import start_information
from conferences.models import Conference
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal
from plans.acts.frame import BottomLineText, lock_frame, record_reading, reopen_frame, save_frame, submit_frame
from plans.codes import FrameState
from plans.queries import current_frame
from tests.factories import make_case, make_conference, make_frame
from tests.plans.reading import coordinator_of, reload

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


def test_a_submitted_frame_must_be_taken_back_before_it_changes(professional: User) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional)
    frame = make_frame(case, author=professional)
    with pytest.raises(Refusal, match="Haal het eerst terug"):
        save_frame(case, by=professional, bottom_lines=[], concerns="Anders.")

    reopen_frame(frame, by=professional)
    save_frame(case, by=professional, bottom_lines=[BottomLineText("Nieuw")], concerns="Anders.")

    assert reload(frame).concerns == "Anders."


def test_part_one_locks_the_frame_and_nothing_can_be_added_after_it(professional: User) -> None:
    case = make_case(state=CaseState.SCHEDULED, needs_frame=True, referred_by=professional)
    frame = make_frame(case, author=professional)

    start_information(make_conference(case), by=coordinator_of(case))

    assert reload(frame).state == FrameState.LOCKED
    with pytest.raises(Refusal, match="kan niet meer veranderen"):
        save_frame(case, by=professional, bottom_lines=[BottomLineText("Toch nog een eis")], concerns="x")
    with pytest.raises(Refusal, match="kan nu niet"):
        reopen_frame(reload(frame), by=professional)
    assert frame.bottom_lines.count() == 1


def test_a_case_without_safety_worries_begins_without_a_frame() -> None:
    case = make_case(state=CaseState.SCHEDULED)

    assert lock_frame(case) is None
    start_information(make_conference(case), by=coordinator_of(case))
    assert Conference.objects.get(case=case).started_at is not None


def test_reading_with_the_family_is_recorded_once_it_is_handed_in(professional: User) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional)
    frame = make_frame(case, author=professional, state=FrameState.DRAFT)
    with pytest.raises(Refusal, match="nog niet ingediend"):
        record_reading(frame, by=coordinator_of(case), read_on=local_today())
    submit_frame(frame, by=professional)

    with pytest.raises(Refusal, match="nog niet geweest"):
        record_reading(frame, by=coordinator_of(case), read_on=local_today() + dt.timedelta(days=1))
    record_reading(frame, by=coordinator_of(case), read_on=local_today())

    assert reload(frame).read_to_family_on == local_today()
