"""A case becomes another kind of conference: what does not fit is asked thing by thing, and kept why."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState, ExclusionBy, PartyKind, Variant
from cases.models import ContactBan, Party, PartyMember, SafetySignal, VariantChange
from cases.queries import active_contract, who_of
from cases.search import search_cases
from cases.variants.acts.kind import change_group, choose_variant
from cases.variants.acts.parties import PartyText, Seat, save_parties, seat_people
from cases.variants.acts.sides import record_responsibility
from cases.variants.leftovers import questions_of
from conferences.inviting.acts.inviting import invite
from ekc.accounts.codes import Role
from ekc.refusal import Refusal
from tests.conferences.people import plan, preparing, reload
from tests.factories import make_case, make_circle_person, make_main_person, make_user
from tests.people import coordinator_of
from tests.rows import the_one

pytestmark = pytest.mark.django_db
REASON = "Op school gebleken."


def restorative():
    """Two who did it, of whom one denies, and somebody harmed."""
    case = preparing(variant=Variant.RESTORATIVE, main_persons=("Levi",))
    by = coordinator_of(case)
    joost, tobias = make_main_person(case, name="Joost"), make_main_person(case, name="Tobias")
    did_it, harmed = save_parties(
        case, [PartyText("Wie het deed", kind=PartyKind.OFFENDER), PartyText("Tobias", kind=PartyKind.HARMED)], by=by
    )
    seats = [
        Seat(did_it, main_person=the_one(case.main_persons, name="Levi"), is_central=True),
        Seat(did_it, person=make_circle_person(case, name="Carla"), is_central=True),
        Seat(did_it, main_person=joost, is_central=True),
        Seat(harmed, main_person=tobias, is_central=True),
    ]
    seat_people(case, seats, by=by)
    for name, takes in (("Levi", True), ("Carla", False), ("Joost", False)):
        member = next(each for each in PartyMember.objects.all() if str(each) == name)
        record_responsibility(member, by=by, takes_responsibility=takes, note="Zo was het niet.")
    return case


def manager_of(case):
    return make_user(Role.REGIONAL_MANAGER, region=case.region)


def decide(case, target, choose=None):
    """The first choice of everything, unless `choose` says otherwise."""
    found = {question.key: question.choices[0][0] for _name, question in questions_of(case, target)}
    return {**found, **(choose or {})}


def test_without_a_decision_about_each_thing_nothing_changes() -> None:
    case = restorative()
    decisions = decide(case, Variant.FAMILY)
    for key in decisions:
        less = {name: choice for name, choice in decisions.items() if name != key}
        with pytest.raises(Refusal, match="Kies wat er gebeurt"):
            choose_variant(case, by=manager_of(case), variant=Variant.FAMILY, reason=REASON, decisions=less)

    assert (reload(case).variant, Party.objects.count(), VariantChange.objects.count()) == (Variant.RESTORATIVE, 2, 0)


def test_why_by_whom_and_each_decision_is_kept() -> None:
    case, manager = restorative(), make_user(Role.REGIONAL_MANAGER)
    choose_variant(case, by=manager, variant=Variant.FAMILY, reason=REASON, decisions=decide(case, Variant.FAMILY))

    change = VariantChange.objects.get()
    assert (change.source, change.target, change.reason, change.by, change.role) == (
        Variant.RESTORATIVE,
        Variant.FAMILY,
        REASON,
        manager,
        Role.REGIONAL_MANAGER,
    )
    for word in ("verantwoordelijkheid", "contactverbod", "Wie het deed", "Tobias"):
        assert word in change.decisions


@pytest.mark.parametrize(("choice", "excluded"), [("terug", ""), ("blijft", ExclusionBy.SIDE_ENDED)])
def test_who_had_no_part_is_decided(choice: str, excluded: str) -> None:
    case = restorative()
    decisions = decide(case, Variant.FAMILY, {"verantwoordelijkheid": choice})
    choose_variant(case, by=manager_of(case), variant=Variant.FAMILY, reason=REASON, decisions=decisions)

    assert case.circle.get(name="Carla").excluded_by == excluded
    assert all(person.takes_part for person in case.main_persons.all())
    assert not PartyMember.objects.exists()


def test_ban_between_the_sides_becomes_a_signal_to_decide_on() -> None:
    case = restorative()
    decisions = decide(case, Variant.FAMILY, {"contactverboden": "signaal"})
    choose_variant(case, by=manager_of(case), variant=Variant.FAMILY, reason=REASON, decisions=decisions)

    assert not ContactBan.objects.exists()
    assert "Wie het deed" in SafetySignal.objects.get(case=case).about


def test_sides_become_parties_and_parties_sides_as_it_is_decided() -> None:
    case = restorative()
    did_it, harmed = case.parties.order_by("pk")
    choose_variant(
        case,
        by=manager_of(case),
        variant=Variant.COMMUNITY,
        reason=REASON,
        decisions=decide(case, Variant.COMMUNITY, {f"partij-{harmed.pk}": "weg"}),
    )
    assert list(case.parties.values_list("pk", "kind")) == [(did_it.pk, PartyKind.GROUP)]

    back = decide(case, Variant.RESTORATIVE, {f"partij-{did_it.pk}": PartyKind.HARMED.value, "coordinator": "anders"})
    choose_variant(case, by=manager_of(case), variant=Variant.RESTORATIVE, reason=REASON, decisions=back)
    assert case.parties.get().kind == PartyKind.HARMED
    assert active_contract(reload(case)).leaving_since is not None


def test_group_goes_to_the_situation_or_lapses_and_the_case_has_another_name() -> None:
    case = make_case(state=CaseState.SCREENING, variant=Variant.COMMUNITY, situation="Ruzie.")
    manager = manager_of(case)
    case = change_group(case, by=manager, name="Lindestraat", kind="straat", place="Utrecht", topics=["overlast"])
    assert (who_of(case), list(search_cases(type(case).objects.all(), "lindestr"))) == ("Lindestraat", [case])

    choose_variant(case, by=manager, variant=Variant.FAMILY, reason=REASON, decisions={"groep": "situatie"})

    case = reload(case)
    assert (case.group_name, case.group_topics) == ("", [])
    assert "Lindestraat (Utrecht)" in case.situation
    assert who_of(case) == case.main_persons.get().name


@pytest.mark.parametrize(("choice", "withdrawn"), [("vervalt", True), ("blijft", False)])
def test_invitations_that_are_out_are_decided_on(choice: str, withdrawn: bool) -> None:
    case = preparing()
    conference = plan(case)
    invitation = invite(conference, by=coordinator_of(case), main_person=case.main_persons.get())
    decisions = decide(reload(case), Variant.RESTORATIVE, {"uitnodigingen": choice})
    choose_variant(case, by=manager_of(case), variant=Variant.RESTORATIVE, reason=REASON, decisions=decisions)

    assert (reload(invitation).withdrawn_at is not None) == withdrawn


def test_page_asks_what_does_not_fit_and_keeps_what_was_typed() -> None:
    case = restorative()
    client, address = Client(), reverse("cases:variant", args=[case.number])
    client.force_login(manager_of(case))
    page = client.post(address, {"variant": "eigen_kracht", "reason": REASON}).content.decode()

    assert REASON in page
    assert "Dit past er niet bij" in page
    decisions = decide(case, Variant.FAMILY)
    answer = client.post(address, {"variant": "eigen_kracht", "reason": REASON, **decisions})
    assert answer.status_code == 302
    assert reload(case).variant == Variant.FAMILY
    history = client.get(reverse("cases:history", args=[case.number])).content.decode()
    assert REASON in history


@pytest.mark.parametrize(
    ("variant", "route", "said"),
    [
        (Variant.COMMUNITY, "cases:group", "Het is nu een Alle Hens-conferentie."),
        (Variant.RESTORATIVE, "cases:sides", "Het is nu een herstelconferentie."),
    ],
)
def test_a_new_kind_leads_to_what_it_needs_first(variant: str, route: str, said: str) -> None:
    case = preparing()
    client = Client()
    client.force_login(manager_of(case))
    sent = {"variant": variant, "reason": REASON, **decide(case, variant)}

    answer = client.post(reverse("cases:variant", args=[case.number]), sent)

    assert answer["Location"] == reverse(route, args=[case.number])
    assert said in client.get(answer["Location"]).content.decode()
    again = client.post(reverse("cases:variant", args=[case.number]), {"variant": variant})
    assert again["Location"] == case.get_absolute_url()


def test_reason_is_needed() -> None:
    case = make_case(state=CaseState.SCREENING)

    with pytest.raises(Refusal, match="waarom"):
        choose_variant(case, by=manager_of(case), variant=Variant.COMMUNITY, reason=" ")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": " ", "kind": "straat"}, "naam"),
        ({"name": "Lindestraat", "kind": "planeet"}, "Kies"),
        ({"name": "Lindestraat", "kind": "straat", "topics": ["wonen"]}, "Kies"),
    ],
)
def test_group_has_a_name_a_kind_and_topics_of_its_own(fields, words) -> None:
    case = make_case(state=CaseState.SCREENING, variant=Variant.COMMUNITY)

    with pytest.raises(Refusal, match=words):
        change_group(case, by=manager_of(case), **fields)


def test_group_belongs_to_alle_hens() -> None:
    case = make_case(state=CaseState.SCREENING)

    with pytest.raises(Refusal, match="Alle Hens"):
        change_group(case, by=manager_of(case), name="Lindestraat", kind="straat")
