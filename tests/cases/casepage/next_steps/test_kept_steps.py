"""What a case keeps of its next step is what the table says: whatever was written, in whichever way."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cases import norms
from cases.casepage.acts import kept_steps
from cases.casepage.acts.kept_steps import bring_steps_up_to_date
from cases.casepage.next_step import facts_of, next_of
from cases.casepage.reads.kept_steps import kept_step
from cases.codes import CaseState
from cases.models import Case, Contact, MainPerson, StaleStep, StepReckoning
from ekc.accounts.codes import Role
from ekc.dates import local_today
from tests.factories import make_case, make_contact, make_signal

from .situations import SITUATIONS, People, make_all


def kept(case: Case) -> str:
    bring_steps_up_to_date()
    found = kept_step(Case.objects.get(pk=case.pk))
    return found.key if found else ""


def marked_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE tgname LIKE 'pgtrigger_marks_next_step%%' AND tgenabled = 'O'"
        )
        return {name for (name,) in cursor.fetchall()}


def test_every_table_that_a_step_is_decided_on_marks_its_case(people: People) -> None:
    cases = [Case.objects.get(pk=case.pk) for case in make_all(people).values()]
    with CaptureQueriesContext(connection) as captured:
        for facts in facts_of(cases):
            next_of(facts, Role.REGIONAL_MANAGER)
    read = {name for query in captured for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}

    assert len(read) > 8
    assert read <= marked_tables()


def test_every_column_of_a_case_marks_it_but_those_that_are_kept(people: People) -> None:
    """A step may read any of them."""
    case = SITUATIONS["screening"](people)
    bring_steps_up_to_date()
    Case.objects.filter(pk=case.pk).update(search=None, next_step="decide", next_due_on=None, next_from_on=None)
    assert not StaleStep.objects.exists()

    Case.objects.filter(pk=case.pk).update(is_urgent=True)

    assert list(StaleStep.objects.values_list("case_id", flat=True)) == [case.pk]


@pytest.mark.parametrize("way", ["save", "update", "bulk_create", "delete", "sql"])
def test_no_way_of_writing_goes_past_it(people: People, way: str) -> None:
    case = SITUATIONS["assigned"](people)
    contact = make_contact(case, by=people.anna) if way == "delete" else None
    before = kept(case)

    if way == "save":
        make_contact(case, by=people.anna)
    elif way == "bulk_create":
        Contact.objects.bulk_create([Contact(case=case, by=people.anna, group="ouder", method="telefoon")])
    elif way == "update":
        Case.objects.filter(pk=case.pk).update(information_visit_on=local_today())
    elif contact is not None:
        contact.delete()
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE cases_case SET state = 'voorbereiding' WHERE id = %s", [case.pk])

    expected = {"update": "family_chooses", "delete": "first_call", "sql": "first_people"}
    assert before == ("explain" if way == "delete" else "first_call")
    assert kept(case) == expected.get(way, "explain")


def test_a_row_that_moves_to_another_case_marks_both(people: People) -> None:
    case, other = (SITUATIONS["preparing"](people) for _each in range(2))
    child = MainPerson.objects.filter(case=case).get()
    MainPerson.objects.filter(pk=child.pk).update(own_wish="")
    assert (kept(case), kept(other)) == ("hear_child", "choose_day")

    MainPerson.objects.filter(pk=child.pk).update(case=other)

    assert (kept(case), kept(other)) == ("choose_day", "hear_child")


def test_what_was_rolled_back_leaves_no_mark(people: People) -> None:
    case = SITUATIONS["preparing"](people)
    bring_steps_up_to_date()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_signal(case, by=people.anna)
        raise ZeroDivisionError

    assert not StaleStep.objects.exists()
    assert kept(case) == "choose_day"


def test_nothing_is_reckoned_when_nothing_was_written(people: People) -> None:
    SITUATIONS["screening"](people)
    bring_steps_up_to_date()

    assert bring_steps_up_to_date() == 0


def test_more_marks_than_one_batch_are_all_reckoned(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_steps, "BATCH", 3)
    cases = [make_case(state=CaseState.SCREENING) for _number in range(8)]

    bring_steps_up_to_date()

    assert Case.objects.filter(pk__in=[case.pk for case in cases], next_step="decide").count() == 8
    assert not StaleStep.objects.exists()


def test_a_mark_of_a_case_that_is_gone_is_taken_away(people: People) -> None:
    StaleStep.objects.create(case_id=987654321)

    bring_steps_up_to_date()

    assert not StaleStep.objects.exists()


def test_other_norms_mark_every_case_under_way_once(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    case, closed = SITUATIONS["screening"](people), SITUATIONS["closed"](people)
    bring_steps_up_to_date()
    before = Case.objects.get(pk=case.pk).next_due_on

    monkeypatch.setattr(norms, "DECISION_WORKING_DAYS", norms.DECISION_WORKING_DAYS + 1)

    assert bring_steps_up_to_date() == 1
    assert Case.objects.get(pk=case.pk).next_due_on > before
    assert Case.objects.get(pk=closed.pk).next_step == ""
    assert bring_steps_up_to_date() == 0
    assert StepReckoning.objects.get().fingerprint == norms.fingerprint()
