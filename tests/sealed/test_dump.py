"""What somebody reads who gets hold of a dump: no word that was written about a family."""

import io

import pytest
from django.db import connection

from cases.codes import CaseState
from cases.models import Case
from cases.search import search_cases, update_search
from ekc.sealed.rekeying import tables_with_sealed_text
from tests.factories import make_case, make_research
from tests.retention.whole import plant
from tests.sealed.readable import READABLE
from tests.world import make_world

MARK = "Kanariewoord"


def everything_that_lies_there():
    """Every row of every table, as `pg_dump` writes it."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            out = io.StringIO()
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', out)
            found[table] = out.getvalue()
    return found


@pytest.mark.django_db
def test_no_planted_word_of_a_sealed_column_is_readable_in_a_dump():
    world = make_world(state=CaseState.CLOSED)
    make_research()
    planted, _refused = plant(world.own.case, MARK, by=world.lena)

    readable = {table for table, rows in everything_that_lies_there().items() if MARK.lower() in rows.lower()}

    known = {name.partition(".")[0] for name in READABLE}
    assert planted > 150
    assert {table.removesuffix("event") for table in readable} <= known
    sealed = sum(_holds(model, field) for model, fields in tables_with_sealed_text() for field in fields)
    assert sealed > 120


def _holds(model, field):
    """Whether a planted word lies sealed in this column, and is read from it."""
    texts = [str(text) for text in model._base_manager.values_list(field.name, flat=True)]
    if not any(MARK in text for text in texts):
        return False
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{field.column}"::text FROM "{model._meta.db_table}"')
        assert not any(MARK in str(text) for (text,) in cursor.fetchall()), field
    return True


@pytest.mark.django_db
def test_what_a_case_is_found_by_lies_in_tokens():
    case = make_case()
    case.main_persons.create(kind="minderjarig", name="Zonnebloempje", place="Klaverveld")
    update_search(case)
    rows = everything_that_lies_there()
    assert not any("onnebloem" in text.lower() for text in rows.values())
    # Where somebody lives is counted, and lies with the person alone.
    with_place = {table for table, text in rows.items() if "klaverveld" in text.lower()}
    assert with_place == {"cases_mainperson", "cases_mainpersonevent"}
    assert list(search_cases(Case.objects.all(), "zonnebl")) == [case]
    assert list(search_cases(Case.objects.all(), "klaver zonnebloempje")) == [case]
    assert not search_cases(Case.objects.all(), "onnebloem").exists()
