"""A professional applies: consent, the safety frame, and the account."""

import datetime as dt

import pytest
from django.urls import reverse

from cases.casepage.next_step import next_step_for
from cases.codes import CaseState, ReferrerToday
from cases.models import Case
from cases.preparation.acts.frame_writer import name_safety_professional
from ekc.accounts.codes import Role
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.cases.referral.referral_data import (
    CONSENT,
    PAGES,
    ReferrerKind,
    errors_of,
    relative,
    relatives,
)
from tests.factories import make_case, make_contract, make_user

pytestmark = pytest.mark.django_db


# --- a professional -------------------------------------------------------------------------------------
def test_professional_without_account_applies_too(client):
    text = ReferrerKind(client, "professional").fill().send().content.decode()

    case = Case.objects.get()
    assert (case.referrer_type, case.referrer_department) == ("wijkteam", "")
    assert case.referrer.user is None
    assert "veiligheidskader" in text
    assert "eigen account" in text


def test_professional_applies_and_is_known_as_referrer(office, dirk):
    text = ReferrerKind(office, "professional").fill().send().content.decode()

    case = Case.objects.get()
    assert case.referrer.user == dirk
    assert case.referrer.organisation == dirk.organisation
    assert case.consents.get().said_on == dt.date(2024, 1, 3)
    assert case.safety_professional == dirk
    assert reverse("plans:frame", args=[case.number]) in text


def test_professional_finds_the_pages_filled_in_with_the_account(office, dirk):
    referrer = ReferrerKind(office, "professional")
    form = office.get(referrer.url("step", "naam")).context["page"].form

    assert (form["name"].value(), form["organisation_name"].value()) == ("Dirk", dirk.organisation.name)


def test_professional_cannot_pretend_to_come_from_elsewhere(office, dirk):
    naam = {"name": "Dirk", "organisation_name": "Andere club", "referrer_kind": "huisarts"}
    ReferrerKind(office, "professional").fill(naam=naam).send()

    referrer = Case.objects.get().referrer
    assert referrer.organisation_name == dirk.organisation.name
    assert referrer.case.referrer_type == ReferrerToday.CERTIFIED


@pytest.mark.parametrize("said", [{}, {"has_consent": "nee"}])
def test_without_consent_a_professional_meets_no_place_for_contact_data_and_what_is_sent_is_not_kept(client, said):
    """R-06."""
    referrer = ReferrerKind(client, "professional")
    referrer.type("voor-wie", PAGES["professional"]["voor-wie"])
    referrer.type("toestemming", said)

    assert client.get(referrer.url("step", "bereiken")).status_code == 302
    assert referrer.type("bereiken", {"reach-rij0-phone": "0611111111"})["Location"] == referrer.url("check")
    fields = client.get(referrer.url("step", "naasten")).context["page"].rows.forms[0].fields
    assert not {"phone", "email", "street", "postcode"} & set(fields)


def test_a_professional_without_consent_applies_without_contact_data(client):
    referrer = ReferrerKind(client, "professional")
    referrer.fill(toestemming={"has_consent": "nee"}, naasten=relatives(relative(phone="0612345678"))).send()

    case = Case.objects.get()
    assert not case.consents.exists()
    assert (case.main_persons.get().phone, case.circle.get().phone) == ("", "")


def test_contact_data_goes_when_consent_is_taken_back(client):
    referrer = ReferrerKind(client, "professional").fill()
    referrer.type("toestemming", {**CONSENT, "has_consent": "nee"})
    referrer.send()

    case = Case.objects.get()
    assert (case.main_persons.get().phone, case.circle.get().phone) == ("", "")


@pytest.mark.parametrize("missing", ["consent_by", "consent_on", "consent_how"])
def test_consent_is_whole_or_not_there(client, missing):
    said = {name: "" if name.startswith(missing) else value for name, value in CONSENT.items()}
    response = ReferrerKind(client, "professional").type("toestemming", said)

    assert set(errors_of(response)) == {missing}


def test_consent_of_tomorrow_is_none(client):
    response = ReferrerKind(client, "professional").type("toestemming", {**CONSENT, "consent_on_2": "2099"})

    assert "consent_on" in errors_of(response)


@pytest.mark.parametrize("trigger", ["ots", "rvdk", "jr", "andere_zorg"])
def test_a_worry_makes_the_frame_obligatory_and_is_the_first_task_of_the_professional(office, dirk, trigger):
    ReferrerKind(office, "professional").fill(veiligheid={"safety_triggers": [trigger]}).send()

    case = Case.objects.get()
    assert case.needs_frame
    step = next_step_for(case, dirk)
    assert step.is_safety
    assert step.url == reverse("plans:frame_edit", args=[case.number])


def test_juvenile_probation_as_a_role_makes_the_frame_obligatory_by_itself(client):
    ReferrerKind(client, "professional").fill(
        rol={"role_in_family": "jr"}, veiligheid={"safety_triggers": ["geen"]}
    ).send()

    assert Case.objects.get().safety_triggers == ["jr"]


def test_nothing_about_safety_is_an_answer_and_silence_is_none(client):
    referrer = ReferrerKind(client, "professional")

    assert referrer.type("veiligheid", {"safety_triggers": ["geen"]}).status_code == 302
    assert "safety_triggers" in errors_of(referrer.type("veiligheid", {}))
    assert "safety_triggers" in errors_of(referrer.type("veiligheid", {"safety_triggers": ["ots", "geen"]}))


def test_frame_of_a_professional_without_account_is_a_task_of_the_manager_until_somebody_is_named(client):
    ReferrerKind(client, "professional").fill().send()
    case = Case.objects.get()
    Case.objects.update(state=CaseState.ASSIGNED)
    case.refresh_from_db()
    # A case that is assigned has a coordinator; without one the manager looks for another first (ADR 0020).
    make_contract(case, make_user(Role.COORDINATOR))
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


def test_who_was_signed_out_meanwhile_comes_back_to_the_page_that_was_sent(client):
    """What was typed waits there in the browser (`keep.js`); what keeps it by itself hears that it did not."""
    client.force_login(make_user(Role.PROFESSIONAL))
    who = ReferrerKind(client, "professional")
    page = who.url("step", "situatie")
    assert "data-keep" in client.get(page).content.decode()
    client.logout()

    answer = who.type("situatie", {"situation": "Sem slaapt slecht."})

    assert answer["Location"] == f"{reverse('account_login')}?next={page}"
    assert "staat er dan nog" in client.get(answer["Location"]).content.decode()
    assert who.type("situatie", {"situation": "Sem slaapt slecht.", "autosave": "1"}).status_code == 403
