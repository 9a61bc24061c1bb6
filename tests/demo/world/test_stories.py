"""The special cases of the demo world."""

import datetime as dt

from django.utils import timezone

from cases.codes import CaseState, MainPersonKind, RequestState, Variant
from cases.coordinators.matching import ranking_for
from cases.coordinators.reads.hours import total_of_case
from cases.coordinators.reads.my_cases import silent_days
from cases.coordinators.reads.pool import is_idle, per_language, pool_of
from cases.desk.reads.earlier import likely_earlier
from cases.keepers import keepers_of
from cases.models import (
    Briefing,
    Case,
    Coordinator,
    CoordinatorContract,
    CoordinatorRequest,
    FundingProgramme,
    IntendedPlan,
)
from conferences.codes import ConferenceState
from conferences.models import Attendance
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from followup.codes import CallState
from followup.models import Call
from plans.codes import PlanState
from plans.models import Plan
from plans.queries import current_frame


# --- special cases ----------------------------------------------------------------------------------------
def test_spoed_waits_for_its_decision(living: dict[str, Case]) -> None:
    case = living["spoed"]

    assert (case.state, case.is_urgent, case.manager) == (CaseState.REFERRED, True, None)


def test_waiting_for_a_language_that_nobody_speaks(living: dict[str, Case]) -> None:
    case = living["wacht-op-taal"]
    ranking = ranking_for(case, Coordinator.objects.all())

    assert case.waiting_reason == "geen_coordinator"
    assert list(case.preferences.values_list("codes", flat=True)) == [["ti"], ["vrouw"]]
    assert all(match.deviates for match in ranking.free)


def test_who_works_in_care_cannot_be_chosen(living: dict[str, Case]) -> None:
    ranking = ranking_for(living["spoed"], Coordinator.objects.all())

    blocked = {match.candidate.name for match in ranking.blocked}
    assert {"Wilma Kok", "Petra Lammers"} <= blocked
    assert "Anna de Boer" not in {match.candidate.name for match in ranking.blocked if "Werkt bij" in match.blocks[0]}


def test_cases_wait_for_the_answer_of_a_coordinator(living: dict[str, Case]) -> None:
    asked = CoordinatorRequest.objects.filter(state=RequestState.OPEN).select_related("coordinator__user")

    assert {str(offer.coordinator) for offer in asked} == {"Hodan Warsame", "Youssef Amrani"}
    assert all(offer.answer_by > timezone.now() for offer in asked)
    refused = living["in-behandeling-nieuwegein"].coordinator_requests.get(state=RequestState.DECLINED)
    assert str(refused.coordinator) == "Tom van Rijn"


def test_contracts_of_closed_cases_are_paid_and_the_pilot_has_its_target(living: dict[str, Case]) -> None:
    closed = CoordinatorContract.objects.filter(case__in=living.values(), case__state=CaseState.CLOSED)

    assert closed.exists()
    assert not closed.filter(paid_on=None, fee__isnull=False).exists()
    assert FundingProgramme.objects.get(slug="families-zelf-aan-zet").target == 78


def test_pool_speaks_many_languages_and_somebody_is_without_a_case(demo: None) -> None:
    everybody = list(pool_of(User.objects.get(role=Role.NATIONAL)))

    assert len(per_language(everybody)) > 20
    assert any(is_idle(each, local_today()) for each in everybody)


def test_secret_address_holds_for_everybody_in_the_house(living: dict[str, Case]) -> None:
    case = living["geheim-adres"]

    assert case.main_persons.filter(secret_address=True).exclude(street="").count() == 2
    assert case.circle.get(is_parent_or_carer=True).no_voicemail


def test_plan_that_is_not_safe_yet_names_the_bottom_line(living: dict[str, Case]) -> None:
    plan = Plan.objects.get(case=living["nog-niet-veilig"])
    test = plan.versions.get().tests.get()

    assert plan.state == PlanState.REJECTED
    assert sorted(test.results.values_list("met", flat=True)) == [False, True]
    assert test.question_to_family


def test_stopped_case_says_who_refused(living: dict[str, Case]) -> None:
    case = living["gestopt"]

    assert (case.not_held_reason, case.refused_by) == ("weigering", ["jongere"])
    assert case.contact_totals.exists()


def test_repeat_request_knows_the_earlier_case(living: dict[str, Case]) -> None:
    case = living["herhaling"]

    assert case.previous_case == living["eerste-keer"]
    assert case.earlier_conference
    assert case.repeat_reason


