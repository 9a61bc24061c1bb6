"""Worklist, case page, Mijn zaken, Mijn aanmeldingen and weekly mail say the same of a case, in every situation."""

import datetime as dt
import re

import pytest
import time_machine
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from cases import norms
from cases.casepage.acts.kept_steps import bring_steps_up_to_date
from cases.casepage.next_step import EVERYBODY, STEPS, Next, NextStep, facts_of, next_of, next_step_for
from cases.casepage.outside_steps import OUTSIDE
from cases.casepage.reads.kept_steps import kept_step, late_on, signal_steps
from cases.codes import FINISHED_STATES, CaseState
from cases.coordinators.reads.my_cases import my_page
from cases.coordinators.reads.weekly_mail import weekly_mail_of
from cases.desk.reads.worklist import PAGE_SIZE, WorklistRow, rows_of, worklist_of
from cases.models import Case
from cases.referral.reads.my_referrals import rows_of as referral_rows_of
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from tests.factories import make_user

from .situations import SITUATIONS, People, make_all

OF_THE_COORDINATOR_ALONE = {"finish_work", "settle_proposal"}
"""The office goes on with what it registers itself."""
OF_THE_MANAGER_ALONE = {
    *("answer_of_coordinator", "assign_frame", "experience_call", "wait_for_account", "new_coordinator"),
    *("find_successor", "find_cover", "consent_talk"),
}
"""Steps that are nobody else's: the coordinator goes on with what the table says next."""


def the_list(user: User, tab: str = "alles") -> dict[str, WorklistRow]:
    """The rows of the worklist, of all its pages."""
    found: dict[str, WorklistRow] = {}
    bring_steps_up_to_date()
    for page in range(1, 10):
        listed = worklist_of(Case.objects.for_user(user), QueryDict(f"tab={tab}&page={page}"), {"tab": tab})
        found |= {row.number: row for row in rows_of(listed.cases)}
        if len(listed.cases) < PAGE_SIZE:
            break
    return found


def on_the_page(case: Case, user: User) -> NextStep | None:
    return next_step_for(Case.objects.with_file().get(pk=case.pk), user)


def light_of(step: NextStep | None) -> str:
    return step.term if step else ""


def days_left(row: WorklistRow) -> int | None:
    """What the words of the list say of the term, in days."""
    if not row.term_words:
        return None
    number = re.search(r"\d+", row.term_words)
    left = int(number.group()) if number else 0
    return -left if "te laat" in row.term_words else left


def term_in_days(step: NextStep | None) -> int | None:
    return (step.due_on - local_today()).days if step and step.due_on else None


def test_every_state_has_a_situation_and_every_step_too(people: People) -> None:
    cases = make_all(people)
    users = (people.anna, people.carla, people.dirk, make_user(Role.NATIONAL))
    met = {step.key for case in cases.values() for user in users if (step := on_the_page(case, user))}

    assert {case.state for case in cases.values()} == set(CaseState.values)
    assert met == set(STEPS.names())


def test_every_state_that_is_not_the_end_has_a_next_step(people: People) -> None:
    for name, case in make_all(people).items():
        assert (on_the_page(case, people.carla) is None) == (case.state in FINISHED_STATES), name


def differences(cases: dict[str, Case], people: People) -> dict[str, object]:
    """The situations of which the list says something else than the page."""
    rows = the_list(people.carla)
    differ = {}
    for name, case in cases.items():
        step, row = on_the_page(case, people.carla), rows[case.number]
        page = (str(step.title), str(step.who)) if step else ("", "")
        listed = (row.next, row.who)
        if step and step.key == "answer_of_coordinator":
            # The list says since when; whose answer it is stands in both.
            page, listed = page[:1], listed[:1]
        page_term, list_term = (light_of(step), term_in_days(step)), (row.term, days_left(row))
        if (page, page_term) != (listed, list_term):
            differ[name] = (page, page_term, listed, list_term)
    return differ


