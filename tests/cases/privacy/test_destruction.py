"""Destruction on request (R13): granted by one, approved by another, and nothing of anybody is left."""

import datetime as dt

import pytest
from django.urls import reverse

from cases.codes import AskedAs, CaseState, RightKind
from cases.models import Case, PrivacyRequest
from cases.privacy.acts.answering import answer_request
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from ekc.retention.acts.holds import hold_file
from ekc.retention.acts.lists import approve_list, carry_out_lists, reject_list
from ekc.retention.models import DestructionEntry, DestructionList, DestructionProof, Hold
from tests.access.test_crawler import signed_in
from tests.cases.privacy.taking_out import decide
from tests.factories import make_case, make_circle_person, make_main_person, make_privacy_request, make_user

CANARY = "Kanarie-vernietigd"


@pytest.fixture
def lena(db):
    return make_user(Role.NATIONAL, full_name="Lena Beheer")


@pytest.fixture
def closed(carla):
    """A case that was closed last week: its term runs for twenty years."""
    case = make_case(state=CaseState.CLOSED, manager=carla, main_persons=(), situation=CANARY)
    make_main_person(case, name=f"{CANARY} Noor", age_at_referral=8)
    return case


@pytest.fixture
def asks(carla):
    def ask(of_whom, **fields):
        return make_privacy_request(of_whom, by=carla, kind=RightKind.DESTRUCTION, **fields)

    return ask


def grant(asked, by):
    return answer_request(asked, by=by, action="grant", answer="Het dossier gaat weg.")


def test_what_was_granted_goes_once_a_second_person_approved(closed, asks, carla, lena):
    asked = grant(asks(closed.main_persons.get()), carla)
    made = DestructionList.objects.get()
    assert (made.on_request, made.made_by) == (True, carla)
    assert lena.email in Message.objects.values_list("to", flat=True)
    Message.objects.all().delete()

    assert carry_out_lists() == 0
    approve_list(made, by=lena)
    assert carry_out_lists() == 1

    gone = Case.objects.get(pk=closed.pk)
    assert gone.destroyed_on == local_today()
    assert CANARY not in gone.situation
    assert not PrivacyRequest.objects.filter(pk=asked.pk).exists()
    proof = DestructionProof.objects.get()
    assert (proof.made_by, proof.approved_by, proof.is_whole) == (carla, lena, True)


def test_a_case_that_is_under_way_is_closed_first(case, person_of, ask, carla):
    asked = ask(person_of(30), kind=RightKind.DESTRUCTION)

    with pytest.raises(Refusal, match="Sluit de zaak eerst af"):
        grant(asked, carla)

    assert PrivacyRequest.objects.get(pk=asked.pk).is_open


@pytest.mark.parametrize("both", [False, True])
def test_of_two_main_persons_the_file_goes_when_both_asked_and_else_who_asked(closed, asks, carla, both):
    noor = closed.main_persons.get()
    asked = asks(noor)
    other = make_main_person(closed, name="Emma", age_at_referral=9)
    # Somebody of the circle asks too: that speaks for no main person.
    asks(make_circle_person(closed, name="Tante Els"), asked_as=AskedAs.SELF, age=60)
    if both:
        asks(other)
    decide(asked, carla)

    grant(asked, carla)

    entry = DestructionEntry.objects.get()
    assert (entry.person_id, entry.person_kind) == ((None, "") if both else (noor.pk, "hoofdpersoon"))


def test_somebody_of_the_circle_goes_alone_and_the_file_stays(closed, asks, carla, lena):
    aunt = make_circle_person(closed, name="Tante Els")
    grant(asks(aunt, asked_as=AskedAs.SELF, age=60), carla)
    made = DestructionList.objects.get()
    assert made.entries.get().person_id == aunt.pk
    Message.objects.all().delete()
    approve_list(made, by=lena)
    carry_out_lists()

    aunt.refresh_from_db()
    assert aunt.destroyed_on == local_today()
    assert Case.objects.get(pk=closed.pk).destroyed_on is None


def test_a_file_that_is_held_is_not_listed_and_one_that_is_held_later_is_left(closed, asks, carla, lena):
    asked = asks(closed.main_persons.get())
    held = hold_file(closed.number, by=carla, reason="Een klacht.", until=local_today() + dt.timedelta(days=9))
    with pytest.raises(Refusal, match="aangehouden tot en met"):
        grant(asked, carla)
    held.delete()

    grant(asked, carla)
    Message.objects.all().delete()
    approve_list(DestructionList.objects.get(), by=lena)
    hold_file(closed.number, by=carla, reason="Een klacht.", until=local_today())

    assert carry_out_lists() == 0
    assert Case.objects.get(pk=closed.pk).destroyed_on is None


def test_a_list_that_was_turned_down_is_made_anew_from_the_page_of_the_request(closed, asks, carla, lena):
    asked = grant(asks(closed.main_persons.get()), carla)
    page = reverse("cases:privacy_request", args=[closed.number, asked.pk])
    again = reverse("cases:privacy_destroy", args=[closed.number, asked.pk])
    client = signed_in(carla)
    assert "Wacht op een tweede persoon" in client.get(page).content.decode()
    assert "al op een lijst" in client.post(again, follow=True).content.decode()

    reject_list(DestructionList.objects.get(), by=lena, why="Er loopt een klacht.")
    assert "De lijst is afgekeurd" in client.get(page).content.decode()
    client.post(again)

    assert DestructionList.objects.filter(state="gemaakt").count() == 1


def test_a_regional_manager_holds_a_file_and_lets_it_go_from_the_case(closed, carla):
    client, number = signed_in(carla), closed.number
    page = reverse("cases:privacy_of_case", args=[number])
    assert "niet aangehouden" in client.get(page).content.decode()

    client.post(reverse("cases:hold_file", args=[number]), {"reason": "Een klacht.", "until": "31-12-2099"})
    assert "Een klacht." in client.get(page).content.decode()
    hold = Hold.objects.get()
    client.post(reverse("cases:hold_lift", args=[number, hold.pk]))

    assert "niet aangehouden" in client.get(page).content.decode()
    assert client.post(reverse("cases:hold_lift", args=[number, hold.pk])).status_code == 404
