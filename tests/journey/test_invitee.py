"""Somebody who is invited, with a phone and a link; and the coordinator who looks at the answers."""

import pytest

from conferences.codes import InvitationAnswer, InvitationChannel
from conferences.models import Invitation
from tests.conferences.invited import page_of, prepared

from .browser import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_an_invitee_answers_by_phone_and_changes_it(visit, language):
    invitation = prepared().invite(language=language)
    with visit(PHONE) as v:
        v.go(page_of(invitation))
        v.look(f"60-invitee-{language}")
        v.page.locator("input[value=komt]").check()
        v.page.locator("details summary").first.click()
        v.page.locator("input[name=diet]").fill("Halal")
        v.look(f"61-invitee-{language}-needs")
        v.page.locator("#antwoord button[type=submit]").first.click()
        v.page.wait_for_load_state()
        v.look(f"62-invitee-{language}-thanks")
        v.sees_not("Halal")
        v.page.locator("button[name=change]").click()
        v.page.wait_for_load_state()
        assert v.page.locator("input[name=diet]").input_value() == "Halal"
        v.page.locator("input[value=twijfelt]").check()
        v.page.locator("#antwoord button[type=submit]").first.click()
        v.page.wait_for_load_state()

    kept = Invitation.objects.get()
    assert (kept.answer, kept.diet) == (InvitationAnswer.UNDECIDED, "Halal")


def test_an_invitee_answers_without_javascript_in_another_language(visit):
    invitation = prepared().invite()
    with visit(PHONE, java_script_enabled=False) as v:
        v.go(page_of(invitation))
        v.page.locator("details summary").nth(1).click()
        v.fill("Wie zou er nog meer bij moeten zijn?", "Tante Fatma")
        v.press("Polski")
        v.sees("Przyjdziesz?")
        v.choose("Przyjdę")
        v.press("Wyślij")
        v.sees("Dziękujemy")
        v.look("63-invitee-without-javascript")

    assert Invitation.objects.get().answer == InvitationAnswer.COMES
    assert Invitation.objects.get().suggestions.get().name == "Tante Fatma"


def test_the_code_of_a_letter_is_typed_over(visit):
    invitation = prepared().invite()
    with visit(PHONE) as v:
        v.go("/uitnodiging/")
        v.fill("Code", "verkeerd")
        v.press("Verder")
        v.sees("Deze code kennen we niet.")
        v.look("64-invitee-code")
        v.fill("Code", page_of(invitation).split("/")[2].lower())
        v.press("Verder")
        v.sees("De Meerpaal")


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_coordinator_sees_what_is_still_to_do(visit, screen):
    family = prepared()
    family.invite(family.person(street="Dorpsstraat 2", place="Hoorn"), channel=InvitationChannel.BOTH, language="ar")
    family.invite(family.person(name="Joke Vis", position="school"), asked="Vertel over school.")
    family.invite(family.person(name="Piet Kat"), channel=InvitationChannel.VISIT)
    family.person(name="Els Vos", position="hulpverlener")
    family.move_to(30)
    with visit(screen, family.coordinator) as v:
        v.go(f"/zaken/{family.case.number}/conferentie/uitnodigingen/")
        v.look("65-coordinator-invitations")
        v.press("Herinner")
        v.sees("krijgt een herinnering")
        v.press("De brieven zijn weg")
        v.press("Verteld")
        v.follow("Uitnodigen")
        v.unfold("anders, en wat je vraagt")
        v.look("66-coordinator-invite")
        v.go(f"/zaken/{family.case.number}/conferentie/uitnodigingen/")
        v.follow("Hoe", of="Joke Vis")
        v.look("67-coordinator-invitation-how")

    assert not Invitation.objects.exclude(pending_news="").exists()
