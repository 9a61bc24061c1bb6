"""An aanmelding, page by page, and the case that it becomes (domain.md 3.1 move 1; R-06)."""

import datetime as dt
import re
import threading
import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from cases.casepage.next_step import next_step_for
from cases.codes import CaseState, Channel, Gender, MainPersonKind, OfferMoment, ReferrerType, Variant
from cases.desk.acts.offers import link_offer, record_offer
from cases.models import Case, CirclePerson, MainPerson, Offer, ReferralDraft
from cases.preparation.acts.frame_writer import name_safety_professional
from cases.referral.acts.drafts import parts_of
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
from cases.referral.reads.answers import Answers
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.factories import make_case, make_organisation, make_region, make_user

from .referral_data import CONSENT, PAGES, REACH, Applicant, person, persons, relative, relatives

pytestmark = pytest.mark.django_db
KINDS = ["zelf", "familie", "professional"]


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
    """By field; of a list of people with the number of the row."""
    page = response.context["page"]
    found = dict(page.form.errors) if page.form else {}
    for number, form in enumerate(page.rows.forms if page.rows is not None else []):
        found.update({f"{number}-{name}": texts for name, texts in form.errors.items()})
    return found


# --- the whole way ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_opens_empty_and_filled_in_and_leads_to_a_case(client, kind):
    applicant = Applicant(client, kind)
    for step, data in PAGES[kind].items():
        assert client.get(applicant.url("step", step)).status_code == 200, step
        assert applicant.type(step, data).status_code == 302, step
        assert client.get(applicant.url("step", step)).status_code == 200, step
    applicant.take_time()
    assert client.get(applicant.url("check")).context["incomplete"] == []
    response = applicant.send()

    case = Case.objects.get()
    assert (case.state, case.region.code, case.channel) == (CaseState.REFERRED, "utrecht", Channel.FORM)
    assert case.number in response.content.decode()


def test_family_is_asked_what_it_can_know_and_the_case_holds_it(client):
    Applicant(client).fill().send()

    case = Case.objects.get()
    assert case.referrer_type == ReferrerType.NETWORK
    assert (case.referrer.name, case.referrer.function) == ("Pim de Wit", "opa")
    assert (case.referrer.no_voicemail, case.referrer.best_time) == (True, "'s avonds")
    assert case.moves.get().action == "refer"
    mother = CirclePerson.objects.get()
    assert (mother.is_parent_or_carer, mother.phone) == (True, "0612345678")
    assert case.questions.get().text == "Hoe gaat Sem weer naar school?"
    assert case.preferences.get().wish == "Turks"


def test_who_applies_for_themselves_is_the_first_main_person(client):
    Applicant(client, "zelf").fill(anderen=persons(person(name="Noor"))).send()

    first, second = MainPerson.objects.order_by("pk")
    assert (first.name, first.phone, first.street) == ("Pim de Wit", "0687654321", "Vlierlaan 3")
    assert (first.kind, first.gender) == (MainPersonKind.ADULT, Gender.MAN)
    assert first.secret_address
    assert first.no_voicemail
    assert (second.name, second.kind) == ("Noor", MainPersonKind.MINOR)


def test_citizen_is_never_asked_about_safety_or_consent():
    for kind in ("zelf", "familie"):
        assert not {"toestemming", "veiligheid", "rol"} & set(PAGES[kind])


@pytest.mark.parametrize("step", ["toestemming", "veiligheid", "verzonnen"])
def test_a_page_that_is_not_asked_of_this_applicant_does_not_exist(client, step):
    assert client.get(Applicant(client).url("step", step)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "step", "field"),
    [
        ("zelf", "geboren", "birth_date"),
        ("zelf", "adres", "municipality"),
        ("familie", "hulp", "repeat_reason"),
        ("familie", "spoed", "urgent_reason"),
        ("familie", "voor-wie", "persons-0-birth_date"),
        ("familie", "voor-wie", "region"),
        ("professional", "toestemming", "consent_by"),
    ],
)
def test_what_is_needed_after_another_answer_is_not_called_optional(client, kind, step, field):
    text = client.get(Applicant(client, kind).url("step", step)).content.decode()
    part = text.split(f'id="div_id_{field}"')[1].split('id="div_id_')[0]

    assert "niet verplicht" not in part


@pytest.mark.parametrize("kind", KINDS)
def test_each_page_says_which_step_of_how_many_it_is(client, kind):
    applicant = Applicant(client, kind).fill()
    total = len(PAGES[kind]) + 1
    for step in PAGES[kind]:
        assert re.search(rf"Stap \d+ van {total}", client.get(applicant.url("step", step)).content.decode()), step
    assert f"Stap {total} van {total}" in client.get(applicant.url("check")).content.decode()


