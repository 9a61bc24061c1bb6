"""An aanmelding, from the form to the case (domain.md 3.1 move 1; R-06)."""

import datetime as dt
import re
import threading
import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState, Channel, Gender, MainPersonKind, ReferrerType
from cases.domain.referral import (
    Consent,
    ConsentMissing,
    PersonData,
    Reach,
    ReferralData,
    ReferrerData,
    RelativeData,
    refer_case,
)
from cases.models import Case, CirclePerson, MainPerson
from ekc.accounts.codes import Role
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.factories import make_case, make_organisation, make_region, make_user

from .referral_data import CONSENT, drawn, person, relative, typed, typed_by_professional

pytestmark = pytest.mark.django_db
SELF, FAMILY, PROFESSIONAL = (reverse("cases:referral_form", args=[k]) for k in ("zelf", "familie", "professional"))


@pytest.fixture(autouse=True)
def _nobody_counted():
    cache.clear()


@pytest.fixture
def dirk(db):
    organisation = make_organisation(referrer_type=ReferrerType.YOUTH_CARE_OFFICE, is_care_or_deciding=True)
    return make_user(Role.PROFESSIONAL, full_name="Dirk", organisation=organisation)


@pytest.fixture
def office(client: Client, dirk):
    client.force_login(dirk)
    return client


def errors_of(response) -> dict[str, list[str]]:
    page = response.context["page"]
    found = dict(page.form.errors)
    for number, form in enumerate(page.persons.forms):
        found.update({f"persons-{number}-{name}": texts for name, texts in form.errors.items()})
    return found


# --- a citizen ------------------------------------------------------------------------------------------


def test_family_applies_and_a_new_case_stands_in_the_region_of_the_municipality(client):
    response = client.post(FAMILY, typed(relatives=1, **relative(0)), follow=True)

    case = Case.objects.get()
    assert (case.state, case.region.code, case.channel) == (CaseState.REFERRED, "utrecht", Channel.FORM)
    assert case.referrer_type == ReferrerType.NETWORK
    assert case.referrer.name == "Pim de Wit"
    assert case.moves.get().action == "refer"
    assert CirclePerson.objects.get().is_parent_or_carer
    assert case.number in response.content.decode()


def test_confirmation_says_the_number_and_nothing_about_a_person(client):
    response = client.post(FAMILY, typed(), follow=True)

    text = response.content.decode()
    for typed_text in ("Sem", "Pim", "de Wit", "pim@", "school", "0687654321"):
        assert typed_text not in text
    assert "?" not in response.request["PATH_INFO"]


def test_who_applies_for_themselves_is_the_first_main_person(client):
    data = typed(no_voicemail="on", **{"persons-0-birth_date_2": "1985", "persons-0-secret_address": "on"})
    data["persons-0-name"] = "Iemand anders"
    client.post(SELF, data)

    main_person = MainPerson.objects.get()
    assert (main_person.name, main_person.phone) == ("Pim de Wit", "0687654321")
    assert main_person.kind == MainPersonKind.ADULT
    assert main_person.gender == Gender.MAN
    assert main_person.secret_address
    assert main_person.no_voicemail


def test_citizen_is_never_asked_about_safety_or_consent(client):
    for address in (SELF, FAMILY):
        fields = client.get(address).context["form"].fields
        assert not {"safety_triggers", "consent_by", "consent_on", "consent_how"} & set(fields)


def test_applicant_gets_a_mail_that_says_nothing_of_the_case(client):
    client.post(FAMILY, typed())

    mail = Message.objects.get(key__startswith="referral-received")
    case = Case.objects.get()
    assert mail.to == "pim@voorbeeld.example"
    for told in ("Sem", "Wit", case.number, "conferentie"):
        assert told not in mail.subject + mail.body


def test_applicant_without_mail_address_gets_no_mail(client):
    client.post(FAMILY, typed(email=""))

    assert not Message.objects.filter(key__startswith="referral-received").exists()


