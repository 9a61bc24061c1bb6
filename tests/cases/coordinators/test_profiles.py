"""The profile of a coordinator: who may say what, and what R-01, R-02 and R7 ask of it."""

import datetime as dt
from decimal import Decimal

import pghistory
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.codes import CaseState, Training, Variant
from cases.coordinators.acts.profiles import (
    add_employer,
    add_leave,
    add_tie,
    change_profile,
    change_regions,
    declare_employers,
    remove_employer,
    remove_leave,
    remove_tie,
)
from cases.coordinators.matching import match_for
from cases.models import Coordinator, CoordinatorTie
from ekc.accounts.acts import change_person, register_person
from ekc.accounts.codes import Role
from ekc.accounts.models import Organisation
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import OTHER_REGION, make_case, make_contract, make_coordinator, make_organisation, make_region
from tests.factories import make_user as make_person

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def carla(db):
    return make_person(Role.REGIONAL_MANAGER, full_name="Carla Manager")


@pytest.fixture
def anna(db) -> Coordinator:
    return make_coordinator()


def page(name: str, *args) -> str:
    return reverse(f"cases:{name}", args=args)


# --- there is always one ------------------------------------------------------------------------------------


def test_who_gets_an_account_as_coordinator_gets_a_profile(carla):
    lena = make_person(Role.NATIONAL)
    new = register_person(
        by=lena, email="nieuw@voorbeeld.example", full_name="Nieuw", role=Role.COORDINATOR, regions=[make_region()]
    )
    dirk = make_person(Role.PROFESSIONAL)
    assert not Coordinator.objects.filter(user=dirk).exists()
    change_person(dirk, by=lena, email=dirk.email, full_name="Dirk", role=Role.COORDINATOR, regions=[make_region()])

    assert Coordinator.objects.filter(user__in=[new, dirk]).count() == 2


# --- changing it --------------------------------------------------------------------------------------------


def test_coordinator_keeps_up_the_own_profile(client, anna):
    client.force_login(anna.user)
    own = client.get(page("own_profile"), follow=True)
    assert own.redirect_chain[-1][0] == anna.get_absolute_url()

    client.post(
        page("profile_edit", anna.pk),
        {
            "gender": "vrouw",
            "languages": "Nederlands, turks",
            "backgrounds": ["turks"],
            "faith": "islam",
            "max_cases": 3,
            "available": "nee",
        },
    )

    anna.refresh_from_db()
    assert (anna.gender, anna.languages, anna.max_cases, anna.available) == ("vrouw", ["nl", "tr"], 3, False)
    assert (anna.backgrounds, anna.faith) == (["turks"], "islam")


def test_unknown_language_is_said_at_the_field_with_what_was_meant_and_nothing_is_lost(client, anna):
    client.force_login(anna.user)
    answer = client.post(
        page("profile_edit", anna.pk), {"languages": "Nederlands, Turkss", "background_words": "Haags"}
    )

    text = answer.content.decode()
    assert "De taal “Turkss” kennen we niet. Bedoelt u Turks?" in text
    assert 'value="Nederlands, Turkss"' in text
    assert 'value="Haags"' in text


@pytest.mark.parametrize("field", ["trainings", "vog_date", "training_costs"])
def test_what_the_office_checks_is_not_the_coordinators_to_change(client, anna, field):
    value = {"trainings": ["herstel"], "vog_date": local_today(), "training_costs": Decimal(0)}[field]
    with pytest.raises(Refusal, match="regiomanager"):
        change_profile(anna, by=anna.user, **{field: value})
    client.force_login(anna.user)

    assert f'name="{field}"' not in client.get(page("profile_edit", anna.pk)).content.decode()


def test_manager_of_the_region_checks_the_papers(client, anna, carla):
    client.force_login(carla)
    client.post(
        page("profile_edit", anna.pk),
        {
            "gender": "onbekend",
            "languages": "Nederlands",
            "max_cases": 2,
            "available": "ja",
            "trainings": ["ekc", "herstel"],
            "vog_date": "1-2-2026",
            "training_costs": "450,50",
            "regions": [make_region().pk],
        },
    )

    anna.refresh_from_db()
    assert (anna.trainings, anna.vog_date) == (["ekc", "herstel"], dt.date(2026, 2, 1))
    assert anna.training_costs == Decimal("450.50")


