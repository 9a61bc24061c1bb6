"""A norm that changes moves every page that reads it, and only as far as it says."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from cases import norms
from cases.casepage.reads.kept_steps import kept_step, late_on
from cases.models import Case

from .everything import days_left, light_of, on_the_page, term_in_days, the_list
from .situations import SITUATIONS, People

OF_A_TERM = {
    "CONTACT_WORKING_DAYS": "referred",
    "URGENT_CONTACT_WORKING_DAYS": "referred with haste",
    "DECISION_WORKING_DAYS": "screening",
    "URGENT_DECISION_WORKING_DAYS": "screening with haste",
    "ANSWER_DAYS": "asked",
    "WAITING_REVIEW_DAYS": "waiting",
    "SUCCESSOR_WORKING_DAYS": "a coordinator leaves",
    "FIRST_CONTACT_WORKING_DAYS": "assigned",
    "INFORMATION_VISIT_DAYS": "assigned and called",
    "CONFERENCE_DAYS": "preparing",
    "URGENT_CONFERENCE_DAYS": "preparing with haste",
    "FINISH_CONFERENCE_DAYS": "in conference",
    "PLAN_TO_EVERYONE_DAYS": "held, plan accepted",
    "FIRST_CALL_MONTHS": "sent, no call planned",
    "FOLLOW_UP_MONTHS": "called once, no call planned",
    "FOLLOW_UP_WINDOW_MONTHS": "called once, to ask",
    "REGISTRATION_DAYS": "followed up",
    "CLOSING_DAYS": "registered",
    "CONSENT_TALK_WORKING_DAYS": "consent withdrawn",
}
OF_THE_WORDS = {"CONFERENCE_FROM_DAYS", "NEARLY_LATE_DAYS", "CALL_EARLY_DAYS", "READY_DAYS"}
"""From when a term comes near, or something is said; not the term itself."""
OF_THE_LOG = {name for name in vars(norms) if name.startswith("REVIEW_")}
OF_SOMETHING_ELSE = {
    "REQUEST_HOURS",
    "URGENT_REQUEST_HOURS",
    "IDLE_MONTHS",
    "ANSWER_LINK_DAYS",
    "SILENCE_DAYS",
    "EXPERIENCE_CALL_DAYS",
    "VOG_MONTHS",
    "DRAFT_DAYS",
    "PROFESSIONAL_ACCESS_DAYS",
    "DOWNLOAD_DAYS",
    "ANSWER_REMINDER_DAYS",
    "SECOND_ANSWER_REMINDER_DAYS",
    "DAY_REMINDER_DAYS",
    "LATE_ANSWER_DAYS",
    "PROPOSAL_DAYS",
    "SURVEY_LINK_DAYS",
    "PAPER_DAYS",
    "NEWS_LINK_DAYS",
    "CONSENT_LINK_DAYS",
    "ACCOUNT_INVITATION_DAYS",
    "SURVEY_REMINDER_DAYS",
    "SECOND_SURVEY_REMINDER_DAYS",
    "SURVEY_BATCH",
    *("RIGHT_MONTHS", "RIGHT_EXTENSION_MONTHS", "RIGHT_REMINDER_DAYS", "RIGHT_LAST_REMINDER_DAYS"),
}
"""Asked when a date is set, or of something that is no step: the date itself is what the table reads."""


@pytest.mark.parametrize("who", ["anna", "carla"])
def test_the_pages_themselves_show_the_step(people: People, who: str) -> None:
    user = getattr(people, who)
    names = ("referred", "preparing for long", "the day was", "sent", "sent, called too late", "called once, to ask")
    client = Client()
    client.force_login(user)
    for name in names:
        case = SITUATIONS[name](people)
        step = on_the_page(case, user)
        if step is None or not Case.objects.for_user(user).filter(pk=case.pk).exists():
            continue
        assert str(step.title) in client.get(case.get_absolute_url()).content.decode(), name
        address = reverse("cases:my_cases" if who == "anna" else "cases:worklist")
        assert str(step.title) in client.get(address, {"tab": "alles"}).content.decode(), name


def test_late_is_the_day_after_the_term(people: People) -> None:
    case = SITUATIONS["screening"](people)
    the_list(people.carla)
    case.refresh_from_db()
    due_on = kept_step(case).due_on

    assert not Case.objects.filter(late_on(due_on), pk=case.pk).exists()
    assert Case.objects.filter(late_on(due_on + dt.timedelta(days=1)), pk=case.pk).exists()


def test_every_norm_is_of_a_term_or_it_is_said_of_what() -> None:
    named = {name for name, value in vars(norms).items() if isinstance(value, int) and name.isupper()} - OF_THE_LOG

    assert named == OF_A_TERM.keys() | OF_THE_WORDS | OF_SOMETHING_ELSE


@pytest.mark.parametrize(("norm", "situation"), sorted(OF_A_TERM.items()))
def test_a_norm_that_changes_moves_list_and_page_together(
    people: People, monkeypatch: pytest.MonkeyPatch, norm: str, situation: str
) -> None:
    case = SITUATIONS[situation](people)
    before = (on_the_page(case, people.carla), the_list(people.carla)[case.number])

    monkeypatch.setattr(norms, norm, getattr(norms, norm) + 1)
    step, row = on_the_page(case, people.carla), the_list(people.carla)[case.number]

    # A call that moves away may have nothing to do before it: then the title says until when.
    assert (str(step.title), term_in_days(step) or 0) > (str(before[0].title), term_in_days(before[0]) or 0)
    assert (row.next, row.term_words) != (before[1].next, before[1].term_words)
    assert (str(step.title), light_of(step), term_in_days(step)) == (row.next, row.term, days_left(row))


@pytest.mark.parametrize(
    ("norm", "situation", "value", "light"),
    [
        ("NEARLY_LATE_DAYS", "screening", 20, "nearly"),
        ("CONFERENCE_FROM_DAYS", "preparing", 10, "nearly"),
        ("CALL_EARLY_DAYS", "sent", 30, "in_time"),
    ],
)
def test_a_norm_of_the_words_changes_them_in_both_places(
    people: People, monkeypatch: pytest.MonkeyPatch, norm: str, situation: str, value: int, light: str
) -> None:
    case = SITUATIONS[situation](people)
    before = on_the_page(case, people.carla).term

    monkeypatch.setattr(norms, norm, value)

    assert before != light
    assert on_the_page(case, people.carla).term == light == the_list(people.carla)[case.number].term


def test_what_is_not_ready_is_named_from_so_many_days_before(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    case = SITUATIONS["scheduled soon and not ready"](people)
    assert str(on_the_page(case, people.anna).text).startswith("Nog niet klaar: ")

    monkeypatch.setattr(norms, "READY_DAYS", 1)

    assert on_the_page(case, people.anna).text == "Heeft iedereen geantwoord? Zijn plek, eten en tolk geregeld?"