def test_the_desk_asks_whether_a_new_aanmelding_is_of_a_family_it_knows(living: dict[str, Case]) -> None:
    new = living["opnieuw-aangemeld"]

    (likely,) = likely_earlier(new, keepers_of(new)[0])

    assert likely.case == living["twee-bijeenkomsten"]
    assert likely.same_person


def test_there_is_a_restorative_conference(living: dict[str, Case]) -> None:
    assert living["herstel"].variant == Variant.RESTORATIVE


def test_safety_is_seen_in_every_shape(living: dict[str, Case]) -> None:
    """A signal that waits for its decision, one that was decided, and two who may not meet."""
    waiting, decided = living["voorbereiding-met-kader"], living["met-tolk"]

    assert not waiting.safety_signals.get().is_decided
    assert decided.safety_signals.get().is_decided
    ban = living["somalische-familie"].contact_bans.select_related("person").get()
    assert not ban.person.takes_part
    assert ban.person.other_way_code == "brief"


def test_every_part_of_the_preparation_has_something_on_it(living: dict[str, Case]) -> None:
    for case in living.values():
        if case.state not in (CaseState.ACTIVATION, CaseState.SCHEDULED):
            continue
        assert case.search_rows.exists(), case
        assert {wish.kind for wish in case.information_wishes.all()} == {"informatie", "vraag"}, case
        assert case.current_help.exists(), case
        assert total_of_case(case).minutes > 0, case
        assert total_of_case(case).travel_km > 0, case
    assert Briefing.objects.exists()
    assert IntendedPlan.objects.filter(locked_at=None).exists()
    assert IntendedPlan.objects.exclude(locked_at=None).exists()


def test_frame_is_missing_while_the_day_is_near(living: dict[str, Case]) -> None:
    case = living["kader-ontbreekt"]
    day = timezone.localdate(case.conferences.get().planned_start)

    assert case.needs_frame
    assert current_frame(case) is None
    assert (day - local_today()).days == 4


def test_silent_case_is_seen_as_silent(living: dict[str, Case]) -> None:
    assert silent_days(living["stil"]) == 17
    assert [key for key, case in living.items() if silent_days(case)] == ["stil"]


def test_call_after_one_month_is_late(living: dict[str, Case]) -> None:
    call = Call.objects.get(case=living["gesprek-te-laat"], kind="na_1_maand")

    assert call.state == CallState.DUE
    # In a month that has no such day the call was due some days earlier.
    assert 4 <= (local_today() - call.due_on).days <= 7
    assert Call.objects.filter(state=CallState.DUE, due_on__lt=local_today()).get() == call


def test_circles_are_very_large_and_very_small(living: dict[str, Case]) -> None:
    assert living["kring-van-dertig"].circle.count() == 30
    assert living["kring-van-vier"].circle.count() == 4
    assert timezone.localdate(living["kring-van-dertig"].conferences.get().planned_start) == (
        local_today() + dt.timedelta(days=9)
    )


def test_one_family_met_twice_and_one_agreed_on_no_plan(living: dict[str, Case]) -> None:
    twice, without = living["twee-bijeenkomsten"], living["zonder-plan"]

    assert (twice.meetings_held, twice.state) == (2, CaseState.CLOSED)
    assert list(twice.conferences.values_list("state", flat=True)) == [ConferenceState.ADJOURNED, ConferenceState.HELD]
    assert without.conferences.get().no_plan_reason
    assert not Plan.objects.filter(case=without).exists()


def test_a_meeting_is_going_on(living: dict[str, Case]) -> None:
    conference = living["vandaag"].conferences.get()

    assert conference.state == ConferenceState.PRIVATE_TIME
    assert conference.started_at < conference.private_time_from < timezone.now()


def test_unborn_child_has_a_case(living: dict[str, Case]) -> None:
    child = living["vandaag"].main_persons.get()

    assert (child.unborn, child.kind, child.birth_date) == (True, MainPersonKind.MINOR, None)


def test_closed_cases_end_the_contract_and_are_registered(living: dict[str, Case]) -> None:
    for key in ("eerste-keer", "twee-bijeenkomsten"):
        contract = living[key].contracts.get()
        assert contract.ended_on == living[key].closed_on
        assert living[key].registered_on <= living[key].closed_on


def test_programme_that_ends_access_after_one_month_did(living: dict[str, Case]) -> None:
    case = living["na-een-maand-klaar"]

    assert case.contracts.get().ended_on == case.calls.get(kind="na_1_maand").done_on


def test_who_came_is_known_for_every_meeting_that_was(living: dict[str, Case]) -> None:
    for key, case in living.items():
        for conference in case.conferences.filter(ended_at__isnull=False):
            assert Attendance.objects.filter(conference=conference).count() >= 5, key
