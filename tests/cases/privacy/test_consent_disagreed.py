"""People who disagree about consent, change their mind, grow older or speak for two children: what follows is what the
register says, no more and no less."""

import datetime as dt

import pytest
import time_machine

from cases.codes import AskedAs, CaseState, ConsentPurpose, ConsentState, RightKind
from cases.consented import consent_of, known_age, may_be_called
from cases.models import Case, Consent
from cases.privacy.acts.answering import answer_request
from cases.privacy.acts.own_links import give_own_link, say_by_link
from cases.privacy.reads.own_consents import Speaker
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.outbox.models import Message
from tests.factories import (
    make_case,
    make_circle_person,
    make_main_person,
    make_privacy_request,
    make_user,
)
from tests.factories.consents import say_no, say_yes

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
ALONE = {"said_as": AskedAs.SELF, "said_by": ""}


@pytest.fixture
def case(carla):
    return make_case(state=CaseState.ACTIVATION, manager=carla, main_persons=())


@pytest.fixture
def sem(case):
    return make_main_person(case, name="Sem", age_at_referral=6, email="sem@voorbeeld.example")


@pytest.fixture
def parents(case):
    return [
        make_circle_person(case, name=name, email=f"{name}@voorbeeld.example", is_parent_or_carer=True)
        for name in ("ria", "bas")
    ]


def _fresh(row):
    return type(row).objects.get(pk=row.pk)


def _no_mail(*people):
    return [_fresh(each).no_mail for each in people]


# --- two parents ----------------------------------------------------------------------------------------------------
def test_of_parents_who_both_said_no_nobody_stays_without_mail_once_both_said_yes(sem, parents, carla):
    for each in parents:
        say_no(sem, by=carla, purposes=["mailen"], person=each)
    say_yes(sem, by=carla, purposes=["mailen"], person=parents[0])
    assert _no_mail(sem, *parents) == [True, False, True]

    say_yes(sem, by=carla, purposes=["mailen"], person=parents[1])

    assert _no_mail(sem, *parents) == [False, False, False]


def test_a_yes_of_one_parent_outside_the_circle_leaves_the_no_of_the_other(sem, carla):
    say_no(sem, by=carla, purposes=["meedoen"], said_by="Bas de Vries")

    say_yes(sem, by=carla, purposes=["meedoen"], said_by="Ria Jansen")
    assert consent_of(sem, ConsentPurpose.TAKING_PART) == ConsentState.WITHDRAWN
    say_yes(sem, by=carla, purposes=["meedoen"], said_by="bas  de vries")
    assert consent_of(sem, ConsentPurpose.TAKING_PART) == ConsentState.GIVEN


def test_the_same_person_takes_back_a_no_that_was_said_as_guardian(sem, parents, carla):
    say_no(sem, by=carla, purposes=["meedoen"], said_as=AskedAs.GUARDIAN, person=parents[0])

    say_yes(sem, by=carla, purposes=["meedoen"], said_as=AskedAs.PARENT, person=parents[0])

    assert consent_of(sem, ConsentPurpose.TAKING_PART) == ConsentState.GIVEN


# --- two children ---------------------------------------------------------------------------------------------------
def test_a_yes_for_one_child_leaves_the_no_that_the_same_mother_said_for_the_other(case, sem, parents, carla):
    mia = make_main_person(case, name="Mia", age_at_referral=8, email="mia@voorbeeld.example")
    say_no(sem, by=carla, purposes=["mailen"], person=parents[0])

    say_yes(mia, by=carla, purposes=["mailen"], person=parents[0])

    assert _no_mail(sem, mia, parents[0]) == [True, False, True]


def test_a_yes_for_one_child_opens_no_file_that_is_not_shared_because_of_the_other(carla):
    dirk = make_user(Role.PROFESSIONAL, email="dirk@voorbeeld.example")
    case = make_case(state=CaseState.ACTIVATION, referred_by=dirk, manager=carla, main_persons=("Sem", "Mia"))
    sem, mia = case.main_persons.all()
    say_no(sem, by=carla, purposes=["aanmelder"])

    say_yes(mia, by=carla, purposes=["aanmelder"])
    assert not Case.objects.for_user(dirk).filter(pk=case.pk).exists()
    say_yes(sem, by=carla, purposes=["aanmelder"])
    assert Case.objects.for_user(dirk).filter(pk=case.pk).exists()


