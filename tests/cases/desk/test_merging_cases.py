"""A family that was applied for twice: one case goes on, with what was said in both, and the figures count one."""

import datetime as dt

import pytest
from django.urls import reverse

from cases.casepage.reads.referrer_news import news_of
from cases.circle.acts.merging import merge_people, undo_merged_people
from cases.codes import CaseState, RepeatReason, SafetyTrigger
from cases.desk.acts.earlier import link_earlier
from cases.desk.acts.merging import merge_cases
from cases.desk.reads.programme_places import received
from cases.merges import OF_A_CASE
from cases.models import Case, CirclePerson, Contact, MainPerson
from cases.models.case import KEPT_OF_THE_STEP
from cases.preparation.acts.reopening import reopen_case
from cases.search import search_cases, update_search
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.merging.hangings import How, hangings_of
from ekc.merging.models import Merge
from ekc.merging.preview import what_comes_together
from ekc.refusal import Refusal
from reports.acts.objections import record_objection
from reports.codes import ObjectionWay, Objector
from reports.models import ResearchProject, ResearchProvision
from tests.factories import (
    make_attendance,
    make_case,
    make_circle_person,
    make_conference,
    make_contact,
    make_invitation,
    make_main_person,
    make_plan,
    make_programme,
    make_question,
    make_signal,
    make_user,
)
from tests.rows import make_row

pytestmark = pytest.mark.django_db
RECKONED = {"search", "missed_on", "taken_up_on", "state_since", "manager_id", *KEPT_OF_THE_STEP}


@pytest.fixture
def pair(carla) -> tuple[Case, Case]:
    """The same child, applied for twice; both are at the desk."""
    return tuple(make_case(state=CaseState.SCREENING, manager=carla) for _each in range(2))


def everything() -> dict[str, list[tuple[object, ...]]]:
    models = {MainPerson, CirclePerson, *(each.model for each in hangings_of(Case) if each.how == How.MOVES)}
    found = {
        model._meta.label: sorted(model._base_manager.values_list(), key=str) for model in models if model is not Case
    }
    columns = [field.attname for field in Case._meta.concrete_fields if field.attname not in RECKONED]
    return {**found, "cases": sorted(Case.objects.values_list(*columns), key=str)}


SAID: dict[str, dict[str, object]] = {
    "Preference": {"kind": "anders", "wish": "Iemand uit de buurt."},
    "WorkEntry": {"minutes": 30},
    "ChecklistItem": {"skipped_reason": "Is al gebeurd."},
}
"""What the rules of a table ask besides its columns."""


def test_everything_that_moves_comes_along_and_nothing_is_left(pair, carla) -> None:
    keep, double = pair
    around = {type(carla): carla, Case: double}
    moving = [each for each in OF_A_CASE if each.how == How.MOVES and each.model is not Case]
    said = {**SAID, "PrivacyRequest": {"main_person": double.main_persons.first()}}
    for each in moving:
        if each.model.__name__ not in ("ContactBan", "IntendedPlan"):
            make_row(each.model, around, **{each.field: double}, **said.get(each.model.__name__, {}))
    before = {each.name: each.rows_of(double).count() + each.rows_of(keep).count() for each in moving}

    merge_cases(keep, double, by=carla)

    assert {each.name: each.rows_of(double).count() for each in moving if each.rows_of(double).exists()} == {}
    after = {each.name: each.rows_of(keep).count() for each in moving}
    # A child that stands in both is one child.
    assert {name for name in before if before[name] != after[name]} <= {"cases.MainPerson.case"}


def test_a_child_that_stands_in_both_is_one_child_with_what_is_known_of_both(pair, carla) -> None:
    keep, double = pair
    MainPerson.objects.all().delete()
    sam = make_main_person(keep, name="Sam de Vries", phone="")
    make_main_person(double, name="sam de vries", birth_date=None, phone="06 12345678", secret_address=True)
    make_main_person(double, name="Noor de Vries")

    merge_cases(keep, double, by=carla)

    sam.refresh_from_db()
    assert (sam.phone, sam.secret_address) == ("06 12345678", True)
    assert {each.name for each in keep.main_persons.all()} == {"Sam de Vries", "Noor de Vries"}


def test_a_worry_about_safety_of_either_holds(pair, carla) -> None:
    keep, double = pair
    first, second = SafetyTrigger.values[:2]
    Case.objects.filter(pk=keep.pk).update(safety_triggers=[first])
    Case.objects.filter(pk=double.pk).update(safety_triggers=[second], is_urgent=True)
    make_signal(double, by=carla)

    kept = merge_cases(keep, double, by=carla)

    assert (kept.safety_triggers, kept.is_urgent) == ([first, second], True)
    assert kept.safety_signals.count() == 1