def test_every_regional_manager_of_the_region_hears_of_it_and_nobody_else(client):
    own = make_user(Role.REGIONAL_MANAGER)
    make_user(Role.REGIONAL_MANAGER, region=make_region("limburg"))
    make_user(Role.REGIONAL_MANAGER, is_active=False)
    client.post(FAMILY, typed())

    mail = Message.objects.get(key__startswith="referral-new")
    assert mail.to == own.email
    assert Case.objects.get().get_absolute_url() in mail.body
    assert "Sem" not in mail.subject + mail.body


# --- wrong input ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"phone": ""}, "phone"),
        ({"email": "geen adres"}, "email"),
        ({"situation": ""}, "situation"),
        ({"situation": "x" * 4001}, "situation"),
        ({"earlier_conference": "misschien"}, "earlier_conference"),
        ({"earlier_conference": "ja"}, "repeat_reason"),
        ({"is_urgent": "on"}, "urgent_reason"),
        ({"help_duration": "altijd"}, "help_duration"),
        ({"submit_key": "geen sleutel"}, "submit_key"),
        ({"persons-0-name": ""}, "persons-0-name"),
        ({"persons-0-birth": ""}, "persons-0-birth"),
        ({"persons-0-birth_date_0": "31", "persons-0-birth_date_1": "februari"}, "persons-0-birth_date"),
        ({"persons-0-birth_date_2": "2999"}, "persons-0-birth_date"),
        (
            {"persons-0-birth_date_0": "", "persons-0-birth_date_1": "", "persons-0-birth_date_2": ""},
            "persons-0-birth_date",
        ),
        ({"persons-0-residence": "maan"}, "persons-0-residence"),
        ({"persons-0-municipality": ""}, "region"),
        ({"persons-0-municipality": "Antwerpen"}, "region"),
        ({"region": "9999"}, "region"),
    ],
)
def test_wrong_input_gets_an_error_at_its_field_and_loses_nothing(client, wrong, field):
    data = typed(**wrong)
    response = client.post(FAMILY, data)

    assert field in errors_of(response)
    assert not Case.objects.exists()
    if "situation" not in wrong:
        assert "Sem gaat niet meer naar school." in response.content.decode()


@pytest.mark.parametrize("total", ["", "geen getal", "0", "7", "999999"])
def test_a_number_of_people_that_cannot_be_is_refused(client, total):
    response = client.post(FAMILY, typed(**{"persons-TOTAL_FORMS": total}))

    assert response.status_code == 200
    assert not Case.objects.exists()
    assert response.context["page"].persons.non_form_errors()


def test_unknown_municipality_is_fine_where_the_region_is_chosen(client):
    region = make_region("limburg")
    client.post(FAMILY, typed(region=region.pk, **{"persons-0-municipality": "Maaseik"}))

    assert Case.objects.get().region == region


def test_unknown_kind_of_applicant_does_not_exist(client):
    assert client.get("/aanmelden/buurman/").status_code == 404


# --- rows without JavaScript ----------------------------------------------------------------------------


def test_adding_a_person_keeps_everything_and_calls_nothing_wrong(client):
    response = client.post(FAMILY, typed(name="", add_person="1"))

    page = response.context["page"]
    assert len(page.persons.forms) == 2
    assert not errors_of(response)
    assert page.persons.forms[0]["name"].value() == "Sem de Wit"
    assert page.form["situation"].value() == "Sem gaat niet meer naar school."
    assert not Case.objects.exists()


def test_taking_away_the_first_of_two_leaves_the_second(client):
    data = typed(persons=2, remove_person="0", **person(1, name="Noor"))
    response = client.post(FAMILY, data)

    assert [form["name"].value() for form in response.context["page"].persons.forms] == ["Noor"]


def test_a_seventh_person_cannot_be_added(client):
    data = typed(persons=6, add_person="1", **{k: v for n in range(1, 6) for k, v in person(n).items()})
    response = client.post(FAMILY, data)

    assert len(response.context["page"].persons.forms) == 6
    assert "add_person" not in response.content.decode()


def test_six_people_become_six_main_persons(client):
    data = typed(persons=6, **{k: v for n in range(1, 6) for k, v in person(n, name=f"Kind {n}").items()})
    client.post(FAMILY, data)

    assert MainPerson.objects.count() == 6


