"""Reckoning what cases keep, while others are at work on them: nobody waits, and no change is lost."""

import threading

import pytest
from django.db import connections, transaction

from cases.casepage.acts.kept_steps import bring_steps_up_to_date
from cases.codes import CaseState
from cases.desk.acts.triage import start_screening
from cases.models import Case, StaleStep
from ekc.accounts.codes import Role
from tests.at_once import at_once
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def kept(case: Case) -> str:
    return Case.objects.get(pk=case.pk).next_step


def test_who_is_busy_with_a_case_holds_up_nobody_and_its_mark_stays() -> None:
    busy, other = make_case(), make_case()
    holds, done = threading.Event(), threading.Event()

    def act() -> None:
        try:
            with transaction.atomic():
                Case.objects.select_for_update().get(pk=busy.pk)
                holds.set()
                assert done.wait(20)
        finally:
            connections.close_all()

    somebody = threading.Thread(target=act)
    somebody.start()
    try:
        assert holds.wait(20)
        bring_steps_up_to_date()
        assert (kept(busy), kept(other)) == ("", "call_referrer")
        assert set(StaleStep.objects.values_list("case_id", flat=True)) == {busy.pk}
    finally:
        done.set()
        somebody.join()

    bring_steps_up_to_date()
    assert kept(busy) == "call_referrer"


def test_of_many_who_look_while_others_decide_nobody_leaves_an_old_answer_behind() -> None:
    manager = make_user(Role.REGIONAL_MANAGER)
    cases = [make_case(state=CaseState.REFERRED) for _number in range(4)]

    at_once([*(lambda case=case: start_screening(case, by=manager) for case in cases), *[bring_steps_up_to_date] * 4])

    bring_steps_up_to_date()
    assert {kept(case) for case in cases} == {"decide"}
    assert not StaleStep.objects.exists()