def test_back_from_the_check_page_a_changed_answer_leads_to_the_check_page(client):
    applicant = Applicant(client).fill()
    text = client.get(applicant.url("step", "situatie") + "?terug=1").content.decode()
    response = applicant.type("situatie", {"situation": "Het gaat iets beter."}, terug="1")

    assert 'name="terug"' in text
    assert response["Location"] == applicant.url("check")
    assert "Het gaat iets beter." in client.get(applicant.url("check")).content.decode()


# --- safe contact ----------------------------------------------------------------------------------------


def test_confirmation_says_the_number_and_nothing_about_a_person(client):
    text = Applicant(client).fill().send().content.decode()

    for typed_text in ("Sem", "Pim", "de Wit", "pim@", "school", "0687654321"):
        assert typed_text not in text


def test_applicant_gets_a_mail_that_says_nothing_of_the_case(client):
    Applicant(client).fill().send()

    mail = Message.objects.get(key__startswith="referral-received")
    case = Case.objects.get()
    assert mail.to == "pim@voorbeeld.example"
    for told in ("Sem", "Wit", case.number, "conferentie"):
        assert told not in mail.subject + mail.body


def test_what_is_not_safe_for_the_applicant_stands_beside_the_number_that_is_called(client):
    Applicant(client).fill().send()
    client.force_login(make_user(Role.REGIONAL_MANAGER))
    text = client.get(Case.objects.get().get_absolute_url()).content.decode()

    assert text.index("0687654321") < text.index("Spreek geen voicemail in.") < text.index("&#x27;s avonds")


def test_applicant_without_mail_address_gets_no_mail(client):
    Applicant(client).fill(bereik={**REACH, "email": ""}).send()

    assert not Message.objects.filter(key__startswith="referral-received").exists()


def test_every_regional_manager_of_the_region_hears_of_it_and_nobody_else(client):
    own = make_user(Role.REGIONAL_MANAGER)
    make_user(Role.REGIONAL_MANAGER, region=make_region("limburg"))
    make_user(Role.REGIONAL_MANAGER, is_active=False)
    Applicant(client).fill().send()

    mail = Message.objects.get(key__startswith="referral-new")
    assert mail.to == own.email
    assert Case.objects.get().get_absolute_url() in mail.body
    assert "Sem" not in mail.subject + mail.body


def test_contact_data_of_a_child_stays_with_that_child_when_another_is_taken_away(client):
    applicant = Applicant(client)
    applicant.fill(
        voor_wie=persons(person(0, name="Sem"), person(1, name="Noor")),
        bereiken={"reach-rij0-phone": "0600000000", "reach-rij1-phone": "0611111111"},
    )
    applicant.type("voor-wie", persons(person(0, name="Sem"), person(1, name="Noor")), remove_persons="0")
    applicant.send()

    noor = MainPerson.objects.get()
    assert (noor.name, noor.phone) == ("Noor", "0611111111")


# --- wrong input ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "wrong", "field"),
    [
        ("naam", {"name": ""}, "name"),
        ("bereik", {"phone": ""}, "phone"),
        ("bereik", {"voicemail": ""}, "voicemail"),
        ("bereik", {"email": "geen adres"}, "email"),
        ("situatie", {"situation": ""}, "situation"),
        ("situatie", {"situation": "x" * 4001}, "situation"),
        ("hulp", {"earlier_conference": "misschien"}, "earlier_conference"),
        ("hulp", {"earlier_conference": "ja"}, "repeat_reason"),
        ("hulp", {"help_duration": "altijd"}, "help_duration"),
        ("spoed", {"is_urgent": ""}, "is_urgent"),
        ("spoed", {"is_urgent": "ja"}, "urgent_reason"),
        ("voor-wie", {"persons-0-name": ""}, "0-name"),
        ("voor-wie", {"persons-0-birth": ""}, "0-birth"),
        ("voor-wie", {"persons-0-birth_date_0": "31", "persons-0-birth_date_1": "februari"}, "0-birth_date"),
        ("voor-wie", {"persons-0-birth_date_2": "2999"}, "0-birth_date"),
        (
            "voor-wie",
            {"persons-0-birth_date_0": "", "persons-0-birth_date_1": "", "persons-0-birth_date_2": ""},
            "0-birth_date",
        ),
        ("voor-wie", {"persons-0-residence": "maan"}, "0-residence"),
        ("voor-wie", {"persons-0-municipality": ""}, "region"),
        ("voor-wie", {"persons-0-municipality": "Antwerpen"}, "region"),
        ("voor-wie", {"region": "9999"}, "region"),
    ],
)
def test_wrong_input_gets_an_error_at_its_field_and_loses_nothing(client, step, wrong, field):
    applicant = Applicant(client).fill()
    data = {**PAGES["familie"][step], **wrong}
    response = applicant.type(step, data)

    assert response.status_code == 200
    assert field in errors_of(response)
    text = response.content.decode()
    assert "<title>Fout:" in " ".join(text.split())
    assert "data-error-summary" in text
    assert step in [each.slug for each in client.get(applicant.url("check")).context["incomplete"]]
    assert applicant.send().status_code == 200
    assert not Case.objects.exists()
    kept = client.get(applicant.url("step", step)).context["page"]
    typed = {name: value for name, value in data.items() if isinstance(value, str)}
    assert {name: values[0] for name, values in kept.typed(kept.parts[0].data).items()}.items() <= typed.items()


