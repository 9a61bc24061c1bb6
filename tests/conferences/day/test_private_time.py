"""R-04: of private time only start, end, how often the family went back, and who was there. Never what was said."""

import pytest
from django import forms
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse

from cases.codes import PROFESSIONAL_POSITIONS, CaseState, Position, ReferrerType
from cases.models import Case, CirclePerson, Party, PartyMember
from conferences.codes import ConferenceState, InvitationAnswer, Part
from conferences.day.acts.presence import mark_everybody_expected, mark_presence
from conferences.day.reads.presence import Who
from conferences.models import Attendance, Conference, ConferenceMove, Letter
from ekc.accounts.models import User
from ekc.refusal import Refusal
from tests.factories import make_attendance, make_case, make_circle_person, make_conference, make_invitation

from ..people import coordinator_of, running

TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
# Every place for words in a meeting, by what it is for. A new one must be thought about: could it hold
# what was said in private time?
WORDS = {
    Conference: {
        "state",
        # The day as it is planned.
        *("day_part", "location_type", "venue_name", "venue_address", "venue_phone", "venue_notes", "reachable"),
        *("family_room", "professionals_room", "child_corner", "food", "diets", "food_paid_by"),
        *("child_care", "transport", "comings_and_goings", "what_if"),
        *("interpreter", "interpreter_language", "interpreter_name", "interpreter_phone", "interpreter_wished_by"),
        # How it ended, in one sentence: why another one comes, why there is no plan, why it stopped before its end.
        *("adjourned_reason", "no_plan_reason", "broken_off_code", "broken_off_reason"),
        # How it ended without another meeting: one of three codes (a constraint holds it to them).
        "after_all",
    },
    Attendance: {"name", "position"},
    Letter: {"kind", "read_by", "part"},
    # `before`: times and numbers that a button changed; see the last test of test_taking_back.
    ConferenceMove: {"action", "source", "target", "reason", "before"},
}


def private_fields() -> list[models.Field]:
    return [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if "private" in field.name and not field.name.startswith("wanted_in")
    ]


def test_no_field_of_private_time_holds_words() -> None:
    fields = private_fields()

    assert {field.name for field in fields} == {
        "private_time_from",
        "private_time_until",
        "private_time_away",
        "without_private_time",
        "returns_to_private_time",
        "in_private_time",
        "interpreter_in_private_time",
    }
    assert [field for field in fields if isinstance(field, TEXT)] == []


@pytest.mark.parametrize("model", WORDS)
def test_a_meeting_has_no_other_place_for_words(model: type[models.Model]) -> None:
    assert {field.name for field in model._meta.fields if isinstance(field, TEXT)} == WORDS[model]


def test_no_form_asks_for_words_of_private_time() -> None:
    asked = {
        name: type(field)
        for form in every_form()
        for name, field in getattr(form, "base_fields", {}).items()
        if "private" in name
    }

    assert asked
    assert not [name for name, kind in asked.items() if issubclass(kind, forms.CharField)]


def every_form() -> list[type[forms.BaseForm]]:
    found: list[type[forms.BaseForm]] = []
    todo: list[type] = [forms.BaseForm]
    while todo:
        children = todo.pop().__subclasses__()
        found += children
        todo += children
    return found


def test_a_coordinator_has_no_position_to_be_present_in() -> None:
    assert not [value for value in Position.values if "oordinat" in value]
    assert Position.CARE_WORKER in PROFESSIONAL_POSITIONS


# --- who is kept out, however they are written down ---------------------------------------------------------------


def named(case: Case, **fields: str) -> User:
    """The coordinator of this case, with a name, mail address and phone number."""
    user = coordinator_of(case)
    User.objects.filter(pk=user.pk).update(
        full_name="Fatma Yılmaz", email="fatma@voorbeeld.example", phone="0612345678"
    )
    user.refresh_from_db()
    return user


def in_private_time(conference: Conference, who: Who) -> None:
    mark_presence(conference, who, by=coordinator_of(conference.case), part=Part.PRIVATE_TIME, present=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "written",
    [
        {"name": "YILMAZ,  Fatma"},
        {"name": "F. Y.", "email": "Fatma@Voorbeeld.example"},
        {"name": "Tante F.", "phone": "+31 6 12 34 56 78"},
    ],
    ids=["other-spelling", "mail-address", "phone-number"],
)
def test_the_coordinator_is_no_participant_however_the_circle_names_them(written: dict[str, str]) -> None:
    conference = running()
    named(conference.case)
    person = make_circle_person(conference.case, position=Position.AUNT_OR_UNCLE, **written)

    for part in Part.values:
        with pytest.raises(Refusal, match="lijkt de coördinator"):
            mark_presence(conference, Who(person=person), by=coordinator_of(conference.case), part=part, present=True)

    assert not Attendance.objects.exists()


