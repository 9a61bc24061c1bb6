"""The regional manager's desk: what stands on it, how it is found, and what it costs."""

import datetime as dt
import re
from html import unescape
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Func, TextField, Value
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState, ReferrerType, RequestRefusal, Variant
from cases.coordinators.acts.requests import decline_request
from cases.desk.reads.worklist import PAGE_SIZE, TABS
from cases.models import Case
from cases.search import search_cases, update_search
from ekc.accounts.codes import Role
from ekc.audit.models import ReadLine
from ekc.dates import local_today
from tests.factories import (
    make_case,
    make_coordinator,
    make_main_person,
    make_region,
    make_request,
    make_signal,
    make_user,
)

pytestmark = pytest.mark.django_db
PAGE = reverse("cases:worklist")
MOST_QUERIES = 13


def numbers(response) -> list[str]:
    return [row.number for row in response.context["rows"]]


# --- what it shows --------------------------------------------------------------------------------------


def test_every_state_is_under_one_tab_and_under_everything():
    own = [state for tab in TABS if tab.key not in ("alles", "signalen") for state in tab.states]

    assert sorted(own) == sorted(CaseState.values)
    assert TABS[-1].states == frozenset(CaseState.values)


def test_every_tab_has_a_title_of_its_own(desk):
    titles = [re.search(r"<title>(.*?)</title>", desk.get(PAGE, {"tab": tab.key}).content.decode())[1] for tab in TABS]

    assert all(str(tab.label) in unescape(title) for tab, title in zip(TABS, titles, strict=True))
    assert len(set(titles)) == len(TABS)


def test_manager_sees_the_own_region_alone(desk):
    own = make_case()
    make_case(region=make_region("limburg"))

    assert numbers(desk.get(PAGE, {"tab": "alles"})) == [own.number]


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.REGIONAL_MANAGER, Role.NATIONAL)])
def test_nobody_else_has_a_worklist(client, role):
    client.force_login(make_user(role))

    assert client.get(PAGE).status_code == 404


def test_row_says_who_does_what_and_when(desk):
    coordinator = make_user(Role.COORDINATOR, full_name="Anna")
    case = make_case(
        state=CaseState.ASSIGNED,
        with_coordinator=coordinator,
        needs_frame=True,
        referred_by=make_user(Role.PROFESSIONAL),
        is_urgent=True,
        main_persons=["Sem", "Noor"],
    )
    case.contracts.update(started_on=local_today())
    (row,) = desk.get(PAGE, {"tab": "voorbereiding"}).context["rows"]

    assert (row.names, row.who, row.days) == ("Sem en Noor", "Anna", "60 dagen")
    assert row.term in ("nearly", "in_time")
    assert (row.is_urgent, row.needs_frame) == (True, True)


def test_row_says_whose_answer_it_waits_for_and_since_when(desk, carla):
    case = make_case(state=CaseState.SCREENING)
    anna = make_coordinator(user=make_user(Role.COORDINATOR, full_name="Anna de Boer"))
    offer = make_request(case, anna, by=carla, opened_at=timezone.now() - dt.timedelta(days=3))
    (row,) = desk.get(PAGE, {"tab": "wacht"}).context["rows"]
    assert (row.next, row.who) == ("Wacht op het antwoord van Anna de Boer", "gevraagd: 3 dagen geleden")

    decline_request(offer, by=anna.user, refusal=RequestRefusal.NO_TIME)
    (row,) = desk.get(PAGE).context["rows"]
    assert row.next == "Beoordeel de aanmelding"


def test_term_is_late_after_five_working_days_and_after_one_with_haste(desk):
    monday_before_last = local_today() - dt.timedelta(days=local_today().weekday() + 14)
    make_case(received_on=monday_before_last)
    (row,) = desk.get(PAGE).context["rows"]
    assert row.term == "late"
    assert "te laat" in row.term_words

    Case.objects.update(received_on=local_today())
    assert desk.get(PAGE).context["rows"][0].term != "late"


def test_a_case_about_nobody_in_particular_is_called_by_its_kind(desk):
    make_case(main_persons=(), variant=Variant.COMMUNITY)
    make_case(main_persons=["Sem"], variant=Variant.COMMUNITY)

    assert {row.names for row in desk.get(PAGE).context["rows"]} == {"Alle Hens-conferentie", "Sem"}


def test_secret_place_does_not_stand_on_the_list(desk):
    case = make_case(main_persons=())
    make_main_person(case, place="Geheimdorp", secret_address=True)

    assert "Geheimdorp" not in desk.get(PAGE).content.decode()


def test_new_cases_stand_in_order_of_haste_and_then_of_waiting(desk):
    late = make_case(received_on=local_today() - dt.timedelta(days=9))
    fresh = make_case(received_on=local_today())
    urgent = make_case(received_on=local_today(), is_urgent=True)

    assert numbers(desk.get(PAGE)) == [urgent.number, late.number, fresh.number]


