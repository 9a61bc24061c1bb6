"""A button of the day that was pressed by mistake, or twice, or on another day; and what counts as private time."""

import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState
from cases.models import Case, IntendedPlan
from conferences.codes import TAKEN_BACK_BY, ConferenceState
from conferences.day.acts.day import (
    hold_conference,
    start_information,
    start_presentation,
    start_private_time,
)
from conferences.day.acts.meeting_again import return_to_private_time
from conferences.day.acts.taking_back import last_press, take_back_press
from conferences.models import Attendance, Conference, ConferenceMove
from conferences.workflow import WORKFLOW
from ekc.dates import at_local, local_today
from ekc.once.acts import FIELD
from ekc.once.taking_back import ACCEPTED
from ekc.refusal import Refusal
from plans.codes import FrameState
from tests.conferences.invited import prepared
from tests.factories import make_frame, make_question
from tests.people import signed_in
from tests.sent_forms import posted_forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    return prepared(days=0)


@pytest.fixture
def meeting(family) -> Conference:
    return family.case.conferences.get()


def reload(obj):
    return type(obj).objects.get(pk=obj.pk)


def url(meeting: Conference, page: str, *more: str) -> str:
    return reverse(f"conferences:{page}", args=[meeting.case_number, *more])


def make_old(meeting: Conference) -> None:
    """The last button was pressed a while ago."""
    ConferenceMove.objects.filter(conference=meeting).update(at=F("at") - ACCEPTED - dt.timedelta(minutes=5))


# --- the way back ----------------------------------------------------------------------------------------


def test_a_start_that_was_taken_back_leaves_the_case_as_it_was(family, meeting):
    question = make_question(family.case, text="Wie is er bij Sem?")
    make_frame(family.case, state=FrameState.SUBMITTED)
    IntendedPlan.objects.create(case=family.case, author=family.case.referrer.user or family.coordinator, sealed="x")
    start_information(meeting, by=family.coordinator)
    assert family.case.frames.get().state == FrameState.LOCKED

    take_back_press(meeting, by=family.coordinator)

    found = reload(meeting)
    assert (found.state, found.started_at, found.held_on) == (ConferenceState.PLANNED, None, None)
    assert Case.objects.get(pk=family.case.pk).state == CaseState.SCHEDULED
    assert reload(question).confirmed_at is None
    assert family.case.frames.get().state == FrameState.SUBMITTED
    assert IntendedPlan.objects.get().locked_at is None
    start_information(found, by=family.coordinator)
    assert reload(meeting).state == ConferenceState.INFORMATION


def test_every_button_of_the_day_is_taken_back_in_turn(family, meeting):
    by = family.coordinator
    states = [reload(meeting).state]
    for act in (start_information, start_private_time, start_presentation):
        act(reload(meeting), by=by)
        states.append(reload(meeting).state)
    return_to_private_time(reload(meeting), by=by, question="Wie brengt Sem?")
    start_presentation(reload(meeting), by=by)
    make_old(meeting)

    back = []
    while last_press(reload(meeting)) is not None:
        take_back_press(reload(meeting), by=by, reason="Verkeerd gedrukt.")
        back.append(reload(meeting).state)

    assert back == [ConferenceState.PRIVATE_TIME, *reversed(states)]
    found = reload(meeting)
    assert (found.private_time_from, found.private_time_until, found.returns_to_private_time) == (None, None, 0)
    assert found.private_time_away == dt.timedelta(0)
    with pytest.raises(Refusal):
        take_back_press(found, by=by, reason="Nog een keer.")


def test_every_move_that_a_button_makes_has_its_way_back_in_the_table():
    for press, back in TAKEN_BACK_BY.items():
        moves = [move for move in WORKFLOW.moves if move.action == press]
        backs = {(move.source, move.target) for move in WORKFLOW.moves if move.action == back}
        assert backs == {(move.target, move.source) for move in moves}


def test_later_the_reason_is_asked_and_kept(family, meeting):
    start_information(meeting, by=family.coordinator)
    make_old(meeting)

    with pytest.raises(Refusal, match="Schrijf op waarom"):
        take_back_press(meeting, by=family.coordinator)
    take_back_press(meeting, by=family.coordinator, reason="De telefoon zat in mijn tas.")

    assert reload(meeting).state == ConferenceState.PLANNED
    assert meeting.moves.last().reason == "De telefoon zat in mijn tas."


