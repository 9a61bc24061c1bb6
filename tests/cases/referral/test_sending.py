"""An aanmelding is sent once and by a person, and what is said of it is safe."""

import datetime as dt
import re
import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cases import norms
from cases.codes import Gender, ReferrerToday, ReferrerType
from cases.models import Case, MainPerson, ReferralDraft
from cases.referral.acts.referral import (
    Consent,
    ConsentMissing,
    PersonData,
    Reach,
    ReferralData,
    ReferrerData,
    RelativeData,
    refer_case,
)
from ekc.accounts.codes import Role
from ekc.accounts.models import Region
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.cases.referral.referral_data import REACH, ReferrerKind, person, persons
from tests.factories import make_region, make_user

pytestmark = pytest.mark.django_db


# --- safe contact ----------------------------------------------------------------------------------------
def test_confirmation_says_the_number_and_nothing_about_a_person(client):
    text = ReferrerKind(client).fill().send().content.decode()

    for typed_text in ("Sem", "Pim", "de Wit", "pim@", "school", "0687654321"):
        assert typed_text not in text


def test_referrer_gets_a_mail_that_says_nothing_of_the_case(client):
    ReferrerKind(client).fill().send()

    mail = Message.objects.get(key__startswith="referral-received")
    case = Case.objects.get()
    assert mail.to == "pim@voorbeeld.example"
    for told in ("Sem", "Wit", case.number, "conferentie"):
        assert told not in mail.subject + mail.body


def test_what_is_not_safe_for_the_referrer_stands_beside_the_number_that_is_called(client):
    ReferrerKind(client).fill().send()
    client.force_login(make_user(Role.REGIONAL_MANAGER))
    text = client.get(Case.objects.get().get_absolute_url()).content.decode()

    assert text.index("06 87654321") < text.index("Spreek geen voicemail in.") < text.index("&#x27;s avonds")


def test_referrer_without_mail_address_gets_no_mail(client):
    ReferrerKind(client).fill(bereik={**REACH, "email": ""}).send()

    assert not Message.objects.filter(key__startswith="referral-received").exists()


def test_every_regional_manager_of_the_region_hears_of_it_and_nobody_else(client):
    own = make_user(Role.REGIONAL_MANAGER)
    make_user(Role.REGIONAL_MANAGER, region=make_region("limburg"))
    make_user(Role.REGIONAL_MANAGER, is_active=False)
    ReferrerKind(client).fill().send()

    mail = Message.objects.get(key__startswith="referral-new")
    assert mail.to == own.email
    assert Case.objects.get().get_absolute_url() in mail.body
    assert "Sem" not in mail.subject + mail.body


@pytest.mark.parametrize("kept", ["by its manager", "by a deputy", "by landelijk beheer"])
def test_what_is_promised_follows_who_looks_after_the_region(client, kept):
    national = make_user(Role.NATIONAL)
    keeper = national
    if kept != "by landelijk beheer":
        region = make_region() if kept == "by its manager" else make_region("limburg")
        keeper = make_user(Role.REGIONAL_MANAGER, region=region)
    if kept == "by a deputy":
        Region.objects.filter(code=make_region().code).update(deputy=make_region("limburg"))
    referrer = ReferrerKind(client).fill()
    page = referrer.send().content.decode()
    mail = Message.objects.get(key__startswith="referral-received")

    is_kept = kept != "by landelijk beheer"
    assert (f"binnen {norms.CONTACT_WORKING_DAYS} werkdagen" in page) == is_kept
    assert ("Landelijk beheer zoekt iemand" in page) != is_kept
    assert ("We zoeken nu wie contact" in mail.body) != is_kept
    assert [mail.to for mail in Message.objects.filter(key__startswith="referral-new")] == [keeper.email]
    assert set(Case.objects.for_user(keeper)) == {Case.objects.get()}


def test_contact_data_of_a_child_stays_with_that_child_when_another_is_taken_away(client):
    referrer = ReferrerKind(client)
    referrer.fill(
        voor_wie=persons(person(0, name="Sem"), person(1, name="Noor")),
        bereiken={"reach-rij0-phone": "0600000000", "reach-rij1-phone": "0611111111"},
    )
    referrer.type("voor-wie", persons(person(0, name="Sem"), person(1, name="Noor")), remove_persons="0")
    referrer.send()

    noor = MainPerson.objects.get()
    assert (noor.name, noor.phone) == ("Noor", "0611111111")


# --- once, and by a person ------------------------------------------------------------------------------
def test_an_aanmelding_that_is_sent_twice_makes_one_case(client):
    referrer = ReferrerKind(client).fill()
    referrer.send()
    response = referrer.send()

    assert response.status_code == 200
    assert Case.objects.get().number in response.content.decode()
    assert Message.objects.filter(key__startswith="referral-received").count() == 1


