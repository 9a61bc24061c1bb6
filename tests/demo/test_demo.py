"""`manage.py demo`: a world in which every state and every special case of the field can be seen."""

import datetime as dt
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.casepage.kept_steps import bring_steps_up_to_date, kept_step
from cases.casepage.next_step import facts_of, next_of
from cases.casepage.tabs import tabs_for
from cases.codes import CaseState, Channel, MainPersonKind, OfferState, Variant
from cases.coordinators.acts.work import total_of_case
from cases.coordinators.matching import ranking_for
from cases.coordinators.reads.my_cases import silent_days
from cases.coordinators.reads.pool import is_idle, per_language, pool_of
from cases.desk.acts.earlier import likely_earlier
from cases.models import (
    Briefing,
    Case,
    CaseMove,
    CirclePerson,
    Contact,
    Coordinator,
    CoordinatorContract,
    CoordinatorOffer,
    FundingProgramme,
    IntendedPlan,
    MainPerson,
    Referrer,
)
from cases.queries import managers_of
from conferences.codes import ConferenceState
from conferences.models import Attendance
from demo.backdating import DATES, MOMENTS, Past
from demo.people import ACCOUNTS, MAIL_DOMAIN, PASSWORD
from demo.stories import STORIES
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.outbox.codes import DueState, MessageState
from ekc.outbox.models import DueRow, Message
from followup.codes import CallState
from followup.models import Call
from plans.codes import PlanState
from plans.models import Agreement, Plan
from plans.queries import current_frame
from surveys.acts.handing_out import PURPOSE, REMIND_AFTER_DAYS, VALID_DAYS
from surveys.codes import Form
from surveys.models import SurveyInvitation

# Nothing makes an offer yet; every other state of a case is in the world.
WITHOUT_ACT = {CaseState.OFFERED, CaseState.OFFER_DECLINED}


def build() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('case_number_seq', 1, false)")
    call_command("demo", verbosity=0)


def printed(**options: Any) -> str:
    out = io.StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


def snapshot() -> list[Any]:
    """All that somebody would call the same world: numbers, states, dates, names, texts."""
    return [
        list(Case.objects.order_by("pk").values_list("number", "state", "received_on", "closed_on", "situation")),
        list(MainPerson.objects.order_by("pk").values_list("case__number", "name", "birth_date", "phone")),
        list(
            CirclePerson.objects.order_by("pk").values_list("case__number", "name", "relation", "email", "excluded_by")
        ),
        list(Contact.objects.order_by("pk").values_list("case__number", "group", "note")),
        list(Agreement.objects.order_by("pk").values_list("version__plan__case__number", "who", "what")),
        list(User.objects.order_by("pk").values_list("email", "full_name", "role")),
    ]


class Followed:
    """What every case keeps of its next step, looked at after every act of the world: where it is another."""

    def __init__(self) -> None:
        self.acts, self.strayed = 0, list[str]()

    @contextmanager
    def every_act(self) -> Iterator[None]:
        move = Past.move

        def moved(past: Past, case: Case, moment: dt.datetime) -> None:
            self.look(case)
            move(past, case, moment)
            self.look(case)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Past, "move", moved)
            yield

    def look(self, case: Case) -> None:
        bring_steps_up_to_date()
        kept = Case.objects.get(pk=case.pk)
        (facts,) = facts_of([kept])
        self.acts += 1
        if kept_step(kept) != next_of(facts, Role.REGIONAL_MANAGER):
            self.strayed.append(f"{kept.number}, {kept.state}: {kept_step(kept)}")


FOLLOWED = Followed()


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Any]]:
    """The demo world for all tests of this file; before it, the same world was built once and thrown away."""
    with django_db_blocker.unblock(), transaction.atomic():
        with transaction.atomic():
            with FOLLOWED.every_act():
                build()
            first = snapshot()
            transaction.set_rollback(True)
        build()
        yield first
        transaction.set_rollback(True)


@pytest.fixture
def demo(worlds: list[Any], db: None) -> None:
    """The demo world; what a test changes in it is undone."""


@pytest.fixture
def living(demo: None) -> dict[str, Case]:
    """The living cases by the key of their story."""
    cases = Case.objects.exclude(channel=Channel.IMPORT).order_by("pk")
    return {story.key: case for story, case in zip(STORIES, cases, strict=True)}


# --- the world as a whole -----------------------------------------------------------------------------


def test_every_state_is_there(living: dict[str, Case]) -> None:
    states = {case.state for case in living.values()}

    assert states == set(CaseState.values) - WITHOUT_ACT
    assert {key: case.state for key, case in living.items()} == {story.key: story.ends for story in STORIES}


