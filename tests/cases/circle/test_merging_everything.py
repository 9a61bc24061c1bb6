"""A merge of two people with a row on both sides in every table that can have one; and the way back."""

from typing import Any

import pytest
from django.db import models, transaction
from django.urls import reverse

from cases.circle.acts.circle import change_circle_person
from cases.circle.acts.merging import merge_people, undo_merged_people
from cases.circle.reads.merging import coming_together
from cases.codes import CaseState, PartyKind, Position
from cases.models import Case, CirclePerson, ContactBan, Party, PartyMember
from conferences.codes import InvitationAnswer
from conferences.models import Attendance, Conference, DayGuest, DayPoll, Invitation
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.merging.hangings import HANGINGS, How, hangings_of
from ekc.merging.models import Merge
from ekc.refusal import Refusal
from followup.models import Call
from plans.models import Agreement, FrameReading, PlanVersion, SafetyFrame
from tests.at_once import at_once
from tests.factories import (
    make_ban,
    make_case,
    make_circle_person,
    make_conference,
    make_contact,
    make_frame,
    make_invitation,
    make_main_person,
    make_plan,
    make_user,
)
from tests.people import coordinator_of
from tests.rows import make_row

pytestmark = pytest.mark.django_db
Around = dict[type[models.Model], Any]


def a_case() -> Case:
    return make_case(state=CaseState.ACTIVATION, with_coordinator=make_user(Role.COORDINATOR))


def around(case: Case) -> Around:
    """What the tables hang on besides the person, one of each."""
    by, conference = coordinator_of(case), make_conference(case)
    known: Around = {Case: case, Conference: conference, User: by}
    known[SafetyFrame] = make_frame(case, author=make_user(Role.PROFESSIONAL))
    version = make_plan(case).versions.first()
    known[PlanVersion] = version
    known[Agreement] = make_row(Agreement, known)
    known[DayPoll] = make_row(DayPoll, known)
    known[Call] = make_row(Call, known, opens_on=local_today())
    known[Party] = make_row(Party, known, kind=PartyKind.GROUP)
    known[Invitation] = make_invitation(conference, make_circle_person(case, name="Wie uitnodigde"))
    return known


