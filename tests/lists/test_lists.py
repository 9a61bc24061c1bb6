"""Lists of codes that landelijk beheer keeps: added, named, retired; never deleted, and the figures keep counting."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cases.codes import LAY_REFERRERS, ReferrerToday, ReferrerType
from cases.coordinators.acts.profiles import change_profile
from cases.desk.acts.triage import advise_otherwise, withdraw_case
from cases.models import Case, CaseMove
from cases.referral.acts.referral import PersonData, ReferralData, ReferrerData, refer_case
from cases.referral.forms.who_applies import ProfessionalNameForm
from ekc.accounts.acts import change_organisation
from ekc.accounts.codes import Role
from ekc.accounts.forms import OrganisationForm
from ekc.dates import local_today
from ekc.lists.acts import add_code, change_code, reopen_code, retire_code
from ekc.lists.codes import FIXED, PUBLIC_LISTS, KeptList
from ekc.lists.models import ListedCode
from ekc.lists.queries import kept
from ekc.names import same_name
from ekc.refusal import Refusal
from reports.desk_figures import desk_tables
from tests.factories import make_case, make_coordinator, make_organisation, make_region, make_user

pytestmark = pytest.mark.django_db
OF_2009 = [code for code in ReferrerType.values if code not in LAY_REFERRERS]


@pytest.fixture
def lena(db):
    return make_user(Role.NATIONAL)


@pytest.fixture
def office(client: Client, lena):
    client.force_login(lena)
    return client


def code_of(which: str, code: str) -> ListedCode:
    return ListedCode.objects.get(in_list=which, code=code)


# --- what the lists hold ------------------------------------------------------------------------------------


def test_referrers_of_2009_are_closed_and_those_of_today_are_open():
    now = kept(KeptList.REFERRER)

    assert set(OF_2009) & now.open == set()
    assert now.open == {*ReferrerToday.values, *LAY_REFERRERS}
    assert set(now.names) == {*ReferrerType.values, *ReferrerToday.values}


@pytest.mark.parametrize("which", KeptList.values)
def test_no_word_means_two_choices_and_what_citizens_read_has_a_name_in_every_language(which):
    rows = ListedCode.objects.filter(in_list=which)
    words = [(same_name(word), row.code) for row in rows for word in {row.label, *row.labels.values(), *row.also}]

    assert len({word for word, _code in words}) == len(set(words))
    languages = {tuple(sorted(row.labels)) for row in rows}
    assert languages == {("ar", "en", "pl", "tr") if which in PUBLIC_LISTS else ()}
    assert {row.part_of for row in rows} - {row.code for row in rows} <= {""}


@pytest.mark.parametrize("page", ["nl", "en", "tr", "ar", "pl"])
def test_a_choice_is_found_by_its_name_in_the_language_of_the_page(page):
    with translation.override(page):
        for which in KeptList.values:
            now = kept(which)
            assert {code: now.code(name) for code, name in now.names.items()} == {code: code for code in now.names}


# --- closed for new entries ---------------------------------------------------------------------------------


@pytest.mark.parametrize("code", OF_2009)
def test_a_kind_of_2009_is_chosen_by_nobody_any_more(lena, code):
    form = ProfessionalNameForm(kind="professional")
    offered = [value for value, _label in form.fields["referrer_kind"].choices]
    of_organisation = [value for value, _label in OrganisationForm(by=lena).fields["referrer_type"].choices]
    data = ReferralData(ReferrerData(type=code, name="Dirk"), [PersonData("Sem")], make_region())

    assert code not in offered
    assert code not in of_organisation
    with pytest.raises(Refusal, match="soort organisatie"):
        refer_case(data, by=None)


def test_form_offers_the_kinds_of_today_and_no_lay_person():
    form = ProfessionalNameForm(kind="professional")

    assert [value for value, _label in form.fields["referrer_kind"].choices] == ["", *ReferrerToday.values]


def test_organisation_keeps_its_closed_kind_until_somebody_chooses_another(office, lena):
    old = make_organisation(name="Bureau Jeugdzorg", referrer_type="bureau_jeugdzorg", is_care_or_deciding=True)
    page = reverse("accounts:organisation", args=[old.pk])
    text = office.get(page).content.decode()
    assert "bestaat niet meer: kies een ander" in text
    assert "Brijder" not in text
    data = {"name": old.name, "is_care_or_deciding": "on", "referrer_type": "bureau_jeugdzorg"}
    office.post(page, data)
    old.refresh_from_db()
    assert old.referrer_type == "bureau_jeugdzorg"

    office.post(page, {**data, "referrer_type": "gecertificeerde_instelling"})
    old.refresh_from_db()
    assert old.referrer_type == "gecertificeerde_instelling"


def test_a_closed_choice_of_a_profile_stays_and_is_given_to_nobody_else(lena):
    had, other = make_coordinator(faith="winti"), make_coordinator()
    retire_code(code_of("geloof", "winti"), by=lena)

    change_profile(had, by=lena, faith="winti", max_cases=4)
    with pytest.raises(Refusal, match="geloof"):
        change_profile(other, by=lena, faith="winti")


@pytest.mark.parametrize(
    ("which", "page", "act"),
    [(KeptList.ADVICE, "advise_otherwise", advise_otherwise), (KeptList.WITHDRAWAL, "withdraw", withdraw_case)],
)
def test_a_reason_that_is_added_is_given_and_counted_and_a_closed_one_is_given_no_more(client, lena, which, page, act):
    carla, cases = make_user(Role.REGIONAL_MANAGER), [make_case(), make_case()]
    words = "advice" if which == KeptList.ADVICE else "reason"
    made = add_code(which, by=lena, label="Verhuisd naar het buitenland")
    act(cases[0], by=carla, reason_code=made.code, **{words: "x"})
    retire_code(made, by=lena)
    client.force_login(carla)
    with pytest.raises(Refusal, match="Kies waarom"):
        act(cases[1], by=carla, reason_code=made.code, **{words: "x"})

    assert made.label not in client.get(reverse(f"cases:{page}", args=[cases[1].number])).content.decode()
    rows = [row for table in desk_tables(carla, local_today().year) for row in table.rows]
    assert (made.label, (1,)) in rows
    with pytest.raises(IntegrityError, match="case_move_reason_known"), transaction.atomic():
        CaseMove.objects.filter(reason_code=made.code).update(reason_code="verzonnen")


# --- the acts -----------------------------------------------------------------------------------------------


def test_a_choice_is_added_named_closed_and_opened_again(lena):
    made = add_code(
        "aanmelder", by=lena, label="  Kraam-zorg  ", labels={"en": "Maternity care"}, also=["kraamzorg nl"]
    )
    assert (made.code, made.label, made.name) == ("kraam_zorg", "Kraam-zorg", "Kraam-zorg")
    change_code(made, by=lena, label="Kraamzorg en verloskunde", also=made.also)
    retire_code(made, by=lena)
    made.refresh_from_db()
    assert (made.code, made.label, made.is_open) == ("kraam_zorg", "Kraamzorg en verloskunde", False)
    reopen_code(made, by=lena)
    made.refresh_from_db()

    assert made.is_open
    assert made.events.count() == 4


@pytest.mark.parametrize(
    ("label", "also"),
    [("islam", []), ("MOSLIM", []), ("Nieuw", ["Müslüman"]), ("Anders", []), ("", []), ("x" * 81, [])],
)
def test_a_word_that_means_another_choice_already_is_refused(lena, label, also):
    with pytest.raises(Refusal):
        add_code("geloof", by=lena, label=label, also=also)


def test_two_names_of_other_signs_get_two_codes(lena):
    codes = [add_code("geloof", by=lena, label=label).code for label in ("الصوفية", "ብሕታዊ", "Sufi-orde")]

    assert len(set(codes)) == 3
    assert all(code.isascii() and code for code in codes)


def test_a_circle_of_belonging_is_refused(lena):
    christian = code_of("geloof", "christelijk")
    with pytest.raises(Refusal, match="Hoort bij"):
        change_code(christian, by=lena, label=christian.label, also=christian.also, part_of="katholiek")
    with pytest.raises(Refusal, match="Hoort bij"):
        change_code(christian, by=lena, label=christian.label, also=christian.also, part_of="verzonnen")


@pytest.mark.parametrize(("which", "code"), [(which, code) for which, codes in FIXED.items() for code in sorted(codes)])
def test_what_the_program_speaks_of_is_never_closed(lena, which, code):
    listed = code_of(which, code)
    with pytest.raises(Refusal, match="hoort bij het programma"):
        retire_code(listed, by=lena)
    with pytest.raises(IntegrityError, match="listed_code_fixed_stays"), transaction.atomic():
        ListedCode.objects.filter(pk=listed.pk).update(retired_on="2026-01-01")


# --- the database -------------------------------------------------------------------------------------------


def test_database_deletes_no_choice_and_changes_no_code():
    rows = ListedCode.objects.filter(in_list="geloof", code="winti")
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        rows.delete()
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM lists_listedcode")
    for change in ({"code": "anders_gezegd"}, {"in_list": "achtergrond"}):
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            rows.update(**change)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: Case.objects.filter(pk=make_case().pk).update(referrer_type="verzonnen"), "case_referrer_type_known"),
        (lambda: make_organisation(referrer_type="verzonnen"), "organisation_referrer_type_known"),
        (lambda: make_coordinator(faith="verzonnen"), "coordinator_faith_known"),
        (lambda: make_coordinator(backgrounds=["turks", "verzonnen"]), "coordinator_backgrounds_known"),
        (lambda: make_coordinator(faith="anders"), "coordinator_faith_words_with_anders"),
        (lambda: make_coordinator(background_words="x"), "coordinator_background_words_with_anders"),
    ],
)
def test_database_lets_in_no_code_that_stands_in_no_list(make, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


# --- the page -----------------------------------------------------------------------------------------------


def test_landelijk_beheer_keeps_the_lists_on_a_page(office):
    assert all(str(label) in office.get(reverse("lists:lists")).content.decode() for label in KeptList.labels)
    text = office.get(reverse("lists:list", args=["aanmelder"])).content.decode()
    assert "Veilig Thuis" in text
    assert "Brijder" in text.partition("Gesloten voor nieuwe keuzes")[2]

    office.post(reverse("lists:add", args=["geloof"]), {"label": "Soefi", "also": "soefisme, Sufi", "part_of": "islam"})
    made = code_of("geloof", "soefi")
    assert (made.also, made.part_of) == (["soefisme", "Sufi"], "islam")
    office.post(reverse("lists:change", args=[made.pk]), {"label": "Soefisch", "also": "", "label_tr": "Tasavvuf"})
    made.refresh_from_db()
    assert (made.label, made.labels, made.code) == ("Soefisch", {"tr": "Tasavvuf"}, "soefi")
    office.post(reverse("lists:retire", args=[made.pk]))
    made.refresh_from_db()
    assert not made.is_open
    office.post(reverse("lists:reopen", args=[made.pk]))
    made.refresh_from_db()
    assert made.is_open


def test_a_word_that_is_taken_is_said_above_the_form_and_nothing_is_lost(office):
    answer = office.post(reverse("lists:add", args=["geloof"]), {"label": "Moslims", "also": "een, twee"})

    text = answer.content.decode()
    assert "staat al in deze lijst, bij “Islam”" in text
    assert 'value="Moslims"' in text
    assert "een, twee" in text


@pytest.mark.parametrize("which", KeptList.values)
def test_each_list_is_added_to_and_a_change_of_name_changes_nothing_else(office, which):
    office.post(reverse("lists:add", args=[which]), {"label": "Iets nieuws"})
    for listed in ListedCode.objects.filter(in_list=which):
        before = {**ListedCode.objects.values().get(pk=listed.pk), "label": "Andere naam"}
        page = reverse("lists:change", args=[listed.pk])
        form = office.get(page).context["form"]
        typed = {name: form[name].value() for name in form.fields}
        office.post(page, {**typed, "label": "Andere naam"})
        assert ListedCode.objects.values().get(pk=listed.pk) == before
        office.post(page, typed)


@pytest.mark.parametrize("which", ["verzonnen", "geslacht"])
def test_there_is_no_other_list(office, which):
    assert office.get(reverse("lists:add", args=[which])).status_code == 404
    assert office.get(reverse("lists:list", args=[which])).status_code == 404


def test_a_new_name_is_read_wherever_the_code_is_shown(client, lena):
    """The worklist filter, the page of a case, the public form in another language."""
    listed = code_of("aanmelder", "wijkteam")
    change_code(listed, by=lena, label="Buurtteam", labels={"tr": "Semt ekibi"}, also=listed.also)
    carla, case = make_user(Role.REGIONAL_MANAGER), make_case(referrer_type="wijkteam")
    client.force_login(carla)

    assert "Buurtteam" in client.get(case.get_absolute_url()).content.decode()
    assert "Buurtteam" in client.get(reverse("cases:worklist")).content.decode()
    with translation.override("tr"):
        form = ProfessionalNameForm(kind="professional")
    assert ("wijkteam", "Semt ekibi") in form.fields["referrer_kind"].choices


def test_professional_of_an_organisation_with_a_closed_kind_is_asked_again(client):
    dirk = make_user(Role.PROFESSIONAL)
    change_organisation(
        dirk.organisation, by=dirk, name="Oud Bureau", is_care_or_deciding=True, referrer_type="bureau_jeugdzorg"
    )
    client.force_login(dirk)
    start = client.post(reverse("cases:referral"), {"kind": "professional"})["Location"]
    form = client.get(start).context["page"].form

    assert not form.fields["referrer_kind"].disabled
    assert form["referrer_kind"].value() == ""
