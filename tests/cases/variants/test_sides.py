"""Both sides of a herstelconferentie: responsibility first, each side agrees, and nobody meets before that."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from cases.circle.acts.circle import take_back
from cases.codes import (
    BanSource,
    CaseOutcome,
    CaseState,
    EndReason,
    ExclusionBy,
    PartyKind,
    Responsibility,
    Variant,
    VariantEndReason,
)
from cases.models import Case, ContactBan, Party, PartyMember
from cases.preparation.acts.safety import lift_ban
from cases.variants.acts.parties import PartyText, Seat, save_parties, seat_people
from cases.variants.acts.sides import check_both_agreed, record_agreement, record_responsibility
from cases.variants.reads.sides import without_a_side
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.conferences.people import preparing, reload
from tests.factories import make_circle_person, make_contact, make_main_person, make_user
from tests.people import coordinator_of

pytestmark = pytest.mark.django_db


class Harm:
    """Levi and Joost did it, Tobias was harmed; each has somebody at their side."""

    def __init__(self) -> None:
        self.case = preparing(variant=Variant.RESTORATIVE, main_persons=("Levi",))
        self.by = coordinator_of(self.case)
        levi = self.case.main_persons.get()
        joost, tobias = make_main_person(self.case, name="Joost"), make_main_person(self.case, name="Tobias")
        self.hetty = make_circle_person(self.case, name="Hetty")
        self.carla = make_circle_person(self.case, name="Carla")
        self.arjan = make_circle_person(self.case, name="Arjan")
        self.parties = save_parties(
            self.case,
            [
                PartyText("Levi's kant", kind=PartyKind.OFFENDER),
                PartyText("Joosts kant", kind=PartyKind.OFFENDER),
                PartyText("Tobias' kant", kind=PartyKind.HARMED),
            ],
            by=self.by,
        )
        levis, joosts, harmed = self.parties
        self.seats = [
            Seat(levis, main_person=levi, is_central=True),
            Seat(levis, person=self.hetty, speaks_for=True),
            Seat(joosts, main_person=joost, is_central=True),
            Seat(joosts, person=self.carla, speaks_for=True),
            Seat(harmed, main_person=tobias, is_central=True),
            Seat(harmed, person=self.arjan, speaks_for=True),
        ]
        seat_people(self.case, self.seats, by=self.by)

    def member(self, name: str) -> PartyMember:
        return next(each for each in PartyMember.objects.filter(party__case=self.case) if str(each) == name)

    def takes(self, name: str) -> None:
        record_responsibility(self.member(name), by=self.by, takes_responsibility=True)

    def denies(self, name: str) -> None:
        record_responsibility(self.member(name), by=self.by, takes_responsibility=False, note="Hij lacht erom.")

    def agrees(self, index: int, *, agrees: bool = True) -> Party:
        return record_agreement(self.parties[index], by=self.by, agrees=agrees, note="Hetty zei het.")


@pytest.fixture
def harm() -> Harm:
    return Harm()


# --- responsibility --------------------------------------------------------------------------------------------


def test_answer_is_kept_of_each_with_the_day_and_who_wrote_it_down(harm: Harm) -> None:
    harm.takes("Levi")

    levi, joost = harm.member("Levi"), harm.member("Joost")
    assert (levi.responsibility, levi.responsibility_on, levi.responsibility_by) == (
        Responsibility.TAKES,
        local_today(),
        harm.by,
    )
    assert joost.responsibility == ""


def test_who_denies_is_out_at_once_with_those_around_them_and_the_others_go_on(harm: Harm) -> None:
    harm.takes("Levi")
    harm.denies("Joost")

    case = reload(harm.case)
    assert case.state == CaseState.ACTIVATION
    assert reload(harm.carla).excluded_by == ExclusionBy.SIDE_ENDED
    assert reload(harm.hetty).takes_part
    assert [person.name for person in case.main_persons.all() if not person.takes_part] == ["Joost"]


def test_of_two_who_did_it_together_the_side_goes_on_with_the_other(harm: Harm) -> None:
    levis = harm.parties[0]
    together = [
        Seat(levis, main_person=seat.main_person, person=seat.person, is_central=seat.is_central)
        if seat.party == harm.parties[1]
        else seat
        for seat in harm.seats
    ]
    seat_people(harm.case, together, by=harm.by)
    harm.denies("Joost")

    assert reload(harm.carla).takes_part
    assert not Party.objects.prefetch_related("members").get(pk=levis.pk).is_ended


def test_when_nobody_is_left_the_preparation_ends_with_a_reason_of_its_own(harm: Harm) -> None:
    make_contact(harm.case, by=harm.by, person=harm.hetty)
    harm.denies("Levi")
    harm.denies("Joost")

    case = reload(harm.case)
    assert (case.state, case.outcome) == (CaseState.ENDED_IN_ACTIVATION, CaseOutcome.ENDED_IN_ACTIVATION)
    assert (case.not_held_reason, case.variant_end_reason) == (EndReason.OTHER, VariantEndReason.NO_RESPONSIBILITY)
    assert case.why_not_held == VariantEndReason.NO_RESPONSIBILITY.label
    assert "Hij lacht erom." in case.not_held_note
    assert case.contact_totals.get().persons == 1


@pytest.mark.parametrize("names", [["Joost"], ["Levi", "Joost"]])
def test_regional_manager_and_who_applied_hear_it(names: list[str]) -> None:
    harm = Harm()
    harm.case.manager = make_user(Role.REGIONAL_MANAGER, region=harm.case.region)
    harm.case.save()
    harm.case.referrer.email = "school@voorbeeld.example"
    harm.case.referrer.save()
    Message.objects.all().delete()
    for name in names:
        harm.denies(name)

    told = {message.to for message in Message.objects.all()}
    assert {harm.case.manager.email, "school@voorbeeld.example"} <= told
    assert not [each for each in Message.objects.all() if "herstel" in (each.subject + each.body).lower()]


def test_denying_says_what_happened(harm: Harm) -> None:
    with pytest.raises(Refusal, match="wat er gebeurde"):
        record_responsibility(harm.member("Levi"), by=harm.by, takes_responsibility=False)

    assert harm.member("Levi").responsibility == ""


@pytest.mark.parametrize("name", ["Tobias", "Hetty"])
def test_only_who_did_it_is_asked(harm: Harm, name: str) -> None:
    with pytest.raises(Refusal, match="wie het deed"):
        harm.takes(name)


def test_day_to_come_is_refused(harm: Harm) -> None:
    with pytest.raises(Refusal, match="dag"):
        record_responsibility(
            harm.member("Levi"), by=harm.by, takes_responsibility=True, on=local_today() + dt.timedelta(days=1)
        )


def test_who_takes_it_after_all_is_in_again_with_those_around_them(harm: Harm) -> None:
    harm.denies("Joost")
    harm.takes("Joost")

    assert reload(harm.carla).takes_part
    assert all(person.takes_part for person in harm.case.main_persons.all())


def test_nobody_of_a_side_that_ended_comes_back_by_another_door(harm: Harm) -> None:
    harm.denies("Joost")
    with pytest.raises(Refusal, match="die kant doet niet mee"):
        take_back(reload(harm.carla), by=harm.by)

    moved = [Seat(harm.parties[0], person=seat.person) if seat.person == harm.carla else seat for seat in harm.seats]
    seat_people(harm.case, moved, by=harm.by)
    assert take_back(reload(harm.carla), by=harm.by).takes_part


def test_answer_stays_when_the_seats_are_saved_again(harm: Harm) -> None:
    harm.takes("Levi")
    seat_people(harm.case, harm.seats, by=harm.by)

    assert harm.member("Levi").responsibility == Responsibility.TAKES


def test_who_answered_stays_the_one_who_did_it(harm: Harm) -> None:
    harm.takes("Levi")
    for seats in ([], harm.seats[1:], [Seat(harm.parties[2], main_person=harm.seats[0].main_person)]):
        with pytest.raises(Refusal, match="antwoordde"):
            seat_people(harm.case, seats, by=harm.by)
    with pytest.raises(Refusal, match="kan daarom niet weg"):
        save_parties(
            harm.case,
            [PartyText("Wie anders", kind=PartyKind.OFFENDER), PartyText("Tobias' kant", kind=PartyKind.HARMED)],
            by=harm.by,
        )


def test_other_kinds_of_conference_ask_nobody() -> None:
    harm = Harm()
    Case.objects.filter(pk=harm.case.pk).update(variant=Variant.FAMILY)

    with pytest.raises(Refusal, match="herstelconferentie"):
        harm.takes("Levi")


# --- both sides agree ----------------------------------------------------------------------------------------------


def test_responsibility_comes_before_agreeing(harm: Harm) -> None:
    harm.takes("Levi")

    with pytest.raises(Refusal, match="Joost"):
        harm.agrees(2)


def test_nobody_is_written_to_together_before_every_side_that_goes_on_agreed(harm: Harm) -> None:
    with pytest.raises(Refusal, match="verantwoordelijkheid"):
        check_both_agreed(harm.case)
    harm.takes("Levi")
    harm.denies("Joost")
    harm.agrees(0)
    with pytest.raises(Refusal, match="Tobias' kant"):
        check_both_agreed(harm.case)
    harm.agrees(2)

    check_both_agreed(harm.case)


def test_side_that_changes_its_mind_closes_the_door_again(harm: Harm) -> None:
    harm.takes("Levi")
    harm.takes("Joost")
    for index in range(3):
        harm.agrees(index)
    harm.agrees(0, agrees=False)

    with pytest.raises(Refusal, match="Levi's kant"):
        check_both_agreed(harm.case)


def test_side_that_ended_is_asked_nothing(harm: Harm) -> None:
    harm.takes("Levi")
    harm.denies("Joost")

    with pytest.raises(Refusal, match="doet niet mee"):
        harm.agrees(1)


# --- apart until it is decided otherwise ---------------------------------------------------------------------------


def test_opposite_sides_get_a_contact_ban_once(harm: Harm) -> None:
    seat_people(harm.case, harm.seats, by=harm.by)

    bans = ContactBan.objects.filter(case=harm.case)
    pairs = [(str(ban.party), str(ban.other_party), ban.source) for ban in bans]
    assert pairs == [
        ("Levi's kant", "Tobias' kant", BanSource.SIDES),
        ("Joosts kant", "Tobias' kant", BanSource.SIDES),
    ]


def test_ban_that_was_lifted_does_not_come_back(harm: Harm) -> None:
    manager = make_user(Role.REGIONAL_MANAGER, region=harm.case.region)
    lift_ban(ContactBan.objects.first(), by=manager, reason="Zij spraken elkaar al.")
    seat_people(harm.case, harm.seats, by=harm.by)

    assert ContactBan.objects.filter(case=harm.case, lifted_on=None).count() == 1


# --- pages ---------------------------------------------------------------------------------------------------------


def test_page_asks_each_and_names_who_has_no_side(harm: Harm) -> None:
    nobody = make_circle_person(harm.case, name="Oom Bas")
    client = Client()
    client.force_login(harm.by)
    page = client.get(reverse("cases:sides", args=[harm.case.number])).content.decode()

    assert without_a_side(harm.case) == [nobody]
    assert "Oom Bas" in page
    assert page.count("Nog niet gevraagd") == 2
    answer = client.post(
        reverse("cases:responsibility", args=[harm.case.number, harm.member("Joost").pk]),
        {"takes_responsibility": "False", "on": local_today().strftime("%d-%m-%Y"), "note": "Hij zegt nee."},
        follow=True,
    )
    assert "Deze kant doet niet mee" in answer.content.decode()


def test_page_of_sides_belongs_to_a_herstelconferentie() -> None:
    case = preparing()
    client = Client()
    client.force_login(coordinator_of(case))

    assert client.get(reverse("cases:sides", args=[case.number])).status_code == 404