def test_a_press_can_be_undone_with_one_press_more_and_later_with_a_reason(family, meeting):
    client = signed_in(family.coordinator)
    client.post(url(meeting, "press", "informatie"), {FIELD: uuid.uuid4().hex})
    page = client.get(url(meeting, "day")).content.decode()
    (undo,) = [form for form in posted_forms(page) if form["attributes"].get("action", "").startswith("/ongedaan/")]

    answer = client.post(undo["attributes"]["action"], undo["fields"])

    assert answer["Location"] == url(meeting, "day")
    assert reload(meeting).state == ConferenceState.PLANNED
    again = client.post(undo["attributes"]["action"], undo["fields"] | {FIELD: uuid.uuid4().hex}, follow=True)
    assert "Ongedaan maken kan alleen meteen" in again.content.decode()
    client.post(url(meeting, "press", "informatie"), {FIELD: uuid.uuid4().hex})
    make_old(meeting)
    assert "Knop terugnemen" in client.get(url(meeting, "day")).content.decode()
    client.post(url(meeting, "take_back"), {"reason": "Er was nog niemand."})
    assert reload(meeting).state == ConferenceState.PLANNED


def test_nobody_undoes_the_press_of_somebody_else(family, meeting, world):
    number = uuid.uuid4()
    signed_in(family.coordinator).post(url(meeting, "press", "informatie"), {FIELD: number.hex})

    signed_in(world.bram).post(reverse("undo", args=[number]))

    assert reload(meeting).state == ConferenceState.INFORMATION


# --- another day ------------------------------------------------------------------------------------------


def test_beginning_on_another_day_is_asked_first():
    family = prepared(days=6)
    meeting = family.case.conferences.get()
    client = signed_in(family.coordinator)
    day = client.get(url(meeting, "day")).content.decode()
    assert url(meeting, "begin") in day
    assert "Informatie begint" not in re.findall(r"<button[^>]*>([^<]*)", day)

    answer = client.post(url(meeting, "press", "informatie"))

    assert answer["Location"] == url(meeting, "begin")
    assert reload(meeting).state == ConferenceState.PLANNED
    asked = client.get(url(meeting, "begin")).content.decode()
    assert "De conferentie is gepland op" in asked
    client.post(url(meeting, "begin"))
    assert reload(meeting).state == ConferenceState.INFORMATION


def test_a_press_of_the_right_day_that_arrives_after_midnight_counts(family, meeting):
    midnight = at_local(local_today() + dt.timedelta(days=1), dt.time())
    pressed_at = midnight - dt.timedelta(seconds=30)
    meeting.planned_start = pressed_at - dt.timedelta(hours=1)
    meeting.planned_end = None
    meeting.save()

    with time_machine.travel(midnight + dt.timedelta(seconds=30), tick=True):
        answer = signed_in(family.coordinator).post(
            url(meeting, "press", "informatie"),
            {"pressed_at": pressed_at.isoformat(), FIELD: uuid.uuid4().hex},
            headers={"HX-Request": "true"},
        )

    assert answer.status_code == 204
    assert reload(meeting).state == ConferenceState.INFORMATION


# --- a press is sent once, ever ------------------------------------------------------------------------------


def test_a_press_that_waited_and_is_sent_again_does_not_begin_what_was_taken_back(family, meeting):
    client, number = signed_in(family.coordinator), uuid.uuid4().hex
    sent = {"pressed_at": timezone.now().isoformat(), FIELD: number}
    press = url(meeting, "press", "informatie")
    client.post(press, sent, headers={"HX-Request": "true"})
    take_back_press(reload(meeting), by=family.coordinator)

    assert client.post(press, sent, headers={"HX-Request": "true"}).status_code == 204
    assert client.post(press, sent).status_code == 302

    assert reload(meeting).state == ConferenceState.PLANNED


