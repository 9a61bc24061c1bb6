"""Vandaag: of every situation what cannot wait, first things first, with a number, the rule and one press."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.casepage.acts.kept_steps import bring_steps_up_to_date
from cases.casepage.next_step import STEPS, Deed, next_step_for
from cases.casepage.reads.today import Why, meeting_today, rows_of, today_of_coordinator, today_of_manager, why_of
from cases.codes import CaseState
from cases.coordinators.reads.my_cases import my_page
from cases.models import Case, Referrer, TriageCall
from ekc.accounts.models import User
from ekc.outbox.codes import MessageState
from ekc.outbox.models import Message
from tests.factories import make_coordinator, make_request, make_signal

from .situations import SITUATIONS, People, make_all


def the_manager(user: User) -> dict[str, Why]:
    bring_steps_up_to_date()
    found, whys = today_of_manager(Case.objects.for_user(user))
    return {case.number: whys[case.pk] for case in found}


def test_what_the_list_finds_is_what_each_case_says_of_itself(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """The conditions for the database and the rule for one reader are the same rule."""
    monkeypatch.setattr("cases.casepage.reads.today.MOST", len(SITUATIONS))
    cases = make_all(people)
    found = the_manager(people.carla)
    meeting = meeting_today(case.pk for case in cases.values())

    for name, made in cases.items():
        case = Case.objects.with_file().get(pk=made.pk)
        step = next_step_for(case, people.carla)
        assert found.get(case.number) == why_of(people.carla, step, meets=case.pk in meeting), name


def test_a_conference_of_today_stands_first_then_signals_then_what_is_late(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cases.casepage.reads.today.MOST", len(SITUATIONS))
    cases = make_all(people)

    order = list(the_manager(people.carla).values())

    assert order == sorted(order)
    found = the_manager(people.carla)
    assert found[cases["today"].number] == found[cases["in conference"].number] == Why.MEETING
    assert found[cases["a signal without a decision"].number] == Why.SIGNAL
    assert found[cases["the professional is called"].number] == Why.CALL
    assert cases["scheduled"].number not in found
    assert cases["closed"].number not in found


def test_a_case_that_meets_today_stands_first_whatever_else_it_asks(people: People) -> None:
    case = SITUATIONS["today"](people)
    make_signal(case, by=people.anna)

    assert the_manager(people.carla)[case.number] == Why.MEETING
    case = Case.objects.with_file().get(pk=case.pk)
    (row,) = today_of_coordinator([case], people.anna, [next_step_for(case, people.anna)])
    assert row.why == Why.MEETING


def test_mail_that_did_not_leave_is_a_signal(people: People) -> None:
    case = SITUATIONS["scheduled"](people)
    Message.objects.create(
        key="k",
        to="a@voorbeeld.example",
        subject="s",
        body="b",
        case_number=case.number,
        state=MessageState.FAILED,
        next_try_at=timezone.now(),
    )

    assert the_manager(people.carla)[case.number] == Why.SIGNAL


def test_who_must_be_called_can_be_called_and_one_press_says_so(client: Client, people: People) -> None:
    case = SITUATIONS["referred"](people)
    Referrer.objects.filter(case=case).update(phone="06 12345678", no_voicemail=True, best_time="na vijven")
    client.force_login(people.carla)

    page = client.get(reverse("cases:today")).content.decode()

    assert 'href="tel:+31612345678"' in page
    assert "Spreek geen voicemail in." in page
    assert "Beste tijd: na vijven." in page
    assert f'action="{reverse("cases:start_screening", args=[case.number])}"' in page
    (row,) = client.get(reverse("cases:today")).context["rows"]
    sent = {**dict(row.press.hidden), row.press.other_name: row.press.other_value}
    assert client.post(row.press.other_url, sent)["Location"] == reverse("cases:today")
    assert TriageCall.objects.get(case=case).reached is False
    client.post(reverse("cases:start_screening", args=[case.number]))
    case.refresh_from_db()
    assert (case.state, case.manager) == (CaseState.SCREENING, people.carla)


def test_every_line_has_its_reason_and_something_to_press(people: People) -> None:
    make_all(people)
    bring_steps_up_to_date()
    found, whys = today_of_manager(Case.objects.for_user(people.carla))

    for row in rows_of(found, people.carla, whys):
        assert row.word
        assert row.press or row.url
        assert row.rule or row.why in (Why.SIGNAL, Why.MEETING), row.title


def test_one_button_stands_out_the_first_that_can_be_pressed(client: Client, people: People) -> None:
    make_all(people)
    bring_steps_up_to_date()
    client.force_login(people.carla)

    page = client.get(reverse("cases:today")).content.decode()

    rows = re.findall(r'<div class="doing">(.*?)</div>', page, flags=re.DOTALL)
    dark = ["btn-primary" in row for row in rows if "btn" in row]
    assert len(dark) > 3
    assert dark == [True] + [False] * (len(dark) - 1)


def test_of_a_coordinator_it_stands_on_top_of_the_own_cases(client: Client, people: People) -> None:
    cases = make_all(people)
    request = make_request(cases["scheduled"], make_coordinator(people.anna), by=people.carla)
    client.force_login(people.anna)

    answer = client.get(reverse("cases:my_cases"))

    rows = answer.context["page"].today
    assert [row.why for row in rows] == sorted(row.why for row in rows)
    assert rows[0].why == Why.MEETING
    assert reverse("cases:coordinator_request", args=[request.pk]) in {row.url for row in rows}
    page = answer.content.decode()
    assert page.index('id="vandaag"') < page.index('class="case-card')


def test_a_press_on_the_day_of_the_first_call_logs_it(client: Client, people: People) -> None:
    case = Case.objects.with_file().get(pk=SITUATIONS["assigned"](people).pk)
    row = next(row for row in my_page([case], people.anna).today if row.press)
    client.force_login(people.anna)

    client.post(row.press.url, {row.press.other_name: row.press.other_value})

    assert case.contacts.get().reached is False


def test_every_step_that_is_a_call_or_an_answer_says_so() -> None:
    """A step whose words ask for a call, or wait for an answer, is of that kind."""
    for key in STEPS.names():
        title = STEPS[key].title
        if callable(title):
            continue
        said = str(title)
        if re.match(r"Bel\b", said):
            assert STEPS[key].deed == Deed.CALL, key
        # Who takes responsibility ("verantwoordelijkheid") is asked, not awaited.
        if re.search(r"\bantwoord", said.lower()):
            assert STEPS[key].deed == Deed.ANSWER, key


@pytest.mark.parametrize(
    ("situation", "reader", "called"),
    [
        ("referred", "carla", "06 11111111"),
        ("asked", "carla", "06 11111111"),
        ("assigned", "anna", "06 22222222"),
        ("assigned", "carla", "06 33333333"),
        ("scheduled without a frame", "anna", "06 44444444"),
    ],
)
def test_the_page_of_a_case_says_whom_to_call_before_its_tabs(
    client: Client, people: People, situation: str, reader: str, called: str
) -> None:
    case = SITUATIONS[situation](people)
    Referrer.objects.filter(case=case).update(phone="06 11111111")
    case.main_persons.update(phone="06 22222222")
    User.objects.filter(pk=people.anna.pk).update(phone="06 33333333")
    User.objects.filter(pk=people.dirk.pk).update(phone="06 44444444")
    Case.objects.filter(pk=case.pk).update(safety_professional=people.dirk)
    client.force_login(getattr(people, reader))

    page = client.get(case.get_absolute_url()).content.decode()

    box = page[page.index('class="next-step"') : page.index('class="tabs')]
    assert called.replace(" ", "").replace("06", "tel:+316", 1) in box


def test_a_professional_is_told_no_number(client: Client, people: People) -> None:
    """R-05: who the family is and how they are reached is not theirs."""
    case = SITUATIONS["assigned"](people)
    case.main_persons.update(phone="06 22222222")
    client.force_login(people.dirk)

    page = client.get(case.get_absolute_url()).content.decode()

    assert "tel:" not in page[page.index('class="next-step"') : page.index('class="tabs')]