def test_profile_of_another_region_does_not_exist(client, anna):
    elsewhere = make_person(Role.REGIONAL_MANAGER, region=make_region(OTHER_REGION))
    for user in (elsewhere, make_person(Role.COORDINATOR), make_person(Role.PROFESSIONAL)):
        client.force_login(user)
        assert client.get(anna.get_absolute_url()).status_code == 404
        assert client.post(page("profile_edit", anna.pk), {}).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"gender": "x"},
        {"languages": ["xx-yy"]},
        {"backgrounds": ["verzonnen"]},
        {"backgrounds": ["anders"]},
        {"background_words": "Haags"},
        {"faith": "verzonnen"},
        {"faith": "anders"},
        {"faith": "islam", "faith_words": "soefi"},
        {"trainings": ["koken"]},
        {"max_cases": 0},
        {"max_cases": 21},
        {"vog_date": local_today() + DAY},
        {"training_costs": Decimal(-1)},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(anna, carla, fields):
    before = Coordinator.objects.values().get(pk=anna.pk)
    with pytest.raises(Refusal):
        change_profile(anna, by=carla, **fields)

    assert Coordinator.objects.values().get(pk=anna.pk) == before


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"max_cases": 0}, "coordinator_max_cases_1_20"),
        ({"trainings": ["koken"]}, "coordinator_trainings_known"),
        ({"gender": "x"}, "coordinator_gender_known"),
        ({"training_costs": -1}, "coordinator_training_costs_not_negative"),
    ],
)
def test_database_refuses_it_too(anna, fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Coordinator.objects.filter(pk=anna.pk).update(**fields)


def test_history_keeps_each_change_and_each_employer(anna, carla):
    change_profile(anna, by=carla, max_cases=4)
    change_profile(anna, by=carla, max_cases=4)
    work = add_employer(anna, by=carla, name="Bakkerij")
    remove_employer(anna, work, by=carla)

    events = anna.events.filter(pgh_label="update", max_cases=4)
    assert events.count() == 1
    from cases.models import CoordinatorEmployer

    labels = CoordinatorEmployer.pgh_event_model.objects.filter(organisation=work).values_list("pgh_label", flat=True)
    assert sorted(labels) == ["delete", "insert"]


def test_profile_says_who_changed_what_to_coordinator_and_office(client, anna, carla):
    with pghistory.context(user=carla.pk):
        remove_employer(anna, add_employer(anna, by=carla, name="Bakkerij Smit"), by=carla)
        change_profile(anna, by=carla, max_cases=4, languages=["nl", "tr"])
    CoordinatorTie.objects.create(coordinator=anna, case=make_case(), description="Nicht van de moeder")
    address = page("profile_history", anna.pk)

    for reader in (carla, anna.user, make_person(Role.NATIONAL)):
        client.force_login(reader)
        assert address in client.get(anna.get_absolute_url()).content.decode()
        response = client.get(address)
        text = response.content.decode()
        assert "Nicht van de moeder" not in text
        titles = [entry["title"] for entry in response.context["entries"]]
        assert {"Profiel aangepast", "Werkgever weggehaald", "Werkgever toegevoegd"} <= set(titles)
        assert response.context["entries"][0]["who"] == carla.full_name
        assert "is nu Nederlands, Turks." in text
        assert "Bakkerij Smit" in text


def test_history_of_a_profile_costs_the_same_for_few_and_many_changes(client, anna, carla):
    client.force_login(carla)
    counts = []
    for most in (3, 12):
        for number in range(1, most):
            change_profile(anna, by=carla, max_cases=number)
        with CaptureQueriesContext(connection) as captured:
            client.get(page("profile_history", anna.pk))
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_manager_sets_the_own_regions_and_leaves_those_of_colleagues(anna, carla):
    limburg, own = make_region(OTHER_REGION), make_region()
    anna.user.regions.set([limburg, own])
    change_regions(anna, by=carla, regions=[])

    assert list(anna.user.regions.all()) == [limburg]
    with pytest.raises(Refusal, match="eigen regio"):
        change_regions(anna, by=carla, regions=[make_region("groningen")])
    with pytest.raises(Refusal):
        change_regions(anna, by=anna.user, regions=[own])
    anna.user.regions.set([own])
    with pytest.raises(Refusal, match="minstens één"):
        change_regions(anna, by=carla, regions=[])


# --- R-01 ---------------------------------------------------------------------------------------------------


def test_employer_of_the_list_blocks_when_it_gives_care(client, anna):
    care = make_organisation(name="Altra", is_care_or_deciding=True)
    client.force_login(anna.user)
    client.post(page("employer_add", anna.pk), {"organisation": care.pk})

    assert "Werkt bij Altra" in client.get(anna.get_absolute_url()).content.decode()
    assert match_for(make_case(), anna).blocks


def test_new_employer_says_whether_it_gives_care(client, anna):
    client.force_login(anna.user)
    silent = client.post(page("employer_add", anna.pk), {"name": "Wijkteam Oost"})
    assert "Twijfel je? Kies dan ja." in silent.content.decode()
    client.post(page("employer_add", anna.pk), {"name": "Wijkteam Oost", "is_care_or_deciding": "ja"})

    assert Organisation.objects.get(name="Wijkteam Oost").is_care_or_deciding
    assert match_for(make_case(), anna).blocks


def test_known_name_is_the_known_organisation_with_its_own_flag(anna):
    care = make_organisation(name="Altra", is_care_or_deciding=True)

    assert add_employer(anna, by=anna.user, name=" altra ", is_care_or_deciding=False) == care
    care.refresh_from_db()
    assert care.is_care_or_deciding


def test_saying_that_there_is_no_employer_is_a_declaration(client, anna):
    Coordinator.objects.update(employers_declared_on=None)
    assert "opgegeven" in match_for(make_case(), anna).blocks[0]
    client.force_login(anna.user)
    client.post(page("employers_declare", anna.pk))

    anna.refresh_from_db()
    assert anna.employers_declared_on == local_today()
    assert not match_for(make_case(), anna).blocks


def test_declaration_of_long_ago_is_renewed(anna):
    Coordinator.objects.update(employers_declared_on=local_today() - 400 * DAY)
    declare_employers(anna, by=anna.user)

    anna.refresh_from_db()
    assert anna.employers_declared_on == local_today()


# --- R-02 ---------------------------------------------------------------------------------------------------


def test_tie_to_an_organisation_blocks_what_it_refers_and_nothing_else(client, anna):
    school = make_organisation(name="De school")
    of_school = make_case(referred_by=make_person(Role.PROFESSIONAL, organisation=school))
    client.force_login(anna.user)
    client.post(page("tie_add", anna.pk), {"organisation": school.pk, "description": "mijn partner werkt daar"})

    assert "mijn partner werkt daar (De school)" in match_for(of_school, anna).blocks[0]
    assert not match_for(make_case(), anna).blocks
    tie = anna.ties.get()
    client.post(page("tie_remove", anna.pk, tie.pk))
    assert not match_for(of_school, anna).blocks


def test_tie_to_a_case_stays(anna):
    tie = CoordinatorTie.objects.create(coordinator=anna, case=make_case(), description="buren")
    with pytest.raises(Refusal, match="blijft staan"):
        remove_tie(tie, by=anna.user)


def test_database_wants_a_tie_to_one_thing(anna):
    with pytest.raises(IntegrityError, match="tie_to_case_or_organisation"), transaction.atomic():
        CoordinatorTie.objects.create(coordinator=anna, description="met niemand")


def test_tie_without_words_is_refused(anna):
    with pytest.raises(Refusal):
        add_tie(anna, by=anna.user, organisation=make_organisation(), description="  ")


# --- leave --------------------------------------------------------------------------------------------------


def test_leave_blocks_from_the_first_day_to_the_last(client, anna):
    today, case = local_today(), make_case()
    client.force_login(anna.user)
    client.post(page("leave_add", anna.pk), {"starts_on": f"{today:%d-%m-%Y}", "ends_on": f"{today + DAY:%d-%m-%Y}"})
    assert "verlof" in match_for(case, anna).blocks[0]

    leave = anna.leaves.get()
    # Long after the first call to the family; how soon is too soon: test_leave_and_cover.
    leave.starts_on = leave.ends_on = today + 60 * DAY
    leave.save()
    assert not match_for(case, anna).blocks
    remove_leave(leave, by=anna.user)
    assert not anna.leaves.exists()


@pytest.mark.parametrize(("first", "last"), [(2, 1), (-9, -1)])
def test_leave_that_makes_no_sense_is_refused(anna, first, last):
    today = local_today()
    with pytest.raises(Refusal):
        add_leave(anna, by=anna.user, starts_on=today + first * DAY, ends_on=today + last * DAY)


def test_two_leaves_do_not_meet(anna):
    today = local_today()
    add_leave(anna, by=anna.user, starts_on=today, ends_on=today + 5 * DAY)
    with pytest.raises(Refusal, match="al verlof"):
        add_leave(anna, by=anna.user, starts_on=today + 5 * DAY, ends_on=today + 9 * DAY)


# --- training -----------------------------------------------------------------------------------------------


def test_restorative_conference_asks_for_its_training(anna, carla):
    case = make_case(variant=Variant.RESTORATIVE)
    assert "herstelconferenties" in match_for(case, anna).blocks[0]
    change_profile(anna, by=carla, trainings=[Training.CONFERENCE, Training.RESTORATIVE])

    assert not match_for(case, anna).blocks


def test_own_profile_shows_the_own_contracts_without_a_word_of_the_family(client, anna):
    case = make_case(main_persons=["Sem de Wit"], state=CaseState.CLOSED, with_coordinator=False)
    make_contract(case, anna.user, fee=900, training_deduction=100, ended_on=local_today())
    client.force_login(anna.user)

    text = client.get(anna.get_absolute_url()).content.decode()

    assert "€\N{NO-BREAK SPACE}800,00" in text
    assert "Sem" not in text