# --- a word that is written down later ------------------------------------------------------------------------------
@pytest.mark.parametrize("purpose", ["mailen", "bellen", "onderzoek", "aanmelder", "meedoen"])
def test_a_no_that_was_taken_back_before_it_was_written_down_does_nothing(sem, carla, purpose):
    say_yes(sem, by=carla, purposes=[purpose])
    before = Message.objects.count()

    say_no(sem, by=carla, purposes=[purpose], said_on=local_today() - 5 * DAY)

    assert consent_of(sem, purpose) == ConsentState.GIVEN
    child, case = _fresh(sem), _fresh(sem.case)
    assert (child.no_mail, child.no_call, case.research_objection) == (False, False, False)
    assert Message.objects.count() == before


def test_a_no_of_a_parent_from_before_the_sixteenth_birthday_says_nothing_of_today(case, parents, carla):
    today = local_today()
    noor = make_main_person(case, name="Noor", birth_date=today.replace(year=today.year - 16) - DAY)

    say_no(noor, by=carla, purposes=["mailen", "onderzoek"], person=parents[0], said_on=today - 5 * DAY)

    assert consent_of(noor, ConsentPurpose.MAIL) == ConsentState.UNASKED
    assert (_fresh(noor).no_mail, _fresh(case).research_objection) == (False, False)


def test_a_request_to_withdraw_what_was_withdrawn_already_can_be_granted(sem, carla):
    asked = make_privacy_request(sem, by=carla, kind=RightKind.CONSENT)
    answer = {"by": carla, "action": "grant", "answer": "Dat doen wij.", "purposes": ["mailen"]}
    say_no(sem, by=carla, purposes=["mailen"], said_by=asked.asked_by)

    answer_request(asked, **answer)

    assert _fresh(asked).state == "ingewilligd"
    assert Consent.objects.filter(main_person=sem).count() == 1


# --- research -------------------------------------------------------------------------------------------------------
def test_research_goes_on_once_the_young_person_and_the_parent_both_took_their_no_back(case, parents, carla):
    noor = make_main_person(case, name="Noor", age_at_referral=13)
    say_no(noor, by=carla, purposes=["onderzoek"], **ALONE)
    say_no(noor, by=carla, purposes=["onderzoek"], person=parents[0])

    say_yes(noor, by=carla, purposes=["onderzoek"], **ALONE)
    assert _fresh(case).research_objection
    say_yes(noor, by=carla, purposes=["onderzoek"], person=parents[0])

    assert not _fresh(case).research_objection


def _sixteen_in(days):
    birthday = local_today() + days * DAY
    return birthday.replace(year=birthday.year - 16)


def test_from_sixteen_ones_own_yes_lifts_what_followed_from_the_no_of_a_parent(case, parents, carla):
    noor = make_main_person(case, name="Noor", birth_date=_sixteen_in(30), email="noor@voorbeeld.example")
    say_no(noor, by=carla, purposes=["onderzoek", "mailen"], person=parents[0])

    with time_machine.travel(dt.datetime.now(dt.UTC) + 31 * DAY, tick=False):
        say_yes(noor, by=carla, purposes=["onderzoek", "mailen"], **ALONE)

        assert not _fresh(case).research_objection
        assert not _fresh(noor).no_mail


def test_who_said_yes_before_sixteen_in_vain_may_say_it_again_alone(case, parents, carla):
    noor = make_main_person(case, name="Noor", birth_date=_sixteen_in(30), email="noor@voorbeeld.example")
    say_yes(noor, by=carla, purposes=["mailen"], **ALONE)
    say_no(noor, by=carla, purposes=["mailen"], person=parents[0])
    link = give_own_link(case, Speaker(noor, AskedAs.SELF), by=carla)

    with time_machine.travel(dt.datetime.now(dt.UTC) + 31 * DAY, tick=False):
        say_by_link(_fresh(link), purpose="mailen", gives=True)
        assert not _fresh(noor).no_mail


# --- ages -----------------------------------------------------------------------------------------------------------
def test_an_age_without_birth_date_goes_up_on_the_day_that_a_year_is_full(case):
    noor = make_main_person(case, name="Noor", age_at_referral=11, birth_date=None)
    noor.case.received_on = dt.date(2023, 3, 1)

    assert known_age(noor, dt.date(2024, 2, 29)) == 11
    assert known_age(noor, dt.date(2024, 3, 1)) == 12


# --- many files at once ---------------------------------------------------------------------------------------------
def test_of_two_families_in_one_list_each_keeps_what_was_said_when_they_applied(carla):
    for _family in range(2):
        make_case(state=CaseState.ASSIGNED, manager=carla)

    listed = list(Case.objects.with_calling_words())

    assert [may_be_called(each) for each in listed] == [True, True]
