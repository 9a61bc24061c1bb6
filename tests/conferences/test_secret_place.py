"""A meeting at a secret address: it stands in the form of who typed it, and nowhere else."""

import datetime as dt
import io

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.circle.acts.circle import add_circle_person
from cases.codes import CaseState
from conferences.codes import LocationType
from conferences.models import Conference
from conferences.shown_place import safe_place
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from tests.factories import make_case, make_circle_person, make_conference, make_main_person, make_region, make_user

from .people import coordinator_of, reload

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


@pytest.mark.parametrize("text", ["Dorps straat 12-A", "1621 a.a.", "12 Dorpsstr.", "dorpsstraat"])
def test_a_place_is_hidden_in_any_spelling_of_a_secret_address(meeting: Conference, text: str) -> None:
    meeting.case.main_persons.update(street="Dorpsstraat 12", postcode="1621 AA")
    Conference.objects.filter(pk=meeting.pk).update(
        location_type=LocationType.COMMUNITY_CENTRE, venue_name="De Haard", venue_address=text, reachable=f"Via {text}"
    )
    for user in everybody(meeting):
        assert text not in page(user, meeting, "conference").decode(), user.role
    for name in ("run_sheet", "run_sheet_phone"):
        assert text not in page(coordinator_of(meeting.case), meeting, name).decode()


def test_a_place_that_only_looks_like_it_is_shown_after_somebody_looked(meeting: Conference) -> None:
    meeting.case.main_persons.update(street="Dorpsstraat 12", postcode="1621 AA")
    by = coordinator_of(meeting.case)
    client = Client()
    client.force_login(by)
    url = reverse("conferences:plan", args=[meeting.case.number])
    day = timezone.localdate() + dt.timedelta(days=20)
    sent = {
        "day": day.isoformat(),
        "start": "13:00",
        "location_type": LocationType.COMMUNITY_CENTRE,
        "venue_name": "De Haard",
        "venue_address": "Dorpsstraat 80, Hoorn",
        "interpreter": "geen",
    }

    asked = client.post(url, sent)
    assert "Dit lijkt op een geheim adres" in asked.content.decode()
    assert "Is deze plek het geheime adres?" in asked.content.decode()
    assert "Dorpsstraat 80" in asked.content.decode()

    client.post(url, {**sent, "secret_place": "geheim"})
    assert "Dorpsstraat 80" not in page(by, meeting, "conference").decode()
    client.post(url, {**sent, "secret_place": "ander"})
    assert "Dorpsstraat 80" in page(by, meeting, "conference").decode()

    # Another secret address asks anew.
    make_circle_person(meeting.case, name="Oma", street="Dorpsstraat 82", secret_address=True)
    assert "Dorpsstraat 80" not in page(by, meeting, "conference").decode()


def test_a_text_for_others_may_not_hold_a_secret_address(meeting: Conference) -> None:
    client = Client()
    client.force_login(coordinator_of(meeting.case))
    url = reverse("conferences:plan", args=[meeting.case.number])
    day = timezone.localdate() + dt.timedelta(days=20)
    sent = {"day": day.isoformat(), "start": "13:00", "venue_name": "De Haard", "interpreter": "geen"}

    refused = client.post(url, {**sent, "what_if": "Dan gaan we naar de\ngeheime str. 12"})
    assert "Hier staat een geheim adres" in refused.content.decode()
    doubted = client.post(url, {**sent, "what_if": "Dan wachten we in de Geheimestraat"})
    assert "Dit lijkt op een geheim adres" in doubted.content.decode()
    passed = client.post(url, {**sent, "what_if": "Dan wachten we in de Geheimestraat", "no_secret_address": "on"})
    assert passed.status_code == 302
    assert "wachten we in de Geheimestraat" in page(coordinator_of(meeting.case), meeting, "run_sheet").decode()


def test_a_name_in_the_address_is_told_to_nobody_outside_the_file(meeting: Conference) -> None:
    meeting.case.main_persons.update(secret_address=False)
    make_circle_person(meeting.case, name="Ria Jansen")
    told = {
        "Ria Jansen, Kerkstraat 3, Hoorn": "Kerkstraat 3, Hoorn",
        "p/a familie de Boer, Kerkstraat 3": "Kerkstraat 3",
        "Bij Ria Kerkstraat 3": "Kerkstraat 3",
        "Kerkstraat 3 (bij Jansen)": "Kerkstraat 3",
        "Jansenplein 4, 1621 AB Hoorn": "Jansenplein 4, 1621 AB Hoorn",
    }
    for address, shown in told.items():
        meeting.venue_address, meeting.venue_name = address, "De Haard"
        meeting.location_type = LocationType.COMMUNITY_CENTRE
        assert safe_place(meeting).address == shown


def test_who_lives_with_somebody_at_a_secret_address_has_a_secret_address(meeting: Conference) -> None:
    case = meeting.case
    by = coordinator_of(case)
    child = add_circle_person(case, by=by, name="Noor", street="geheime straat 12", place="Hoorn")
    other = add_circle_person(case, by=by, name="Piet", street="Kerkstraat 3", place="Hoorn")

    assert (reload(child).secret_address, reload(other).secret_address) == (True, False)


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