@pytest.mark.parametrize("total", ["", "geen getal", "0", "7", "999999"])
def test_a_number_of_people_that_cannot_be_is_refused(client, total):
    response = Applicant(client).type("voor-wie", {**persons(), "persons-TOTAL_FORMS": total})

    assert response.status_code == 200
    assert response.context["page"].rows.non_form_errors()


def test_more_text_than_can_be_kept_is_said_and_stays_on_the_page(client):
    response = Applicant(client).type("situatie", {"situation": "x" * 70_000})

    assert response.status_code == 413
    assert "x" * 70_000 in response.content.decode()


def test_unknown_municipality_is_fine_where_the_region_is_chosen(client):
    region = make_region("limburg")
    applicant = Applicant(client)
    applicant.fill(voor_wie={**persons(person(municipality="Maaseik")), "region": str(region.pk)}).send()

    assert Case.objects.get().region == region


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("27", "3", "2015"), dt.date(2015, 3, 27)),
        ((" 27 ", "maart", "15"), dt.date(2015, 3, 27)),
        (("27", "mrt.", "2015"), dt.date(2015, 3, 27)),
        (("27-3-15", "", ""), dt.date(2015, 3, 27)),
        (("27 maart 2015", "", ""), dt.date(2015, 3, 27)),
        (("٢٧", "٣", "٢٠١٥"), dt.date(2015, 3, 27)),
        (("27", "3", "71"), dt.date(1971, 3, 27)),
    ],
)
def test_a_date_of_birth_is_read_as_people_write_it(client, parts, expected):
    dates = {f"birth_date_{index}": part for index, part in enumerate(parts)}
    Applicant(client).fill(voor_wie=persons(person(**dates))).send()

    assert MainPerson.objects.get().birth_date == expected


@pytest.mark.parametrize(
    ("birth", "unborn", "kind"),
    [
        ("ongeboren", True, MainPersonKind.MINOR),
        ("minderjarig", False, MainPersonKind.MINOR),
        ("volwassen", False, MainPersonKind.ADULT),
    ],
)
def test_a_date_of_birth_may_be_unknown_or_kept_to_oneself(client, birth, unborn, kind):
    dates = {f"birth_date_{index}": "" for index in range(3)}
    Applicant(client).fill(voor_wie=persons(person(birth=birth, gender="", **dates))).send()

    saved = MainPerson.objects.get()
    assert (saved.unborn, saved.kind, saved.birth_date, saved.gender) == (unborn, kind, None, Gender.UNKNOWN)


def test_urgency_stands_on_the_case_with_its_reason(client):
    Applicant(client).fill(spoed={"is_urgent": "ja", "urgent_reason": "Sem staat morgen op straat."}).send()

    case = Case.objects.get()
    assert (case.is_urgent, case.urgent_reason) == (True, "Sem staat morgen op straat.")


# --- rows without JavaScript ----------------------------------------------------------------------------


def test_adding_a_person_keeps_everything_and_calls_nothing_wrong(client):
    applicant = Applicant(client)
    response = applicant.type("voor-wie", persons(person(municipality="")), add_persons="1")
    page = client.get(response["Location"]).context["page"]

    assert "#kaart-2" in response["Location"]
    assert [form["name"].value() for form in page.rows.forms] == ["Sem de Wit", None]
    assert not page.errors