def test_the_list_and_the_page_say_what_by_whom_and_before_when(people: People) -> None:
    assert differences(make_all(people), people) == {}


@pytest.mark.parametrize(
    "moment",
    [
        "2026-03-02T22:59",
        "2026-03-02T23:01",
        "2026-03-28T23:30",
        "2026-03-29T00:59",
        "2026-03-29T01:01",
        "2026-06-30T22:30",
        "2026-10-25T00:30",
        "2026-10-25T01:30",
    ],
)
def test_around_midnight_and_where_the_clock_changes_they_say_the_same(people: People, moment: str) -> None:
    cases = make_all(people)
    with time_machine.travel(dt.datetime.fromisoformat(f"{moment}+00:00"), tick=False):
        assert differences(cases, people) == {}
        late = {name for name, case in cases.items() if light_of(on_the_page(case, people.carla)) == "late"}
        due = Case.objects.filter(late_on(local_today()), pk__in=[case.pk for case in cases.values()])
        assert {cases[name].pk for name in late} == set(due.values_list("pk", flat=True))


def test_the_signals_are_what_the_page_shows_as_late_or_as_a_worry_about_safety(people: People) -> None:
    cases = make_all(people)
    signals = the_list(people.carla, "signalen")
    expected = set()
    for name, case in cases.items():
        step = on_the_page(case, people.carla)
        if step and (step.term == "late" or step.key in signal_steps()):
            expected.add(name)

    assert {name for name, case in cases.items() if case.number in signals} == expected
    assert {"a signal without a decision", "scheduled without a frame", "referred late"} <= expected
    assert {row.number for row in signals.values() if row.has_signal} == {
        cases[name].number
        for name in (
            "a signal without a decision",
            "scheduled without a frame",
            "assigned and nobody writes the frame",
            "preparing and nobody writes the frame",
            "a coordinator leaves",
            "a coordinator leaves afterwards",
            "preparing and nobody goes on with it",
            *("on leave that day", "consent withdrawn", "sharing withdrawn"),
        )
    }


def test_safety_stands_first_among_the_signals(people: People) -> None:
    make_all(people)
    rows = list(the_list(people.carla, "signalen").values())

    assert [row.has_signal for row in rows] == sorted((row.has_signal for row in rows), reverse=True)


def test_coordinator_and_manager_have_the_same_step_of_the_same_case(people: People) -> None:
    for name, case in make_all(people).items():
        manager, coordinator = on_the_page(case, people.carla), on_the_page(case, people.anna)
        if manager and manager.key in OF_THE_MANAGER_ALONE:
            continue
        if coordinator and coordinator.key in OF_THE_COORDINATOR_ALONE:
            continue
        told = [(s.key, str(s.title), str(s.who), s.due_on, s.term) if s else None for s in (manager, coordinator)]
        assert told[0] == told[1], name


def test_my_cases_and_the_weekly_mail_say_what_the_page_says(people: People) -> None:
    make_all(people)
    own = list(Case.objects.with_file().for_user(people.anna).with_last_contact())
    cards = {card.case.number: card.step for card in my_page(own, people.anna).cards}
    pages = {case.number: on_the_page(case, people.anna) for case in own}
    late = sum(light_of(pages[case.number]) == "late" for case in own if case.state not in FINISHED_STATES)
    nearly = sum(light_of(pages[case.number]) == "nearly" for case in own if case.state not in FINISHED_STATES)
    mail = weekly_mail_of(people.anna)

    assert cards == pages
    assert late > 1
    assert nearly > 1
    assert f"Bij {late} zaken is de termijn voorbij." in mail
    assert f"Bij {nearly} zaken komt de termijn dichtbij." in mail


def test_safety_stands_first_in_my_cases(people: People) -> None:
    make_all(people)
    own = list(Case.objects.with_file().for_user(people.anna).with_last_contact())
    safety = [bool(card.step and card.step.is_safety) for card in my_page(own, people.anna).cards]

    assert any(safety)
    assert safety == sorted(safety, reverse=True)


