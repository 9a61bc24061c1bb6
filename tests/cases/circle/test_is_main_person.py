"""Somebody of the circle turns out to be a main person: all that was asked of the row is theirs, and can come apart."""

from typing import Any

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from cases.circle.acts.circle import set_aside
from cases.circle.acts.merging import merge_into_main_person, undo_merged_people
from cases.circle.reads.merging import coming_together
from cases.codes import ContactGroup, ExclusionBy, Need, PartyKind, Position
from cases.contact import safe_contact
from cases.models import Case, CirclePerson, Contact, ContactBan, MainPerson, Party, PartyMember
from cases.queries import circle_of
from conferences.checklist import interpreter_is_arranged
from conferences.codes import InvitationAnswer
from conferences.models import Attendance, Conference, DayGuest, DayPoll, Invitation
from ekc.accounts.models import User
from ekc.merging.hangings import How, hangings_of
from ekc.merging.models import Merge
from ekc.refusal import Refusal
from plans.doers import Doers
from plans.models import Agreement, PlanVersion
from tests.factories import make_ban, make_circle_person, make_conference, make_invitation, make_main_person
from tests.people import coordinator_of, signed_in
from tests.rows import make_row

from .test_merging_everything import Around, a_case, around, give_everything

pytestmark = pytest.mark.django_db
NO_MAIN_PERSON = {
    "conferences.Suggestion.person": "a name that an invitee wrote down, and the row that came of it",
    "cases.Consent.person": "what somebody said for another: of themselves a main person says it anew",
    "cases.ConsentLink.person": "the link of who speaks for another",
    "cases.CirclePerson.merged_into": "stands for the main person by way of the row that it was merged into",
}
"""What stays with the row of the circle, since it says nothing of a main person."""
OF_MAIN_PERSONS_ALONE = {
    "plans.ResidenceChange.main_person": "where a main person lived and goes to live",
    "plans.Plan_placement_threatened.mainperson": "for whom an out-of-home placement threatened",
    "cases.CirclePerson.main_person": "that they are one",
    "cases.Consent.main_person": "about whom somebody said yes or no",
    "cases.ConsentLink.main_person": "about whom a link of one's own tells",
}


def pair() -> tuple[MainPerson, CirclePerson]:
    case = a_case()
    person = make_circle_person(case, name="S. Bakker", position=Position.FRIEND, email="sem@voorbeeld.example")
    return case.main_persons.get(), person


def everything() -> dict[str, list[tuple[Any, ...]]]:
    of_people = {each.model for each in hangings_of(CirclePerson)}
    tables = {MainPerson, CirclePerson, Agreement.main_people.through, *of_people}
    return {table._meta.label: sorted(table._base_manager.values_list(), key=str) for table in tables}


def give_main_person_everything(main: MainPerson, known: Around, other: CirclePerson) -> None:
    """A row of this main person wherever somebody of the circle can have one too."""
    for hanging in hangings_of(CirclePerson):
        table, column = hanging.column_for(main)
        if hanging.model is ContactBan:
            continue
        if column:
            make_row(table, known, **{column: main})
    make_ban(other, main, by=known[User])


def keys_to(target: type[models.Model]) -> set[str]:
    relations: list[Any] = [*target._meta.get_fields(include_hidden=True)]
    return {
        f"{each.related_model._meta.label}.{each.field.name}"
        for each in relations
        if each.one_to_many and not hasattr(each.related_model, "pgh_tracked_model")
    }


def test_whatever_hangs_on_a_main_person_is_where_a_row_of_the_circle_goes() -> None:
    across = {
        f"{table._meta.label}.{column}"
        for table, column in (each.column_for(MainPerson()) for each in hangings_of(CirclePerson))
        if column
    }

    assert keys_to(MainPerson) - across == OF_MAIN_PERSONS_ALONE.keys()
    assert {each.name for each in hangings_of(CirclePerson) if not each.across} == NO_MAIN_PERSON.keys()