def test_taking_away_the_first_of_two_leaves_the_second(client):
    applicant = Applicant(client)
    applicant.type("voor-wie", persons(person(0), person(1, name="Noor")), remove_persons="0")
    page = client.get(applicant.url("step", "voor-wie")).context["page"]

    assert [form["name"].value() for form in page.rows.forms] == ["Noor"]


def test_a_seventh_person_cannot_be_added(client):
    applicant = Applicant(client)
    applicant.type("voor-wie", persons(*(person(n) for n in range(6))), add_persons="1")
    response = client.get(applicant.url("step", "voor-wie"))

    assert len(response.context["page"].rows.forms) == 6
    assert "add_persons" not in response.content.decode()


def test_six_people_become_six_main_persons(client):
    Applicant(client).fill(voor_wie=persons(*(person(n, name=f"Kind {n}") for n in range(6)))).send()

    assert MainPerson.objects.count() == 6


def test_an_empty_contact_is_nobody(client):
    Applicant(client).fill(naasten={"relatives-TOTAL_FORMS": "1", "relatives-INITIAL_FORMS": "0"}).send()

    assert Case.objects.get().circle.count() == 0


# --- once, and by a person ------------------------------------------------------------------------------


def test_an_aanmelding_that_is_sent_twice_makes_one_case(client):
    applicant = Applicant(client).fill()
    applicant.send()
    response = applicant.send()

    assert response.status_code == 200
    assert Case.objects.get().number in response.content.decode()
    assert Message.objects.filter(key__startswith="referral-received").count() == 1


@pytest.mark.django_db(transaction=True)
def test_five_submits_at_once_make_one_case_and_each_gets_its_number(client):
    applicant = Applicant(client).fill()
    gate, pages = threading.Barrier(5), []

    def send() -> None:
        try:
            browser = Client()
            browser.cookies = client.cookies.copy()
            gate.wait()
            pages.append(browser.post(applicant.url("check"), {"versturen": "1"}, follow=True).content.decode())
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
    applicant = Applicant(client).fill()
    response = applicant.send(website="https://spam.example")

    assert not Case.objects.exists()
    assert response.context["form"].non_field_errors()
    assert response.context["form"]["website"].value() == ""
    applicant.send()
    assert Case.objects.exists()


def test_an_aanmelding_that_took_seconds_is_not_taken_and_loses_nothing(client):
    applicant = Applicant(client).fill()
    ReferralDraft.objects.update(created_at=applicant.draft.saved_at)
    response = applicant.send()

    assert not Case.objects.exists()
    assert response.context["form"].non_field_errors()
    applicant.take_time().send()
    assert Case.objects.exists()


def test_one_address_cannot_send_without_end_and_loses_nothing(client, monkeypatch):
    monkeypatch.setattr("cases.referral.views.sending.MOST_SENT_AN_HOUR", 1)
    Applicant(client).fill().send()
    second = Applicant(client).fill()
    response = second.send()

    assert response.status_code == 429
    assert "Sem gaat niet meer naar school." in response.content.decode()
    assert Case.objects.count() == 1


def test_one_address_cannot_begin_without_end(client, monkeypatch):
    monkeypatch.setattr("cases.referral.views.start.MOST_STARTED_AN_HOUR", 1)
    Applicant(client)
    response = client.post(reverse("cases:referral"), {"kind": "zelf"})

    assert response.status_code == 429
    assert ReferralDraft.objects.count() == 1


# --- a professional -------------------------------------------------------------------------------------


def test_professional_without_account_applies_too(client):
    text = Applicant(client, "professional").fill().send().content.decode()

    case = Case.objects.get()
    assert (case.referrer_type, case.referrer_department) == ("bureau_jeugdzorg", "jeugdbescherming")
    assert case.referrer.user is None
    assert "veiligheidskader" in text
    assert "eigen account" in text


def test_professional_applies_and_is_known_as_referrer(office, dirk):
    text = Applicant(office, "professional").fill().send().content.decode()

    case = Case.objects.get()
    assert case.referrer.user == dirk
    assert case.referrer.organisation == dirk.organisation
    assert case.referrer.consent_on == dt.date(2024, 1, 3)
    assert case.safety_professional == dirk
    assert reverse("plans:frame", args=[case.number]) in text


def test_professional_finds_the_pages_filled_in_with_the_account(office, dirk):
    applicant = Applicant(office, "professional")
    form = office.get(applicant.url("step", "naam")).context["page"].form

    assert (form["name"].value(), form["organisation_name"].value()) == ("Dirk", dirk.organisation.name)


