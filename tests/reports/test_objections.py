"""Somebody of a family objects to research: every file of the family is out, and questionnaires do not open."""

import datetime as dt

import pytest

from cases.codes import RepeatReason
from cases.desk.acts.earlier import link_earlier
from cases.desk.acts.merging import merge_cases
from cases.models import Case
from cases.preparation.acts.reopening import reopen_case
from ekc.dates import local_today
from ekc.refusal import Refusal
from reports.acts.objections import record_objection, withdraw_objection
from reports.catalogue import Selection, build_report
from reports.exchange.gathering import gather
from surveys.acts.handing_out import invite_respondent
from surveys.models import HandedOut
from tests.factories import make_case, make_survey_invitation, make_user

pytestmark = pytest.mark.django_db


def object_to(case, **fields):
    said = {"objector": "gezaghebbende", "way": "papier", "received_on": local_today()}
    return record_objection(case, by=make_user("regiomanager"), **{**said, **fields})


def test_every_file_of_the_family_is_out_of_figures_and_sets(pilot_cases):
    first, second, third = Case.objects.order_by("pk")[:3]
    Case.objects.filter(pk=second.pk).update(previous_case=first)
    Case.objects.filter(pk=third.pk).update(previous_case=second)
    counted = build_report(Selection(pilot_cases)).key_figures["requests"]

    object_to(second)

    assert set(Case.objects.filter(research_objection=True)) == {first, second, third}
    assert len(gather().registrations) == 70
    assert build_report(Selection(pilot_cases)).key_figures["requests"] == counted - 3
    assert first.research_objections.get().said_in == second


def test_questionnaires_that_were_not_filled_in_are_taken_back():
    case = make_case(state="plan_verstuurd", outcome="conferentie")
    open_one, filled_in = make_survey_invitation(case), make_survey_invitation(case, is_used=True)
    HandedOut.objects.create(case=case, form=open_one.form, number=2)

    object_to(case)

    open_one.refresh_from_db()
    filled_in.refresh_from_db()
    assert open_one.withdrawn_at
    assert not filled_in.withdrawn_at
    assert HandedOut.objects.get(case=case).number == 1
    with pytest.raises(Refusal, match="bezwaar"):
        invite_respondent(case, by=make_user("coordinator"), form="volwassene", email="a@voorbeeld.example")


def test_an_objection_that_is_taken_back_counts_no_more_but_another_one_does():
    case = make_case()
    by = make_user("regiomanager")
    mine, _other = object_to(case), object_to(case, objector="kring")

    withdraw_objection(mine, by=by)
    case.refresh_from_db()
    assert case.research_objection

    withdraw_objection(case.research_objections.get(objector="kring"), by=by)
    case.refresh_from_db()
    assert not case.research_objection
    assert case.research_objections.count() == 2


def test_a_file_that_is_linked_to_the_family_later_is_out_as_well():
    by = make_user("regiomanager")
    first, later = make_case(), make_case(received_on=local_today())
    mine = object_to(first)
    open_one = make_survey_invitation(later)
    HandedOut.objects.create(case=later, form=open_one.form, number=1)

    link_earlier(later, first, by=by, repeat_reason=RepeatReason.STALLED)

    later.refresh_from_db()
    open_one.refresh_from_db()
    assert later.research_objection
    assert later.research_objections.get().said_in == first
    assert open_one.withdrawn_at
    withdraw_objection(mine, by=by)
    later.refresh_from_db()
    assert not later.research_objection


def test_the_family_of_a_merged_file_is_out_and_taken_apart_each_has_its_own_again():
    by = make_user("regiomanager")
    keep, double = (make_case(state="in_behandeling", manager=by) for _each in range(2))
    of_the_family = make_case(previous_case=keep)
    object_to(double)

    merge_cases(keep, double, by=by)

    of_the_family.refresh_from_db()
    assert of_the_family.research_objection
    reopen_case(double, by=by, reason="Het zijn neven.")
    double.refresh_from_db()
    assert double.research_objections.filter(withdrawn_on=None).count() == 1


def test_an_objection_stands_once_and_not_in_days_to_come():
    case = make_case()
    mine = object_to(case)

    with pytest.raises(Refusal, match="staat al"):
        object_to(case)
    with pytest.raises(Refusal, match="nog niet geweest"):
        object_to(case, objector="kring", received_on=local_today() + dt.timedelta(days=1))
    withdraw_objection(mine, by=make_user("regiomanager"))
    with pytest.raises(Refusal, match="al ingetrokken"):
        withdraw_objection(mine, by=make_user("regiomanager"))


def test_the_page_of_a_file_says_who_objects_and_takes_it_down(client):
    case = make_case()
    manager = make_user("regiomanager", regions=[case.region])
    client.force_login(manager)
    url = f"/zaken/{case.number}/onderzoek/"

    answer = client.post(url, {"objector": "kring", "way": "papier", "received_on": f"{local_today():%d-%m-%Y}"})

    assert answer.status_code == 302
    page = client.get(url).content.decode()
    assert "Iemand anders uit de kring" in page
    assert "Er is bezwaar gemaakt" in client.get(case.get_absolute_url()).content.decode()