def test_pilot_is_there_as_closed_cases(demo: None) -> None:
    pilot = Case.objects.filter(channel=Channel.IMPORT)

    assert pilot.filter(state=CaseState.CLOSED, programme__name="Families zelf aan zet").count() == 73


def test_living_cases_are_spread_over_the_regions_of_both_managers(living: dict[str, Case]) -> None:
    per_region = Counter(case.region.code for case in living.values())

    assert set(per_region) == {"noord_holland", "stadsregio_amsterdam", "utrecht", "gelderland"}
    assert min(per_region.values()) >= 9


def test_there_is_somebody_for_every_role(demo: None) -> None:
    roles = Counter(User.objects.values_list("role", flat=True))

    assert roles == {
        Role.REGIONAL_MANAGER: 2,
        Role.COORDINATOR: 23,
        Role.PROFESSIONAL: 4,
        Role.RESEARCHER: 1,
        Role.FUNDER: 1,
        Role.NATIONAL: 1,
    }


def test_after_every_act_each_case_keeps_the_step_that_the_table_says(demo: None) -> None:
    assert FOLLOWED.acts > 500
    assert FOLLOWED.strayed == []


def test_same_day_gives_the_same_world(worlds: list[Any], demo: None) -> None:
    assert snapshot() == worlds


def test_all_people_are_fictional(demo: None) -> None:
    """Mail goes to a domain that cannot exist, phone numbers are of one range."""
    addresses = [address for model in (User, CirclePerson, MainPerson, Referrer) for address in emails_of(model)]
    phones = [phone for model in (User, CirclePerson, MainPerson, Referrer) for phone in phones_of(model)]

    assert {address.rpartition("@")[2] for address in addresses} == {MAIL_DOMAIN}
    assert all(phone.startswith("0612 345 ") for phone in phones)


def emails_of(model: Any) -> list[str]:
    return list(model.objects.exclude(email="").values_list("email", flat=True))


def phones_of(model: Any) -> list[str]:
    return list(model.objects.exclude(phone="").values_list("phone", flat=True))


def test_persons_of_the_pilot_have_no_names(demo: None) -> None:
    assert not MainPerson.objects.filter(case__channel=Channel.IMPORT).exclude(name="").exists()


# --- time -------------------------------------------------------------------------------------------------


def test_moves_of_a_case_follow_each_other(living: dict[str, Case]) -> None:
    for key, case in living.items():
        moments = list(case.moves.order_by("pk").values_list("at", flat=True))
        assert moments == sorted(moments), key
        assert timezone.localdate(moments[0]) == case.received_on, key
        assert moments[-1] == case.state_since, key
        assert moments[-1] < timezone.now(), key


def test_only_what_happens_today_has_the_date_of_today(living: dict[str, Case]) -> None:
    today = local_today()
    busy = living["vandaag"]

    for model, path, columns in DATES:
        for column in columns:
            assert not model._default_manager.filter(**{column: today}).exclude(**{path: busy.pk}).exists(), column
    for model, path, columns in MOMENTS:
        for column in columns:
            late = model._default_manager.filter(**{f"{column}__date": today})
            assert not late.exclude(**{path: busy.pk}).exclude(**in_pilot(path)).exists(), column


def in_pilot(path: str) -> dict[str, str]:
    prefix = "" if path == "pk" else f"{path}__"
    return {f"{prefix}channel": Channel.IMPORT}


def test_nobody_was_contacted_before_the_aanmelding_or_after_now(living: dict[str, Case]) -> None:
    for contact in Contact.objects.select_related("case"):
        assert timezone.localdate(contact.at) >= contact.case.received_on
        assert contact.at < timezone.now()


def test_contract_began_before_the_preparation_and_the_vog_before_the_contract(living: dict[str, Case]) -> None:
    for case in living.values():
        for contract in case.contracts.select_related("coordinator"):
            assert contract.coordinator.vog_date < contract.started_on >= case.received_on
            assert case.preparation_started_on is None or contract.started_on <= case.preparation_started_on


# --- special cases ----------------------------------------------------------------------------------------


def test_spoed_waits_for_its_decision(living: dict[str, Case]) -> None:
    case = living["spoed"]

    assert (case.state, case.is_urgent, case.manager) == (CaseState.REFERRED, True, None)


def test_waiting_for_a_language_that_nobody_speaks(living: dict[str, Case]) -> None:
    case = living["wacht-op-taal"]
    ranking = ranking_for(case, Coordinator.objects.all())

    assert case.waiting_reason == "geen_coordinator"
    assert list(case.preferences.values_list("wish", flat=True)) == ["Tigrinya", "vrouw"]
    assert all(match.deviates for match in ranking.free)


