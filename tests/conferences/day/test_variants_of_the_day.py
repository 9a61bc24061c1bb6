"""The day of a herstelconferentie without private time, and of an Alle Hens with people who are counted."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState, Position, Variant
from cases.models import Party
from conferences.codes import ConferenceState
from conferences.day.acts.day import (
    DayTimes,
    record_adjourned,
    record_conference,
    skip_private_time,
)
from conferences.day.acts.meeting_again import return_to_private_time
from conferences.day.acts.presence import PartyCount, record_party_counts
from conferences.day.acts.taking_back import take_back_press
from conferences.day.reads.presence import PresenceList
from conferences.models import Attendance, Conference
from conferences.queries import people_count
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import make_attendance, make_case, make_conference
from tests.rows import the_one

from ..people import coordinator_of, reload

pytestmark = pytest.mark.django_db


def informing(variant: str) -> Conference:
    case = make_case(state=CaseState.IN_CONFERENCE, variant=variant)
    return make_conference(case, state=ConferenceState.INFORMATION, held_on=local_today())


def test_herstelconferentie_goes_on_without_private_time_and_has_none_in_its_figures() -> None:
    conference = informing(Variant.RESTORATIVE)
    skip_private_time(conference, by=coordinator_of(conference.case))

    conference = reload(conference)
    assert conference.state == ConferenceState.PRESENTATION
    assert (conference.private_time_from, conference.private_time_until, conference.private_time) == (None,) * 3
    assert conference.without_private_time


@pytest.mark.parametrize("variant", [Variant.FAMILY, Variant.COMMUNITY])
def test_other_conferences_have_their_private_time(variant: str) -> None:
    conference = informing(variant)

    with pytest.raises(Refusal, match="herstelconferentie"):
        skip_private_time(conference, by=coordinator_of(conference.case))


def test_going_without_is_taken_back() -> None:
    conference = informing(Variant.RESTORATIVE)
    by = coordinator_of(conference.case)
    skip_private_time(conference, by=by)
    take_back_press(conference, by=by)

    conference = reload(conference)
    assert (conference.state, conference.without_private_time) == (ConferenceState.INFORMATION, False)


def test_who_wants_private_time_after_all_begins_it_then() -> None:
    conference = informing(Variant.RESTORATIVE)
    by = coordinator_of(conference.case)
    skip_private_time(conference, by=by)
    return_to_private_time(reload(conference), by=by, question="Wie betaalt de tas?")

    conference = reload(conference)
    assert conference.private_time_from is not None
    assert (conference.without_private_time, conference.returns_to_private_time) == (False, 0)


def test_day_without_private_time_is_written_down_afterwards() -> None:
    conference = informing(Variant.RESTORATIVE)
    make_attendance(conference, in_private_time=True)
    record_conference(
        conference,
        by=coordinator_of(conference.case),
        day=local_today() - dt.timedelta(days=1),
        started=dt.time(13),
        private_from=None,
        private_until=None,
        ended=dt.time(15),
        with_plan=True,
        without_private_time=True,
    )

    conference = reload(conference)
    assert (conference.state, conference.private_time) == (ConferenceState.HELD, None)
    assert not conference.attendances.filter(in_private_time=True).exists()


def test_private_time_is_either_there_or_not() -> None:
    conference = informing(Variant.RESTORATIVE)
    both = DayTimes(
        local_today() - dt.timedelta(days=1),
        dt.time(13),
        dt.time(14),
        dt.time(15),
        dt.time(16),
        without_private_time=True,
    )
    with pytest.raises(Refusal, match="Laat dan begin en einde"):
        record_adjourned(conference, by=coordinator_of(conference.case), times=both, reason="Nog een dag.")
    with pytest.raises(IntegrityError, match="without_private_time_has_none"), transaction.atomic():
        Conference.objects.update(without_private_time=True, private_time_from=conference.started_at)


def test_page_of_the_day_offers_to_go_on_without() -> None:
    conference = informing(Variant.RESTORATIVE)
    client = Client()
    client.force_login(coordinator_of(conference.case))
    number = conference.case.number

    assert "Verder zonder besloten tijd" in client.get(reverse("conferences:day", args=[number])).content.decode()
    client.post(reverse("conferences:press", args=[number, "zonder-besloten-tijd"]))
    page = client.get(reverse("conferences:day", args=[number])).content.decode()
    assert "Er was geen besloten tijd" in page
    assert reload(conference).state == ConferenceState.PRESENTATION


# --- Alle Hens ------------------------------------------------------------------------------------------------------


def eighty() -> Conference:
    case = make_case(state=CaseState.HELD_WITH_PLAN, variant=Variant.COMMUNITY, main_persons=())
    case.parties.create(name="Bewoners", size=70)
    case.parties.create(name="Jongeren")
    case.parties.create(name="De school", is_professional=True)
    return make_conference(case, state=ConferenceState.HELD)


def test_eighty_people_are_counted_per_party_and_not_written_down_by_name() -> None:
    conference = eighty()
    client = Client()
    client.force_login(coordinator_of(conference.case))
    residents, youngsters, school = Party.objects.order_by("pk")
    address = reverse("conferences:attendance_counts", args=[conference.case.number])
    assert "ongeveer 70" in client.get(address).content.decode()
    typed = {
        f"p{residents.pk}-persons": "60",
        f"p{residents.pk}-minors": "10",
        f"p{residents.pk}-in_private_time": "on",
        f"p{youngsters.pk}-persons": "15",
        f"p{youngsters.pk}-minors": "15",
        f"p{school.pk}-persons": "5",
    }
    client.post(address, typed)

    tab = client.get(reverse("conferences:conference", args=[conference.case.number])).content.decode()
    assert "Jongeren" in tab
    counted = people_count([reload(conference)])
    assert (counted.persons, counted.minors) == (80, 25)
    positions = dict(Attendance.objects.values_list("party__name", "position"))
    assert positions == {
        "Bewoners": Position.OTHER_NETWORK,
        "Jongeren": Position.OTHER_NETWORK,
        "De school": Position.OTHER_PROFESSIONAL,
    }
    assert dict(PresenceList(reload(conference)).totals) == {"Informatie": 80, "Besloten": 60, "Presentatie": 80}


def test_count_is_put_right_and_taken_away() -> None:
    conference = eighty()
    by, residents = coordinator_of(conference.case), the_one(Party.objects, name="Bewoners")
    for persons in (60, 12, 0):
        record_party_counts(conference, [PartyCount(residents, persons)], by=by)
        assert sum(conference.attendances.values_list("persons", flat=True)) == persons


def test_professionals_are_not_counted_in_private_time() -> None:
    conference = eighty()
    school = Party.objects.get(is_professional=True)
    with pytest.raises(Refusal, match="besloten tijd"):
        record_party_counts(
            conference, [PartyCount(school, 5, in_private_time=True)], by=coordinator_of(conference.case)
        )
    with pytest.raises(IntegrityError, match="family_only_in_private_time"), transaction.atomic():
        make_attendance(conference, party=school, name="", in_private_time=True, position=Position.OTHER_NETWORK)


def test_more_children_than_people_are_refused() -> None:
    conference = eighty()

    with pytest.raises(Refusal, match="meer kinderen"):
        record_party_counts(conference, [PartyCount(Party.objects.first(), 2, 3)], by=coordinator_of(conference.case))


def test_ordinary_conference_counts_no_parties() -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    make_conference(case, state=ConferenceState.HELD)
    client = Client()
    client.force_login(coordinator_of(case))

    assert client.get(reverse("conferences:attendance_counts", args=[case.number])).status_code == 404
