"""What the figures lack, to be solved before the year closes: by coordinator, per case, and nobody else's."""

import io

import openpyxl
import pytest

from cases.codes import CaseState
from cases.preparation.reads.gaps import gaps_of
from ekc.dates import local_today
from tests.factories import make_case, make_programme, make_region, make_user

pytestmark = pytest.mark.django_db
PAGE = "/cijfers/ontbreekt/"


@pytest.fixture
def manager():
    return make_user("regiomanager", region=make_region())


def finished(manager, **fields):
    case = make_case(
        state="afgesloten",
        outcome="activering",
        not_held_reason="anders",
        region=manager.regions.get(),
        closed_on=local_today(),
        **fields,
    )
    case.main_persons.all().delete()
    return case


def listed(client):
    content = client.get("/cijfers/ontbreekt.xlsx").content
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_page_and_file_say_what_the_case_page_says(client, manager):
    case = finished(manager)
    person = case.main_persons.create(kind="minderjarig", name="Sem", gender="onbekend")
    client.force_login(manager)

    page = client.get(PAGE).content.decode()
    rows = listed(client)

    said = [str(each) for each in gaps_of(case)]
    assert len(said) == 5
    assert str(person) in said[1]
    for each in said:
        assert each[1:] in page
    assert rows[0] == ("Coördinator", "Zaak", "Aangemeld", "Wat er mist")
    assert [row[3].lower() for row in rows[1:]] == [each.lower() for each in said]
    assert {row[:2] for row in rows[1:]} == {("Geen coördinator", case.number)}


def test_a_case_that_is_complete_or_not_counted_or_of_another_year_is_not_listed(client, manager):
    year = local_today().year
    finished(manager, programme=make_programme())
    make_case(state=CaseState.ACTIVATION, region=manager.regions.get())
    old = finished(manager, received_on=local_today().replace(year=year - 1, day=1))
    client.force_login(manager)

    assert len(listed(client)) == 1
    assert "Er mist niets" in client.get(PAGE).content.decode()
    assert old.number in client.get(f"{PAGE}?jaar={year - 1}").content.decode()


def test_a_case_of_another_region_or_coordinator_is_not_listed(client, manager):
    case = finished(manager)
    for stranger in (make_user("regiomanager", region=make_region("limburg")), make_user("coordinator")):
        client.force_login(stranger)
        assert case.number not in client.get(PAGE).content.decode()


def test_more_cases_ask_no_more_of_meetings_calls_and_people(client, manager, django_assert_max_num_queries):
    for _each in range(4):
        finished(manager)
    client.force_login(manager)
    client.get(PAGE)

    with django_assert_max_num_queries(30):
        client.get(PAGE)
