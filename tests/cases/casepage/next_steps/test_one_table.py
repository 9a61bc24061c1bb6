"""Worklist, case page, Mijn zaken, Mijn aanmeldingen and weekly mail say the same of a case, in every situation."""

import datetime as dt
from collections.abc import Mapping

import pytest
import time_machine
from django.test import Client

from cases.casepage.next_step import EVERYBODY, STEPS, Next, NextStep, facts_of, next_of
from cases.casepage.outside_steps import OUTSIDE
from cases.casepage.reads.kept_steps import kept_step, late_on, signal_steps
from cases.codes import FINISHED_STATES, CaseState
from cases.coordinators.reads.my_cases import my_page
from cases.coordinators.reads.weekly_mail import weekly_mail_of
from cases.models import Case
from cases.referral.reads.my_referrals import rows_of as referral_rows_of
from ekc.accounts.codes import Role
from ekc.dates import local_today
from tests.factories import make_user

from .everything import Everything, days_left, light_of, on_their_pages, term_in_days, the_list

OF_THE_COORDINATOR_ALONE = {"finish_work", "settle_proposal"}
"""The office goes on with what it registers itself."""
OF_THE_MANAGER_ALONE = {
    *("answer_of_coordinator", "assign_frame", "experience_call", "wait_for_account", "new_coordinator"),
    *("find_successor", "find_cover", "consent_talk"),
}
"""Steps that are nobody else's: the coordinator goes on with what the table says next."""


def test_every_state_has_a_situation_and_every_step_too(everything: Everything) -> None:
    people = everything.people
    told = [everything.steps(user) for user in (people.anna, people.carla, people.dirk)]
    told.append(on_their_pages(everything.cases, make_user(Role.NATIONAL)))
    met = {step.key for steps in told for step in steps.values() if step}

    assert {case.state for case in everything.cases.values()} == set(CaseState.values)
    assert met == set(STEPS.names())


def test_every_state_that_is_not_the_end_has_a_next_step(everything: Everything) -> None:
    steps = everything.steps(everything.people.carla)
    for name, case in everything.cases.items():
        assert (steps[name] is None) == (case.state in FINISHED_STATES), name


def differences(everything: Everything, steps: Mapping[str, NextStep | None]) -> dict[str, object]:
    """The situations of which the list says something else to the manager than the page, whose steps these are."""
    rows = the_list(everything.people.carla)
    differ = {}
    for name, case in everything.cases.items():
        step, row = steps[name], rows[case.number]
        page = (str(step.title), str(step.who)) if step else ("", "")
        listed = (row.next, row.who)
        if step and step.key == "answer_of_coordinator":
            # The list says since when; whose answer it is stands in both.
            page, listed = page[:1], listed[:1]
        page_term, list_term = (light_of(step), term_in_days(step)), (row.term, days_left(row))
        if (page, page_term) != (listed, list_term):
            differ[name] = (page, page_term, listed, list_term)
    return differ


def test_the_list_and_the_page_say_what_by_whom_and_before_when(everything: Everything) -> None:
    assert differences(everything, everything.steps(everything.people.carla)) == {}


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
def test_around_midnight_and_where_the_clock_changes_they_say_the_same(everything: Everything, moment: str) -> None:
    cases = everything.cases
    with time_machine.travel(dt.datetime.fromisoformat(f"{moment}+00:00"), tick=False):
        steps = on_their_pages(cases, everything.people.carla)
        assert differences(everything, steps) == {}
        late = {name for name, step in steps.items() if light_of(step) == "late"}
        due = Case.objects.filter(late_on(local_today()), pk__in=[case.pk for case in cases.values()])
        assert {cases[name].pk for name in late} == set(due.values_list("pk", flat=True))


def test_the_signals_are_what_the_page_shows_as_late_or_as_a_worry_about_safety(everything: Everything) -> None:
    cases, carla = everything.cases, everything.people.carla
    signals = the_list(carla, "signalen")
    expected = set()
    for name, step in everything.steps(carla).items():
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


def test_safety_stands_first_among_the_signals(everything: Everything) -> None:
    rows = list(the_list(everything.people.carla, "signalen").values())

    assert [row.has_signal for row in rows] == sorted((row.has_signal for row in rows), reverse=True)


def test_coordinator_and_manager_have_the_same_step_of_the_same_case(everything: Everything) -> None:
    of_manager, of_coordinator = (everything.steps(user) for user in (everything.people.carla, everything.people.anna))
    for name in everything.cases:
        manager, coordinator = of_manager[name], of_coordinator[name]
        if manager and manager.key in OF_THE_MANAGER_ALONE:
            continue
        if coordinator and coordinator.key in OF_THE_COORDINATOR_ALONE:
            continue
        told = [(s.key, str(s.title), str(s.who), s.due_on, s.term) if s else None for s in (manager, coordinator)]
        assert told[0] == told[1], name


