"""Who was there, by one tap a part; small circles and large ones."""

import datetime as dt
import re
import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.codes import CaseState, Position
from conferences.codes import ConferenceState, InterpreterKind, InvitationAnswer, LetterKind, Part
from conferences.day.acts.presence import (
    Presence,
    mark_everybody_expected,
    mark_interpreter,
    mark_presence,
    record_absences,
    record_attendance,
    record_interpreter_wish,
    record_letter,
)
from conferences.day.reads.presence import Who
from conferences.models import Attendance, Conference
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import (
    make_attendance,
    make_case,
    make_circle_person,
    make_conference,
    make_invitation,
    make_user,
)

from ..people import coordinator_of, plan, preparing, reload, running

EVERYWHERE = {"in_information": True, "in_private_time": True, "in_presentation": True}


def page(conference: Conference) -> tuple[Client, str]:
    client = Client()
    client.force_login(coordinator_of(conference.case))
    return client, reverse("conferences:attendance", args=[conference.case.number])


@pytest.mark.django_db
def test_one_tap_marks_one_person_in_one_part() -> None:
    conference = running()
    aunt = make_circle_person(conference.case)
    client, address = page(conference)

    answer = client.post(address, {"tap": f"c{aunt.pk}:besloten_tijd:ja"})

    row = Attendance.objects.get()
    assert answer.headers["Location"].endswith(f"#c{aunt.pk}")
    assert (row.person, row.in_information, row.in_private_time, row.in_presentation) == (aunt, False, True, False)


@pytest.mark.django_db
def test_a_tap_taken_back_leaves_nobody_behind() -> None:
    conference = running()
    aunt = make_circle_person(conference.case)
    client, address = page(conference)

    for answer in ("ja", "nee"):
        client.post(address, {"tap": f"c{aunt.pk}:informatie:{answer}"})

    assert not conference.attendances.exists()


@pytest.mark.django_db
def test_a_tap_by_the_script_gives_the_list_and_who_is_not_there_alone() -> None:
    conference = running()
    aunt = make_circle_person(conference.case)
    client, address = page(conference)

    answer = client.post(address, {"tap": f"c{aunt.pk}:informatie:ja"}, headers={"HX-Request": "true"})

    text = answer.content.decode()
    assert text.lstrip().startswith("<form")
    assert re.search(rf'id="c{aunt.pk}-informatie" aria-pressed="true"', text)
    assert 'id="afwezigen"' in text


@pytest.mark.django_db(transaction=True)
def test_five_taps_at_the_same_moment_count_once() -> None:
    conference = running()
    aunt = make_circle_person(conference.case)
    by = coordinator_of(conference.case)
    faults: list[Exception] = []
    together = threading.Barrier(5)

    def tap() -> None:
        try:
            together.wait(timeout=20)
            mark_presence(conference, Who(person=aunt), by=by, part=Part.INFORMATION, present=True)
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=tap) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert Attendance.objects.get().persons == 1


@pytest.mark.django_db
def test_everybody_who_said_to_come_is_there_in_one_tap_but_no_professional_in_private_time() -> None:
    conference = running()
    case, by = conference.case, coordinator_of(conference.case)
    aunt, worker = make_circle_person(case), make_circle_person(case, position=Position.CARE_WORKER)
    undecided = make_circle_person(case)
    for person, answer in ((aunt, "komt"), (worker, "komt"), (undecided, "twijfelt")):
        make_invitation(conference, person, answer=answer)

    mark_everybody_expected(conference, by=by, part=Part.INFORMATION)
    mark_everybody_expected(conference, by=by, part=Part.PRIVATE_TIME)

    assert set(conference.attendances.values_list("person", "in_private_time")) == {
        (aunt.pk, True),
        (worker.pk, False),
    }