@pytest.mark.django_db(transaction=True)
def test_five_submits_at_once_make_one_case_and_each_gets_its_number(client):
    referrer = ReferrerKind(client).fill()
    gate, pages = threading.Barrier(5), []

    def send() -> None:
        try:
            browser = Client()
            browser.cookies = client.cookies.copy()
            gate.wait()
            pages.append(browser.post(referrer.url("check"), {"versturen": "1"}, follow=True).content.decode())
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    case = Case.objects.get()
    assert len(pages) == 5
    assert all(case.number in page for page in pages)
    assert MainPerson.objects.count() == 1
    assert Message.objects.filter(key__startswith="referral-received").count() == 1


def test_honeypot_stops_a_program_and_tells_a_person_the_way_out(client):
    referrer = ReferrerKind(client).fill()
    response = referrer.send(website="https://spam.example")

    assert not Case.objects.exists()
    assert response.context["form"].non_field_errors()
    assert response.context["form"]["website"].value() == ""
    referrer.send()
    assert Case.objects.exists()


def test_an_aanmelding_that_took_seconds_is_not_taken_and_loses_nothing(client):
    referrer = ReferrerKind(client).fill()
    ReferralDraft.objects.update(created_at=referrer.draft.saved_at)
    response = referrer.send()

    assert not Case.objects.exists()
    assert response.context["form"].non_field_errors()
    referrer.take_time().send()
    assert Case.objects.exists()


def test_one_address_cannot_send_without_end_and_loses_nothing(client, monkeypatch):
    monkeypatch.setattr("cases.referral.views.sending.MOST_SENT_AN_HOUR", 1)
    ReferrerKind(client).fill().send()
    second = ReferrerKind(client).fill()
    response = second.send()

    assert response.status_code == 429
    assert "Sem gaat niet meer naar school." in response.content.decode()
    assert Case.objects.count() == 1


def test_one_address_cannot_begin_without_end(client, monkeypatch):
    monkeypatch.setattr("cases.referral.views.start.MOST_STARTED_AN_HOUR", 1)
    ReferrerKind(client)
    response = client.post(reverse("cases:referral"), {"kind": "zelf"})

    assert response.status_code == 429
    assert ReferralDraft.objects.count() == 1


# --- the act --------------------------------------------------------------------------------------------
def referral(**fields) -> ReferralData:
    values = {
        "referrer": ReferrerData(type=ReferrerType.NETWORK, name="Pim"),
        "persons": [PersonData(name="Sem")],
        "region": make_region(),
        **fields,
    }
    return ReferralData(**values)


def test_act_refuses_contact_data_of_a_professional_without_consent():
    """R-06, also when no form stands before it."""
    professional = ReferrerData(type=ReferrerToday.NEIGHBOURHOOD_TEAM, name="Juf")
    mother = RelativeData(name="Ria", reach=Reach(phone="06"))
    with pytest.raises(ConsentMissing):
        refer_case(referral(referrer=professional, relatives=[mother]), by=None)

    agreed = ReferrerData(
        type=ReferrerToday.NEIGHBOURHOOD_TEAM, name="Juf", consent=Consent("Ria", dt.date(2024, 1, 1), "mondeling")
    )
    assert refer_case(referral(referrer=agreed, relatives=[mother]), by=None).is_new


@pytest.mark.parametrize("number", [0, 7])
def test_act_refuses_a_number_of_people_that_is_no_family(number):
    with pytest.raises(Refusal):
        refer_case(referral(persons=[PersonData(name="Sem")] * number), by=None)


@pytest.mark.parametrize(
    ("person_data", "kind", "age", "gender"),
    [
        (PersonData("A", birth_date=dt.date(2006, 5, 2), is_female=True), "minderjarig", 17, Gender.GIRL),
        (PersonData("B", birth_date=dt.date(2006, 5, 1), is_female=True), "meerderjarig", 18, Gender.WOMAN),
        (PersonData("C", unborn=True), "minderjarig", None, Gender.UNKNOWN),
        (PersonData("D", is_minor=False, is_female=False), "meerderjarig", None, Gender.MAN),
        (PersonData("E", is_minor=True, is_female=False), "minderjarig", None, Gender.BOY),
    ],
)
def test_age_counts_on_the_day_of_the_aanmelding(person_data, kind, age, gender):
    case = refer_case(referral(persons=[person_data]), by=None, received_on=dt.date(2024, 5, 1)).case

    saved = case.main_persons.get()
    assert (saved.kind, saved.age_at_referral, saved.gender) == (kind, age, gender)


def test_number_has_the_year_and_five_digits():
    case = refer_case(referral(), by=None, received_on=dt.date(2024, 5, 1)).case

    assert re.fullmatch(r"EK-2024-\d{5}", case.number)