def give_everything(person: CirclePerson, known: Around, other: CirclePerson) -> None:
    """A row of this person in every table that points to the circle."""
    for hanging in hangings_of(CirclePerson):
        extra: dict[str, Any] = {hanging.field: person}
        if hanging.model is ContactBan:
            opposite = "other" if hanging.field == "person" else "person"
            extra = {hanging.field: person, opposite: other, "recorded_by": known[User]}
        if hanging.model is CirclePerson:
            extra |= {"name": f"Eerder {person.name}", "case": known[Case]}
        make_row(hanging.model, known, **extra)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that points to the circle or lies below it, and the circle itself, column by column;
    without the words by which a case is found, which the program gathers anew."""
    models_ = {CirclePerson, *(each.model for each in HANGINGS)}
    return {
        model._meta.label: sorted(model._base_manager.values_list(*_columns(model)), key=str)
        for model in sorted(models_, key=lambda each: each._meta.label)
    }


def _columns(model: type[models.Model]) -> list[str]:
    return [column.attname for column in model._meta.concrete_fields if (model, column.name) != (Case, "search")]


@pytest.fixture
def pair() -> tuple[CirclePerson, CirclePerson]:
    case = a_case()
    return tuple(make_circle_person(case, name=name, position=Position.FRIEND) for name in ("Toos", "T. Bakker"))


def give_both_everything(pair: tuple[CirclePerson, CirclePerson]) -> Around:
    known = around(pair[0].case)
    for person in pair:
        give_everything(person, known, make_circle_person(person.case, name=f"Rob van {person.name}"))
    return known


def test_nothing_points_to_the_double_any_more(pair) -> None:
    keep, double = pair
    give_both_everything(pair)
    held = {each.name: each.rows_of(double).count() for each in hangings_of(CirclePerson)}
    assert all(held.values()), held

    merge_people(keep, double, by=coordinator_of(keep.case))

    left = {each.name: each.rows_of(double).count() for each in hangings_of(CirclePerson) if each.how != How.STAYS}
    assert {name: number for name, number in left.items() if number} == {}
    assert all(each.rows_of(keep).exists() for each in hangings_of(CirclePerson))


def test_undoing_gives_every_row_back_to_the_letter(pair) -> None:
    keep, double = pair
    give_both_everything(pair)
    CirclePerson.objects.filter(pk=double.pk).update(
        phone="06 99887766", contact_wish="Alleen appen", secret_address=True
    )
    before = everything()
    merge_people(keep, double, by=coordinator_of(keep.case))
    assert everything() != before

    undo_merged_people(Merge.objects.get(), by=coordinator_of(keep.case), reason="Het zijn toch zussen.")

    assert everything() == before


@pytest.mark.parametrize("answer", ["blijft", "dubbel"])
def test_each_question_is_answered_both_ways_and_undone(pair, answer) -> None:
    keep, double = pair
    known = give_both_everything(pair)
    Invitation.objects.filter(person=keep).update(answer=InvitationAnswer.COMES, transport="trein")
    Invitation.objects.filter(person=double).update(answer=InvitationAnswer.DOES_NOT_COME, absent_reason="ziek")
    PartyMember.objects.filter(person=double).update(speaks_at=3, party=make_row(Party, known, kind=PartyKind.GROUP))
    CirclePerson.objects.filter(pk=keep.pk).update(phone="06 11111111", position=Position.PARENT)
    CirclePerson.objects.filter(pk=double.pk).update(phone="06 22222222", position=Position.FRIEND)
    before = everything()
    for person in pair:
        person.refresh_from_db()
    questions = coming_together(keep, double).questions
    assert {"Uitnodiging", "Telefoon", "Naam", "Wie is dit"} <= {str(each.label) for each in questions}

    merge_people(keep, double, by=coordinator_of(keep.case), answers={each.key: answer for each in questions})

    keep.refresh_from_db()
    invitation = Invitation.objects.get(person=keep)
    of_keep = ("06 11111111", Position.PARENT, InvitationAnswer.COMES, None)
    of_double = ("06 22222222", Position.FRIEND, InvitationAnswer.DOES_NOT_COME, 3)
    stands = of_keep if answer == "blijft" else of_double
    member = PartyMember.objects.get(person=keep)
    assert (keep.phone, keep.position, invitation.answer) == stands[:3]
    assert answer == "blijft" or member.speaks_at == 3
    undo_merged_people(Merge.objects.get(), by=coordinator_of(keep.case), reason="Toch twee.")
    assert everything() == before


def test_a_question_that_came_up_since_the_page_was_opened_is_not_decided_by_itself(pair) -> None:
    keep, double = pair
    questions = coming_together(keep, double).questions
    change_circle_person(keep, by=coordinator_of(keep.case), phone="06 11111111")
    change_circle_person(double, by=coordinator_of(keep.case), phone="06 22222222")

    with pytest.raises(Refusal, match="intussen"):
        merge_people(keep, double, by=coordinator_of(keep.case), answers={each.key: "blijft" for each in questions})

    assert not Merge.objects.exists()


def test_who_was_present_twice_was_there_in_the_parts_of_both(pair) -> None:
    keep, double = pair
    conference = make_conference(keep.case)
    for person, private in ((keep, False), (double, True)):
        Attendance.objects.create(
            conference=conference,
            person=person,
            position=Position.FRIEND,
            in_information=not private,
            in_private_time=private,
            in_presentation=False,
        )

    merge_people(keep, double, by=coordinator_of(keep.case))

    row = Attendance.objects.get()
    assert (row.person, row.in_information, row.in_private_time) == (keep, True, True)


def test_a_professional_is_not_brought_into_private_time_by_merging(pair) -> None:
    keep, double = pair
    Attendance.objects.create(
        conference=make_conference(keep.case), person=keep, position=Position.FRIEND, in_private_time=True
    )
    CirclePerson.objects.filter(pk=keep.pk).update(position=Position.UNKNOWN)
    CirclePerson.objects.filter(pk=double.pk).update(position=Position.SCHOOL)
    for person in pair:
        person.refresh_from_db()

    with pytest.raises(Refusal, match="besloten tijd"):
        merge_people(keep, double, by=coordinator_of(keep.case))

    assert not Merge.objects.exists()


def test_of_two_bans_with_one_person_the_strictest_stands_for_the_longest_time(pair) -> None:
    keep, double = pair
    by = coordinator_of(keep.case)
    rob = make_main_person(keep.case)
    decided = {"decision": "Mag.", "decided_with": by, "decided_at": keep.added_at, "may_both_come": True}
    make_ban(keep, rob, by=by, note="Thuis niet.", **decided)
    make_ban(double, rob, by=by, note="Nergens.", until=keep.added_at.date())

    merge_people(keep, double, by=by)

    stands = ContactBan.objects.get(lifted_on=None)
    assert (stands.person, stands.may_both_come, stands.until) == (keep, None, None)
    assert stands.note == "Nergens.\nThuis niet."


def test_the_first_merge_is_undone_after_the_second(pair) -> None:
    keep, double = pair
    by, third = coordinator_of(keep.case), make_circle_person(keep.case, name="Toos B.")
    make_contact(keep.case, by=by, person=third)
    before = everything()
    merge_people(double, third, by=by)
    between = everything()
    merge_people(keep, double, by=by)
    first, second = Merge.objects.order_by("pk")
    with pytest.raises(Refusal, match="laatste"):
        undo_merged_people(first, by=by, reason="Toch niet.")

    undo_merged_people(second, by=by, reason="Toch niet.")
    assert everything() == between
    undo_merged_people(first, by=by, reason="Toch niet.")
    assert everything() == before


def test_what_was_changed_since_is_named_and_nothing_is_undone(pair) -> None:
    keep, double = pair
    by = coordinator_of(keep.case)
    change_circle_person(double, by=by, phone="06 22222222")
    merge_people(keep, double, by=by)
    change_circle_person(keep, by=by, phone="06 33333333")
    after = everything()

    with pytest.raises(Refusal, match="telefoon"):
        undo_merged_people(Merge.objects.get(), by=by, reason="Toch niet.")

    assert everything() == after


def test_undoing_asks_for_a_reason_and_happens_once(pair) -> None:
    keep, double = pair
    by = coordinator_of(keep.case)
    merge_people(keep, double, by=by)
    with pytest.raises(Refusal, match="waarom"):
        undo_merged_people(Merge.objects.get(), by=by, reason="  ")
    undo_merged_people(Merge.objects.get(), by=by, reason="Toch niet.")

    with pytest.raises(Refusal, match="al ongedaan"):
        undo_merged_people(Merge.objects.get(), by=by, reason="Toch niet.")


def test_merging_and_undoing_stand_in_the_history_of_the_case(client, pair) -> None:
    keep, double = pair
    client.force_login(coordinator_of(keep.case))
    number = keep.case.number
    client.post(reverse("cases:circle_merge_with", args=[number, keep.pk, double.pk]), {"veld-name": "dubbel"})
    keep.refresh_from_db()
    assert keep.name == "T. Bakker"
    page = client.get(reverse("cases:circle_person", args=[number, keep.pk])).content.decode()
    assert reverse("cases:circle_merge_undo", args=[number, keep.pk, Merge.objects.get().pk]) in page

    client.post(
        reverse("cases:circle_merge_undo", args=[number, keep.pk, Merge.objects.get().pk]), {"reason": "Zussen."}
    )

    history = client.get(reverse("cases:history", args=[number])).content.decode()
    assert "Samengevoegd: T. Bakker met Toos" in history
    assert "Reden: Zussen." in history


def test_what_is_asked_must_be_answered_in_the_form(client, pair) -> None:
    keep, double = pair
    client.force_login(coordinator_of(keep.case))

    answer = client.post(reverse("cases:circle_merge_with", args=[keep.case.number, keep.pk, double.pk]), {})

    assert answer.status_code == 200
    assert "Kies een antwoord bij “Naam”." in answer.content.decode()
    assert not Merge.objects.exists()


def test_the_double_stands_nowhere_on_the_pages_of_the_day(client, pair) -> None:
    keep, double = pair
    by, conference = coordinator_of(keep.case), make_conference(keep.case)
    Case.objects.filter(pk=keep.case.pk).update(state=CaseState.SCHEDULED)
    for person in pair:
        make_invitation(conference, person)
        DayGuest.objects.create(poll=make_row(DayPoll, {Case: keep.case}, closed_at=keep.added_at), person=person)
    merge_people(keep, double, by=by)
    client.force_login(by)

    for page in ("conferences:conference", "conferences:invitations", "conferences:run_sheet"):
        answer = client.get(reverse(page, args=[keep.case.number]))
        assert answer.status_code == 200
        assert "T. Bakker" not in answer.content.decode(errors="ignore"), page


@pytest.mark.django_db(transaction=True)
def test_undone_twice_at_once_it_is_undone_once(pair) -> None:
    keep, double = pair
    by = coordinator_of(keep.case)
    merge_people(keep, double, by=by)
    merge = Merge.objects.get()

    refused = at_once([lambda: undo_merged_people(merge, by=by, reason="Toch niet.")] * 3)

    assert sum(bool(each) for each in refused) == 2
    double.refresh_from_db()
    assert double.merged_into is None


def test_a_reading_of_both_counts_from_the_first_day(pair) -> None:
    keep, double = pair
    known = around(keep.case)
    days = [keep.added_at.date(), keep.added_at.date().replace(day=1)]
    for person, day in zip(pair, days, strict=True):
        make_row(FrameReading, known, person=person, read_on=day)

    with transaction.atomic():
        merge_people(keep, double, by=coordinator_of(keep.case))

    assert FrameReading.objects.get(person=keep).read_on == days[1]