@pytest.mark.django_db
def test_an_aunt_with_the_first_name_of_the_coordinator_is_welcome() -> None:
    conference = running()
    named(conference.case)

    in_private_time(conference, Who(person=make_circle_person(conference.case, name="Fatma")))

    assert Attendance.objects.get().in_private_time


@pytest.mark.django_db
def test_the_referrer_is_kept_out_also_as_somebody_of_the_circle() -> None:
    conference = running()
    person = make_circle_person(conference.case, name="Dirk de Boer", position=Position.FRIEND)
    conference.case.referrer.name = "de Boer, Dirk"
    conference.case.referrer.save()

    with pytest.raises(Refusal, match="komt als professional"):
        in_private_time(conference, Who(person=person))


@pytest.mark.django_db
def test_a_mother_who_referred_herself_is_at_home_in_private_time() -> None:
    conference = running()
    mother = make_circle_person(conference.case, name="Karin Bakker", position=Position.PARENT)
    Case.objects.filter(pk=conference.case.pk).update(referrer_type=ReferrerType.NETWORK)
    conference.case.referrer.name = "Karin Bakker"
    conference.case.referrer.save()

    in_private_time(conference, Who(person=mother))

    assert Attendance.objects.get().in_private_time


@pytest.mark.django_db
def test_a_professional_of_the_circle_cannot_come_in_again_under_a_lay_position() -> None:
    conference = running()
    make_circle_person(conference.case, name="Juf Els Kok", position=Position.SCHOOL)

    with pytest.raises(Refusal, match="komt als professional"):
        in_private_time(conference, Who(name="els kok, juf", position=Position.FRIEND))


def professional_party(case: Case) -> CirclePerson:
    """A constable, whom the circle knows as a neighbour."""
    constable = make_circle_person(case, name="Bea Smit", position=Position.OTHER_NETWORK)
    party = Party.objects.create(case=case, name="Wijkteam", is_professional=True)
    PartyMember.objects.create(party=party, person=constable)
    return constable


@pytest.mark.django_db
def test_a_party_of_professionals_leaves_at_private_time() -> None:
    conference = running()
    constable = professional_party(conference.case)
    make_invitation(conference, constable, answer=InvitationAnswer.COMES)
    by = coordinator_of(conference.case)

    with pytest.raises(Refusal, match="komt als professional"):
        in_private_time(conference, Who(person=constable))
    mark_everybody_expected(conference, by=by, part=Part.PRIVATE_TIME)
    assert not Attendance.objects.exists()

    client = Client()
    client.force_login(by)
    page = client.get(reverse("conferences:attendance", args=[conference.case.number])).content.decode()
    assert f"c{constable.pk}:informatie:ja" in page
    assert f"c{constable.pk}:besloten_tijd:ja" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["party", "position", "coordinator", "coordinator-by-name"])
def test_the_database_keeps_out_who_is_no_family(kind: str) -> None:
    conference = running()
    case = conference.case
    user = named(case)
    row: dict[str, object] = {"position": Position.FRIEND, "in_private_time": True}
    if kind == "party":
        row["person"] = professional_party(case)
    elif kind == "position":
        row["person"] = make_circle_person(case, position=Position.CARE_WORKER)
    elif kind == "coordinator":
        row["person"] = make_circle_person(case, name="Tante F.", email=user.email.upper())
    else:
        row["name"] = user.full_name.lower()

    with pytest.raises(IntegrityError, match="only family and network"), transaction.atomic():
        make_attendance(conference, **row)
    make_attendance(conference, **{**row, "in_private_time": False})


@pytest.mark.django_db
def test_the_database_also_refuses_a_later_change() -> None:
    conference = make_conference(make_case(state=CaseState.HELD_WITH_PLAN), state=ConferenceState.HELD)
    row = make_attendance(conference, person=make_circle_person(conference.case, position=Position.CARE_WORKER))

    with pytest.raises(IntegrityError, match="only family and network"), transaction.atomic():
        Attendance.objects.filter(pk=row.pk).update(in_private_time=True)