@pytest.mark.parametrize("turned", [False, True])
def test_rows_for_research_were_given_from_the_first_to_the_last_day_of_either(pair, carla, turned) -> None:
    keep, double = reversed(pair) if turned else pair
    project = ResearchProject.objects.create(slug="onderzoek", name="Onderzoek", ground="AVG 89", ends_on=local_today())
    days = [local_today() - dt.timedelta(days=each) for each in (40, 30, 20, 10)]
    for case, first, last in ((pair[0], days[0], days[3]), (pair[1], days[1], days[2])):
        ResearchProvision.objects.create(case=case, project=project, first_on=first, last_on=last)

    merge_cases(keep, double, by=carla)

    given = ResearchProvision.objects.get()
    assert (given.case, given.first_on, given.last_on) == (keep, days[0], days[3])


@pytest.mark.parametrize("turned", [False, True])
def test_an_objection_of_either_holds_from_the_day_it_was_first_made(pair, carla, turned) -> None:
    keep, double = reversed(pair) if turned else pair
    days = [local_today() - dt.timedelta(days=each) for each in (20, 10)]
    for case, on in zip(pair, days, strict=True):
        record_objection(case, by=carla, objector=Objector.values[0], way=ObjectionWay.values[0], received_on=on)

    merge_cases(keep, double, by=carla)

    keep.refresh_from_db()
    assert (keep.research_objection, keep.research_objections.get().received_on) == (True, days[0])


def test_both_numbers_find_the_case_that_goes_on(client, pair, carla) -> None:
    keep, double = pair
    for case in pair:
        update_search(case)

    merge_cases(keep, double, by=carla)

    for case in pair:
        assert keep in search_cases(Case.objects.all(), case.number)
    client.force_login(carla)
    assert keep.get_absolute_url() in client.get(double.get_absolute_url()).content.decode()
    page = client.get(keep.get_absolute_url()).content.decode()
    assert f'Ook aangemeld als <a href="{double.get_absolute_url()}"' in page
    history = client.get(reverse("cases:history", args=[keep.number])).content.decode()
    assert f"Dubbele aanmelding {double.number} samengevoegd" in history


def test_the_figures_count_one(carla) -> None:
    programme = make_programme()
    keep, double = (make_case(state=CaseState.SCREENING, programme=programme, manager=carla) for _each in range(2))
    assert Case.objects.filter(received()).count() == 2

    merge_cases(keep, double, by=carla)

    assert Case.objects.filter(received()).get() == keep
    move = double.moves.get(action="withdraw")
    assert (move.reason_code, move.reason) == ("", "")


def test_reopening_the_double_makes_two_of_them_again(pair, carla) -> None:
    keep, double = pair
    make_circle_person(double, name="Oma")
    make_question(double)
    MainPerson.objects.update(name="Sam", birth_date=None)
    before = everything()
    merge_cases(keep, double, by=carla)
    assert everything() != before

    reopen_case(double, by=carla, reason="Het zijn neven.")

    assert everything() == before
    assert Merge.objects.get().undone_reason == "Het zijn neven."
    double.refresh_from_db()
    assert (double.state, double.merged_into) == (CaseState.SCREENING, None)


def test_who_applied_for_the_double_hears_nothing_of_the_other(pair, carla) -> None:
    keep, double = pair

    merge_cases(keep, double, by=carla)

    double.refresh_from_db()
    news = news_of(double)
    assert str(news.title) == "De aanmelding loopt"
    assert keep.number not in f"{news.title} {news.text} {double.decision_note}"


def test_the_professional_who_applied_for_the_double_sees_it_as_it_was(client, carla) -> None:
    dirk = make_user(Role.PROFESSIONAL)
    keep, double = (make_case(state=CaseState.SCREENING, manager=carla) for _each in range(2))
    double.referrer.user = dirk
    double.referrer.save()

    merge_cases(keep, double, by=carla)

    client.force_login(dirk)
    pages = [double.get_absolute_url(), reverse("cases:history", args=[double.number]), reverse("cases:my_referrals")]
    for page in pages:
        text = client.get(page).content.decode()
        assert "ngetrokken" not in text
        assert "ubbel" not in text
        assert keep.number not in text


def test_what_a_coordinator_works_on_is_no_double(pair, carla, anna) -> None:
    keep, _double = pair
    working = make_case(state=CaseState.ACTIVATION, with_coordinator=anna, manager=carla)

    with pytest.raises(Refusal):
        merge_cases(keep, working, by=carla)

    merge_cases(working, keep, by=carla)
    keep.refresh_from_db()
    assert keep.merged_into == working