@pytest.mark.parametrize("is_established", [False, True])
@pytest.mark.parametrize("of_both", [False, True])
def test_everything_goes_to_the_main_person_and_comes_apart_to_the_letter(
    *, of_both: bool, is_established: bool
) -> None:
    main, person = pair()
    known = around(main.case)
    other = make_circle_person(main.case, name="Rob")
    give_everything(person, known, other)
    ContactBan.objects.all().delete()
    make_ban(person, other, by=known[User])
    make_ban(make_circle_person(main.case, name="Kees"), person, by=known[User])
    if of_both:
        give_main_person_everything(main, known, other)
    if is_established:
        PlanVersion.objects.update(established_at=timezone.now())
    before = everything()

    merge_into_main_person(main, person, by=coordinator_of(main.case))

    moving = [each for each in hangings_of(CirclePerson) if each.becomes(main) != How.STAYS]
    assert {each.name: each.rows_of(person).count() for each in moving if each.rows_of(person).exists()} == {}
    assert all(each.rows_of(main).exists() for each in moving)
    assert person not in circle_of(main.case)
    undo_merged_people(Merge.objects.get(), by=coordinator_of(main.case), reason="Het is zijn neef.")
    assert everything() == before


def test_the_answer_stands_and_the_figures_count_a_main_person() -> None:
    main, person = pair()
    conference = make_conference(main.case)
    make_invitation(conference, person, answer=InvitationAnswer.COMES, transport="rolstoel", fear="oom")
    Attendance.objects.create(conference=conference, person=person, position=Position.FRIEND, in_private_time=True)
    Contact.objects.create(
        case=main.case, person=person, group=ContactGroup.FRIEND, by=coordinator_of(main.case), at=timezone.now()
    )

    merge_into_main_person(main, person, by=coordinator_of(main.case))

    invitation, presence = Invitation.objects.get(), Attendance.objects.get()
    assert (invitation.invitee, invitation.answer, invitation.transport) == (main, InvitationAnswer.COMES, "rolstoel")
    assert (presence.main_person, presence.position, presence.minors) == (main, Position.MINOR_MAIN_PERSON, 1)
    assert Contact.objects.get().group == ContactGroup.MINOR_MAIN_PERSON


def test_of_two_answers_somebody_says_which_stands() -> None:
    main, person = pair()
    conference = make_conference(main.case)
    make_invitation(conference, person, answer=InvitationAnswer.COMES)
    make_invitation(conference, main, answer=InvitationAnswer.DOES_NOT_COME, absent_reason="School.")
    questions = coming_together(main, person).questions
    assert [str(each.label) for each in questions] == ["Uitnodiging"]

    merge_into_main_person(main, person, by=coordinator_of(main.case), answers={questions[0].key: "dubbel"})

    assert Invitation.objects.get().answer == InvitationAnswer.COMES


def test_what_is_safe_of_either_holds_and_how_to_reach_fills() -> None:
    main, person = pair()
    MainPerson.objects.filter(pk=main.pk).update(contact_wish="Alleen appen", email="")
    CirclePerson.objects.filter(pk=person.pk).update(contact_wish="Niet na acht uur", no_voicemail=True)

    merge_into_main_person(main, person, by=coordinator_of(main.case))

    main.refresh_from_db()
    assert (main.contact_wish, main.no_voicemail) == ("Alleen appen / Niet na acht uur", True)
    assert safe_contact(main).email == "sem@voorbeeld.example"