def test_a_tap_that_is_sent_again_later_changes_nothing_any_more(family, meeting):
    oma = family.person(name="Oma Toos")
    family.invite(oma)
    start_information(meeting, by=family.coordinator)
    client, page = signed_in(family.coordinator), url(meeting, "attendance")
    key = re.search(r"value=\"([a-z]+\d+):informatie:ja\"", client.get(page).content.decode())[1]
    first = {"tap": f"{key}:informatie:ja", FIELD: uuid.uuid4().hex}
    client.post(page, first, headers={"HX-Request": "true"})
    client.post(page, {"tap": f"{key}:informatie:nee", FIELD: uuid.uuid4().hex}, headers={"HX-Request": "true"})

    answer = client.post(page, first, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert not Attendance.objects.filter(in_information=True).exists()


def test_everybody_is_there_can_be_undone_and_leaves_who_stood_there_already(family, meeting):
    for name in ("Oma Toos", "Tante Ria"):
        invitation = family.invite(family.person(name=name))
        invitation.answer = "komt"
        invitation.save()
    start_information(meeting, by=family.coordinator)
    client, page = signed_in(family.coordinator), url(meeting, "attendance")
    keys = sorted(set(re.findall(r"value=\"([ac-z][a-z]*\d+):informatie:ja\"", client.get(page).content.decode())))
    client.post(page, {"tap": f"{keys[0]}:informatie:ja", FIELD: uuid.uuid4().hex})

    number = uuid.uuid4()
    answer = client.post(page, {"tap": "iedereen:informatie:ja", FIELD: number.hex}, headers={"HX-Request": "true"})
    assert Attendance.objects.filter(in_information=True).count() == 2
    assert reverse("undo", args=[number]) in answer.content.decode()
    client.post(reverse("undo", args=[number]), {FIELD: uuid.uuid4().hex})

    assert Attendance.objects.get(in_information=True)


# --- private time counts only itself --------------------------------------------------------------------------


def test_what_interrupts_private_time_is_not_private_time(family, meeting):
    by, start = family.coordinator, timezone.now() - dt.timedelta(hours=5)
    hours = lambda number: start + dt.timedelta(hours=number)  # noqa: E731
    start_information(meeting, by=by, at=hours(0))
    start_private_time(reload(meeting), by=by, at=hours(1))
    start_presentation(reload(meeting), by=by, at=hours(2))
    return_to_private_time(reload(meeting), by=by, question="Wie brengt Sem?")
    Conference.objects.update(private_time_away=dt.timedelta(hours=1))
    ConferenceMove.objects.filter(action="return_to_private_time").update(at=hours(3))
    start_presentation(reload(meeting), by=by, at=hours(4))
    hold_conference(reload(meeting), by=by, with_plan=True, at=hours(5))

    held = reload(meeting)
    assert held.private_time == dt.timedelta(hours=2)
    assert held.minutes_away == 60


def test_the_return_itself_counts_how_long_the_others_were_in_the_room(family, meeting):
    by, start = family.coordinator, timezone.now() - dt.timedelta(hours=3)
    start_information(meeting, by=by, at=start)
    start_private_time(reload(meeting), by=by, at=start)
    start_presentation(reload(meeting), by=by, at=start + dt.timedelta(hours=2))
    return_to_private_time(reload(meeting), by=by, question="Wie brengt Sem?")

    assert reload(meeting).minutes_away == 60
    with pytest.raises(Refusal, match="vóór het begin"):
        start_presentation(reload(meeting), by=by, at=start + dt.timedelta(hours=2, minutes=30))


def test_afterwards_the_minutes_of_the_interruption_are_asked(family, meeting):
    client = signed_in(family.coordinator)
    data = {"day": timezone.localdate() - dt.timedelta(days=1), "started": "13:00", "private_from": "14:00"}
    data |= {"private_until": "16:00", "ended": "17:00", "returns": "1", "outcome": "plan"}

    refused = client.post(url(meeting, "record"), data | {"minutes_away": "130"}).content.decode()
    assert "onderbreking duurt zo langer" in refused
    client.post(url(meeting, "record"), data | {"minutes_away": "40"})

    assert reload(meeting).private_time == dt.timedelta(minutes=80)
    client.post(url(meeting, "times"), data | {"ended": "17:30", "minutes_away": "40"})
    assert reload(meeting).private_time == dt.timedelta(minutes=80)


def test_the_database_refuses_an_interruption_longer_than_the_private_time(meeting):
    with pytest.raises(IntegrityError, match="private_time_longer_than_its_interruptions"), transaction.atomic():
        Conference.objects.update(private_time_away=dt.timedelta(minutes=-1))


def test_what_a_move_keeps_of_before_is_times_and_numbers_and_no_words(family, meeting):
    by = family.coordinator
    for act in (start_information, start_private_time, start_presentation):
        act(reload(meeting), by=by)
    return_to_private_time(reload(meeting), by=by, question="Wie brengt Sem?")
    start_presentation(reload(meeting), by=by)
    hold_conference(reload(meeting), by=by, with_plan=False, no_plan_reason="De familie is er niet uit.")

    kept = {name for move in meeting.moves.all() for name in move.before}

    assert kept
    words = models.CharField | models.TextField
    assert [name for name in kept if isinstance(Conference._meta.get_field(name), words)] == []
