"""The draaiboek: all that is needed at hand, and nothing that may not be known."""

import io
import re

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState, Position, Variant
from cases.models import SafetySignal
from cases.variants.acts.parties import PartyText, Seat, save_parties, seat_people
from conferences.codes import InterpreterKind, InvitationAnswer
from conferences.day.reads.run_sheet import RunSheet
from conferences.models import Conference
from conferences.planning.acts.planning import Dish
from ekc.audit.codes import ReadAction
from ekc.audit.models import ReadLine
from tests.factories import (
    make_case,
    make_circle_person,
    make_conference,
    make_frame,
    make_invitation,
    make_question,
    make_user,
)

from ..people import coordinator_of, plan, preparing

pytestmark = pytest.mark.django_db


def client_of(conference: Conference) -> Client:
    client = Client()
    client.force_login(coordinator_of(conference.case))
    return client


def address(conference: Conference, name: str = "run_sheet") -> str:
    return reverse(f"conferences:{name}", args=[conference.case.number])


def text_of(conference: Conference, name: str = "run_sheet") -> str:
    return client_of(conference).get(address(conference, name)).content.decode()


def full() -> Conference:
    """A meeting of which everything is arranged."""
    case = preparing()
    conference = plan(
        case,
        venue_name="De Haard",
        venue_phone="0229 123 456",
        professionals_room="de keuken",
        what_if="Komt papa te laat, dan beginnen we.",
        diets="geen noten",
        dishes=[Dish("Oma", "soep")],
    )
    aunt = make_circle_person(case, name="Tante Ria", phone="0612 345 678", no_voicemail=True)
    worker = make_circle_person(case, name="Meester Bram", position=Position.SCHOOL)
    writer = make_circle_person(case, name="Oom Ab")
    make_invitation(conference, aunt, answer=InvitationAnswer.COMES, needs="Een stoel met leuning.")
    make_invitation(conference, worker, answer=InvitationAnswer.COMES)
    make_invitation(conference, writer, answer=InvitationAnswer.SENDS_LETTER)
    make_question(case, text="Waar kan Sem wonen?")
    return conference


@pytest.mark.parametrize("name", ["run_sheet", "run_sheet_phone"])
def test_the_sheet_has_all_that_is_needed_on_the_day(name: str) -> None:
    text = text_of(full(), name)

    needed = (
        *("De Haard", "0229 123 456", "de keuken", "Komt papa te laat", "geen noten", "soep: Oma"),
        *("Tante Ria", "06 12345678", "Spreek geen voicemail in.", "Een stoel met leuning.", "Waar kan Sem wonen?"),
        *("Oom Ab", "112", "Er is geen internet"),
    )
    assert [word for word in needed if word not in text] == []


def test_the_sheet_says_who_leaves_at_private_time() -> None:
    private = RunSheet(full()).programme[1]

    assert "Meester Bram" in private.leaves
    assert "Tante Ria" not in private.leaves
    assert private.present == "alleen familie en netwerk"


def test_an_interpreter_whom_the_family_wishes_stays_by_name_of_the_wish() -> None:
    conference = plan(
        preparing(),
        interpreter=InterpreterKind.EXTERNAL,
        interpreter_language="Berbers",
        interpreter_wished_by="oma Fatima",
    )

    assert "dat wil oma Fatima" in RunSheet(conference).programme[1].present


def test_a_secret_address_never_stands_on_the_sheet() -> None:
    conference = full()
    hidden = make_circle_person(
        conference.case, name="Mama", street="Geheimestraat 1", place="Verweg", secret_address=True
    )
    make_invitation(conference, hidden, answer=InvitationAnswer.COMES)

    for name in ("run_sheet", "run_sheet_phone"):
        text = text_of(conference, name)
        assert "Geheimestraat" not in text
        assert "Verweg" not in text
        assert "Geheim adres" in text


def test_the_frame_to_read_out_comes_from_the_floor_above() -> None:
    case = make_case(state=CaseState.SCHEDULED, needs_frame=True)
    conference = make_conference(case)
    assert "Zonder kader begint deel 1 niet" in text_of(conference)

    make_frame(case, author=make_user("professional"), concerns="Sem is 's nachts alleen.")

    assert "Sem is &#x27;s nachts alleen." in text_of(conference)


def test_what_was_decided_about_safety_stands_under_what_if() -> None:
    conference = full()
    by = coordinator_of(conference.case)
    SafetySignal.objects.create(
        case=conference.case,
        signalled_by="Oma",
        about="Bang voor Rob.",
        reported_by=by,
        measures=["apart_aankomen"],
        decision="Rob komt een half uur later.",
        decided_with=by,
        decided_at=timezone.now(),
    )

    assert ("Besluit over veiligheid", "Apart aankomen. Rob komt een half uur later.") in RunSheet(conference).what_if


def test_the_sheet_of_a_herstelconferentie_has_the_order_of_speaking() -> None:
    conference = full()
    case, by = conference.case, coordinator_of(conference.case)
    type(case).objects.filter(pk=case.pk).update(variant=Variant.RESTORATIVE)
    case.refresh_from_db()
    parties = [PartyText("De kant van Levi", kind="dader"), PartyText("De kant van Tobias", "Excuus.", "gedupeerde")]
    offending, _harmed = save_parties(case, parties, by=by)
    seat_people(case, [Seat(offending, main_person=case.main_persons.get(), is_central=True)], by=by)

    text = text_of(conference)

    assert "Wie spreekt wanneer" in text
    assert "wat is er gebeurd?" in text
    assert "wat deed het met je?" in text
    assert "wat is er nodig?" in text
    assert "De kant van Levi" in text


def test_the_file_for_the_telephone_asks_nothing_of_the_network() -> None:
    conference = full()

    answer = client_of(conference).get(address(conference, "run_sheet_phone"))

    text = answer.content.decode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "<style>" in text
    assert not re.search(r'(src|href)="(?!tel:)', text)
    assert "url(" not in text


@pytest.mark.parametrize("size", ["", "?letters=groot"])
def test_the_sheet_is_printed_on_a4_and_in_large_letters(size: str) -> None:
    conference = full()

    answer = client_of(conference).get(address(conference, "run_sheet_pdf") + size)

    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"
    lines = ReadLine.objects.filter(case_number=conference.case.number, action=ReadAction.EXPORT)
    assert lines.count() == 1


def test_of_large_letters_fewer_fit_on_a_page() -> None:
    conference = full()
    client = client_of(conference)

    normal, large = [
        pypdf.PdfReader(io.BytesIO(client.get(address(conference, "run_sheet_pdf") + size).content)).pages[0]
        for size in ("", "?letters=groot")
    ]

    assert len(large.extract_text()) < 0.8 * len(normal.extract_text())


def test_the_sheet_asks_the_same_number_of_queries_for_four_and_for_thirty_five() -> None:
    counts = []
    for people in (4, 35):
        conference = plan(preparing())
        for _ in range(people):
            make_invitation(conference, make_circle_person(conference.case), answer=InvitationAnswer.COMES)
        client = client_of(conference)
        client.get(address(conference))
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address(conference)).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]