def test_professional_cannot_pretend_to_come_from_elsewhere(office, dirk):
    naam = {"name": "Dirk", "organisation_name": "Andere club", "referrer_kind": "school"}
    Applicant(office, "professional").fill(naam=naam).send()

    referrer = Case.objects.get().referrer
    assert referrer.organisation_name == dirk.organisation.name
    assert referrer.case.referrer_type == ReferrerType.YOUTH_CARE_OFFICE


@pytest.mark.parametrize("said", [{}, {"has_consent": "nee"}])
def test_without_consent_a_professional_meets_no_place_for_contact_data_and_what_is_sent_is_not_kept(client, said):
    """R-06."""
    applicant = Applicant(client, "professional")
    applicant.type("voor-wie", PAGES["professional"]["voor-wie"])
    applicant.type("toestemming", said)

    assert client.get(applicant.url("step", "bereiken")).status_code == 302
    assert applicant.type("bereiken", {"reach-rij0-phone": "0611111111"})["Location"] == applicant.url("check")
    fields = client.get(applicant.url("step", "naasten")).context["page"].rows.forms[0].fields
    assert not {"phone", "email", "street", "postcode"} & set(fields)


def test_a_professional_without_consent_applies_without_contact_data(client):
    applicant = Applicant(client, "professional")
    applicant.fill(toestemming={"has_consent": "nee"}, naasten=relatives(relative(phone="0612345678"))).send()

    case = Case.objects.get()
    assert not case.referrer.has_consent
    assert (case.main_persons.get().phone, case.circle.get().phone) == ("", "")


def test_contact_data_goes_when_consent_is_taken_back(client):
    applicant = Applicant(client, "professional").fill()
    applicant.type("toestemming", {**CONSENT, "has_consent": "nee"})
    applicant.send()

    case = Case.objects.get()
    assert (case.main_persons.get().phone, case.circle.get().phone) == ("", "")


@pytest.mark.parametrize("missing", ["consent_by", "consent_on", "consent_how"])
def test_consent_is_whole_or_not_there(client, missing):
    said = {name: "" if name.startswith(missing) else value for name, value in CONSENT.items()}
    response = Applicant(client, "professional").type("toestemming", said)

    assert set(errors_of(response)) == {missing}


def test_consent_of_tomorrow_is_none(client):
    response = Applicant(client, "professional").type("toestemming", {**CONSENT, "consent_on_2": "2099"})

    assert "consent_on" in errors_of(response)


@pytest.mark.parametrize("trigger", ["ots", "rvdk", "jr", "andere_zorg"])
def test_a_worry_makes_the_frame_obligatory_and_is_the_first_task_of_the_professional(office, dirk, trigger):
    Applicant(office, "professional").fill(veiligheid={"safety_triggers": [trigger]}).send()

    case = Case.objects.get()
    assert case.needs_frame
    step = next_step_for(case, dirk)
    assert step.is_safety
    assert step.url == reverse("plans:frame_edit", args=[case.number])


def test_juvenile_probation_as_a_role_makes_the_frame_obligatory_by_itself(client):
    Applicant(client, "professional").fill(
        rol={"role_in_family": "jr"}, veiligheid={"safety_triggers": ["geen"]}
    ).send()

    assert Case.objects.get().safety_triggers == ["jr"]


def test_nothing_about_safety_is_an_answer_and_silence_is_none(client):
    applicant = Applicant(client, "professional")

    assert applicant.type("veiligheid", {"safety_triggers": ["geen"]}).status_code == 302
    assert "safety_triggers" in errors_of(applicant.type("veiligheid", {}))
    assert "safety_triggers" in errors_of(applicant.type("veiligheid", {"safety_triggers": ["ots", "geen"]}))


def test_frame_of_a_professional_without_account_is_a_task_of_the_manager_until_somebody_is_named(client):
    Applicant(client, "professional").fill().send()
    case = Case.objects.get()
    Case.objects.update(state=CaseState.ASSIGNED)
    case.refresh_from_db()
    manager, writer = make_user(Role.REGIONAL_MANAGER), make_user(Role.PROFESSIONAL, full_name="Dirk")
    address = reverse("plans:frame_assign", args=[case.number])
    assert next_step_for(case, manager).url == address

    client.force_login(manager)
    assert "Dirk" in client.get(address).content.decode()
    client.post(address, {"professional": writer.pk})
    case = Case.objects.get()
    assert case.safety_professional == writer
    assert Message.objects.get(key__startswith="frame-asked").to == writer.email
    assert next_step_for(case, manager).url != address
    assert next_step_for(case, writer).url == reverse("plans:frame_edit", args=[case.number])


