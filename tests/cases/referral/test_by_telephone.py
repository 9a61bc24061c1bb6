"""What a regional manager writes down on the phone, offers that came before, and one's own aanmeldingen."""

import re

import pytest
from django.urls import reverse

from cases.codes import CaseState, Channel, OfferMoment, ReferrerToday
from cases.desk.acts.offers import link_offer, record_offer
from cases.models import Case, MainPerson, Offer
from ekc.accounts.codes import Role
from ekc.dates import local_today
from tests.cases.referral.referral_data import KINDS, PAGES, ReferrerKind, lists, person, persons, phone_call
from tests.factories import make_case, make_region, make_user

pytestmark = pytest.mark.django_db


# --- an offer comes before --------------------------------------------------------------------------------
def an_offer(by, **more) -> Offer:
    values = {"region": make_region(), "offered_on": local_today(), "moment": OfferMoment.CRISIS, "accepted": True}
    return record_offer(by=by, **{**values, **more})


def test_offer_leads_to_an_aanmelding_that_knows_its_moment(office, dirk):
    offer = an_offer(dirk)
    page = office.get(reverse("cases:referral"), {"offer": offer.pk})
    assert "Crisis" in page.content.decode()
    ReferrerKind(office, "professional", offer=offer.pk).fill().send()

    case, offer = Case.objects.get(), Offer.objects.get()
    assert (case.offer_moment, offer.case) == (OfferMoment.CRISIS, case)
    assert "Moment van het aanbod" in office.get(case.get_absolute_url()).content.decode()


def test_offer_leads_the_manager_to_the_page_of_the_phone(desk):
    offer = an_offer(desk.manager, accepted=None)
    address = desk.get(reverse("cases:referral"), {"offer": offer.pk})["Location"]
    call = desk.post(address, {"kind": "professional"})["Location"]
    known = {**lists(), **persons(), "referrer_kind": ReferrerToday.NEIGHBOURHOOD_TEAM}
    desk.post(call, known)

    offer.refresh_from_db()
    assert (offer.case, offer.accepted) == (Case.objects.get(), True)


@pytest.mark.parametrize("asked", ["strange", "x", "999999999999999", "²"])
def test_offer_of_somebody_else_or_of_nobody_changes_nothing(office, asked):
    strange = an_offer(make_user(Role.PROFESSIONAL))
    asked = strange.pk if asked == "strange" else asked
    assert "Crisis" not in office.get(reverse("cases:referral"), {"offer": asked}).content.decode()
    ReferrerKind(office, "professional", offer=asked).fill().send()

    assert Case.objects.get().offer_moment == ""
    assert Offer.objects.get().case is None


def test_offer_that_another_aanmelding_came_of_meanwhile_stays_with_that_one(office, dirk):
    offer = an_offer(dirk)
    referrer = ReferrerKind(office, "professional", offer=offer.pk).fill()
    first = make_case()
    link_offer(offer, first, by=dirk)
    referrer.send()

    offer.refresh_from_db()
    assert offer.case == first
    assert Case.objects.count() == 2


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


YOU = re.compile(r"\b(je|jij|jou|jouw|jullie|u|uw|ik|mijn|we|wij|ons|onze)\b", re.IGNORECASE)
HOUSE_NAMES = {"Blijf van mijn lijf"}


@pytest.mark.parametrize("kind", KINDS)
def test_on_the_phone_everything_is_asked_in_the_third_person(desk, kind):
    drawn = desk.get(phone_call(desk, kind)).context
    pages = drawn["pages"]
    said = [("kicker", str(drawn["kind"]))]
    said += [(page.step.slug, str(text)) for page in pages for text in (page.title, page.add_label)]
    for page in pages:
        for form in page.forms:
            for name, field in form.fields.items():
                choices = [label for _value, label in getattr(field, "choices", ())]
                said += [(f"{page.step.slug}.{name}", str(text)) for text in (field.label, field.help_text, *choices)]

    assert [(where, text) for where, text in said if YOU.search(text) and text not in HOUSE_NAMES] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_talk_begins_with_fewer_than_thirty_controls(desk, kind):
    page = desk.get(phone_call(desk, kind)).content.decode()
    form = page[page.index('class="house-form') : page.index("</form>", page.index('class="house-form'))]
    sight = re.sub(r"<details.*?</details>", "", form, flags=re.DOTALL)

    controls = re.findall(r"<(?:input(?![^>]*hidden)|select|textarea|button(?![^>]*visually-hidden))\b", sight)

    assert 8 < len(controls) < 30


@pytest.mark.parametrize("kind", KINDS)
def test_a_talk_has_an_order(desk, kind):
    slugs = [page.step.slug for page in desk.get(phone_call(desk, kind)).context["pages"]]

    assert slugs[:3] == ["naam", "bereik", "situatie"]
    assert slugs.index("spoed") < slugs.index("hulp") < slugs.index("wensen")


def test_what_was_said_before_is_open_and_the_rest_stays_folded(desk):
    address = phone_call(desk, "professional")
    desk.post(address, {**lists(), **persons(), "other_professionals": "Een wijkteam", "later": "1"})

    begun = {page.step.slug: page.is_begun for page in desk.get(address).context["pages"]}

    assert begun["hulp"]
    assert not begun["wensen"]
    assert not begun["toestemming"]


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
        (Role.REGIONAL_MANAGER, "cases:today"),
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
    for page in (client.get("/"), client.get(ReferrerKind(client).url("step", "naam"))):
        assert 'href="tel:+31305550100"' in page.content.decode()
    settings.EKC_PHONE = ""
    assert "tel:" not in client.get("/").content.decode().split("site-footer")[1]


def test_front_door_tells_a_visitor_what_this_is(client):
    text = client.get("/").content.decode()

    assert reverse("cases:referral") in text
    assert reverse("account_login") in text