def test_the_name_in_the_circle_is_still_understood_in_the_plan() -> None:
    main, person = pair()
    CirclePerson.objects.filter(pk=person.pk).update(name="Semmie Bakker")

    merge_into_main_person(main, person, by=coordinator_of(main.case))

    assert Doers(main.case).named("Semmie")["main_people"] == [main]


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("ban", "Tussen deze twee staat een contactverbod"),
        ("ban_of_another", "Tussen twee hoofdpersonen"),
        ("professional", "Een professional is geen hoofdpersoon"),
        ("unborn", "nog niet geboren"),
        ("aside", "Een van beiden doet niet mee"),
        ("sides", "aan welke kant"),
    ],
)
def test_who_cannot_be_the_main_person_is_refused_and_nothing_changes(why: str, said: str) -> None:
    main, person = pair()
    by = coordinator_of(main.case)
    if why == "ban":
        make_ban(person, main, by=by)
    if why == "ban_of_another":
        make_ban(person, make_main_person(main.case, name="Noor"), by=by)
    if why == "professional":
        CirclePerson.objects.filter(pk=person.pk).update(position=Position.SCHOOL)
    if why == "unborn":
        main = make_main_person(main.case, name="", unborn=True, age_at_referral=0)
    if why == "aside":
        set_aside(person, by=by, decided_by=ExclusionBy.SELF, reason="Wil niet.")
    if why == "sides":
        for kind, who in ((PartyKind.OFFENDER, {"main_person": main}), (PartyKind.HARMED, {"person": person})):
            party = Party.objects.create(case=main.case, kind=kind, name=kind)
            PartyMember.objects.create(party=party, **who)
    before = everything()

    with pytest.raises(Refusal, match=said):
        merge_into_main_person(main, person, by=by)

    assert everything() == before


def test_it_is_chosen_previewed_and_undone_on_pages(client) -> None:
    main, person = pair()
    CirclePerson.objects.filter(pk=person.pk).update(need_codes=[Need.values[0]], phone="06 11111111")
    MainPerson.objects.filter(pk=main.pk).update(phone="06 22222222")
    number, client = main.case.number, signed_in(coordinator_of(main.case))
    chooses = client.post(reverse("cases:circle_merge", args=[number, person.pk]), {"double": f"h{main.pk}"})
    assert chooses["Location"] == reverse("cases:circle_is_main_person", args=[number, person.pk, main.pk])
    page = client.get(chooses["Location"]).content.decode()
    assert "is hoofdpersoon Sem" in page
    assert "06 11111111" in page
    assert client.post(chooses["Location"], {}).status_code == 200
    assert not Merge.objects.exists()

    client.post(chooses["Location"], {"veld-phone": "dubbel", "veld-email": "dubbel"})

    main.refresh_from_db()
    assert main.phone == "06 11111111"
    page = client.get(reverse("cases:main_person", args=[number, main.pk])).content.decode()
    undo = reverse("cases:circle_merge_undo", args=[number, person.pk, Merge.objects.get().pk])
    assert undo in page
    assert str(Need(Need.values[0]).label) in page
    client.post(undo, {"reason": "Het is zijn neef."})
    history = client.get(reverse("cases:history", args=[number])).content.decode()
    assert "Samengevoegd: S. Bakker met Sem" in history
    assert person in circle_of(main.case)


def test_who_is_a_main_person_stands_nowhere_on_the_pages_of_the_day() -> None:
    main, person = pair()
    conference = make_conference(main.case)
    make_invitation(conference, person)
    poll = make_row(DayPoll, {Case: main.case, Conference: conference}, closed_at=person.added_at)
    DayGuest.objects.create(poll=poll, person=person)
    merge_into_main_person(main, person, by=coordinator_of(main.case))

    client = signed_in(coordinator_of(main.case))
    for name in ("conference", "invitations", "run_sheet"):
        answer = client.get(reverse(f"conferences:{name}", args=[main.case.number]))
        assert answer.status_code == 200
        assert "S. Bakker" not in answer.content.decode(errors="ignore"), name


def test_what_is_needed_stands_on_the_sheet_of_the_day_and_an_interpreter_is_still_asked() -> None:
    main, person = pair()
    CirclePerson.objects.filter(pk=person.pk).update(needs="Plek voor een rolstoel", need_codes=[Need.INTERPRETER])
    make_invitation(make_conference(main.case), person, answer=InvitationAnswer.COMES)

    merge_into_main_person(main, CirclePerson.objects.get(pk=person.pk), by=coordinator_of(main.case))

    page = signed_in(coordinator_of(main.case)).get(reverse("conferences:run_sheet", args=[main.case.number]))
    assert "Plek voor een rolstoel" in page.content.decode()
    point = interpreter_is_arranged(Case.objects.get(pk=main.case.pk))
    assert point is not None
    assert point.missing