def test_mail_to_who_writes_the_frame_says_only_that_something_waits(client):
    case, writer = make_case(needs_frame=True, main_persons=["Sem Bakker"]), make_user(Role.PROFESSIONAL)
    name_safety_professional(case, by=make_user(Role.REGIONAL_MANAGER), professional=writer)

    mail = Message.objects.get(key__startswith="frame-asked")
    for told in ("Sem", "Bakker", "veiligheid", "kader"):
        assert told not in mail.subject + mail.body


def test_who_is_named_reaches_the_case_and_who_is_no_longer_named_does_not(client):
    case, first, second = make_case(needs_frame=True), make_user(Role.PROFESSIONAL), make_user(Role.PROFESSIONAL)
    manager = make_user(Role.REGIONAL_MANAGER)
    for each in (first, second):
        assert not Case.objects.for_user(each).exists()
        name_safety_professional(case, by=manager, professional=each)
        assert Case.objects.for_user(each).exists()

    assert not Case.objects.for_user(first).exists()


def test_only_somebody_who_can_log_in_can_be_named_and_a_wrong_choice_is_said(client):
    case = make_case(needs_frame=True)
    gone = make_user(Role.PROFESSIONAL, full_name="Weg", is_active=False)
    client.force_login(make_user(Role.REGIONAL_MANAGER))
    response = client.post(reverse("plans:frame_assign", args=[case.number]), {"professional": gone.pk})

    assert "professional" in response.context["form"].errors
    assert Case.objects.get().safety_professional is None
    with pytest.raises(Refusal):
        name_safety_professional(case, by=make_user(Role.REGIONAL_MANAGER), professional=gone)


def test_of_a_case_that_is_over_nobody_is_asked_for_a_frame():
    case = make_case(needs_frame=True, state=CaseState.WITHDRAWN)
    with pytest.raises(Refusal):
        name_safety_professional(case, by=make_user(Role.REGIONAL_MANAGER), professional=make_user(Role.PROFESSIONAL))


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.NATIONAL])
def test_only_a_professional_writes_the_frame(client, role):
    case = make_case(needs_frame=True, state=CaseState.ACTIVATION)
    with pytest.raises(Refusal):
        name_safety_professional(case, by=make_user(Role.REGIONAL_MANAGER), professional=make_user(role))
    with pytest.raises(Refusal):
        name_safety_professional(
            make_case(), by=make_user(Role.REGIONAL_MANAGER), professional=make_user(Role.PROFESSIONAL)
        )


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.RESEARCHER, Role.FUNDER, Role.NATIONAL])
def test_other_roles_have_no_form(client, role):
    client.force_login(make_user(role))

    assert client.get(reverse("cases:referral")).status_code == 404
    assert client.post(reverse("cases:referral"), {"kind": "familie"}).status_code == 404


# --- a street or an organisation ------------------------------------------------------------------------

ALLE_HENS = {
    "soort": {"about": "groep"},
    "groep": {
        "group_name": "Bewoners van de Lindestraat",
        "group_parties": "bewoners, school",
        "municipality": "Utrecht",
    },
}


def apply_for_a_street(client) -> Applicant:
    applicant = Applicant(client, "professional")
    pages = {**PAGES["professional"], **ALLE_HENS}
    for step in ("naam", "rol", "bereik", "soort", "groep", "toestemming", "naasten"):
        assert applicant.type(step, pages[step]).status_code == 302, step
    for step in ("situatie", "hulp", "veiligheid", "spoed", "wensen"):
        assert applicant.type(step, pages[step]).status_code == 302, step
    return applicant.take_time()


def test_professional_applies_for_a_street_without_a_main_person(client):
    applicant = apply_for_a_street(client)
    total = len(Answers("professional", parts_of(applicant.draft)).steps) + 1
    assert f"Stap {total} van {total}" in client.get(applicant.url("check")).content.decode()
    applicant.send()

    case = Case.objects.get()
    assert (case.variant, case.region.code, case.main_persons.count()) == (Variant.COMMUNITY, "utrecht", 0)
    assert case.situation.startswith("Bewoners van de Lindestraat (Utrecht)\nPartijen: bewoners, school\n")
    assert case.circle.get().phone == "0612345678"


def test_who_was_named_before_it_turned_out_to_be_a_street_is_no_main_person(client):
    applicant = Applicant(client, "professional").fill()
    for step, data in ALLE_HENS.items():
        applicant.type(step, data)
    applicant.send()

    assert Case.objects.get().variant == Variant.COMMUNITY
    assert not MainPerson.objects.exists()


