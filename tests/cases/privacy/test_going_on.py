"""A conference goes on without a main person who withdrew consent to take part: by the rules of who decides, after the
talk with the family; and with them again once there is a yes."""

import pytest
from django.urls import reverse

from cases.codes import AskedAs, CaseState
from cases.models import Case, ConsentLink
from cases.privacy.acts.consent_talks import record_talk
from cases.privacy.acts.going_on import go_on_without, take_part_again
from cases.privacy.acts.own_links import give_own_link
from cases.privacy.reads.own_consents import Speaker
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.links import why_closed
from ekc.refusal import Refusal
from tests.access.test_crawler import signed_in
from tests.factories import make_case, make_conference, make_invitation, make_main_person, make_user
from tests.factories.consents import say_no, say_yes

pytestmark = pytest.mark.django_db
ALONE = {"said_as": AskedAs.SELF, "said_by": ""}


@pytest.fixture
def anna(db):
    return make_user(Role.COORDINATOR, full_name="Anna Coördinator")


@pytest.fixture
def case(carla, anna):
    return make_case(state=CaseState.ACTIVATION, manager=carla, main_persons=(), with_coordinator=anna)


@pytest.fixture
def mia(case):
    return make_main_person(case, name="Mia", age_at_referral=9)


@pytest.fixture
def sem(case, mia):
    """Of fourteen: he decides with a parent, and one no is a no."""
    return make_main_person(case, name="Sem", age_at_referral=14, email="sem@voorbeeld.example")


def spoken(said, carla) -> None:
    record_talk(said, by=carla, spoken_on=local_today(), note="Zonder Sem verder.")


def gone(sem, carla, anna):
    [said] = say_no(sem, by=carla, **ALONE)
    spoken(said, carla)
    return go_on_without(sem, by=anna)


def test_it_goes_on_without_who_withdrew_after_the_talk(sem, carla, anna) -> None:
    with pytest.raises(Refusal, match="trok de toestemming om mee te doen niet in"):
        go_on_without(sem, by=anna)
    [said] = say_no(sem, by=carla, **ALONE)
    with pytest.raises(Refusal, match="spreekt eerst met de familie"):
        go_on_without(sem, by=anna)
    spoken(said, carla)

    go_on_without(sem, by=anna)

    sem.refresh_from_db()
    assert sem.left_on == local_today()
    with pytest.raises(Refusal, match="doet al niet mee"):
        go_on_without(sem, by=anna)


def test_the_word_of_who_has_no_say_takes_nobody_out(sem, carla, anna) -> None:
    """A parent says no for a young person who is sixteen by now: that counts no more."""
    say_no(sem, by=carla, said_by="Moeder")
    type(sem).objects.filter(pk=sem.pk).update(age_at_referral=16)
    sem.refresh_from_db()

    with pytest.raises(Refusal, match="trok de toestemming om mee te doen niet in"):
        go_on_without(sem, by=anna)


def test_an_authorised_no_counts_as_that_of_who_signed(sem, carla, anna) -> None:
    [said] = say_no(sem, by=carla, said_as=AskedAs.AUTHORISED, said_by="Tante Bea")
    spoken(said, carla)

    assert go_on_without(sem, by=anna).left_on == local_today()


def test_without_the_last_one_there_is_no_case(sem, mia, carla, anna) -> None:
    gone(sem, carla, anna)
    [said] = say_no(mia, by=carla)
    spoken(said, carla)

    with pytest.raises(Refusal, match="over niemand meer"):
        go_on_without(mia, by=anna)


def test_an_invitation_closes_and_the_own_link_stays(case, sem, carla, anna) -> None:
    invitation = make_invitation(make_conference(case), sem)
    give_own_link(case, Speaker(sem, AskedAs.SELF), by=carla)
    assert not why_closed(ConsentLink.objects.get())

    gone(sem, carla, anna)

    assert why_closed(type(invitation).objects.get(pk=invitation.pk))
    assert not why_closed(ConsentLink.objects.get())


def test_after_a_yes_they_take_part_again(sem, carla, anna) -> None:
    gone(sem, carla, anna)
    with pytest.raises(Refusal, match="nog ingetrokken"):
        take_part_again(sem, by=anna)
    say_yes(sem, by=carla, **ALONE)

    assert take_part_again(sem, by=anna).takes_part
    with pytest.raises(Refusal, match="doet al mee"):
        take_part_again(sem, by=anna)


def test_in_a_case_that_nobody_works_on_nothing_changes(case, sem, carla, anna) -> None:
    [said] = say_no(sem, by=carla, **ALONE)
    spoken(said, carla)
    Case.objects.filter(pk=case.pk).update(state="in_behandeling")

    with pytest.raises(Refusal, match="kan nu niets meer veranderen"):
        go_on_without(sem, by=anna)


def test_the_page_offers_what_can_be_done_now_and_says_what_changes(case, sem, carla, anna) -> None:
    client = signed_in(anna)
    tab = reverse("cases:consents", args=[case.number])
    without = reverse("cases:go_on_without", args=[case.number, sem.pk])
    back = reverse("cases:takes_part_again", args=[case.number, sem.pk])
    [said] = say_no(sem, by=carla, **ALONE)
    assert without not in client.get(tab).content.decode()
    spoken(said, carla)
    assert without in client.get(tab).content.decode()
    assert "Uitnodigingen en links van Sem gaan dicht" in client.get(without).content.decode()

    answer = client.post(without, follow=True).content.decode()

    assert "Sem doet niet meer mee" in answer
    assert without not in answer
    say_yes(sem, by=carla, **ALONE)
    assert back in client.get(tab).content.decode()
    assert "Sem doet weer mee" in client.post(back, follow=True).content.decode()
