"""Another coordinator goes on with a running case: everything stays, everybody hears it, and nobody is left behind."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.casepage.next_step import next_step_for
from cases.codes import COORDINATOR_WRITES_STATES, CaseState, ContractKind, LeavingReason, MainPersonKind
from cases.coordinators.acts.handing_over import ask_for_successor, hand_over, introduce_oneself
from cases.coordinators.acts.hours import log_work
from cases.models import Case, Coordinator, WorkEntry
from conferences.codes import ConferenceState
from conferences.day.acts.sheet_reminder import remind_of_sheet
from conferences.models import Conference, Invitation
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from tests.conferences.invited import PLACE
from tests.conferences.people import plan
from tests.factories import (
    make_case,
    make_circle_person,
    make_conference,
    make_contract,
    make_coordinator,
    make_invitation,
    make_main_person,
    make_user,
)
from tests.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla() -> User:
    return make_user(Role.REGIONAL_MANAGER, full_name="Carla Manager")


def successor(name: str = "Nora Nieuw", **fields: object) -> Coordinator:
    """Somebody who may have any case."""
    return make_coordinator(make_user(Role.COORDINATOR, full_name=name, phone="06 22222222", **fields))


def planned(carla: User) -> Conference:
    return plan(make_case(state=CaseState.ACTIVATION, manager=carla), **PLACE)


def due_of(case: Case) -> list[tuple[str, dt.datetime, str]]:
    """What is planned for later in this case."""
    rows = DueRow.objects.filter(case_number=case.number).order_by("pk")
    return list(rows.values_list("purpose", "due_at", "state"))


def page(user: User, name: str, case: Case) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=[case.number])).content.decode()


@pytest.mark.parametrize("state", sorted(COORDINATOR_WRITES_STATES))
def test_a_case_is_handed_over_in_every_state_and_stays_where_it_is(state: str, carla: User) -> None:
    case = make_case(state=state, manager=carla)
    Case.objects.filter(pk=case.pk).update(state_since=timezone.now() - dt.timedelta(days=9))
    before = Case.objects.get(pk=case.pk).state_since
    former = case.contracts.get()

    contract = hand_over(case, successor(), by=carla, reason_code=LeavingReason.ILLNESS)

    case.refresh_from_db()
    former.refresh_from_db()
    assert (case.state, case.state_since) == (state, before), "the terms of the case run on"
    assert (former.ended_on, former.leaving_reason) == (local_today(), LeavingReason.ILLNESS)
    assert (contract.kind, contract.takes_over, contract.ended_on) == (ContractKind.CONFERENCE, True, None)
    move = case.moves.latest("pk")
    assert (move.action, move.by, move.reason_code) == ("hand_over", carla, LeavingReason.ILLNESS)
    assert not Case.objects.for_user(former.coordinator.user).exists()
    assert Case.objects.for_user(contract.coordinator.user).get() == case


def test_the_day_and_all_that_hangs_on_it_stay(carla: User) -> None:
    meeting = planned(carla)
    case = meeting.case
    invitation = make_invitation(meeting, make_circle_person(case), answer="komt")
    due = due_of(case)
    assert due

    contract = hand_over(case, successor(), by=carla, reason_code=LeavingReason.NO_TIME)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.venue_name) == ("gepland", PLACE["venue_name"])
    assert Invitation.objects.get(pk=invitation.pk).answer == "komt"
    assert due_of(case) == due
    sheet = page(contract.coordinator.user, "conferences:run_sheet", case)
    assert "Nora Nieuw" in sheet


@pytest.mark.parametrize(
    ("running", "button", "becomes"),
    [
        (ConferenceState.INFORMATION, "besloten-tijd", ConferenceState.PRIVATE_TIME),
        (ConferenceState.PRIVATE_TIME, "presentatie", ConferenceState.PRESENTATION),
        (ConferenceState.PRESENTATION, "", ConferenceState.HELD),
    ],
)
def test_a_meeting_that_runs_goes_on_under_somebody_else(running: str, button: str, becomes: str, carla: User) -> None:
    """On the day itself: who came in presses the next button, ends the day and writes down who was there."""
    case = make_case(state=CaseState.IN_CONFERENCE, manager=carla)
    meeting = make_conference(case, state=running, held_on=local_today())
    former = signed_in(case.contracts.get().coordinator.user)
    press = reverse("conferences:press", args=[case.number, button]) if button else ""
    finish = reverse("conferences:finish", args=[case.number])

    new = signed_in(hand_over(case, successor(), by=carla, reason_code=LeavingReason.ILLNESS).coordinator.user)

    assert former.post(press or finish, {"outcome": "plan"}).status_code == 404
    assert new.post(press or finish, {"outcome": "plan"}).status_code == 302
    assert Conference.objects.get(pk=meeting.pk).state == becomes
    assert new.get(reverse("conferences:attendance", args=[case.number])).status_code == 200


def test_the_reminder_of_tomorrow_goes_to_who_runs_the_meeting_now(carla: User) -> None:
    meeting = plan(make_case(state=CaseState.ACTIVATION, manager=carla), days=1, **PLACE)
    Conference.objects.filter(pk=meeting.pk).update(planned_start=timezone.now() + dt.timedelta(hours=3))
    remind_of_sheet(meeting.moves.latest("pk").pk)

    contract = hand_over(meeting.case, successor(), by=carla, reason_code=LeavingReason.ILLNESS)

    told = Message.objects.filter(key__startswith="run-sheet-").values_list("to", flat=True)
    assert contract.coordinator.user.email in told
    assert len(told) == 2


def test_everybody_hears_it_and_no_mail_says_why(carla: User) -> None:
    dirk = make_user(Role.PROFESSIONAL)
    case = make_case(state=CaseState.SCHEDULED, manager=carla, referred_by=dirk, main_persons=())
    mother = make_main_person(case, name="Moeder", kind=MainPersonKind.ADULT, email="m@voorbeeld.example")
    careful = {"email": "v@voorbeeld.example", "contact_wish": "Alleen via de buurvrouw"}
    make_main_person(case, name="Vader", kind=MainPersonKind.ADULT, **careful)
    make_main_person(case, name="Sem", email="sem@voorbeeld.example")
    former = case.contracts.get().coordinator.user

    contract = hand_over(case, successor(), by=carla, reason_code=LeavingReason.ILLNESS, reason="Griep")

    mails = {mail.to: mail for mail in Message.objects.filter(key__startswith="took-over:")}
    assert set(mails) == {contract.coordinator.user.email, former.email, dirk.email, mother.email}
    assert "Nora Nieuw" in mails[mother.email].body
    assert "06 22222222" in mails[mother.email].body
    said = "".join(mail.subject + mail.body for mail in mails.values())
    assert not [word for word in ("ziek", "Griep", "Sem", "Moeder") if word in said]


def test_the_family_hears_it_in_its_own_language(carla: User) -> None:
    case = make_case(state=CaseState.SCHEDULED, manager=carla, main_persons=())
    make_main_person(case, name="Anne", kind=MainPersonKind.ADULT, email="a@voorbeeld.example", language="Turks")

    hand_over(case, successor(), by=carla, reason_code=LeavingReason.NO_CLICK)

    mail = Message.objects.get(to="a@voorbeeld.example")
    assert mail.subject != "Er is nieuws voor u"
    assert "Goedendag" not in mail.body


def test_who_took_over_makes_acquaintance_first_and_reads_how(carla: User) -> None:
    case = make_case(state=CaseState.SCHEDULED, manager=carla, main_persons=())
    make_main_person(case, name="Sem", phone="06 33333333", no_voicemail=True)
    contract = hand_over(case, successor(), by=carla, reason_code=LeavingReason.ILLNESS)
    nora = contract.coordinator.user
    step = next_step_for(Case.objects.with_file().get(pk=case.pk), nora)
    assert step is not None
    assert step.key == "introduce"
    shown = page(nora, "cases:introduce", case)
    assert "Spreek geen voicemail in." in shown
    assert "hoort het van jou" in shown

    introduce_oneself(case, by=nora)

    after = next_step_for(Case.objects.with_file().get(pk=case.pk), nora)
    assert after is not None
    assert after.key != "introduce"


@pytest.mark.parametrize("state", [CaseState.SCHEDULED, CaseState.ADJOURNED, CaseState.PLAN_SENT])
def test_a_coordinator_who_cannot_go_on_says_so_and_the_office_is_asked(state: str, carla: User) -> None:
    case = make_case(state=state, manager=carla)
    by = case.contracts.get().coordinator.user

    ask_for_successor(case, by=by, reason_code=LeavingReason.ILLNESS)

    mail = Message.objects.get(key__startswith="leaves:")
    assert mail.to == carla.email
    assert reverse("cases:hand_over", args=[case.number]) in mail.body
    fresh = Case.objects.with_file().get(pk=case.pk)
    step = next_step_for(fresh, carla)
    assert step is not None
    assert step.key == "find_successor"
    assert Case.objects.for_user(by).exists(), "the access stays until somebody goes on"
    with pytest.raises(Refusal, match="weet het al"):
        ask_for_successor(case, by=by, reason_code=LeavingReason.ILLNESS)


def test_the_pages_hand_over_from_form_to_case(carla: User) -> None:
    case = make_case(state=CaseState.SCHEDULED, manager=carla)
    nora = successor()
    client = Client()
    client.force_login(carla)
    url = reverse("cases:hand_over", args=[case.number])
    assert "Nora Nieuw" in client.get(url).content.decode()

    wrong = client.post(url, {"coordinator": nora.pk, "reason_code": "anders"}).content.decode()
    client.post(url, {"coordinator": nora.pk, "reason_code": "ziekte", "reason": "Sinds maandag"})

    assert "Schrijf op waarom" in wrong
    assert case.contracts.get(ended_on=None).coordinator == nora
    history = page(nora.user, "cases:history", case)
    assert "Overdragen aan een andere coördinator" in history
    assert "Sinds maandag" not in history, "why somebody left is between that person and the office"
    assert "Sinds maandag" in page(carla, "cases:history", case)


def test_who_has_the_case_already_and_who_may_not_have_it_are_refused(carla: User) -> None:
    case = make_case(state=CaseState.SCHEDULED, manager=carla)
    mine = case.contracts.get().coordinator
    full = successor("Vol Vera")
    Coordinator.objects.filter(pk=full.pk).update(max_cases=1)
    make_contract(make_case(state=CaseState.ACTIVATION, with_coordinator=False), full.user)

    with pytest.raises(Refusal, match="heeft deze zaak al"):
        hand_over(case, mine, by=carla, reason_code=LeavingReason.ILLNESS)
    with pytest.raises(Refusal, match="kan deze zaak niet krijgen"):
        hand_over(case, full, by=carla, reason_code=LeavingReason.ILLNESS)
    assert case.contracts.get().coordinator == mine


def test_hours_that_the_office_writes_down_are_the_coordinators_and_are_marked(carla: User) -> None:
    case = make_case(state=CaseState.REGISTERED, manager=carla)
    worked = case.contracts.get().coordinator.user

    log_work(case, by=carla, day=local_today(), kind="regelen", minutes=60)

    entry = WorkEntry.objects.get()
    assert (entry.by, entry.entered_by) == (worked, carla)
    assert "opgeschreven door Carla Manager" in page(carla, "cases:work", case)
