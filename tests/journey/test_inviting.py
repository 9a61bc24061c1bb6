"""The coordinator invites five people in five languages; each of them reads and answers in their own."""

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from conferences.codes import InvitationAnswer, InvitationChannel
from conferences.models import Invitation
from ekc.outbox.models import Message
from ekc.outbox.tasks import send_messages
from tests.conferences.invited import REASON, page_of, prepared

from .browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GUESTS = (
    # Who, how, and in which language.
    ("Ria Jansen", "E-mail", "Nederlands"),
    ("Joan Smith", "Brief", "English"),
    ("Ayşe Demir", "E-mail en brief", "Türkçe"),
    ("Fatima Haddad", "E-mail en brief", "العربية"),
    ("Ewa Nowak", "E-mail", "Polski"),
)


def test_five_people_in_five_languages(visit):
    family = prepared()
    for name, *_how in GUESTS:
        mail = f"{name.split()[0].lower().encode('ascii', 'ignore').decode()}@voorbeeld.example"
        family.person(name=name, email=mail, street="Kerkstraat 3", postcode="1621 AB", place="Hoorn")
    secret = family.person(name="Noor Geheim", street="Schuilweg 9", place="Edam", secret_address=True)
    with visit(PHONE, family.coordinator) as v:
        v.go(f"/zaken/{family.case.number}/conferentie/uitnodigen/?kies")
        for name, channel, language in GUESTS:
            with v.within(name):
                v.place.get_by_role("checkbox", name=name).check()
                v.place.locator("summary").click()
                v.place.get_by_label("Hoe?").select_option(label=channel)
                v.place.get_by_label("In welke taal?").select_option(label=language)
        v.look("70-inviting-five")
        v.press("Uitnodigen")
        v.sees("Brieven om te printen")
        v.look("71-inviting-overview")
    send_messages()

    invited = {str(each): each for each in Invitation.objects.exclude(person=secret)}
    assert {name: str(invited[name].get_language_display()) for name, *_ in GUESTS} == {
        name: language for name, _channel, language in GUESTS
    }
    assert Message.objects.filter(subject__gt="").count() == 4
    _scan(invited["Fatima Haddad"])
    for name, _channel, language in GUESTS:
        with visit(PHONE) as guest:
            guest.go(page_of(invited[name]))
            html = guest.page.locator("html")
            assert html.get_attribute("lang") == invited[name].language
            assert (html.get_attribute("dir") == "rtl") == (language == "العربية")
            guest.look(f"72-invitee-{invited[name].language}")
            guest.page.locator("input[value=komt]").check()
            guest.page.locator("#antwoord button[type=submit]").first.click()
            guest.page.wait_for_load_state()
            guest.look(f"73-invitee-{invited[name].language}-thanks")
        assert Invitation.objects.get(pk=invited[name].pk).answer == InvitationAnswer.COMES, language


def _scan(invitation: Invitation) -> None:
    """What a mail scanner does: follow every link, several times, and more than once at the same time."""
    before = Invitation.objects.filter(pk=invitation.pk).values().get()
    for _time in range(5):
        for address in (page_of(invitation), f"{page_of(invitation)}afspraak.ics"):
            assert Client().get(address).status_code == 200
            assert Client().head(address).status_code == 200
    assert Invitation.objects.filter(pk=invitation.pk).values().get() == before


def test_papers_and_mails_of_five_languages_hold_no_reason_and_no_secret():
    family = prepared()
    hidden = family.person(name="Noor Geheim", street="Schuilweg 9", place="Edam", secret_address=True)
    family.invite(hidden, channel=InvitationChannel.MAIL)
    for language in ("nl", "en", "tr", "ar", "pl"):
        person = family.person(name=f"Gast {language}", email=f"{language}@voorbeeld.example", street="Dam 1")
        family.invite(person, channel=InvitationChannel.BOTH, language=language)
    client = Client()
    client.force_login(family.coordinator)
    folder = f"/zaken/{family.case.number}/conferentie/uitnodigingen/"

    letters = _text(client.get(f"{folder}brieven/").content)
    labels = _text(client.get(f"{folder}etiketten/").content)
    calendars = [client.get(f"{page_of(each)}afspraak.ics").content.decode() for each in Invitation.objects.all()]
    mails = [f"{mail.subject} {mail.body}" for mail in Message.objects.all()]

    for text in (letters, labels, *calendars, *mails):
        assert text
        for word in (REASON, "Sem", "alleen thuis", "Schuilweg"):
            assert word not in text
    assert "De Meerpaal" in letters
    assert "Dam 1" in labels
    assert len(mails) == 6


def _text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_arabic_is_read_from_right_to_left_in_page_mail_and_letter():
    family = prepared()
    person = family.person(name="Fatima Haddad", street="Dam 1", postcode="1621 AB", place="Hoorn")
    invitation = family.invite(person, channel=InvitationChannel.BOTH, language="ar")
    client = Client()
    client.force_login(family.coordinator)

    page = Client().get(page_of(invitation)).content.decode()
    mail = Message.objects.get()
    letter = _text(client.get(f"/zaken/{family.case.number}/conferentie/uitnodigingen/brieven/").content)

    assert '<html lang="ar" dir="rtl"' in page
    assert any("\u0600" <= letter_ <= "\u06ff" for letter_ in mail.body)
    assert any("\u0600" <= letter_ <= "\u06ff" or "\ufb50" <= letter_ <= "\ufeff" for letter_ in letter)