@pytest.mark.django_db
def test_a_professional_has_no_button_for_private_time_and_cannot_be_tapped_there() -> None:
    conference = running()
    worker = make_circle_person(conference.case, position=Position.SCHOOL)
    client, address = page(conference)

    shown = client.get(address).content.decode()
    answer = client.post(address, {"tap": f"c{worker.pk}:besloten_tijd:ja"}, follow=True)

    assert f"c{worker.pk}:informatie:ja" in shown
    assert f"c{worker.pk}:besloten_tijd" not in shown
    assert "alleen familie en netwerk" in answer.content.decode()
    assert not conference.attendances.exists()


@pytest.mark.django_db
def test_the_coordinator_is_no_participant_in_any_part() -> None:
    conference = running()
    by = coordinator_of(conference.case)
    name = by.full_name.upper()

    with pytest.raises(Refusal, match="geen deelnemer"):
        mark_presence(conference, Who(name=name, position=Position.FRIEND), by=by, part=Part.PRIVATE_TIME, present=True)
    with pytest.raises(Refusal, match="geen deelnemer"):
        record_attendance(conference, [Presence(name=name, position=Position.FRIEND, **EVERYWHERE)], by=by)

    assert not conference.attendances.exists()


@pytest.mark.django_db
def test_an_interpreter_from_outside_is_in_private_time_only_by_the_wish_of_the_family() -> None:
    conference = running(interpreter=InterpreterKind.EXTERNAL, interpreter_language="Berbers")
    by = coordinator_of(conference.case)
    with pytest.raises(Refusal, match="alleen bij de besloten tijd als de familie dat wil"):
        mark_interpreter(conference, by=by, part=Part.PRIVATE_TIME, present=True)

    record_interpreter_wish(conference, by=by, wished_by="Oma Fatima")
    mark_interpreter(conference, by=by, part=Part.PRIVATE_TIME, present=True)

    assert reload(conference).interpreter_in_private_time
    assert not conference.attendances.exists()


@pytest.mark.django_db
def test_without_the_wish_there_is_no_button_for_the_interpreter_in_private_time() -> None:
    conference = running(interpreter=InterpreterKind.EXTERNAL, interpreter_language="Berbers")
    client, address = page(conference)
    before = client.get(address).content.decode()
    record_interpreter_wish(conference, by=coordinator_of(conference.case), wished_by="Oma Fatima")

    after = client.get(address).content.decode()

    assert "tolk:informatie:ja" in before
    assert "tolk:besloten_tijd:ja" not in before
    assert "tolk:besloten_tijd:ja" in after


@pytest.mark.django_db
def test_there_is_nothing_to_tap_before_the_meeting_begins() -> None:
    conference = plan(preparing())
    client, address = page(conference)

    shown = client.get(address).content.decode()
    client.post(address, {"tap": f"m{conference.case.main_persons.get().pk}:informatie:ja"})

    assert "nog niet begonnen" in shown
    assert 'name="tap"' not in shown
    assert not conference.attendances.exists()


@pytest.mark.django_db
def test_somebody_who_is_not_in_the_circle_is_added_by_name_and_counts_once() -> None:
    conference = running()
    client, _address = page(conference)
    typed = {"name": "Juf Els", "position": "school", "parts": ["informatie", "presentatie"]}

    for _ in range(2):
        client.post(reverse("conferences:attendance_other", args=[conference.case.number]), typed)

    row = conference.attendances.get()
    assert (row.name, row.in_information, row.in_private_time, row.in_presentation) == ("Juf Els", True, False, True)


@pytest.mark.django_db
def test_who_was_invited_and_not_there_has_a_reason() -> None:
    conference = running()
    aunt, uncle = make_circle_person(conference.case), make_circle_person(conference.case)
    missed = make_invitation(conference, aunt, answer=InvitationAnswer.COMES)
    make_invitation(conference, uncle)
    make_attendance(conference, person=uncle)
    client, _address = page(conference)

    client.post(reverse("conferences:absent", args=[conference.case.number]), {f"reason{missed.pk}": "Auto kapot."})

    assert reload(missed).absent_reason == "Auto kapot."
    shown = client.get(reverse("conferences:absent", args=[conference.case.number])).content.decode()
    assert uncle.name not in shown