def test_pages_about_people_are_not_asked_of_a_street_and_the_other_way_round(client):
    street, family = apply_for_a_street(client), Applicant(client, "professional")

    for step in ("voor-wie", "bereiken"):
        assert client.get(street.url("step", step))["Location"] == street.url("check")
    assert client.get(family.url("step", "groep"))["Location"] == family.url("check")


@pytest.mark.parametrize(("kind", "status"), [("familie", 302), ("zelf", 404)])
def test_a_citizen_is_not_asked_whether_it_is_about_a_street(client, kind, status):
    applicant = Applicant(client, kind)

    assert applicant.type("soort", {"about": "groep"}).status_code == status
    assert "soort" not in parts_of(applicant.draft)


def test_street_needs_a_name_and_a_region(client):
    applicant = Applicant(client, "professional")
    applicant.type("soort", {"about": "groep"})

    assert set(errors_of(applicant.type("groep", {}))) == {"group_name", "region"}


@pytest.mark.parametrize("kind", ["familie", "professional"])
@pytest.mark.parametrize("cards", [{}, persons(person(name="", **{f"birth_date_{index}": "" for index in range(3)}))])
def test_manager_writes_down_a_call_about_a_street(desk, kind, cards):
    said = {"about": "groep", "group_name": "Winkeliers van het plein", "region": str(desk.manager.regions.get().pk)}
    desk.post(phone_call(desk, kind), {**lists(), **cards, **said, "referrer_kind": ReferrerType.SCHOOL})

    case = Case.objects.get()
    assert (case.variant, case.situation) == (Variant.COMMUNITY, "Winkeliers van het plein")
    assert not MainPerson.objects.exists()


# --- an offer comes before --------------------------------------------------------------------------------


def an_offer(by, **more) -> Offer:
    values = {"region": make_region(), "offered_on": local_today(), "moment": OfferMoment.CRISIS, "accepted": True}
    return record_offer(by=by, **{**values, **more})


def test_offer_leads_to_an_aanmelding_that_knows_its_moment(office, dirk):
    offer = an_offer(dirk)
    page = office.get(reverse("cases:referral"), {"offer": offer.pk})
    assert "Crisis" in page.content.decode()
    Applicant(office, "professional", offer=offer.pk).fill().send()

    case, offer = Case.objects.get(), Offer.objects.get()
    assert (case.offer_moment, offer.case) == (OfferMoment.CRISIS, case)
    assert "Moment van het aanbod" in office.get(case.get_absolute_url()).content.decode()


def test_offer_leads_the_manager_to_the_page_of_the_phone(desk):
    offer = an_offer(desk.manager, accepted=None)
    address = desk.get(reverse("cases:referral"), {"offer": offer.pk})["Location"]
    call = desk.post(address, {"kind": "professional"})["Location"]
    known = {**lists(), **persons(), "referrer_kind": ReferrerType.SCHOOL}
    desk.post(call, known)

    offer.refresh_from_db()
    assert (offer.case, offer.accepted) == (Case.objects.get(), True)


@pytest.mark.parametrize("asked", ["strange", "x", "999999999999999", "²"])
def test_offer_of_somebody_else_or_of_nobody_changes_nothing(office, asked):
    strange = an_offer(make_user(Role.PROFESSIONAL))
    asked = strange.pk if asked == "strange" else asked
    assert "Crisis" not in office.get(reverse("cases:referral"), {"offer": asked}).content.decode()
    Applicant(office, "professional", offer=asked).fill().send()

    assert Case.objects.get().offer_moment == ""
    assert Offer.objects.get().case is None


def test_offer_that_another_aanmelding_came_of_meanwhile_stays_with_that_one(office, dirk):
    offer = an_offer(dirk)
    applicant = Applicant(office, "professional", offer=offer.pk).fill()
    first = make_case()
    link_offer(offer, first, by=dirk)
    applicant.send()

    offer.refresh_from_db()
    assert offer.case == first
    assert Case.objects.count() == 2


# --- by telephone ----------------------------------------------------------------------------------------


@pytest.fixture
def desk(client):
    manager = make_user(Role.REGIONAL_MANAGER, full_name="Carla Manager")
    client.force_login(manager)
    client.manager = manager
    return client


def phone_call(desk, kind="familie"):
    assert desk.get(reverse("cases:referral"))["Location"] == reverse("cases:referral_desk")
    address = desk.post(reverse("cases:referral_desk"), {"kind": kind})["Location"]
    assert address.endswith("/telefoon/")
    return address