def test_who_works_in_care_cannot_be_chosen(living: dict[str, Case]) -> None:
    ranking = ranking_for(living["spoed"], Coordinator.objects.all())

    blocked = {match.candidate.name for match in ranking.blocked}
    assert {"Wilma Kok", "Petra Lammers"} <= blocked
    assert "Anna de Boer" not in {match.candidate.name for match in ranking.blocked if "Werkt bij" in match.blocks[0]}


def test_cases_wait_for_the_answer_of_a_coordinator(living: dict[str, Case]) -> None:
    asked = CoordinatorOffer.objects.filter(state=OfferState.OPEN).select_related("coordinator__user")

    assert {str(offer.coordinator) for offer in asked} == {"Hodan Warsame", "Youssef Amrani"}
    assert all(offer.answer_by > timezone.now() for offer in asked)
    refused = living["in-behandeling-nieuwegein"].coordinator_offers.get(state=OfferState.DECLINED)
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

    (likely,) = likely_earlier(new, managers_of(new)[0])

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


# --- what happens later -----------------------------------------------------------------------------------


def test_only_a_handful_of_mail_is_still_to_be_sent(demo: None) -> None:
    states = Counter(Message.objects.values_list("state", flat=True))

    assert set(states) == {MessageState.WAITING, MessageState.SENT, MessageState.CANCELLED}
    assert 8 <= states[MessageState.WAITING] <= 16
    assert states[MessageState.SENT] > 100


def test_nothing_is_due_before_now_and_nothing_failed(demo: None) -> None:
    assert not DueRow.objects.filter(state=DueState.WAITING, due_at__lt=timezone.now()).exists()
    assert not DueRow.objects.filter(state=DueState.FAILED).exists()
    assert DueRow.objects.filter(state=DueState.WAITING).count() > 20


def test_questionnaires_were_handed_out_after_every_meeting(living: dict[str, Case]) -> None:
    for key, case in living.items():
        held = case.conferences.filter(state=ConferenceState.HELD).exists()
        assert case.handed_out.filter(form=Form.ADULT).exists() == held, key


def test_links_to_questionnaires_end_and_remind_counted_from_the_meeting(demo: None) -> None:
    invitations = list(SurveyInvitation.objects.select_related("case"))

    assert len(invitations) >= 4
    for invitation in invitations:
        assert invitation.sent_on == invitation.case.conferences.get().held_on
        assert (invitation.expires_on - invitation.sent_on).days == VALID_DAYS
        row = DueRow.objects.get(purpose=PURPOSE, object_id=invitation.pk)
        assert (timezone.localdate(row.due_at) - invitation.sent_on).days == REMIND_AFTER_DAYS[0]


# --- the pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [story.key for story in STORIES])
def test_every_page_of_a_case_opens_for_its_people(key: str, living: dict[str, Case]) -> None:
    case = living[key]
    users = [user for user in User.objects.all() if Case.objects.for_user(user).filter(pk=case.pk).exists()]

    opened = {(user.role, url): status for user in users for url, status in pages_of(case, user)}

    assert Role.REGIONAL_MANAGER in {role for role, _url in opened}
    assert {page: status for page, status in opened.items() if status != 200} == {}


def pages_of(case: Case, user: User) -> Iterator[tuple[str, int]]:
    client = Client()
    client.force_login(user)
    for tab in tabs_for(user, case, current=""):
        yield tab["url"], client.get(tab["url"]).status_code


@pytest.mark.parametrize(
    ("name", "page"), [("carla", "cases:worklist"), ("anna", "cases:my_cases"), ("dirk", "cases:my_referrals")]
)
def test_first_page_of_each_role_is_full_of_life(name: str, page: str, living: dict[str, Case]) -> None:
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@{MAIL_DOMAIN}"))

    response = client.get(reverse(page))

    assert response.status_code == 200
    assert response.content.decode().count("EK-20") >= 5


# --- the command ------------------------------------------------------------------------------------------


def test_if_empty_does_nothing_where_people_are(demo: None) -> None:
    before = (Case.objects.count(), CaseMove.objects.count(), Message.objects.count())

    call_command("demo", if_empty=True)

    assert (Case.objects.count(), CaseMove.objects.count(), Message.objects.count()) == before


def test_second_time_says_that_the_world_is_there(demo: None) -> None:
    with pytest.raises(CommandError, match="The demo world is here already"):
        call_command("demo")


def test_logins_work_and_nothing_else_is_printed(demo: None) -> None:
    lines = printed(logins=True).splitlines()

    assert lines[0].split() == ["Role", "E-mail", "Password"]
    assert len(lines) == 1 + len(ACCOUNTS)
    for line in lines[1:]:
        assert PASSWORD in line
    client = Client()
    response = client.post(reverse("account_login"), {"login": f"lena@{MAIL_DOMAIN}", "password": PASSWORD})
    assert response.status_code == 302
    assert "_auth_user_id" in client.session