@pytest.mark.django_db
def test_reasons_of_another_meeting_are_left_alone() -> None:
    conference = running()
    other = running()
    invitation = make_invitation(other, make_circle_person(other.case))

    record_absences(conference, {invitation.pk: "Zomaar."}, by=coordinator_of(conference.case))

    assert reload(invitation).absent_reason == ""


@pytest.mark.django_db
def test_a_letter_that_was_read_has_a_reader_and_a_part() -> None:
    conference = running()
    aunt = make_circle_person(conference.case)
    client, address = page(conference)
    typed = {"who": f"c{aunt.pk}", "kind": "brief", "part": "informatie", "read_by": "Oma"}

    client.post(reverse("conferences:letter_read", args=[conference.case.number]), typed)

    letter = conference.letters.get()
    assert (letter.person, letter.read_by, letter.part) == (aunt, "Oma", Part.INFORMATION)
    assert f"van {aunt.name}, door Oma" in client.get(address).content.decode()


@pytest.mark.django_db
def test_what_the_office_completes_is_marked_and_what_the_coordinator_wrote_is_not() -> None:
    conference = running()
    office = make_user(Role.REGIONAL_MANAGER)
    first, second = (make_invitation(conference, make_circle_person(conference.case)) for _each in range(2))
    record_absences(conference, {first.pk: "Ziek."}, by=coordinator_of(conference.case))

    record_absences(conference, {first.pk: "Ziek.", second.pk: "Geen oppas."}, by=office)
    letter = {"kind": LetterKind.LETTER, "part": Part.INFORMATION, "read_by": "Oma"}
    marked = record_letter(conference, by=office, person=first.person, **letter)
    own = record_letter(conference, by=coordinator_of(conference.case), person=second.person, **letter)

    assert [reload(each).absence_by_office for each in (first, second)] == [False, True]
    assert [each.by_office for each in (marked, own)] == [True, False]
    client, address = page(conference)
    assert client.get(address).content.decode().count("ingevuld door de regiomanager") >= 1
    record_absences(conference, {second.pk: ""}, by=office)
    assert not reload(second).absence_by_office


@pytest.mark.django_db
def test_a_letter_without_a_reader_is_refused() -> None:
    conference = running()

    with pytest.raises(Refusal, match="wie het voorlas"):
        record_letter(
            conference,
            by=coordinator_of(conference.case),
            kind=LetterKind.DRAWING,
            part=Part.INFORMATION,
            read_by=" ",
            main_person=conference.case.main_persons.get(),
        )


@pytest.mark.django_db
def test_the_page_asks_the_same_number_of_queries_for_four_and_for_thirty_five() -> None:
    counts = []
    for people in (4, 35):
        conference = running(interpreter=InterpreterKind.EXTERNAL, interpreter_language="Turks")
        for _ in range(people):
            person = make_circle_person(conference.case)
            make_invitation(conference, person, answer=InvitationAnswer.COMES)
            make_attendance(conference, person=person)
        client, address = page(conference)
        client.get(address)
        with CaptureQueriesContext(connection) as counted:
            shown = client.get(address).content.decode()
        assert shown.count('class="presence"') == people + 2  # and Sem, and the interpreter
        counts.append(len(counted))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_the_same_name_is_added_once_to_a_meeting() -> None:
    conference = running()
    make_attendance(conference, name="Juf Els", position=Position.SCHOOL)

    with pytest.raises(IntegrityError, match="attendance_name_once"), transaction.atomic():
        make_attendance(conference, name="Juf Els", position=Position.SCHOOL)


@pytest.mark.django_db
def test_who_was_at_the_first_of_two_meetings_can_still_be_put_right() -> None:
    case = make_case(state=CaseState.SCHEDULED)
    first = make_conference(case, state=ConferenceState.ADJOURNED, held_on=local_today() - dt.timedelta(days=9))
    make_conference(case, sequence=2)
    aunt = make_circle_person(case)
    client, address = page(first)

    client.post(f"{address}?bijeenkomst=1", {"tap": f"c{aunt.pk}:informatie:ja"})

    assert first.attendances.get().person == aunt
