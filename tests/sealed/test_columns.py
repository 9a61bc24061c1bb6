"""A sealed column is read and written as any other; the database sees only whether there is text."""

import json

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from cases.models import Case, CirclePerson, Contact
from ekc.merging.models import Merge
from ekc.sealed.keys import KeyAway, seal, token, unseal
from tests.factories import make_case, make_circle_person, make_user
from tests.rows import make_row

WORD = "Ömer slaapt slecht 🌙"
pytestmark = pytest.mark.django_db


def lies(row, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column}::text FROM {row._meta.db_table} WHERE id = %s", [row.pk])
        return cursor.fetchone()[0]


def test_text_lies_sealed_and_is_read_as_it_was_written():
    case = make_case(situation=WORD)

    assert lies(case, "situation").startswith("s1.")
    assert "mer" not in lies(case, "situation")
    read = Case.objects.get(pk=case.pk)
    assert read.situation == WORD
    assert Case.objects.filter(pk=case.pk).values_list("situation", flat=True).get() == WORD


@pytest.mark.parametrize("text", ["", " ", "\n\t", "-"])
def test_what_holds_no_word_stays_as_it_is(text):
    assert lies(make_case(situation=text), "situation") == text


def test_the_same_text_lies_differently_each_time():
    first, second = make_case(situation=WORD), make_case(situation=WORD)
    assert lies(first, "situation") != lies(second, "situation")


def test_saving_what_is_the_same_keeps_its_bytes_and_leaves_no_history():
    case = make_case(situation=WORD)
    before, events = lies(case, "situation"), Case.pgh_event_model.objects.filter(pgh_obj=case).count()

    read = Case.objects.get(pk=case.pk)
    read.situation = f"{WORD}"
    read.save()

    assert lies(case, "situation") == before
    assert Case.pgh_event_model.objects.filter(pgh_obj=case).count() == events


def test_another_text_gets_other_bytes_and_a_line_of_history_that_opens():
    case = make_case(situation=WORD)
    before = lies(case, "situation")
    read = Case.objects.get(pk=case.pk)
    read.situation = "Nu beter."
    read.save()

    assert lies(case, "situation") != before
    texts = Case.pgh_event_model.objects.filter(pgh_obj=case).order_by("pgh_id").values_list("situation", flat=True)
    assert list(texts) == [WORD, "Nu beter."]


def test_text_that_goes_to_another_column_is_sealed_for_that_one():
    case = make_case(situation=WORD)
    read = Case.objects.get(pk=case.pk)
    read.other_professionals = read.situation
    read.save()
    assert Case.objects.get(pk=case.pk).other_professionals == WORD


def test_text_moved_by_hand_to_another_column_does_not_open():
    case = make_case(situation=WORD)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET other_professionals = situation WHERE id = %s", [case.pk])
    with pytest.raises(KeyAway, match="cases_case.other_professionals does not open"):
        Case.objects.get(pk=case.pk)


def test_text_of_before_is_read_as_it_is():
    case = make_case()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET situation = 'Van vroeger' WHERE id = %s", [case.pk])
    assert Case.objects.get(pk=case.pk).situation == "Van vroeger"


def test_the_database_tells_empty_from_written_and_nothing_more():
    full, empty = make_case(situation=WORD), make_case(situation="")

    assert list(Case.objects.exclude(situation="")) == [full]
    assert list(Case.objects.filter(situation="")) == [empty]
    assert list(Case.objects.filter(situation__in=["", "-"])) == [empty]
    for lookup in ("situation", "situation__icontains", "situation__startswith", "situation__in"):
        with pytest.raises(FieldError, match="sealed"):
            list(Case.objects.filter(**{lookup: WORD}))


def test_written_many_at_once_and_by_update_lies_sealed_too():
    case = make_case()
    people = CirclePerson.objects.bulk_create(
        [CirclePerson(case=case, name=name, relation=WORD) for name in ("Ans", "Bea")]
    )
    assert all(lies(person, "relation").startswith("s1.") for person in people)
    people[0].relation = "tante"
    CirclePerson.objects.bulk_update(people, ["relation"])
    Contact.objects.filter(case=case).update(note=WORD)
    person = make_circle_person(case)
    CirclePerson.objects.filter(pk=person.pk).update(relation="oom")

    assert lies(people[0], "relation").startswith("s1.")
    assert lies(person, "relation").startswith("s1.")
    assert CirclePerson.objects.get(pk=people[0].pk).relation == "tante"


def test_json_lies_sealed_and_what_is_empty_as_it_is():
    merge = make_row(Merge, {}, by=make_user("regiomanager"), kept_id=1, double_id=2, changes=[{"after": WORD}])

    assert json.loads(lies(merge, "changes")).startswith("s1.")
    assert Merge.objects.get(pk=merge.pk).changes == [{"after": WORD}]
    Merge.objects.update(changes=[])
    assert lies(merge, "changes") == "[]"


def test_sealed_for_one_column_opens_for_that_one_only():
    sealed = seal(WORD, b"a.b")
    assert unseal(sealed, b"a.b") == WORD
    with pytest.raises(KeyAway):
        unseal(sealed, b"a.c")
    with pytest.raises(KeyAway):
        unseal(sealed[:-6] + "AAAA==", b"a.b")


def test_token_is_the_same_for_the_same_word_and_purpose():
    assert token("jansen", "a") == token("jansen", "a") != token("jansen", "b")