def lists(**more):
    empty = {"persons-TOTAL_FORMS": "0", "relatives-TOTAL_FORMS": "0"}
    return {**empty, "persons-INITIAL_FORMS": "0", "relatives-INITIAL_FORMS": "0", **more}


def test_manager_writes_down_on_one_page_what_was_said_and_skips_what_is_unknown(desk):
    address = phone_call(desk)
    assert desk.get(address).status_code == 200
    known = {"name": "Pim", **persons(person(birth="", birth_date_0="", birth_date_1="", birth_date_2=""))}
    response = desk.post(address, {**lists(), **known})

    case = Case.objects.get()
    assert response["Location"] == case.get_absolute_url()
    assert (case.channel, case.manager, case.situation) == (Channel.PHONE, desk.manager, "")
    assert case.referrer.user is None
    assert case.main_persons.get().name == "Sem de Wit"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_caller_fits_on_one_page(desk, kind):
    address = phone_call(desk, kind)
    data = {**lists(), **{name: value for page in PAGES[kind].values() for name, value in page.items()}}
    desk.post(address, data)

    assert Case.objects.get().channel == Channel.PHONE


def test_on_the_phone_a_person_is_reached_by_what_was_said_in_the_same_breath(desk):
    address = phone_call(desk)
    drawn = desk.get(address)
    ((person_form, reach),) = next(page for page in drawn.context["pages"] if page.reach).reach
    assert f'name="{reach.prefix}-phone"' in drawn.content.decode()
    row = person_form["row"].value()
    desk.post(address, {**lists(), **persons(person(row=row)), f"reach-{row}-phone": "0687654321"})

    assert MainPerson.objects.get().phone == "0687654321"


def test_phone_number_without_a_name_is_not_lost(desk):
    address = phone_call(desk)
    nobody = {f"birth_date_{index}": "" for index in range(3)} | {
        "name": "",
        "gender": "",
        "place": "",
        "municipality": "",
    }
    region = {"region": str(desk.manager.regions.get().pk)}
    desk.post(address, {**lists(), **persons(person(**nobody)), **region, "reach-rij0-phone": "0687654321"})

    assert MainPerson.objects.get().phone == "0687654321"


def test_kind_of_organisation_is_asked_of_a_professional_on_the_phone_too(desk):
    address = phone_call(desk, "professional")
    response = desk.post(address, {**lists(), **persons(), "name": "Juf Els"})

    assert response.status_code == 200
    assert "Soort organisatie" in response.content.decode().split("data-error-summary")[1].split("</ul>")[0]
    assert 'value="Juf Els"' in response.content.decode()
    assert not Case.objects.exists()


def test_on_the_phone_too_contact_data_of_a_professional_needs_consent(desk):
    """R-06."""
    address = phone_call(desk, "professional")
    data = {name: value for page in PAGES["professional"].values() for name, value in page.items()}
    response = desk.post(address, {**lists(), **data, "has_consent": "nee"})

    assert response.status_code == 200
    assert "toestemming" in response.context["form"].non_field_errors()[0]
    assert "0612345678" in response.content.decode()
    assert not Case.objects.exists()


def test_a_call_that_breaks_off_is_kept_and_found_again(desk):
    address = phone_call(desk)
    desk.post(address, {**lists(), "name": "Pim", "later": "1"})

    assert address in desk.get(reverse("cases:referral_desk")).content.decode()
    assert 'value="Pim"' in desk.get(address).content.decode()
    assert not Case.objects.exists()


def test_on_the_phone_a_person_more_keeps_everything(desk):
    address = phone_call(desk)
    response = desk.post(address, {**lists(), **persons(), "situation": "Veel aan de hand.", "add_persons": "1"})
    text = desk.get(response["Location"]).content.decode()

    assert "Persoon 2" in text
    assert "Veel aan de hand." in text


def test_page_of_the_phone_is_of_its_manager_alone(desk):
    address = phone_call(desk)
    desk.force_login(make_user(Role.REGIONAL_MANAGER))

    assert desk.get(address).status_code == 404


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


def test_each_page_that_says_bel_ons_says_the_number(client, settings):
    settings.EKC_PHONE = "030 555 01 00"
    for page in (client.get("/"), client.get(Applicant(client).url("step", "naam"))):
        assert 'href="tel:0305550100"' in page.content.decode()
    settings.EKC_PHONE = ""
    assert "tel:" not in client.get("/").content.decode().split("site-footer")[1]


def test_front_door_tells_a_visitor_what_this_is(client):
    text = client.get("/").content.decode()

    assert reverse("cases:referral") in text
    assert reverse("account_login") in text