def test_an_empty_contact_is_nobody(client):
    client.post(FAMILY, typed(relatives=1))

    assert Case.objects.get().circle.count() == 0


# --- once, and by a person ------------------------------------------------------------------------------


def test_a_form_that_is_sent_twice_makes_one_case(client):
    data = typed()
    client.post(FAMILY, data)
    response = client.post(FAMILY, data, follow=True)

    assert Case.objects.count() == 1
    assert Message.objects.filter(key__startswith="referral-received").count() == 1
    assert "hadden we al" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_five_submits_at_once_make_one_case():
    data = typed()
    gate, answers = threading.Barrier(5), []

    def send() -> None:
        try:
            gate.wait()
            answers.append(Client().post(FAMILY, data).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [302] * 5
    assert Case.objects.count() == 1
    assert MainPerson.objects.count() == 1


def test_honeypot_stops_a_program_and_tells_a_person_the_way_out(client):
    response = client.post(FAMILY, typed(website="https://spam.example"))

    assert not Case.objects.exists()
    assert response.context["form"].non_field_errors()
    assert response.context["form"]["website"].value() == ""


@pytest.mark.parametrize("stamp", [lambda: drawn(1), lambda: "", lambda: "verzonnen"])
def test_form_that_was_filled_in_within_seconds_is_not_taken(client, stamp):
    response = client.post(FAMILY, typed(drawn_at=stamp()))

    assert not Case.objects.exists()
    assert response.context["form"].non_field_errors()


def test_one_address_cannot_send_without_end_and_loses_nothing(client, monkeypatch):
    monkeypatch.setattr("cases.views.referral.MOST_AN_HOUR", 2)
    statuses = [client.post(FAMILY, typed(name="")).status_code for _number in range(2)]
    response = client.post(FAMILY, typed())

    assert statuses == [200, 200]
    assert response.status_code == 429
    assert "Sem gaat niet meer naar school." in response.content.decode()
    assert not Case.objects.exists()


# --- a professional -------------------------------------------------------------------------------------


def test_professional_must_sign_in_first(client):
    response = client.get(PROFESSIONAL)

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_professional_applies_and_is_known_as_referrer(office, dirk):
    data = typed_by_professional(safety_triggers=["ots"], relatives=1, **CONSENT, **relative(0))
    data["relatives-TOTAL_FORMS"] = "1"
    response = office.post(PROFESSIONAL, data, follow=True)

    case = Case.objects.get()
    assert case.referrer.user == dirk
    assert case.referrer.organisation == dirk.organisation
    assert (case.referrer_type, case.referrer_department) == ("bureau_jeugdzorg", "jeugdbescherming")
    assert case.referrer.consent_on == dt.date(2024, 1, 3)
    assert case.safety_professional == dirk
    assert "veiligheidskader" in response.content.decode()


def test_professional_cannot_pretend_to_come_from_elsewhere(office, dirk):
    office.post(PROFESSIONAL, typed_by_professional(organisation_name="Andere club", referrer_kind="school"))

    referrer = Case.objects.get().referrer
    assert referrer.organisation_name == dirk.organisation.name
    assert referrer.case.referrer_type == ReferrerType.YOUTH_CARE_OFFICE


@pytest.mark.parametrize(
    "contact",
    [
        relative(0),
        relative(0, phone="", email="ria@voorbeeld.example"),
        {"persons-0-phone": "0611111111"},
        {"persons-0-street": "Dorpsstraat 1"},
    ],
)
def test_professional_gives_no_contact_data_without_consent(office, contact):
    """R-06."""
    rows = 1 if "relatives-0-name" in contact else 0
    response = office.post(PROFESSIONAL, typed_by_professional(**{**contact, "relatives-TOTAL_FORMS": str(rows)}))

    assert {"consent_by", "consent_on", "consent_how"} <= set(errors_of(response))
    assert not Case.objects.exists()
    assert next(iter(contact.values())) in response.content.decode()


@pytest.mark.parametrize("missing", ["consent_by", "consent_on", "consent_how"])
def test_consent_is_whole_or_not_there(office, missing):
    response = office.post(PROFESSIONAL, typed_by_professional(**{**CONSENT, missing: ""}))

    assert set(errors_of(response)) == {missing}


def test_consent_of_tomorrow_is_none(office):
    response = office.post(PROFESSIONAL, typed_by_professional(**{**CONSENT, "consent_on": "1-1-2099"}))

    assert "consent_on" in errors_of(response)


def test_professional_without_contact_data_needs_no_consent(office):
    office.post(PROFESSIONAL, typed_by_professional())

    assert not Case.objects.get().referrer.has_consent


def test_regional_manager_writes_down_what_was_said_on_the_phone(client):
    manager = make_user(Role.REGIONAL_MANAGER)
    client.force_login(manager)
    client.post(FAMILY, typed(drawn_at=""))

    case = Case.objects.get()
    assert (case.channel, case.manager) == (Channel.PHONE, manager)
    assert case.referrer.user is None


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.RESEARCHER, Role.FUNDER, Role.NATIONAL])
def test_other_roles_have_no_form(client, role):
    client.force_login(make_user(role))

    assert client.get(FAMILY).status_code == 404
    assert client.get(reverse("cases:referral")).status_code == 404


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
    professional = ReferrerData(type=ReferrerType.SCHOOL, name="Juf")
    mother = RelativeData(name="Ria", reach=Reach(phone="06"))
    with pytest.raises(ConsentMissing):
        refer_case(referral(referrer=professional, relatives=[mother]), by=None)

    agreed = ReferrerData(
        type=ReferrerType.SCHOOL, name="Juf", consent=Consent("Ria", dt.date(2024, 1, 1), "mondeling")
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


def test_the_same_key_gives_the_same_case():
    key = uuid.uuid4()
    first = refer_case(referral(), by=None, submit_key=key)
    second = refer_case(referral(), by=None, submit_key=key)

    assert first.case == second.case
    assert (first.is_new, second.is_new) == (True, False)


# --- one's own aanmeldingen -----------------------------------------------------------------------------


def test_professional_sees_only_the_own_aanmeldingen(office, dirk):
    own = make_case(referred_by=dirk, main_persons=["Eigen Kind"])
    make_case(referred_by=make_user(Role.PROFESSIONAL), main_persons=["Ander Kind"])
    text = office.get(reverse("cases:my_referrals")).content.decode()

    assert "Eigen Kind" in text
    assert "Ander Kind" not in text
    assert own.get_absolute_url() in text


def test_professional_reads_what_is_asked(office, dirk):
    make_case(referred_by=dirk, needs_frame=True, state=CaseState.ACTIVATION, safety_professional=dirk)
    (row,) = office.get(reverse("cases:my_referrals")).context["rows"]

    assert "veiligheidskader" in str(row.asked.title)


def test_professional_sees_nothing_of_the_circle(client, world):
    """R-05."""
    client.force_login(world.dirk)
    text = client.get(reverse("cases:my_referrals")).content.decode()

    assert world.own.case.number in text
    for canary in world.own.circle_canaries + world.own.secret_canaries:
        assert canary not in text


@pytest.mark.parametrize("role", [Role.REGIONAL_MANAGER, Role.COORDINATOR, Role.RESEARCHER, Role.NATIONAL])
def test_list_of_aanmeldingen_is_of_professionals_alone(client, role):
    client.force_login(make_user(role))

    assert client.get(reverse("cases:my_referrals")).status_code == 404


# --- the front door -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "url_name"),
    [
        (Role.REGIONAL_MANAGER, "cases:worklist"),
        (Role.COORDINATOR, "cases:my_cases"),
        (Role.PROFESSIONAL, "cases:my_referrals"),
        (Role.NATIONAL, "accounts:people"),
    ],
)
def test_front_door_leads_everybody_to_their_own_work(client, role, url_name):
    client.force_login(make_user(role))

    assert client.get("/")["Location"] == reverse(url_name)


def test_front_door_tells_a_visitor_what_this_is(client):
    text = client.get("/").content.decode()

    assert reverse("cases:referral") in text
    assert reverse("account_login") in text
