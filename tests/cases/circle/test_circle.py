"""Widening the circle: nobody is ever deleted from it, somebody is set aside (domain.md 3.3)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.circle.acts.circle import add_circle_person, change_circle_person, set_aside, take_back
from cases.circle.checklist import everybody_is_approached
from cases.circle.reads.circle import circle_of
from cases.circle.reads.drawing import initials
from cases.circle.reads.glance import glance_of
from cases.codes import CaseState, ExclusionBy, FamilySide, Position
from cases.models import CirclePerson
from conferences.models import DayGuest, DayPoll
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import (
    before_it_was_established,
    make_agreement,
    make_attendance,
    make_case,
    make_circle_person,
    make_conference,
    make_invitation,
    make_plan,
)


@pytest.fixture
def oma(preparing):
    return make_circle_person(preparing, name="Oma Toos", position=Position.GRANDPARENT)


def test_person_joins_the_circle(preparing, anna):
    person = add_circle_person(preparing, by=anna, name="Buurvrouw Ans", position=Position.OTHER_NETWORK, closeness=1)

    assert list(preparing.circle.all()) == [person]
    assert person.takes_part


def test_person_has_a_name(preparing, anna):
    with pytest.raises(Refusal, match="heet"):
        add_circle_person(preparing, by=anna, name=" ")


@pytest.mark.parametrize("position", [Position.MINOR_MAIN_PERSON, Position.ADULT_MAIN_PERSON])
def test_main_person_is_not_in_the_own_circle(preparing, anna, position):
    with pytest.raises(Refusal, match="hoofdpersoon"):
        add_circle_person(preparing, by=anna, name="Sem", position=position)


def test_change_writes_only_what_is_given(oma, anna):
    CirclePerson.objects.filter(pk=oma.pk).update(needs="Vervoer")

    change_circle_person(oma, by=anna, language="Turks")

    oma.refresh_from_db()
    assert (oma.language, oma.needs) == ("Turks", "Vervoer")


def test_who_does_not_take_part_stays_with_by_whom_and_why(oma, anna):
    set_aside(oma, by=anna, decided_by=ExclusionBy.FAMILY, reason="Ruzie.")

    oma.refresh_from_db()
    assert not oma.takes_part
    assert (oma.excluded_by, oma.excluded_reason) == (ExclusionBy.FAMILY, "Ruzie.")


def test_setting_aside_has_a_reason_and_a_known_decider(oma, anna):
    with pytest.raises(Refusal, match="waarom"):
        set_aside(oma, by=anna, decided_by=ExclusionBy.FAMILY, reason="")
    with pytest.raises(Refusal, match="wie besloot"):
        set_aside(oma, by=anna, decided_by="buurman", reason="Daarom.")


def test_setting_aside_twice_keeps_the_first_reason(oma, anna):
    set_aside(oma, by=anna, decided_by=ExclusionBy.FAMILY, reason="Ruzie.")

    with pytest.raises(Refusal, match="doet al niet mee"):
        set_aside(oma, by=anna, decided_by=ExclusionBy.SELF, reason="Anders.")


def test_person_is_taken_back_and_the_history_remembers(oma, anna):
    set_aside(oma, by=anna, decided_by=ExclusionBy.FAMILY, reason="Ruzie.")

    take_back(oma, by=anna)

    oma.refresh_from_db()
    assert oma.takes_part
    events = CirclePerson.pgh_event_model.objects.filter(pgh_obj_id=oma.pk)
    assert "Ruzie." in events.values_list("excluded_reason", flat=True)


def test_who_takes_part_cannot_be_taken_back(oma, anna):
    with pytest.raises(Refusal, match="doet al mee"):
        take_back(oma, by=anna)


@pytest.mark.parametrize("state", [CaseState.REGISTERED, CaseState.CLOSED, CaseState.WAITING])
def test_circle_does_not_change_when_nobody_works_on_the_case(anna, state):
    case = make_case(state=state, with_coordinator=False)

    with pytest.raises(Refusal, match="niets meer veranderen"):
        add_circle_person(case, by=anna, name="Oma")


def test_there_is_no_way_to_delete_somebody(client, oma, anna):
    client.force_login(anna)

    answer = client.delete(reverse("cases:circle_edit", args=[oma.case.number, oma.pk]))

    assert answer.status_code == 405
    assert CirclePerson.objects.filter(pk=oma.pk).exists()


# --- what the tab shows -------------------------------------------------------------------------------------


def test_circle_is_shown_in_rings_with_who_was_set_aside_apart(preparing, oma, anna):
    make_circle_person(preparing, name="Ver", closeness=3)
    make_circle_person(preparing, name="Opzij", set_aside=True)

    page = circle_of(preparing, anna)

    assert [[row.person.name for row in ring.rows] for ring in page.rings] == [["Oma Toos"], ["Ver"]]
    assert [row.person.name for row in page.aside] == ["Opzij"]


def row_of(case, user, person):
    page = circle_of(case, user)
    return next(
        row for row in [*page.aside, *(row for ring in page.rings for row in ring.rows)] if row.person == person
    )


@pytest.mark.parametrize(
    ("phone", "more", "call", "app"),
    [
        ("06 12345678 (moeder)", {}, "tel:+31612345678", "https://wa.me/31612345678"),
        ("+48 512 345 678", {}, "tel:+48512345678", "https://wa.me/48512345678"),
        ("030 555 01 00", {}, "tel:+31305550100", ""),
        ("06 12345678", {"no_voicemail": True}, "tel:+31612345678", ""),
        ("112", {}, "tel:112", ""),
        ("", {}, "", ""),
    ],
)
def test_a_line_of_the_circle_calls_and_sends_a_message_where_that_can_be(preparing, anna, phone, more, call, app):
    row = row_of(preparing, anna, make_circle_person(preparing, phone=phone, **more))

    assert (row.call, row.app) == (call, app)


def test_a_line_of_the_circle_says_what_somebody_answered_and_leads_there(client, preparing, oma, anna):
    invitation = make_invitation(make_conference(preparing), oma, answer="komt")

    answer = row_of(preparing, anna, oma).answer

    assert answer == ("Komt", reverse("conferences:answer", args=[preparing.number, invitation.pk]))
    client.force_login(anna)
    assert answer.url in client.get(reverse("cases:circle", args=[preparing.number])).content.decode()


@pytest.mark.parametrize("how", ["invitation", "day"])
def test_whoever_answered_was_approached(preparing, oma, anna, how):
    silent = make_circle_person(preparing, name="Stil")
    if how == "invitation":
        make_invitation(make_conference(preparing), oma, answer="twijfelt")
    else:
        poll = DayPoll.objects.create(case=preparing, created_by=anna)
        DayGuest.objects.create(poll=poll, person=oma, answered_at=timezone.now())

    assert "nog niet benaderd" not in row_of(preparing, anna, oma).who
    assert "nog niet benaderd" in row_of(preparing, anna, silent).who
    assert "Oma Toos" not in str(everybody_is_approached(preparing).missing)
    assert "Stil" in str(everybody_is_approached(preparing).missing)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("toos", {"Oma Toos"}),
        ("TOO om", {"Oma Toos"}),
        ("buur", {"Ayşe Öztürk"}),
        ("ozturk", {"Ayşe Öztürk"}),
        ("niemand", set()),
        (" ", {"Oma Toos", "Ayşe Öztürk"}),
    ],
)
def test_somebody_is_found_in_the_circle_by_name_and_place(client, preparing, oma, anna, sought, found):
    make_circle_person(preparing, name="Ayşe Öztürk", relation="buurvrouw", position=Position.OTHER_NETWORK)
    client.force_login(anna)

    page = client.get(reverse("cases:circle", args=[preparing.number]), {"zoek": sought}).context["circle"]

    assert {row.person.name for ring in page.rings for row in ring.rows} == found


def test_a_circle_of_thirty_is_a_small_page(client, preparing, anna):
    for number in range(30):
        make_circle_person(
            preparing,
            name=f"Persoon van de familie {number}",
            relation="een tante die vaak langskomt",
            phone="06 12345678",
            email=f"p{number}@voorbeeld.example",
            street="Dorpsstraat 1",
            place="Hoorn",
        )
    client.force_login(anna)

    page = client.get(reverse("cases:circle", args=[preparing.number])).content

    assert page.decode().count('<li id="k') == 30
    assert len(page) < 24_000


def test_what_is_rarely_needed_of_somebody_stands_on_a_page_of_its_own(client, preparing, anna):
    person = make_circle_person(preparing, email="ria@voorbeeld.example", needs="Een tolk", phone="0612345678")
    client.force_login(anna)

    page = client.get(reverse("cases:circle_person", args=[preparing.number, person.pk])).content.decode()

    for word in ("ria@voorbeeld.example", "Een tolk", "tel:+31612345678", "Staat er dubbel in"):
        assert word in page
    assert "ria@voorbeeld.example" not in client.get(reverse("cases:circle", args=[preparing.number])).content.decode()


def test_circle_counts_how_it_grew(preparing, oma, anna):
    make_circle_person(preparing, suggested_by="aanmelding", position=Position.FRIEND)
    make_circle_person(preparing, set_aside=True, approached_on=local_today())
    conference = make_conference(preparing)
    make_invitation(conference, oma)
    make_attendance(conference, person=oma)
    agreement = make_agreement(make_plan(preparing).versions.get())
    with before_it_was_established():
        agreement.people.add(oma)

    grown = {str(tile["label"]): tile["count"] for tile in circle_of(preparing, anna).growth}

    assert grown == {
        "bekend bij de aanmelding": 1,
        "benaderd": 1,
        "uitgenodigd": 1,
        "aanwezig": 1,
        "met een taak in het plan": 1,
    }


def test_drawing_has_a_shape_per_person_and_says_the_same_in_words(preparing):
    make_circle_person(preparing, name="Oma Toos", side=FamilySide.MOTHER, closeness=1)
    make_circle_person(preparing, name="<b>Piet</b>", side=FamilySide.FATHER, closeness=3)
    make_circle_person(preparing, name="Kees", set_aside=True)

    drawing = glance_of(preparing).drawing

    assert drawing.count('class="person ') == 2
    assert "<title>Oma Toos, kant van moeder</title>" in drawing
    assert "<b>" not in drawing
    assert "1 heel dichtbij, 0 dichtbij, 1 verder weg." in drawing


@pytest.mark.parametrize(
    ("name", "letters"), [("Oma Toos", "OT"), ("Lisa", "L"), ("", ""), ("Jan van der Berg", "JB"), ("(oma)", "")]
)
def test_initials_are_at_most_two_letters(name, letters):
    assert initials(name) == letters


# --- the form --------------------------------------------------------------------------------------------------


FORM = {"name": "Tante Fatma", "position": Position.AUNT_OR_UNCLE, "closeness": "2", "suggested_by": "familie"}


def test_coordinator_adds_somebody_and_goes_on_with_the_next(client, preparing, anna):
    client.force_login(anna)

    answer = client.post(reverse("cases:circle_add", args=[preparing.number]), {**FORM, "nog": "1"})

    assert answer.url == reverse("cases:circle_add", args=[preparing.number])
    assert preparing.circle.get().name == "Tante Fatma"


def test_form_without_a_name_keeps_what_was_typed(client, preparing, anna):
    client.force_login(anna)

    answer = client.post(
        reverse("cases:circle_add", args=[preparing.number]), {**FORM, "name": "", "needs": "Een tolk"}
    )

    assert answer.status_code == 200
    assert "Schrijf iets op bij “Naam”." in answer.content.decode()
    assert "Een tolk" in answer.content.decode()


def test_secret_address_is_not_shown_again_in_the_form_and_survives_it(client, preparing, anna):
    person = make_circle_person(preparing, street="Verborgenlaan 3", secret_address=True)
    url = reverse("cases:circle_edit", args=[preparing.number, person.pk])
    client.force_login(anna)

    assert "Verborgenlaan" not in client.get(url).content.decode()
    client.post(url, {**FORM, "secret_address": "on"})

    person.refresh_from_db()
    assert (person.name, person.street) == ("Tante Fatma", "Verborgenlaan 3")
