"""What an attacker, a mistake or the course of a case does to consent: merging, other people, days and mail."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from cases.circle.acts.merging import merge_people, undo_merged_people
from cases.codes import AskedAs, CaseState, ConsentPurpose, ConsentState, RightKind
from cases.consented import consent_of
from cases.desk.acts.merging import merge_cases
from cases.desk.acts.referrer_news import tell_referrer
from cases.models import Case, CirclePerson, Consent, ConsentLink, MainPerson, OwnStatement, PrivacyRequest, Referrer
from cases.privacy.acts.own_links import give_own_link, say_by_link
from cases.privacy.reads.own_consents import OwnConsents, Speaker
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.links import full_address, look_up, renew_link, why_closed
from ekc.merging.models import Merge
from ekc.outbox.codes import MessageState
from ekc.outbox.models import Message
from ekc.retention.destroying import destroy_files, everything_asleep
from reports.acts.objections import record_objection
from reports.codes import ObjectionWay, Objector
from reports.models import ResearchObjection
from surveys.acts.handing_out import invite_respondent
from surveys.codes import Form
from tests.factories import (
    OTHER_REGION,
    make_case,
    make_circle_person,
    make_conference,
    make_main_person,
    make_privacy_request,
    make_region,
    make_user,
)
from tests.factories.consents import say_no, say_yes
from tests.factories.privacy import make_statement

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def born(years: int) -> dt.date:
    return dt.date(local_today().year - years, 1, 1)


def own_link(case, main, person=None, said_as=AskedAs.SELF) -> tuple[ConsentLink, str]:
    """A link that was handed over by hand, and its path."""
    link = ConsentLink.objects.create(
        case=case,
        main_person=main,
        person=person,
        speaks_as=said_as,
        sent_on=local_today(),
        expires_on=local_today() + 90 * DAY,
    )
    return link, renew_link(link).removeprefix(full_address(""))


def token_in(path: str) -> str:
    return path.rstrip("/").rsplit("/", 1)[1]


# --- two that are one -----------------------------------------------------------------------------------------------


@pytest.fixture
def dirk():
    return make_user(Role.PROFESSIONAL, email="dirk@voorbeeld.example")


@pytest.fixture
def twice(carla):
    """One girl of 14, applied for twice; in both she and her mother spoke, and she has a link of her own."""
    cases, paths = [], []
    for _each in range(2):
        case = make_case(state=CaseState.SCREENING, manager=carla, main_persons=())
        noor = make_main_person(case, name="Noor de Vries", birth_date=born(14), age_at_referral=14)
        mother = make_circle_person(case, name="Ria de Vries", is_parent_or_carer=True)
        _link, path = own_link(case, noor)
        own_link(case, noor, mother, AskedAs.PARENT)
        record_objection(
            case, by=carla, objector=Objector.values[0], way=ObjectionWay.values[0], received_on=local_today()
        )
        make_privacy_request(noor, by=carla, kind=RightKind.INZAGE, asked_as=AskedAs.SELF, age=14)
        make_statement(noor, by=carla, asked_as=AskedAs.SELF, age=14)
        cases.append(case)
        paths.append(path)
    return cases, paths


def test_of_two_cases_both_with_consents_links_requests_and_statements_one_has_all_of_it(twice, carla) -> None:
    (keep, double), (kept_path, other_path) = twice
    for case, gives in ((keep, say_yes), (double, say_no)):
        noor = case.main_persons.get()
        gives(noor, by=carla, said_as=AskedAs.SELF, said_on=local_today() - (DAY if case == keep else 0 * DAY))
        say_yes(noor, by=carla, person=case.circle.get(), purposes=["onderzoek"])

    merge_cases(Case.objects.get(pk=keep.pk), Case.objects.get(pk=double.pk), by=carla)

    noor = keep.main_persons.get()
    assert not double.main_persons.exists()
    assert {each.case_id for each in Consent.objects.exclude(main_person=None)} == {keep.pk}
    assert set(Consent.objects.exclude(main_person=None).values_list("main_person", flat=True)) == {noor.pk}
    # The last that she said, in whichever case, is what holds.
    assert consent_of(noor, ConsentPurpose.TAKING_PART) == ConsentState.WITHDRAWN
    assert [PrivacyRequest.objects.filter(main_person=noor).count(), OwnStatement.objects.count()] == [4, 2]
    assert set(ResearchObjection.objects.values_list("case", flat=True)) == {keep.pk}
    own = ConsentLink.objects.filter(person=None)
    assert [(each.case_id, each.main_person_id) for each in own] == [(keep.pk, noor.pk)]
    assert look_up(ConsentLink, token_in(kept_path)).row == own.get()
    assert look_up(ConsentLink, token_in(other_path)).closed == "vervangen"


def test_a_mother_who_stood_there_twice_said_last_what_she_said_last(carla) -> None:
    case = make_case(state=CaseState.ACTIVATION, manager=carla, main_persons=())
    sem = make_main_person(case, name="Sem", birth_date=born(8), age_at_referral=8, email="sem@voorbeeld.example")
    ria, ria_too = (make_circle_person(case, name=name, is_parent_or_carer=True) for name in ("Ria", "Ria de V."))
    say_no(sem, by=carla, purposes=["mailen"], person=ria_too, said_on=local_today() - DAY)
    say_yes(sem, by=carla, purposes=["mailen"], person=ria)
    own_link(case, sem, ria, AskedAs.PARENT)
    _link, path = own_link(case, sem, ria_too, AskedAs.PARENT)
    sem.refresh_from_db()
    assert (consent_of(sem, "mailen"), sem.no_mail) == (ConsentState.WITHDRAWN, True)

    merge_people(ria, ria_too, by=carla)

    sem.refresh_from_db()
    assert (consent_of(sem, "mailen"), sem.no_mail) == (ConsentState.GIVEN, False)
    assert ConsentLink.objects.get().person == ria
    assert look_up(ConsentLink, token_in(path)).closed == "vervangen"

    undo_merged_people(Merge.objects.get(), by=carla, reason="Het zijn er toch twee.")
    sem.refresh_from_db()
    assert (consent_of(sem, "mailen"), sem.no_mail) == (ConsentState.WITHDRAWN, True)
    assert ConsentLink.objects.count() == 2


# --- the own link, whatever became of the case -----------------------------------------------------------------------


@pytest.fixture
def case(carla):
    return make_case(state=CaseState.ACTIVATION, manager=carla, main_persons=())


@pytest.fixture
def noor(case):
    return make_main_person(case, name="Noor", birth_date=born(14), age_at_referral=14, email="noor@voorbeeld.example")


@pytest.fixture
def closed(carla):
    return make_case(state=CaseState.CLOSED, manager=carla, main_persons=())


def test_after_the_case_was_closed_consent_can_still_be_withdrawn(closed) -> None:
    noor = make_main_person(closed, name="Noor", birth_date=born(14), age_at_referral=14)
    link, _path = own_link(closed, noor)

    assert not why_closed(ConsentLink.objects.get(pk=link.pk))
    say_by_link(link, purpose="onderzoek", gives=False)
    assert consent_of(noor, "onderzoek") == ConsentState.WITHDRAWN


def test_in_another_region_a_link_that_was_mailed_is_dead_and_one_by_hand_goes_on(case, noor, carla) -> None:
    mailed = give_own_link(case, Speaker(noor, AskedAs.SELF), by=carla)
    sem = make_main_person(case, name="Sem", birth_date=born(15), age_at_referral=15)
    by_hand, _path = own_link(case, sem)
    Case.objects.filter(pk=case.pk).update(region=make_region(OTHER_REGION))

    assert why_closed(ConsentLink.objects.get(pk=mailed.pk)) == "overgedragen"
    assert not why_closed(ConsentLink.objects.get(pk=by_hand.pk))


def test_of_a_destroyed_file_no_link_opens_also_after_a_restore(closed) -> None:
    link, path = own_link(closed, make_main_person(closed, name="Noor", birth_date=born(14), age_at_referral=14))
    destroy_files([closed.pk], on=local_today())
    assert Client().get(path).status_code == 410

    # A copy of before brings the row back, and the list of what was destroyed takes it away again.
    with everything_asleep():
        Case.objects.filter(pk=closed.pk).update(destroyed_on=None)
        MainPerson.objects.filter(case=closed).update(birth_date=born(14))
        link.save(force_insert=True)
    assert Client().get(path).status_code == 200
    destroy_files([closed.pk], on=local_today())

    assert Client().get(path).status_code == 410
    assert not ConsentLink.objects.exists()


def test_who_has_no_authority_any_more_has_no_link_any_more(case) -> None:
    sem = make_main_person(case, name="Sem", birth_date=born(8), age_at_referral=8)
    guardian = make_circle_person(case, name="Voogd Vera", is_parent_or_carer=True)
    link, path = own_link(case, sem, guardian, AskedAs.GUARDIAN)
    assert Client().get(path).status_code == 200

    CirclePerson.objects.filter(pk=guardian.pk).update(is_parent_or_carer=False)

    assert why_closed(ConsentLink.objects.get(pk=link.pk)) == "voorbij"
    assert Client().post(path).status_code == 410


def test_on_the_twelfth_birthday_a_parent_sees_no_more_who_looked_and_says_not_all(case, carla) -> None:
    sem = make_main_person(case, name="Sem", birth_date=local_today() - dt.timedelta(days=12 * 365 - 20))
    mother = make_circle_person(case, name="Ria", is_parent_or_carer=True)
    link, _path = own_link(case, sem, mother, AskedAs.PARENT)
    say_yes(sem, by=carla, person=mother)
    assert consent_of(sem, ConsentPurpose.TAKING_PART) == ConsentState.GIVEN
    assert OwnConsents(link).sees_who_looked

    with time_machine.travel(dt.datetime.now(dt.UTC) + 40 * DAY, tick=False):
        fresh = ConsentLink.objects.get(pk=link.pk)
        assert not why_closed(fresh)
        assert not OwnConsents(fresh).sees_who_looked
        assert consent_of(MainPerson.objects.get(pk=sem.pk), ConsentPurpose.TAKING_PART) == ConsentState.PARTLY


# --- mail that waits -------------------------------------------------------------------------------------------------


def test_a_questionnaire_that_waits_to_be_mailed_does_not_leave_after_a_no(carla) -> None:
    held = make_case(state=CaseState.PLAN_SENT, manager=carla, main_persons=())
    make_conference(held, state="gehouden", held_on=local_today() - 5 * DAY)
    noor = make_main_person(held, name="Noor", birth_date=born(30), kind="meerderjarig", age_at_referral=30)
    MainPerson.objects.filter(pk=noor.pk).update(email="noor@voorbeeld.example")
    anna = held.contracts.get().coordinator.user
    invite_respondent(held, by=anna, form=Form.ADULT, email="noor@voorbeeld.example")
    other = invite_respondent(held, by=anna, form=Form.ADULT, email="iemand@voorbeeld.example")
    assert other.pk

    say_no(MainPerson.objects.get(pk=noor.pk), by=carla, purposes=["vragenlijst"], said_as=AskedAs.SELF)

    states = dict(Message.objects.filter(to__contains="@voorbeeld.example").values_list("to", "state"))
    assert states["noor@voorbeeld.example"] == MessageState.CANCELLED
    assert states["iemand@voorbeeld.example"] == MessageState.WAITING


@pytest.mark.parametrize("has_account", [True, False])
def test_news_that_waits_for_who_applied_does_not_leave_after_a_no(carla, dirk, has_account) -> None:
    applied = {"referred_by": dirk} if has_account else {}
    case = make_case(state=CaseState.WAITING, waiting_reason="geen_financiering", manager=carla, **applied)
    if not has_account:
        Referrer.objects.filter(case=case).update(email="tante@voorbeeld.example", user=None)
    tell_referrer(Case.objects.get(pk=case.pk))
    [waiting] = Message.objects.filter(key__startswith="news:")
    assert waiting.state == MessageState.WAITING

    say_no(case.main_persons.get(), by=carla, purposes=["aanmelder"])

    waiting.refresh_from_db()
    assert waiting.state == MessageState.CANCELLED
