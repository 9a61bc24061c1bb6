"""An aanmelding, page by page, and the case that it becomes (domain.md 3.1 move 1; R-06)."""

import datetime as dt
import re

import pytest

from cases.codes import CaseState, Channel, Gender, MainPersonKind, ReferrerType
from cases.models import Case, CirclePerson, MainPerson
from cases.referral.forms.group import FAMILY, GROUP, HARM
from cases.referral.reads.steps import STEPS
from tests.cases.referral.referral_data import KINDS, errors_of
from tests.factories import make_region

from .referral_data import PAGES, ReferrerKind, person, persons

pytestmark = pytest.mark.django_db


# --- the whole way ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_opens_empty_and_filled_in_and_leads_to_a_case(client, kind):
    referrer = ReferrerKind(client, kind)
    for step, data in PAGES[kind].items():
        assert client.get(referrer.url("step", step)).status_code == 200, step
        assert referrer.type(step, data).status_code == 302, step
        assert client.get(referrer.url("step", step)).status_code == 200, step
    referrer.take_time()
    assert client.get(referrer.url("check")).context["incomplete"] == []
    response = referrer.send()

    case = Case.objects.get()
    assert (case.state, case.region.code, case.channel) == (CaseState.REFERRED, "utrecht", Channel.FORM)
    assert case.number in response.content.decode()


def test_family_is_asked_what_it_can_know_and_the_case_holds_it(client):
    ReferrerKind(client).fill().send()

    case = Case.objects.get()
    assert case.referrer_type == ReferrerType.NETWORK
    assert (case.referrer.name, case.referrer.function) == ("Pim de Wit", "opa")
    assert (case.referrer.no_voicemail, case.referrer.best_time) == (True, "'s avonds")
    assert case.moves.get().action == "refer"
    mother = CirclePerson.objects.get()
    assert (mother.is_parent_or_carer, mother.phone) == (True, "0612345678")
    assert case.questions.get().text == "Hoe gaat Sem weer naar school?"
    assert (case.preferences.get().codes, case.preferences.get().wish) == (["tr"], "")


def test_who_applies_for_themselves_is_the_first_main_person(client):
    ReferrerKind(client, "zelf").fill(anderen=persons(person(name="Noor"))).send()

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
def test_a_page_that_is_not_asked_of_this_referrer_does_not_exist(client, step):
    assert client.get(ReferrerKind(client).url("step", step)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "step", "field"),
    [
        ("zelf", "geboren", "birth_date"),
        ("zelf", "adres", "region"),
        ("familie", "hulp", "repeat_reason"),
        ("familie", "spoed", "urgent_reason"),
        ("familie", "voor-wie", "persons-0-birth_date"),
        ("familie", "voor-wie", "region"),
        ("professional", "toestemming", "consent_by"),
    ],
)
def test_what_is_needed_after_another_answer_is_not_called_optional(client, kind, step, field):
    text = client.get(ReferrerKind(client, kind).url("step", step)).content.decode()
    part = text.split(f'id="div_id_{field}"')[1].split('id="div_id_')[0]

    assert "niet verplicht" not in part


@pytest.mark.parametrize("kind", KINDS)
def test_each_page_says_which_step_of_how_many_it_is(client, kind):
    referrer = ReferrerKind(client, kind).fill()
    total = len(PAGES[kind]) + 1
    for step in PAGES[kind]:
        assert re.search(rf"Stap \d+ van {total}", client.get(referrer.url("step", step)).content.decode()), step
    assert f"Stap {total} van {total}" in client.get(referrer.url("check")).content.decode()


def test_back_from_the_check_page_a_changed_answer_leads_to_the_check_page(client):
    referrer = ReferrerKind(client).fill()
    text = client.get(referrer.url("step", "situatie") + "?terug=1").content.decode()
    response = referrer.type("situatie", {"situation": "Het gaat iets beter."}, terug="1")

    assert 'name="terug"' in text
    assert response["Location"] == referrer.url("check")
    assert "Het gaat iets beter." in client.get(referrer.url("check")).content.decode()


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
        ("voor-wie", {"persons-0-place": "", "persons-0-municipality": ""}, "region"),
        ("voor-wie", {"persons-0-place": "", "persons-0-municipality": "Antwerpen"}, "region"),
        ("voor-wie", {"persons-0-place": "Antwerpen", "persons-0-municipality": ""}, "region"),
        ("voor-wie", {"persons-0-place": "Hoorn", "persons-0-municipality": ""}, "0-municipality"),
        ("voor-wie", {"region": "9999"}, "region"),
    ],
)
def test_wrong_input_gets_an_error_at_its_field_and_loses_nothing(client, step, wrong, field):
    referrer = ReferrerKind(client).fill()
    data = {**PAGES["familie"][step], **wrong}
    response = referrer.type(step, data)

    assert response.status_code == 200
    assert field in errors_of(response)
    text = response.content.decode()
    assert "<title>Fout:" in " ".join(text.split())
    assert "data-error-summary" in text
    assert step in [each.slug for each in client.get(referrer.url("check")).context["incomplete"]]
    assert referrer.send().status_code == 200
    assert not Case.objects.exists()
    kept = client.get(referrer.url("step", step)).context["page"]
    typed = {name: value for name, value in data.items() if isinstance(value, str)}
    assert {name: values[0] for name, values in kept.typed(kept.parts[0].data).items()}.items() <= typed.items()


