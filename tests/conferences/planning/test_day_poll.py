"""Finding a day with the family: by personal link without an account, or with the coordinator."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState
from cases.models import Case
from conferences.codes import Availability
from conferences.models import DayGuest, DayPoll
from conferences.planning.acts.day_poll import (
    ProposedDay,
    answer_days,
    ask_more_people,
    close_poll,
    make_link,
    propose_days,
)
from conferences.planning.reads.day_poll import PollPage
from ekc.dates import at_local, local_today
from ekc.links import opened
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.factories import make_case, make_circle_person

from ..people import coordinator_of, plan, preparing, reload

pytestmark = pytest.mark.django_db
CAN, PERHAPS, CANNOT = Availability.CAN, Availability.PERHAPS, Availability.CANNOT


def moment(days: int, hour: int = 13) -> dt.datetime:
    return at_local(local_today() + dt.timedelta(days=days), dt.time(hour))


def asked(case: Case, *people, days: tuple[int, ...] = (20, 21, 22)) -> DayPoll:
    chosen = list(people) or [case.main_persons.get()]
    return propose_days(case, by=coordinator_of(case), days=[ProposedDay(moment(each)) for each in days], people=chosen)


def say(poll: DayPoll, person, *answers: str) -> DayGuest:
    kind = "person" if hasattr(person, "closeness") else "main_person"
    options = [option.pk for option in poll.options.all()]
    return answer_days(poll.guests.get(**{kind: person}), dict(zip(options, answers, strict=True)))


def token_of(guest: DayGuest) -> str:
    return make_link(guest, by=coordinator_of(guest.poll.case)).rstrip("/").rsplit("/", 1)[-1]


# --- proposing ---------------------------------------------------------------------------------------------


def test_who_has_a_mail_address_gets_a_link_and_the_mail_names_no_case_and_no_reason() -> None:
    case = preparing(situation="Sem slaapt op straat.")
    aunt = make_circle_person(case, email="tante@voorbeeld.example")
    uncle = make_circle_person(case)

    poll = asked(case, aunt, uncle)

    mail = Message.objects.get(key__startswith="day-poll-")
    assert mail.to == "tante@voorbeeld.example"
    assert not [word for word in (case.number, "Sem", "straat", uncle.name) if word in mail.subject + mail.body]
    assert [guest.sent_at is not None for guest in poll.guests.all()] == [True, False]


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ((20,), "ten minste twee"),
        (tuple(range(20, 29)), "hoogstens acht"),
        ((20, 20), "twee keer"),
        ((-1, 20), "al geweest"),
    ],
)
def test_days_that_cannot_be_are_refused(days: tuple[int, ...], reason: str) -> None:
    case = preparing()

    with pytest.raises(Refusal, match=reason):
        asked(case, days=days)

    assert not case.day_polls.exists()


def test_there_is_one_open_question_at_a_time() -> None:
    case = preparing()
    asked(case)

    with pytest.raises(Refusal, match="al dagen voorgesteld"):
        asked(case)


def test_outside_the_preparation_no_days_are_proposed() -> None:
    with pytest.raises(Refusal, match="in de voorbereiding"):
        asked(make_case(state=CaseState.HELD_WITH_PLAN))


def test_who_was_set_aside_is_not_asked() -> None:
    case = preparing()

    with pytest.raises(Refusal, match="doet niet mee"):
        asked(case, make_circle_person(case, set_aside=True))


def test_somebody_who_came_later_is_asked_too_and_nobody_twice() -> None:
    case = preparing()
    aunt = make_circle_person(case)
    poll = asked(case, aunt)

    ask_more_people(poll, by=coordinator_of(case), people=[aunt, make_circle_person(case)])

    assert poll.guests.count() == 2


def test_who_has_nobody_left_to_ask_hears_that_and_gets_no_empty_form(client) -> None:
    case = preparing()
    aunt = make_circle_person(case)
    poll = asked(case, aunt)
    ask_more_people(poll, by=coordinator_of(case), people=list(case.main_persons.all()))
    client.force_login(coordinator_of(case))
    address = reverse("conferences:day_poll_ask", args=[case.number])

    assert "Iedereen in de kring is al gevraagd" in client.get(address, follow=True).content.decode()

    make_circle_person(case, name="Oom Piet")
    assert "Oom Piet" in client.get(address).content.decode()


# --- answering ----------------------------------------------------------------------------------------------


def test_opening_the_link_five_times_changes_nothing() -> None:
    poll = asked(preparing())
    address = reverse("conferences:days", args=[token_of(poll.guests.get())])

    codes = {Client().get(address).status_code for _ in range(5)}

    assert codes == {200}
    assert poll.guests.get().answered_at is None


def test_an_answer_by_link_needs_no_account_and_may_change() -> None:
    poll = asked(preparing())
    guest = poll.guests.get()
    address = reverse("conferences:days", args=[token_of(guest)])
    first, second, third = (f"day{option.pk}" for option in poll.options.all())

    Client().post(address, {first: "kan", second: "kan_niet", "note": "Na vieren altijd."})
    Client().post(address, {first: "misschien", third: "kan"})

    assert list(guest.answers.order_by("option__start").values_list("answer", flat=True)) == ["misschien", "kan"]
    assert (reload(guest).answered_by_link, reload(guest).note) == (True, "")


def test_the_page_of_the_link_names_nobody() -> None:
    case = preparing()
    aunt, uncle = make_circle_person(case, name="Tante Truus"), make_circle_person(case, name="Oom Karel")
    poll = asked(case, aunt, uncle)
    token = token_of(poll.guests.get(person=aunt))

    page = Client().get(reverse("conferences:days", args=[token])).content.decode()

    assert not [word for word in ("Truus", "Karel", "Sem", case.number) if word in page]


def test_a_new_link_ends_the_old_one() -> None:
    guest = asked(preparing()).guests.get()
    old = token_of(guest)

    new = token_of(guest)

    assert opened(DayGuest, old) is None
    assert opened(DayGuest, new) == guest


def test_the_link_of_who_was_set_aside_ends() -> None:
    case = preparing()
    aunt = make_circle_person(case)
    token = token_of(asked(case, aunt).guests.get())
    type(aunt).objects.filter(pk=aunt.pk).update(
        excluded_by="familie", excluded_reason="Ruzie.", excluded_on=local_today()
    )

    assert Client().get(reverse("conferences:days", args=[token])).status_code == 410


def test_an_answer_that_is_not_on_the_list_is_refused() -> None:
    poll = asked(preparing())

    with pytest.raises(Refusal, match="uit de lijst"):
        answer_days(poll.guests.get(), {poll.options.first().pk: "zeker"})


def test_the_coordinator_fills_in_what_somebody_said() -> None:
    case = preparing()
    poll = asked(case)
    guest = poll.guests.get()
    client = Client()
    client.force_login(coordinator_of(case))
    option = poll.options.first()

    client.post(reverse("conferences:day_answer", args=[case.number, guest.pk]), {f"day{option.pk}": "kan"})

    assert (guest.answers.get().answer, reload(guest).answered_by_link) == (CAN, False)


# --- choosing ---------------------------------------------------------------------------------------------------


def test_the_best_day_is_with_whom_it_is_about_and_then_with_the_most_people() -> None:
    case = preparing()
    child = case.main_persons.get()
    people = [make_circle_person(case) for _ in range(3)]
    poll = asked(case, child, *people)
    say(poll, child, CANNOT, CAN, CAN)
    say(poll, people[0], CAN, CAN, CAN)
    say(poll, people[1], CAN, CANNOT, CAN)
    say(poll, people[2], CAN, CAN, CANNOT)

    days = PollPage(poll).days

    assert [timezone.localdate(day.option.start) - local_today() for day in days] == [
        dt.timedelta(days=21),
        dt.timedelta(days=22),
        dt.timedelta(days=20),
    ]
    assert [day.is_best for day in days] == [True, False, False]
    assert days[-1].missed == [str(child)]


def test_before_anybody_answered_no_day_is_the_best() -> None:
    assert not [day for day in PollPage(asked(preparing())).days if day.is_best]


def test_choosing_a_day_fills_in_the_plan_and_ends_the_question() -> None:
    case = preparing()
    poll = asked(case)
    option = poll.options.last()
    client = Client()
    client.force_login(coordinator_of(case))

    page = client.get(reverse("conferences:plan", args=[case.number]), {"dag": option.pk}).content.decode()
    planned = plan(case, days=22)

    assert timezone.localdate(option.start).isoformat() in page
    assert reload(poll).chosen == option
    assert "De vraag naar een dag is gesloten." in planned.followed


def test_after_a_day_was_chosen_no_answer_is_taken_any_more() -> None:
    case = preparing()
    poll = asked(case)
    guest = poll.guests.get()
    token = token_of(guest)
    plan(case)

    assert Client().post(reverse("conferences:days", args=[token]), {}).status_code == 410
    with pytest.raises(Refusal, match="al een dag gekozen"):
        answer_days(guest, {})


def test_the_question_can_stop_without_a_day_and_be_asked_again() -> None:
    case = preparing()
    poll = asked(case)
    close_poll(poll, by=coordinator_of(case))

    asked(case)

    assert case.day_polls.count() == 2


def test_days_are_proposed_from_the_page() -> None:
    case = preparing()
    client = Client()
    client.force_login(coordinator_of(case))
    typed = {
        "days-TOTAL_FORMS": "3",
        "days-INITIAL_FORMS": "0",
        "days-0-day": (local_today() + dt.timedelta(days=20)).isoformat(),
        "days-0-start": "13:00",
        "days-0-end": "01:00",
        "days-1-day": (local_today() + dt.timedelta(days=27)).isoformat(),
        "days-1-start": "10:00",
        "people": [f"m{case.main_persons.get().pk}"],
    }

    client.post(reverse("conferences:propose_days", args=[case.number]), typed)

    first, second = case.day_polls.get().options.all()
    assert first.end - first.start == dt.timedelta(hours=12)
    assert second.end is None


def test_the_page_asks_the_same_number_of_queries_for_few_and_many() -> None:
    counts = []
    for number in (3, 30):
        case = preparing()
        people = [make_circle_person(case) for _ in range(number)]
        poll = asked(case, *people)
        for person in people:
            say(poll, person, CAN, PERHAPS, CANNOT)
        client = Client()
        client.force_login(coordinator_of(case))
        address = reverse("conferences:day_poll", args=[case.number])
        client.get(address)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]