def test_a_new_case_waits_for_a_coordinator_while_one_thinks_about_it(desk, carla):
    def tabs(**query):
        found = {str(tab["label"]): tab["count"] for tab in desk.get(PAGE, query).context["worklist"].tabs}
        return found["Nieuw"], found["Wacht op coördinator"]

    case, other = make_case(state=CaseState.SCREENING), make_case(state=CaseState.SCREENING)
    anna = make_coordinator()
    offer = make_request(case, anna, by=carla)
    assert (numbers(desk.get(PAGE)), numbers(desk.get(PAGE, {"tab": "wacht"}))) == ([other.number], [case.number])
    assert tabs() == (1, 1)
    assert tabs(state=CaseState.SCREENING) == (1, 1)
    assert tabs(state=CaseState.WAITING) == (0, 0)

    decline_request(offer, by=anna.user, refusal=RequestRefusal.NO_TIME)
    assert len(numbers(desk.get(PAGE))) == 2
    assert tabs() == (2, 0)


# --- tabs, filters, pages -------------------------------------------------------------------------------


def test_tabs_count_what_the_filters_leave(desk):
    make_case()
    make_case(is_urgent=True)
    make_case(state=CaseState.WAITING, is_urgent=True)
    tabs = desk.get(PAGE, {"urgent": "ja"}).context["worklist"].tabs

    assert {str(tab["label"]): tab["count"] for tab in tabs if tab["count"]} == {
        "Nieuw": 1,
        "Wacht op coördinator": 1,
        "Signalen": 1,
        "Alles": 2,
    }


@pytest.mark.parametrize("state", ["", CaseState.SCREENING, CaseState.WAITING, CaseState.CLOSED])
def test_a_search_counts_the_tabs_as_the_whole_list_does(desk, carla, state):
    """They are counted in another way."""
    for each in (CaseState.SCREENING, CaseState.SCREENING, CaseState.WAITING, CaseState.ACTIVATION):
        make_case(state=each, is_urgent=True)
    make_request(Case.objects.filter(state=CaseState.SCREENING)[0], make_coordinator(), by=carla)
    make_signal(Case.objects.get(state=CaseState.ACTIVATION), by=carla)

    def counts(**query):
        return {str(tab["label"]): tab["count"] for tab in desk.get(PAGE, query).context["worklist"].tabs}

    whole = counts(state=state)
    assert counts(state=state, urgent="ja") == whole
    assert (whole["Signalen"] > 0) == (state in ("", CaseState.SCREENING))
    assert whole["Wacht op coördinator"] == {"": 2, CaseState.SCREENING: 1, CaseState.WAITING: 1}.get(state, 0)


def test_filters_narrow_and_stay_in_the_address(desk, carla):
    carla.regions.add(make_region("limburg"))
    coordinator = make_user(Role.COORDINATOR)
    ours = make_case(state=CaseState.ACTIVATION, with_coordinator=coordinator)
    elsewhere = make_case(region=make_region("limburg"), is_urgent=True, referrer_type=ReferrerType.SCHOOL)
    waiting = make_case(state=CaseState.WAITING)
    expected = {
        "region": (make_region("limburg").pk, elsewhere),
        "state": (CaseState.WAITING, waiting),
        "referrer_type": (ReferrerType.SCHOOL, elsewhere),
        "coordinator": (coordinator.coordinator.pk, ours),
        "urgent": ("ja", elsewhere),
    }
    for name, (value, case) in expected.items():
        response = desk.get(PAGE, {name: value})
        assert numbers(response) == [case.number], name
        assert all(f"{name}={value}" in tab["url"] for tab in response.context["worklist"].tabs)


@pytest.mark.parametrize(
    "query",
    [
        {"state": "verzonnen"},
        {"region": "x"},
        {"coordinator": "999999"},
        {"tab": "x"},
        {"sort": "x"},
        {"page": "x"},
        {"page": "9999999"},
        {"text": "' & | ! :* \\ \x00"},
    ],
)
def test_an_address_that_makes_no_sense_is_no_fault(desk, query):
    make_case()

    assert desk.get(PAGE, query).status_code == 200


def test_region_of_somebody_else_is_no_choice(desk):
    make_case(region=make_region("limburg"))

    assert numbers(desk.get(PAGE, {"region": make_region("limburg").pk})) == []


def test_list_has_pages_and_keeps_the_filters_on_them(desk):
    for _number in range(PAGE_SIZE + 3):
        make_case(is_urgent=True)
    response = desk.get(PAGE, {"urgent": "ja", "page": 2})

    assert len(response.context["rows"]) == 3
    assert "urgent=ja&amp;page=1" in response.content.decode()


@pytest.mark.parametrize(("sort", "first"), [("nieuw", 1), ("oud", 9), ("", 1)])
def test_order_can_be_chosen(desk, sort, first):
    for days in (1, 9):
        make_case(received_on=local_today() - dt.timedelta(days=days))
    number = numbers(desk.get(PAGE, {"tab": "alles", "sort": sort}))[0]

    assert Case.objects.get(number=number).received_on == local_today() - dt.timedelta(days=first)


