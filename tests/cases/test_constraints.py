"""The database refuses impossible files, by name (design 4.1). One impossible row per constraint."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from cases.codes import CaseOutcome, CaseState, EndReason
from cases.models import (
    Case,
    CirclePerson,
    ConferenceQuestion,
    Contact,
    ContactTotal,
    CoordinatorContract,
    MainPerson,
    Referrer,
    SafetySignal,
)
from ekc.accounts.codes import Role
from ekc.dates import local_today
from tests.factories import (
    make_case,
    make_circle_person,
    make_contact,
    make_contract,
    make_main_person,
    make_programme,
    make_question,
    make_user,
)

LONG_AGO = dt.date(2000, 1, 1)

CASE_ROWS = [
    ("case_state_known", {"state": "verzonnen"}),
    ("case_referrer_type_known", {"referrer_type": "verzonnen"}),
    ("case_problems_known", {"problems": ["verzonnen"]}),
    ("case_subjects_known", {"subjects": ["verzonnen"]}),
    ("case_refusers_known", {"refused_by": ["verzonnen"]}),
    ("case_information_visit_after_referral", {"information_visit_on": LONG_AGO}),
    ("case_preparation_after_referral", {"preparation_started_on": LONG_AGO}),
    ("case_closed_after_start", {"state": CaseState.NOT_SUITABLE, "closed_on": LONG_AGO}),
    ("case_closed_on_when_closed", {"state": CaseState.CLOSED, "outcome": CaseOutcome.CONFERENCE_HELD}),
    ("case_closed_on_when_closed", {"state": CaseState.ACTIVATION, "closed_on": local_today()}),
    ("case_counted_has_outcome", {"state": CaseState.REGISTERED, "outcome": ""}),
    (
        "case_end_reason_only_without_conference",
        {"outcome": CaseOutcome.CONFERENCE_HELD, "not_held_reason": EndReason.OTHER},
    ),
    ("case_cooperation_grade_1_10", {"cooperation_grade": 11}),
    ("case_cooperation_grade_1_10", {"cooperation_grade": 0}),
    ("case_waits_for_a_reason", {"state": CaseState.WAITING, "waiting_reason": ""}),
]


def refuses(model, pk, values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.filter(pk=pk).update(**values)


@pytest.mark.parametrize(("name", "values"), CASE_ROWS)
def test_impossible_case_is_refused_by_name(db, name, values):
    case = make_case(state=CaseState.REFERRED)

    refuses(Case, case.pk, values, name)


def test_case_number_of_the_source_stands_once_in_a_programme(db):
    programme = make_programme()
    make_case(programme=programme, external_id="7")

    with pytest.raises(IntegrityError, match="case_external_id_once"), transaction.atomic():
        make_case(programme=programme, external_id="7")


def test_case_has_one_active_contract(db):
    case = make_case(state=CaseState.ACTIVATION)

    with pytest.raises(IntegrityError, match="one_active_contract_per_case"), transaction.atomic():
        make_contract(case, make_user(Role.COORDINATOR))


def test_second_contract_is_fine_once_the_first_ended(db):
    case = make_case(state=CaseState.ACTIVATION)
    case.contracts.update(ended_on=local_today())

    make_contract(case, make_user(Role.COORDINATOR))

    assert case.contracts.count() == 2


def test_contract_does_not_end_before_it_began(db):
    contract = make_case(state=CaseState.ACTIVATION).contracts.get()

    refuses(CoordinatorContract, contract.pk, {"ended_on": LONG_AGO}, "contract_ends_after_start")


MAIN_PERSON_ROWS = [
    ("main_person_kind_known", {"kind": "verzonnen", "age_at_referral": None}),
    ("main_person_unborn_is_minor_without_birth_date", {"unborn": True, "age_at_referral": 3}),
    ("main_person_age_fits_kind", {"age_at_referral": 18}),
    ("main_person_gender_known", {"gender": "verzonnen"}),
]


@pytest.mark.parametrize(("name", "values"), MAIN_PERSON_ROWS)
def test_impossible_main_person_is_refused_by_name(db, name, values):
    person = make_main_person(make_case(main_persons=()))

    refuses(MainPerson, person.pk, values, name)


def test_consent_is_whole_or_not_there(db):
    referrer = make_case().referrer

    refuses(Referrer, referrer.pk, {"consent_how": "mondeling"}, "referrer_consent_whole_or_none")


CIRCLE_ROWS = [
    ("circle_position_known", {"position": "verzonnen"}),
    ("circle_closeness_1_3", {"closeness": 4}),
    ("circle_excluded_with_reason", {"excluded_by": "familie"}),
    ("circle_excluded_with_reason", {"excluded_on": local_today()}),
]


@pytest.mark.parametrize(("name", "values"), CIRCLE_ROWS)
def test_impossible_circle_person_is_refused_by_name(db, name, values):
    person = make_circle_person(make_case())

    refuses(CirclePerson, person.pk, values, name)


def test_circle_person_is_not_merged_into_self(db):
    person = make_circle_person(make_case())

    refuses(CirclePerson, person.pk, {"merged_into": person}, "circle_not_merged_into_self")


def test_question_has_known_topics(db):
    question = make_question(make_case())

    refuses(ConferenceQuestion, question.pk, {"topics": ["verzonnen"]}, "question_topics_known")


def test_contact_is_with_one_person(db):
    case = make_case(state=CaseState.ACTIVATION)
    contact = make_contact(case, by=case.contracts.get().coordinator.user, person=make_circle_person(case))

    refuses(Contact, contact.pk, {"main_person": case.main_persons.get()}, "contact_with_one_person")
    refuses(Contact, contact.pk, {"group": "verzonnen"}, "contact_group_known")


def test_contact_total_stands_once_per_known_group(db):
    case = make_case()
    total = ContactTotal.objects.create(case=case, group="ouder", persons=2)

    refuses(ContactTotal, total.pk, {"group": "verzonnen"}, "contact_total_group_known")
    with pytest.raises(IntegrityError, match="contact_total_once"), transaction.atomic():
        ContactTotal.objects.create(case=case, group="ouder", persons=3)


def test_safety_decision_is_whole(db):
    case = make_case(state=CaseState.ACTIVATION)
    user = case.contracts.get().coordinator.user
    signal = SafetySignal.objects.create(case=case, signalled_by="oma", about="zorg", reported_by=user)

    refuses(SafetySignal, signal.pk, {"decided_at": signal.reported_at}, "safety_decision_is_whole")