def test_my_referrals_ask_what_the_page_asks_of_a_professional(people: People) -> None:
    cases = list(Case.objects.with_file().filter(pk__in=[case.pk for case in make_all(people).values()]))
    for row in referral_rows_of(cases, people.dirk):
        step = on_the_page(row.case, people.dirk)
        assert row.asked == (step if step and step.url else None)


def test_a_professional_reads_how_it_stands_in_every_case_and_the_list_says_what_the_page_says(people: People) -> None:
    cases = make_all(people)
    rows = {row.case.pk: row for row in referral_rows_of(list(Case.objects.with_file()), people.dirk)}
    assert set(OUTSIDE) == set(CaseState.values)
    for name, case in cases.items():
        step = on_the_page(case, people.dirk)
        assert (step is None) == (case.state in FINISHED_STATES), name
        assert rows[case.pk].words == f"{OUTSIDE[case.state_for_outside].words}.", name
        if step and step.key == "outside":
            assert rows[case.pk].words == f"{step.title}.", name


def test_a_professional_reads_nothing_of_the_preparation_and_no_term_of_it(people: People) -> None:
    """R-05: the table has rows that are a professional's; no other row ever reaches one."""
    theirs = {key for key in STEPS.names() if Role.PROFESSIONAL in STEPS[key].readers}
    for name, case in make_all(people).items():
        step = on_the_page(case, people.dirk)
        assert step is None or step.key in theirs, name
        assert step is None or step.key != "outside" or (step.due_on, step.url) == (None, ""), name
    assert not theirs & {"hear_child", "first_people", "choose_day", "invite", "decide_on_signal", "register"}


def test_only_who_is_to_do_it_gets_a_button(people: People) -> None:
    """Whoever looks on reads who it waits for; every button leads to a page that opens for its reader."""
    cases = make_all(people)
    for user in (people.anna, people.carla, people.dirk):
        client = Client()
        client.force_login(user)
        reached = set(Case.objects.for_user(user).values_list("pk", flat=True))
        for name, case in cases.items():
            step = on_the_page(case, user)
            for url in (step.url, step.other_url) if step and case.pk in reached else ():
                if url:
                    assert client.get(url).status_code == 200, (name, user, url)


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


def test_many_cases_cost_as_many_queries_as_one(people: People, django_assert_max_num_queries) -> None:
    cases = list(make_all(people).values())
    # Of which two for the sides of herstelconferenties and who sits there, who said no to an agreement, and consent.
    with django_assert_max_num_queries(15):
        found = [next_of(facts, Role.REGIONAL_MANAGER) for facts in facts_of(cases)]

    assert sum(each is not None for each in found) > 50


def test_the_table_does_not_depend_on_the_day_of_today(people: People) -> None:
    """What a case keeps stays right while the days go by: late is asked when it is read."""
    cases = list(make_all(people).values())
    for days in (0, 1, 7, 40, 400):
        with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC) + dt.timedelta(days=days), tick=False):
            found = [next_of(facts, role) for facts in facts_of(cases) for role in sorted(EVERYBODY)]
        if not days:
            first = found
        assert found == first, days


def test_late_is_the_day_after_the_term(people: People) -> None:
    case = SITUATIONS["screening"](people)
    the_list(people.carla)
    case.refresh_from_db()
    due_on = kept_step(case).due_on

    assert not Case.objects.filter(late_on(due_on), pk=case.pk).exists()
    assert Case.objects.filter(late_on(due_on + dt.timedelta(days=1)), pk=case.pk).exists()


# --- the norms of the house ---------------------------------------------------------------------------------

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


def test_what_a_case_keeps_is_the_managers_step(people: People) -> None:
    cases = make_all(people)
    the_list(people.carla)
    for name, case in cases.items():
        kept = Case.objects.get(pk=case.pk)
        (facts,) = facts_of([kept])
        assert kept_step(kept) == next_of(facts, Role.REGIONAL_MANAGER), name
        assert isinstance(kept_step(kept), Next) == (kept.state not in FINISHED_STATES), name