# --- what it costs --------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_at_most_thirteen_queries(desk, rows):
    for _number in range(rows):
        make_case(state=CaseState.ACTIVATION)
    query = {"tab": "voorbereiding"}
    desk.get(PAGE, query)
    with CaptureQueriesContext(connection) as captured:
        response = desk.get(PAGE, query)

    assert len(response.context["rows"]) == min(rows, PAGE_SIZE)
    assert len(captured) <= MOST_QUERIES
    inserts = [each["sql"] for each in captured if 'INSERT INTO "audit_readline"' in each["sql"]]
    assert len(inserts) == 1


def test_as_many_queries_for_thirty_rows_as_for_one(desk):
    desk.get(PAGE)
    counts = []
    for more in (1, 29):
        for _number in range(more):
            make_case(state=CaseState.ACTIVATION)
        with CaptureQueriesContext(connection) as captured:
            desk.get(PAGE, {"tab": "voorbereiding"})
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_every_row_leaves_a_line_in_the_read_log(desk, carla):
    cases = [make_case() for _number in range(3)]
    desk.get(PAGE)

    lines = ReadLine.objects.filter(user=carla)
    assert {line.case_number for line in lines} == {case.number for case in cases}
    assert lines.count() == 3


# --- search ---------------------------------------------------------------------------------------------


@pytest.fixture
def pieter(db):
    case = make_case(main_persons=["Pieter Jansen-Müller"], number="EK-2024-00012")
    case.main_persons.update(place="Oudewater")
    update_search(Case.objects.get(pk=case.pk))
    other = make_case(main_persons=["Noor"])
    update_search(other)
    return case


@pytest.mark.parametrize(
    "text",
    [
        "pieter",
        "Piet",
        "PIET jans",
        "muller",
        "müll",
        "EK-2024-00012",
        "00012",
        "oudew",
        "aanmeld piet",
        "jansen-müller",
    ],
)
def test_case_is_found_by_the_beginning_of_its_words(pieter, text):
    assert list(search_cases(Case.objects.all(), text)) == [pieter]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Łukasz al-Hassan", ["lukasz", "Łuk", "alhassan", "al-hassan", "al hassan", "hassan", "AL’HASSAN"]),
        ("Lukasz Alhassan", ["Łukasz", "al-hassan", "alhas"]),
        ("Fatma d’Angelo-Yılmaz", ["dangelo", "d'angelo", "angelo", "yilmaz", "d´angelo", "fatma yılm"]),
        ("Jørn Đorđević-Weiß", ["jorn", "dordevic", "weiss", "Jørn Weiß"]),
    ],
)
def test_a_name_is_found_from_a_plain_keyboard_and_the_other_way_round(db, name, texts):
    case = make_case(main_persons=[name])
    update_search(case)
    other = make_case(main_persons=["Noor de Wit"])
    update_search(other)

    for text in texts:
        assert list(search_cases(Case.objects.all(), text)) == [case], text


def test_the_migration_adds_what_a_case_can_be_found_by_now_and_keeps_a_secret_place_secret(db):
    migration = import_module("cases.migrations.0010_search_words")
    case = make_case(main_persons=())
    make_main_person(case, name="Łukasz al-Hassan", place="’s-Geheim", secret_address=True)
    old = Func(Value(["łukasz", "al", "hassan"], output_field=ArrayField(TextField())), function="array_to_tsvector")
    Case.objects.filter(pk=case.pk).update(search=old)
    assert not search_cases(Case.objects.all(), "lukasz").exists()

    migration.add_words(apps, None)
    # What came later makes tokens of the words.
    with connection.schema_editor(atomic=False) as editor:
        import_module("cases.migrations.0036_sealed").make_tokens(apps, editor)

    for text in ("lukasz", "alhassan", "hassan"):
        assert search_cases(Case.objects.all(), text).get() == case
    assert not search_cases(Case.objects.all(), "sgeheim").exists()


@pytest.mark.parametrize("text", ["ieter", "piet noor", "'piet' | 'noor'", "piet:* <-> jansen & x"])
def test_what_does_not_begin_a_word_finds_nothing(pieter, text):
    assert list(search_cases(Case.objects.all(), text)) == []


@pytest.mark.parametrize("text", ["", "  ", "'", "!&|()<>:*", "\\"])
def test_text_without_a_word_narrows_nothing(pieter, text):
    assert search_cases(Case.objects.all(), text).count() == 2


def test_secret_place_finds_nobody(db):
    case = make_case(main_persons=())
    make_main_person(case, place="Geheimdorp", municipality="Geheimstad", secret_address=True)
    update_search(case)

    assert not search_cases(Case.objects.all(), "geheim").exists()


def test_list_searches_in_everything_when_no_tab_is_chosen(desk, pieter):
    Case.objects.filter(pk=pieter.pk).update(state=CaseState.CLOSED, closed_on=local_today(), outcome="conferentie")

    assert numbers(desk.get(PAGE, {"text": "pieter"})) == [pieter.number]