def test_an_aanmelding_after_the_conference_is_a_repeat_and_no_double(pair, carla) -> None:
    past = make_case(state=CaseState.CLOSED)

    with pytest.raises(Refusal, match="herhalingsverzoek"):
        merge_cases(past, pair[0], by=carla)


def test_who_was_merged_across_the_two_cases_is_taken_apart_first(pair, carla, anna) -> None:
    keep, double = pair
    oma, other = make_circle_person(keep, name="Oma"), make_circle_person(double, name="Oma Toos")
    merge_cases(keep, double, by=carla)
    keep.refresh_from_db()
    Case.objects.filter(pk=keep.pk).update(state=CaseState.ACTIVATION)
    other.refresh_from_db()
    merge_people(CirclePerson.objects.get(pk=oma.pk), other, by=anna)

    with pytest.raises(Refusal, match="laatste"):
        reopen_case(double, by=carla, reason="Neven.")

    undo_merged_people(Merge.objects.latest("pk"), by=anna, reason="Toch twee.")
    reopen_case(double, by=carla, reason="Neven.")
    other.refresh_from_db()
    assert (other.case, other.merged_into) == (double, None)


WRITTEN_SINCE = {
    "invitation": lambda keep, oma: make_invitation(make_conference(keep), oma),
    "attendance": lambda keep, oma: make_attendance(make_conference(keep, state="gehouden"), person=oma),
    "agreement": lambda keep, oma: make_plan(keep).versions.get().agreements.get().people.add(oma),
}


@pytest.mark.parametrize("what", WRITTEN_SINCE)
def test_nobody_of_the_double_stays_in_the_file_of_another_family(pair, carla, what) -> None:
    keep, double = pair
    oma = make_circle_person(double, name="Oma Toos")
    merge_cases(keep, double, by=carla)
    oma.refresh_from_db()
    WRITTEN_SINCE[what](keep, oma)

    with pytest.raises(Refusal, match="Oma Toos"):
        reopen_case(double, by=carla, reason="Het zijn neven.")

    double.refresh_from_db()
    oma.refresh_from_db()
    assert (double.state, oma.case) == (CaseState.WITHDRAWN, keep)


def test_what_goes_back_names_nobody_of_the_case_that_stays(pair, carla, anna) -> None:
    keep, double = pair
    opa, contact = make_circle_person(keep, name="Opa Jan"), make_contact(double, by=carla)
    merge_cases(keep, double, by=carla)
    Contact.objects.filter(pk=contact.pk).update(person=opa)

    with pytest.raises(Refusal, match="Opa Jan"):
        reopen_case(double, by=carla, reason="Het zijn neven.")

    Contact.objects.filter(pk=contact.pk).update(person=None)
    reopen_case(double, by=carla, reason="Het zijn neven.")
    assert double.contacts.get() == contact


def test_two_doubles_lead_to_one_and_a_double_is_merged_once(pair, carla) -> None:
    keep, double = pair
    third = make_case(state=CaseState.SCREENING, manager=carla)
    merge_cases(double, third, by=carla)
    merge_cases(keep, double, by=carla)

    third.refresh_from_db()
    assert third.merged_into == keep
    with pytest.raises(Refusal, match="al samengevoegd"):
        merge_cases(keep, third, by=carla)


def test_what_was_an_earlier_case_of_the_double_is_one_of_the_case_that_stays(pair, carla) -> None:
    keep, double = pair
    past = make_case(state=CaseState.CLOSED)
    Case.objects.filter(pk=past.pk).update(received_on="2020-01-01")
    past.refresh_from_db()
    link_earlier(double, past, by=carla, repeat_reason=RepeatReason.values[0])

    merge_cases(keep, double, by=carla)

    keep.refresh_from_db()
    assert keep.previous_case == past
    assert keep.earlier_cases.get().other == past


def test_the_page_says_what_comes_along_and_what_stays(client, carla) -> None:
    keep, double = (make_case(state=CaseState.SCREENING, manager=carla) for _each in range(2))
    make_circle_person(double, name="Oma")
    update_search(keep)
    client.force_login(carla)
    listed = client.get(reverse("cases:earlier", args=[double.number]), {"zoek": keep.number}).content.decode()
    url = reverse("cases:merge_case", args=[double.number, keep.pk])
    assert url in listed

    page = client.get(url).content.decode()
    assert "Mensen in de kring: 1" in page
    answers = {each.key: "blijft" for each in what_comes_together(keep, double).questions}
    answer = client.post(url, answers)

    assert answer["Location"] == keep.get_absolute_url()
    assert keep.circle.get().name == "Oma"
