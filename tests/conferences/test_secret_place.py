"""A meeting at a secret address: it stands in the form of who typed it, and nowhere else."""

import io

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState
from conferences.codes import LocationType
from conferences.models import Conference
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from tests.factories import make_case, make_circle_person, make_conference, make_main_person, make_region, make_user

from .people import coordinator_of

pytestmark = pytest.mark.django_db
STREET = "Geheimestraat 12"


@pytest.fixture
def meeting(db: None) -> Conference:
    """At the home of a mother with a secret address."""
    case = make_case(
        state=CaseState.SCHEDULED, region=make_region(), referred_by=make_user(Role.PROFESSIONAL), main_persons=()
    )
    make_main_person(case, name="Sem", street=STREET, postcode="1621 AA", secret_address=True)
    return make_conference(
        case,
        location_type=LocationType.HOME,
        venue_name="Bij tante Ria",
        venue_address=f"{STREET}, Hoorn",
        reachable=f"Bus 12, en dan de {STREET} in",
    )


def page(user: User, meeting: Conference, name: str) -> bytes:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse(f"conferences:{name}", args=[meeting.case.number]))
    assert answer.status_code == 200
    return bytes(answer.content)


def everybody(meeting: Conference) -> list[User]:
    manager = make_user(Role.REGIONAL_MANAGER, region=meeting.case.region)
    return [coordinator_of(meeting.case), manager, meeting.case.referrer.user]


def test_the_tab_shows_a_secret_address_to_nobody_and_says_so(meeting: Conference) -> None:
    for user in everybody(meeting):
        text = page(user, meeting, "conference").decode()
        assert "Geheimestraat" not in text, user.role
        assert "Geheim adres" in text


def test_the_draaiboek_leaves_a_secret_address_out_on_screen_phone_and_paper(meeting: Conference) -> None:
    by = coordinator_of(meeting.case)
    paper = pypdf.PdfReader(io.BytesIO(page(by, meeting, "run_sheet_pdf")))
    texts = [page(by, meeting, name).decode() for name in ("run_sheet", "run_sheet_phone")]
    texts.append(" ".join(each.extract_text() for each in paper.pages))

    for text in texts:
        assert "Geheimestraat" not in text
        assert "Geheim adres" in text


def test_an_address_in_a_place_of_its_own_is_recognised_too(meeting: Conference) -> None:
    Conference.objects.filter(pk=meeting.pk).update(
        location_type=LocationType.COMMUNITY_CENTRE, venue_name="De Haard", venue_address="geheimestraat 12-A"
    )

    assert "geheimestraat" not in page(coordinator_of(meeting.case), meeting, "conference").decode()


def test_who_works_on_the_case_reads_an_ordinary_place_with_names_and_a_professional_without(
    meeting: Conference,
) -> None:
    meeting.case.main_persons.update(secret_address=False)
    make_circle_person(meeting.case, name="Ria Jansen")
    coordinator, _manager, professional = everybody(meeting)

    assert "Bij tante Ria" in page(coordinator, meeting, "conference").decode()
    assert "Bij tante Ria" in page(coordinator, meeting, "run_sheet").decode()
    assert "Ria" not in page(professional, meeting, "conference").decode()
    assert "Geheimestraat" in page(professional, meeting, "conference").decode()


def test_a_professional_does_not_read_why_there_was_no_plan(meeting: Conference) -> None:
    """That is what the family said among themselves; the history of the case keeps it from them too (R-05)."""
    meetings = Conference.objects.filter(pk=meeting.pk)
    meetings.update(no_plan_reason="Ruzie tussen Rob en Ria", adjourned_reason="Te laat")
    coordinator, manager, professional = everybody(meeting)

    assert "Ruzie tussen" in page(manager, meeting, "conference").decode()
    assert "Ruzie tussen" not in page(professional, meeting, "conference").decode()
    assert "Te laat" not in page(professional, meeting, "conference").decode()
