"""R-01 and R-02 fail closed: an organisation that is not linked is "nog nakijken", never in order."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cases.codes import LAY_REFERRERS, RequestState
from cases.coordinators.acts.assign import assign_coordinator
from cases.coordinators.acts.profiles import add_employer
from cases.coordinators.acts.requests import accept_request, ask_coordinators, decline_request
from cases.coordinators.filters import CoordinatorFilter
from cases.coordinators.matching import match_for
from cases.coordinators.reads.pool import pool_of, status_of
from cases.models import Case, Referrer
from cases.queries import independence_to_check
from cases.referral.acts.referrers import correct_referrer, link_organisation
from ekc.accounts.acts import find_organisation, register_organisation
from ekc.accounts.codes import Role
from ekc.accounts.models import Organisation
from ekc.accounts.organisations import organisation_named, organisations_meant
from ekc.dates import local_today
from ekc.lists.queries import kept
from ekc.refusal import Refusal
from tests.cases.coordinators.asking import asked, states
from tests.cases.referral.referral_data import ReferrerKind, errors_of
from tests.factories import make_case, make_coordinator, make_organisation, make_user

pytestmark = pytest.mark.django_db
NAAM = {"name": "Dirk", "referrer_kind": "wijkteam"}


@pytest.fixture(autouse=True)
def _nobody_counted():
    cache.clear()


@pytest.fixture
def linde(db):
    return make_organisation(name="Gezondheidscentrum De Lindeboom", referrer_type="huisarts")


@pytest.fixture
def carla(db):
    return make_user(Role.REGIONAL_MANAGER)


@pytest.fixture
def unlinked(db):
    """Referred by a professional without an account, of an organisation that nobody knows."""
    case = make_case()
    Referrer.objects.filter(case=case).update(organisation=None, organisation_name="Praktijk De Brug")
    return Case.objects.get(pk=case.pk)


# --- linked when entered ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        *("Gezondheidscentrum De Lindeboom", "gezondheidscentrum de lindeboom", "  GEZONDHEIDSCENTRUM  De Lindeboom "),
        *("Gezondheidscentrum, De Lindeboom.", "Gezondheidscéntrum De Lindeboom"),
    ],
)
def test_professional_without_account_names_an_organisation_that_exists_and_it_is_linked(client, linde, typed):
    works_there = make_coordinator()
    works_there.employers.add(linde)
    ReferrerKind(client, "professional").fill(naam={**NAAM, "organisation_name": typed}).send()

    case = Case.objects.get()
    assert case.referrer.organisation == linde
    assert [linde.name in block for block in match_for(case, works_there).blocks] == [True]


@pytest.mark.parametrize(
    "typed",
    ["De Lindeboom", "Lindeboom gezondheidscentrum", "Gezondheids-centrum Lindenboom", "GL", "Stichting De Lindeboom"],
)
def test_a_name_that_comes_near_is_asked_and_both_answers_count(client, linde, typed):
    referrer = ReferrerKind(client, "professional")
    page = referrer.type("naam", {**NAAM, "organisation_name": typed})

    assert "organisation_known" in errors_of(page)
    assert linde.name in page.content.decode()
    assert typed in page.content.decode()

    referrer.fill(naam={**NAAM, "organisation_name": typed, "organisation_known": str(linde.pk)}).send()
    assert Case.objects.get().referrer.organisation == linde

    other = ReferrerKind(Client(), "professional")
    other.fill(naam={**NAAM, "organisation_name": typed, "organisation_known": "geen"}).send()
    case = Case.objects.latest("pk")
    assert case.referrer.organisation is None
    assert typed in independence_to_check(case)


def test_nobody_without_an_account_reads_who_employs_a_coordinator(client):
    make_coordinator().employers.add(make_organisation(name="Bakkerij Korenaar"))
    answer = ReferrerKind(client, "professional").type("naam", {**NAAM, "organisation_name": "Korenaar bakkerij"})

    assert answer.status_code == 302


@pytest.mark.parametrize("typed", ["Bakkerij", "Politie Utrecht", "", "..."])
def test_another_name_is_another_organisation(linde, typed):
    assert organisation_named(typed) is None
    assert organisations_meant(typed) == []


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("BJZ", "Bureau Jeugdzorg"),
        ("RvdK", "Raad voor de Kinderbescherming"),
        ("jbra", "Jeugdbescherming Regio Amsterdam"),
    ],
)
def test_an_abbreviation_is_asked(short, long):
    found = make_organisation(name=long)

    assert organisations_meant(short) == [found]


def test_another_number_is_another_organisation():
    make_organisation(name="Wijkteam 2")

    assert organisations_meant("Wijkteam 3") == []


def test_near_is_the_same_whichever_of_the_two_was_written_first():
    names = ["Zorggroep Lindenhof", "Stichting Zorggroep Lindenhof", "Lindenhof, zorggroep", "Zorggroep Lindenhoff"]
    for known in names:
        Organisation.objects.all().delete()
        found = make_organisation(name=known)
        for typed in names:
            assert organisation_named(typed) == found or organisations_meant(typed) == [found], (known, typed)


# --- never in order -----------------------------------------------------------------------------------------


def test_unlinked_organisation_is_still_to_be_checked_everywhere(client, unlinked, carla):
    coordinator = make_coordinator()
    client.force_login(carla)
    page = client.get(reverse("cases:assign", args=[unlinked.number])).content.decode()
    one = client.get(reverse("cases:assign_to", args=[unlinked.number, coordinator.pk])).content.decode()
    overview = client.get(unlinked.get_absolute_url()).content.decode()

    for text in (page, one):
        assert "nog nakijken" in text
        assert "Praktijk De Brug" in text
        assert reverse("cases:referrer_organisation", args=[unlinked.number]) in text
    assert "Praktijk De Brug (nog nakijken)" in overview
    assert 'name="wie"' not in page
    assert "Vergoeding" not in one
    with pytest.raises(Refusal, match="nog niet nagekeken"):
        assign_coordinator(unlinked, coordinator, by=carla)
    with pytest.raises(Refusal, match="nog niet nagekeken"):
        ask_coordinators(unlinked, [coordinator], by=carla)
    asking = client.get(reverse("cases:coordinator_request_to", args=[unlinked.number]), {"wie": coordinator.pk})
    assert asking["Location"] == reverse("cases:referrer_organisation", args=[unlinked.number])


@pytest.mark.parametrize("code", [row for row in ("hoofdpersoon", "familie_netwerk")])
def test_who_applies_for_the_own_family_works_for_nobody(code):
    case = make_case(referrer_type=code)

    assert case.referrer.organisation is None
    assert independence_to_check(case) == ""


def test_every_kind_of_professional_is_looked_at_also_one_that_is_added_later():
    for code in kept("aanmelder").names:
        case = make_case(referrer_type=code)
        Referrer.objects.filter(case=case).update(organisation=None)
        assert bool(independence_to_check(Case.objects.get(pk=case.pk))) is (code not in LAY_REFERRERS), code


def test_professional_who_named_no_organisation_on_the_phone_is_to_be_checked(unlinked):
    Referrer.objects.update(organisation_name="")

    assert "Nog niet bekend" in independence_to_check(Case.objects.get(pk=unlinked.pk))


def test_manager_links_it_and_who_works_there_cannot_be_chosen(client, unlinked, carla):
    brug = make_organisation(name="Fysiotherapie De Brug")
    works_there, free = make_coordinator(), make_coordinator()
    works_there.employers.add(brug)
    client.force_login(carla)
    address = reverse("cases:referrer_organisation", args=[unlinked.number])
    assert "Praktijk De Brug" in client.get(address).content.decode()
    answer = client.post(address, {"organisation": brug.pk, "name": "Praktijk De Brug"})

    assert answer["Location"] == reverse("cases:assign", args=[unlinked.number])
    with pytest.raises(Refusal, match="Fysiotherapie De Brug"):
        assign_coordinator(unlinked, works_there, by=carla)
    assign_coordinator(unlinked, free, by=carla)


def test_manager_adds_a_new_organisation_and_says_whether_it_gives_care(client, unlinked, carla):
    client.force_login(carla)
    address = reverse("cases:referrer_organisation", args=[unlinked.number])
    assert "is_care_or_deciding" in client.post(address, {"name": "Praktijk De Brug"}).context["form"].errors
    client.post(address, {"name": "Praktijk De Brug", "is_care_or_deciding": "ja"})

    made = Organisation.objects.get(name="Praktijk De Brug")
    assert (made.is_care_or_deciding, made.referrer_type) == (True, unlinked.referrer_type)
    assert Referrer.objects.get(case=unlinked).organisation == made


def test_acts_ask_too_when_a_name_comes_near(unlinked, carla, linde):
    with pytest.raises(Refusal, match="Bedoelt u Gezondheidscentrum De Lindeboom"):
        link_organisation(unlinked.referrer, by=carla, name="De Lindeboom")
    with pytest.raises(Refusal, match="Bedoelt u"):
        add_employer(make_coordinator(), by=carla, name="De Lindeboom")
    with pytest.raises(Refusal, match="Bedoelt u"):
        find_organisation(by=carla, name="De Lindeboom")
    assert find_organisation(by=carla, name="de lindeboom", is_another=True) != linde
    with pytest.raises(Refusal, match="al een organisatie"):
        register_organisation(by=carla, name="gezondheidscentrum de  lindeboom!")


def test_correcting_a_referrer_links_asks_and_unlinks(client, carla, linde):
    case = make_case()
    client.force_login(carla)
    page = reverse("cases:referrer", args=[case.number])
    typed = {"name": "Dirk", "organisation_name": "De Lindeboom", "page_language": "nl"}
    asked_for = client.post(page, typed)
    assert list(asked_for.context["form"].errors) == ["organisation_known"]
    client.post(page, {**typed, "organisation_known": linde.pk})
    assert Referrer.objects.get(case=case).organisation == linde

    correct_referrer(case.referrer, by=carla, organisation_name="Iets heel anders")
    assert Referrer.objects.get(case=case).organisation is None


def test_coordinator_is_asked_which_employer_is_meant(client, linde):
    anna = make_coordinator()
    client.force_login(anna.user)
    page = reverse("cases:employer_add", args=[anna.pk])
    answer = client.post(page, {"name": "De Lindeboom", "is_care_or_deciding": "nee"})
    assert "organisation_known" in answer.context["form"].errors
    client.post(page, {"name": "De Lindeboom", "is_care_or_deciding": "nee", "organisation_known": linde.pk})

    assert list(anna.employers.all()) == [linde]


# --- while coordinators are asked ---------------------------------------------------------------------------


def test_nobody_is_asked_further_once_the_organisation_is_in_doubt(carla):
    case, three = make_case(), [make_coordinator() for _each in range(3)]
    ask_coordinators(case, three, by=carla)
    correct_referrer(case.referrer, by=carla, organisation_name="Onbekende praktijk")
    with pytest.raises(Refusal, match="kijkt eerst nog iets na"):
        accept_request(asked(case), by=three[0].user)
    decline_request(asked(case), by=three[0].user, refusal="geen_tijd")

    assert states(case) == [RequestState.DECLINED, RequestState.STOPPED, RequestState.STOPPED]


def test_colleague_of_who_writes_the_frame_is_not_independent():
    writer = make_user(Role.PROFESSIONAL, organisation=make_organisation(name="Stadsbank"))
    case, colleague = make_case(safety_professional=writer), make_coordinator()
    colleague.employers.add(writer.organisation)

    (reason,) = match_for(case, colleague).blocks
    assert "Stadsbank" in reason


def test_pool_knows_who_works_in_care_by_the_account_too(carla):
    user = make_user(Role.COORDINATOR, organisation=make_organisation(is_care_or_deciding=True))
    (found,) = pool_of(carla)

    assert status_of(found, local_today())[0] == "werkt in de zorg"
    for state, people in (("papieren", [user.coordinator]), ("ruimte", [])):
        chosen = CoordinatorFilter({"state": state}, queryset=pool_of(carla), user=carla, languages=[])
        assert list(chosen.qs) == people