@pytest.mark.parametrize("total", ["", "geen getal", "0", "7", "999999"])
def test_a_number_of_people_that_cannot_be_is_refused(client, total):
    response = ReferrerKind(client).type("voor-wie", {**persons(), "persons-TOTAL_FORMS": total})

    assert response.status_code == 200
    assert response.context["page"].rows.non_form_errors()


def test_more_text_than_can_be_kept_is_said_and_stays_on_the_page(client):
    response = ReferrerKind(client).type("situatie", {"situation": "x" * 70_000})

    assert response.status_code == 413
    assert "x" * 70_000 in response.content.decode()


def test_unknown_municipality_is_fine_where_the_region_is_chosen(client):
    region = make_region("limburg")
    referrer = ReferrerKind(client)
    referrer.fill(voor_wie={**persons(person(municipality="Maaseik")), "region": str(region.pk)}).send()

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
    ReferrerKind(client).fill(voor_wie=persons(person(**dates))).send()

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
    ReferrerKind(client).fill(voor_wie=persons(person(birth=birth, gender="", **dates))).send()

    saved = MainPerson.objects.get()
    assert (saved.unborn, saved.kind, saved.birth_date, saved.gender) == (unborn, kind, None, Gender.UNKNOWN)


def test_urgency_stands_on_the_case_with_its_reason(client):
    ReferrerKind(client).fill(spoed={"is_urgent": "ja", "urgent_reason": "Sem staat morgen op straat."}).send()

    case = Case.objects.get()
    assert (case.is_urgent, case.urgent_reason) == (True, "Sem staat morgen op straat.")


# --- rows without JavaScript ----------------------------------------------------------------------------


def test_adding_a_person_keeps_everything_and_calls_nothing_wrong(client):
    referrer = ReferrerKind(client)
    response = referrer.type("voor-wie", persons(person(municipality="")), add_persons="1")
    page = client.get(response["Location"]).context["page"]

    assert "#kaart-2" in response["Location"]
    assert [form["name"].value() for form in page.rows.forms] == ["Sem de Wit", None]
    assert not page.errors


def test_taking_away_the_first_of_two_leaves_the_second(client):
    referrer = ReferrerKind(client)
    referrer.type("voor-wie", persons(person(0), person(1, name="Noor")), remove_persons="0")
    page = client.get(referrer.url("step", "voor-wie")).context["page"]

    assert [form["name"].value() for form in page.rows.forms] == ["Noor"]


def test_a_seventh_person_cannot_be_added(client):
    referrer = ReferrerKind(client)
    referrer.type("voor-wie", persons(*(person(n) for n in range(6))), add_persons="1")
    response = client.get(referrer.url("step", "voor-wie"))

    assert len(response.context["page"].rows.forms) == 6
    assert "add_persons" not in response.content.decode()


LISTS = [
    (kind, step, about)
    for kind, steps in STEPS.items()
    for about in (FAMILY, GROUP, HARM)
    for step in steps
    if step.people is not None and (not step.about or about in step.about)
]


@pytest.mark.parametrize(("kind", "step", "about"), LISTS, ids=lambda each: getattr(each, "slug", str(each)))
def test_on_every_page_with_a_list_a_row_is_added_and_taken_away(client, kind, step, about):
    referrer = ReferrerKind(client, kind)
    referrer.type("soort", {"about": about, "own_side": "gedupeerde"})
    prefix, nobody = step.prefix, {f"{step.prefix}-TOTAL_FORMS": "1", f"{step.prefix}-INITIAL_FORMS": "0"}
    first = {**nobody, f"{prefix}-0-name": "De eerste", f"{prefix}-0-row": "rij0"}

    added = referrer.type(step.slug, first, **{f"add_{prefix}": "1"})
    rows = client.get(added["Location"]).context["page"].rows.forms
    assert [form["name"].value() for form in rows] == ["De eerste", None]
    referrer.type(step.slug, {**first, f"{prefix}-TOTAL_FORMS": "2"}, **{f"remove_{prefix}": "0"})
    rows = client.get(referrer.url("step", step.slug)).context["page"].rows.forms
    assert [form["name"].value() for form in rows] == [None]


def test_six_people_become_six_main_persons(client):
    ReferrerKind(client).fill(voor_wie=persons(*(person(n, name=f"Kind {n}") for n in range(6)))).send()

    assert MainPerson.objects.count() == 6


def test_an_empty_contact_is_nobody(client):
    ReferrerKind(client).fill(naasten={"relatives-TOTAL_FORMS": "1", "relatives-INITIAL_FORMS": "0"}).send()

    assert Case.objects.get().circle.count() == 0
