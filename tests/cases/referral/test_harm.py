"""A herstelconferentie in an aanmelding: in plain words, by every kind of referrer."""

import pytest

from cases.codes import BanSource, PartyKind, Variant
from cases.models import Case, ContactBan, PartyMember

from .referral_data import PAGES, ReferrerKind, errors_of, lists, person, persons, phone_call, relative, relatives

pytestmark = pytest.mark.django_db
DID_IT, HARMED = PartyKind.OFFENDER.value, PartyKind.HARMED.value
HARM = {"about": "herstel"}
BOTH = persons(
    person(0, name="Levi de Wit", side=DID_IT),
    person(1, name="Joost Bakker", side=DID_IT),
    person(2, name="Tobias Roelofs", side=HARMED),
)
AROUND = relatives(relative(0, side=DID_IT), relative(1, name="Arjan Roelofs", relation="vader", side=HARMED))


def sides_of(case: Case) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for member in PartyMember.objects.filter(party__case=case).order_by("pk"):
        found.setdefault(f"{member.party.kind}: {member.party}", []).append(str(member))
    return found


@pytest.mark.parametrize("organisation", ["school", "politie", "sportclub"])
def test_professional_applies_for_a_herstelconferentie_with_everybody_on_a_side(client, organisation):
    referrer = ReferrerKind(client, "professional")
    referrer.fill(
        soort=HARM,
        voor_wie=BOTH,
        naasten=AROUND,
        naam={"name": "Dirk", "organisation_name": organisation, "referrer_kind": "wijkteam"},
    )
    referrer.send()

    case = Case.objects.get()
    assert case.variant == Variant.RESTORATIVE
    assert sides_of(case) == {
        "dader: Levi de Wit en wie erbij hoort": ["Levi de Wit", "Ria de Wit"],
        "dader: Joost Bakker en wie erbij hoort": ["Joost Bakker"],
        "gedupeerde: Tobias Roelofs en wie erbij hoort": ["Tobias Roelofs", "Arjan Roelofs"],
    }
    assert {str(each) for each in PartyMember.objects.filter(speaks_for=True)} == {"Ria de Wit", "Arjan Roelofs"}


def test_between_the_sides_stands_a_contact_ban_from_the_aanmelding_on(client):
    ReferrerKind(client, "professional").fill(soort=HARM, voor_wie=BOTH, naasten=AROUND).send()

    bans = ContactBan.objects.all()
    assert {ban.source for ban in bans} == {BanSource.SIDES}
    assert {(ban.party.kind, ban.other_party.kind) for ban in bans} == {(DID_IT, HARMED)}
    assert bans.count() == 2


def test_family_applies_after_harm(client):
    referrer = ReferrerKind(client, "familie")
    referrer.fill(soort=HARM, voor_wie=BOTH, naasten=AROUND).send()

    assert Case.objects.get().variant == Variant.RESTORATIVE


@pytest.mark.parametrize("own_side", [DID_IT, HARMED])
def test_who_applies_for_themselves_says_which_side_is_theirs(client, own_side):
    other = HARMED if own_side == DID_IT else DID_IT
    referrer = ReferrerKind(client, "zelf")
    said = {**HARM, "own_side": own_side}
    referrer.fill(soort=said, anderen=persons(person(0, name="Tobias Roelofs", side=other))).send()

    case = Case.objects.get()
    assert {f"{own_side}: Pim de Wit en wie erbij hoort", f"{other}: Tobias Roelofs en wie erbij hoort"} == set(
        sides_of(case)
    )


def test_side_is_asked_of_everybody_and_only_after_harm(client):
    harm, family = ReferrerKind(client, "familie"), ReferrerKind(client, "familie")
    harm.type("soort", HARM)

    assert "0-side" in errors_of(harm.type("voor-wie", persons()))
    assert family.type("voor-wie", persons()).status_code == 302
    assert "own_side" in errors_of(ReferrerKind(client, "zelf").type("soort", HARM))


def test_manager_writes_down_a_call_about_harm(desk):
    cards = persons(person(0, name="Levi", side=DID_IT), person(1, name="Tobias", side=HARMED))
    said = {"about": "herstel", "region": str(desk.manager.regions.get().pk), "situation": "Een klap op het veld."}
    desk.post(phone_call(desk, "familie"), {**lists(), **cards, **said})

    case = Case.objects.get()
    assert case.variant == Variant.RESTORATIVE
    assert len(sides_of(case)) == 2


def test_who_was_never_asked_what_it_is_about_applied_for_a_family(client):
    referrer = ReferrerKind(client, "familie")
    for step, data in PAGES["familie"].items():
        if step != "soort":
            referrer.type(step, data)
    referrer.take_time().send()

    assert Case.objects.get().variant == Variant.FAMILY