def test_my_cases_and_the_weekly_mail_say_what_the_page_says(everything: Everything) -> None:
    anna = everything.people.anna
    own = list(Case.objects.with_file().for_user(anna).with_last_contact())
    cards = {card.case.number: card.step for card in my_page(own, anna).cards}
    pages = on_their_pages({case.number: case for case in own}, anna)
    late = sum(light_of(pages[case.number]) == "late" for case in own if case.state not in FINISHED_STATES)
    nearly = sum(light_of(pages[case.number]) == "nearly" for case in own if case.state not in FINISHED_STATES)
    mail = weekly_mail_of(anna)

    assert cards == pages
    assert late > 1
    assert nearly > 1
    assert f"Bij {late} zaken is de termijn voorbij." in mail
    assert f"Bij {nearly} zaken komt de termijn dichtbij." in mail


def test_safety_stands_first_in_my_cases(everything: Everything) -> None:
    anna = everything.people.anna
    own = list(Case.objects.with_file().for_user(anna).with_last_contact())
    safety = [bool(card.step and card.step.is_safety) for card in my_page(own, anna).cards]

    assert any(safety)
    assert safety == sorted(safety, reverse=True)


def test_my_referrals_ask_what_the_page_asks_of_a_professional(everything: Everything) -> None:
    dirk = everything.people.dirk
    names = {case.pk: name for name, case in everything.cases.items()}
    for row in referral_rows_of(list(Case.objects.with_file().filter(pk__in=names)), dirk):
        step = everything.steps(dirk)[names[row.case.pk]]
        assert row.asked == (step if step and step.url else None)


def test_a_professional_reads_how_it_stands_in_every_case_and_the_list_says_what_the_page_says(
    everything: Everything,
) -> None:
    dirk = everything.people.dirk
    rows = {row.case.pk: row for row in referral_rows_of(list(Case.objects.with_file()), dirk)}
    assert set(OUTSIDE) == set(CaseState.values)
    for name, case in everything.cases.items():
        step = everything.steps(dirk)[name]
        assert (step is None) == (case.state in FINISHED_STATES), name
        assert rows[case.pk].words == f"{OUTSIDE[case.state_for_outside].words}.", name
        if step and step.key == "outside":
            assert rows[case.pk].words == f"{step.title}.", name


def test_a_professional_reads_nothing_of_the_preparation_and_no_term_of_it(everything: Everything) -> None:
    """R-05: the table has rows that are a professional's; no other row ever reaches one."""
    theirs = {key for key in STEPS.names() if Role.PROFESSIONAL in STEPS[key].readers}
    for name, step in everything.steps(everything.people.dirk).items():
        assert step is None or step.key in theirs, name
        assert step is None or step.key != "outside" or (step.due_on, step.url) == (None, ""), name
    assert not theirs & {"hear_child", "first_people", "choose_day", "invite", "decide_on_signal", "register"}


def test_only_who_is_to_do_it_gets_a_button(everything: Everything) -> None:
    """Whoever looks on reads who it waits for; every button leads to a page that opens for its reader."""
    people = everything.people
    for user in (people.anna, people.carla, people.dirk):
        client = Client()
        client.force_login(user)
        reached = set(Case.objects.for_user(user).values_list("pk", flat=True))
        for name, case in everything.cases.items():
            step = everything.steps(user)[name]
            for url in (step.url, step.other_url) if step and case.pk in reached else ():
                if url:
                    assert client.get(url).status_code == 200, (name, user, url)


def test_many_cases_cost_as_many_queries_as_one(everything: Everything, django_assert_max_num_queries) -> None:
    cases = list(everything.cases.values())
    # Of which two for the sides of herstelconferenties and who sits there, who said no to an agreement, and consent.
    with django_assert_max_num_queries(15):
        found = [next_of(facts, Role.REGIONAL_MANAGER) for facts in facts_of(cases)]

    assert sum(each is not None for each in found) > 50


def test_the_table_does_not_depend_on_the_day_of_today(everything: Everything) -> None:
    """What a case keeps stays right while the days go by: late is asked when it is read."""
    cases = list(everything.cases.values())
    for days in (0, 1, 7, 40, 400):
        with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC) + dt.timedelta(days=days), tick=False):
            found = [next_of(facts, role) for facts in facts_of(cases) for role in sorted(EVERYBODY)]
        if not days:
            first = found
        assert found == first, days


def test_what_a_case_keeps_is_the_managers_step(everything: Everything) -> None:
    the_list(everything.people.carla)
    for name, case in everything.cases.items():
        kept = Case.objects.get(pk=case.pk)
        (facts,) = facts_of([kept])
        assert kept_step(kept) == next_of(facts, Role.REGIONAL_MANAGER), name
        assert isinstance(kept_step(kept), Next) == (kept.state not in FINISHED_STATES), name
