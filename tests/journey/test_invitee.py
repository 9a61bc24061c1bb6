"""Somebody who is invited, with a phone and a link; and the coordinator who looks at the answers."""

import pytest

from conferences.codes import InvitationAnswer, InvitationChannel
from conferences.inviting.acts.inviting import record_answer
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
        v.unfold("Meer voor Joke Vis")
        v.follow("Hoe", of="Joke Vis")
        v.look("67-coordinator-invitation-how")

    assert not Invitation.objects.exclude(pending_news="").exists()


WAYS = (InvitationChannel.MAIL, InvitationChannel.LETTER, InvitationChannel.VISIT)
"""In turn: who is waited for by mail, whose letter is to be printed, and who is told by the coordinator."""


@pytest.mark.parametrize(("people_asked", "most"), [(16, 3000), (30, 5000)])
@pytest.mark.parametrize("how", ["all by mail", "in every way", "half has answered"])
def test_everybody_who_is_invited_stands_once_on_few_screens(visit, people_asked, most, how):
    family = prepared()
    for number in range(people_asked):
        asked = family.person(
            name=f"Nicht {number} van moederskant", phone="06 12345678", street="Dorpsstraat 2", place="Hoorn"
        )
        invitation = family.invite(asked, channel=WAYS[number % 3 if how == "in every way" else 0])
        if how == "half has answered" and number % 2:
            record_answer(invitation, by=None, answer=InvitationAnswer.DOES_NOT_COME, absent_reason="Ik moet werken.")
    with visit(PHONE, family.coordinator) as v:
        v.go(f"/zaken/{family.case.number}/conferentie/uitnodigingen/")
        v.look(f"68-coordinator-{people_asked}-invited-{how.replace(' ', '-')}")
        assert v.page.locator(".people > li").count() == people_asked
        assert v.page.evaluate("document.documentElement.scrollHeight") < most
        v.page.locator(".people summary").first.tap()
        v.look(f"68-coordinator-{people_asked}-invited-{how.replace(' ', '-')}-more")
        assert v.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
