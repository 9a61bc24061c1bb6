"""The rows that frame and plan bring to the table of next steps, and what they rest on."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import rules
from django.db.models import CharField, Min, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import norms
from cases.casepage.file_steps import DAY, MANAGER, PROFESSIONAL
from cases.casepage.next_step import EVERYBODY, NO_TERM, Doer, Due, Facts, Next, Step, Way, way_for
from cases.codes import AFTER_CONFERENCE_STATES, BEFORE_FIRST_MEETING_STATES, TOWARDS_FIRST_MEETING_STATES, CaseState
from cases.models import AccountInvitation, Case, Referrer
from cases.workflow import PLAN_TO_SEND_STATES
from conferences.next_steps import meeting_of, plan_term
from ekc.accounts.codes import Role
from ekc.accounts.models import User

from .codes import DECIDING_TASKS, ESTABLISHED_STATES, FrameState, GuestTask, PlanState
from .models import ChangeProposal, FrameGuest, FrameNotNeeded, Plan, SafetyFrame
from .queries import awaited_of, plan_of

# --- facts --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PlanFacts:
    """What is known of frame and plan of one case."""

    frame_is_missing: bool = False
    somebody_can_write_it: bool = True
    waits_for_signature: bool = False
    """A team leader was asked to sign the draft along, and did not answer yet."""
    invited_on: dt.date | None = None
    """Since when somebody is invited to an account for it, who did not log in yet."""
    plan_state: str = PlanState.DRAFTED
    proposed_on: dt.date | None = None
    """Since when somebody of the family wants the plan otherwise, and nobody did anything with it."""


def plan_facts(cases: Sequence[Case]) -> Mapping[int, PlanFacts]:
    """At most five queries; what no state of these cases asks for is not looked up."""
    framed = [case for case in cases if case.needs_frame and case.state in BEFORE_FIRST_MEETING_STATES]
    without = FrameNotNeeded.objects.filter(case__in=[case.pk for case in framed], withdrawn_at=None)
    frames = SafetyFrame.objects.exclude(state=FrameState.DRAFT).filter(case__in=[case.pk for case in framed])
    # Whoever handed one in, or can do without, misses none.
    neither = frames.order_by().values_list("case", flat=True).union(without.order_by().values_list("case", flat=True))
    there = set(neither) if framed else set()
    missing = {case.pk: case for case in framed if case.pk not in there}
    with_account = Referrer.objects.filter(case__in=list(missing), user__isnull=False).order_by()
    waiting = AccountInvitation.objects.filter(case__in=list(missing), accepted_at=None, withdrawn_at=None)
    invited = dict(waiting.values_list("case", "invited_on")) if missing else {}
    writing = [case.pk for case in cases if case.state in PLAN_TO_SEND_STATES]
    states = dict(Plan.objects.filter(case__in=writing).values_list("case", "state")) if writing else {}
    planned = [case.pk for case in cases if case.state in AFTER_CONFERENCE_STATES]
    proposals = ChangeProposal.objects.filter(case__in=planned, settled_at=None).order_by().values_list("case")
    proposed = dict(proposals.annotate(since=Min("at"))) if planned else {}
    guests = FrameGuest.objects.filter(case__in=list(missing), released_at=None, answered_at=None).order_by()
    # A referrer with an account writes as a guest does.
    writer = Value(GuestTask.WRITES.value, output_field=CharField())
    asked = with_account.values_list("case", writer).union(guests.values_list("case", "task")) if missing else []
    tasks = set(asked)
    return {
        case.pk: PlanFacts(
            frame_is_missing=case.pk in missing,
            somebody_can_write_it=case.safety_professional_id is not None or (case.pk, GuestTask.WRITES) in tasks,
            waits_for_signature=(case.pk, GuestTask.SIGNS) in tasks,
            invited_on=invited.get(case.pk),
            plan_state=states.get(case.pk, PlanState.DRAFTED),
            proposed_on=timezone.localdate(proposed[case.pk]) if case.pk in proposed else None,
        )
        for case in cases
    }


# --- terms --------------------------------------------------------------------------------------------------


def _frame_missing(facts: Facts) -> Due | None:
    return _by_the_day(facts) if facts["plan"].frame_is_missing else None


def _signature_is_awaited(facts: Facts) -> Due | None:
    return _by_the_day(facts) if facts["plan"].frame_is_missing and facts["plan"].waits_for_signature else None


def _signature_title(case: Case, step: Next) -> str:
    asked = case.frame_guests.filter(task=GuestTask.SIGNS, released_at=None, answered_at=None).first()
    name = asked.full_name if asked else _("de teamleider")
    return _("Wacht tot %(name)s meetekent") % {"name": name}


def _test_title(case: Case, step: Next) -> str:
    alone = _("Wacht op de toets van het plan")
    # One is who it always is; of several the reader wants to know who is left. Several there are by a guest alone.
    if not case.frame_guests.filter(released_at=None, task__in=DECIDING_TASKS).exists():
        return alone
    missing = awaited_of(plan_of(case))
    if not missing:
        return alone
    return _("Wacht op de toets van het plan door %(names)s") % {"names": ", ".join(str(each) for each in missing)}


def _nobody_writes_frame(facts: Facts) -> Due | None:
    found = facts["plan"]
    waits = (
        found.frame_is_missing and not found.somebody_can_write_it and facts.case.state in TOWARDS_FIRST_MEETING_STATES
    )
    return _by_the_day(facts) if waits else None


def _account_is_awaited(facts: Facts) -> Due | None:
    found = facts["plan"]
    if not found.frame_is_missing or found.invited_on is None or facts.case.state not in TOWARDS_FIRST_MEETING_STATES:
        return None
    return Due(found.invited_on + norms.ACCOUNT_INVITATION_DAYS * DAY)


def _invited_title(case: Case, step: Next) -> str:
    invitation = case.account_invitations.filter(accepted_at=None, withdrawn_at=None).first()
    name = invitation.full_name if invitation else _("de professional")
    return _("Wacht tot %(name)s inlogt voor het veiligheidskader") % {"name": name}


def _frame_stops_the_day(facts: Facts) -> Due | None:
    return _frame_missing(facts) if facts.case.state == CaseState.SCHEDULED else None


def _by_the_day(facts: Facts) -> Due:
    """Without it the meeting cannot begin (domain.md 3.8)."""
    planned_on = meeting_of(facts).planned_on if facts.case.state == CaseState.SCHEDULED else None
    return Due(planned_on) if planned_on else NO_TERM


def _writes_frame(facts: Facts, user: User) -> bool:
    return bool(rules.has_perm("frame.change", user, facts.case))


def _plan_is(states: Collection[str]) -> Callable[[Facts], Due | None]:
    """The plan stands so, and is not sent yet."""

    def holds(facts: Facts) -> Due | None:
        if facts.case.state not in PLAN_TO_SEND_STATES or facts["plan"].plan_state not in states:
            return None
        return plan_term(facts)

    return holds


def _family_wants_otherwise(facts: Facts) -> Due | None:
    since = facts["plan"].proposed_on
    return Due(since + norms.PROPOSAL_DAYS * DAY) if since is not None else None


def _waiting_way(text: str | Promise) -> Callable[[Case, User, Next], Way]:
    """Nothing to do but wait, and the office may ask another professional: who was asked can have left."""

    def of(case: Case, user: User, step: Next) -> Way:
        if not case.needs_frame or not rules.has_perm("frame.assign", user, case):
            return Way(text)
        url = reverse("plans:frame_assign", args=[case.number])
        return Way(text, other_url=url, other_button=_("Een andere professional vragen"))

    return of


def _tests_plan(facts: Facts, user: User) -> bool:
    return bool(rules.has_perm("plan.test", user, facts.case))


ROWS: tuple[tuple[int, str, Step], ...] = (
    (
        9,
        "wait_for_signature",
        Step(
            _signature_is_awaited,
            _signature_title,
            Doer.PROFESSIONAL,
            way_for(
                Role.PROFESSIONAL,
                gettext_lazy("Een teamleider van uw organisatie leest het concept. Daarna dient u het in."),
                "plans:frame",
                gettext_lazy("Naar het concept"),
            ),
            readers=PROFESSIONAL,
            only_for=_writes_frame,
            is_safety=True,
        ),
    ),
    (
        10,
        "write_frame",
        Step(
            _frame_missing,
            gettext_lazy("Vul het veiligheidskader in"),
            Doer.READER,
            way_for(
                Role.PROFESSIONAL,
                gettext_lazy("De familie moet vóór de conferentie weten waaraan het plan wordt getoetst."),
                "plans:frame_edit",
                gettext_lazy("Veiligheidskader invullen"),
            ),
            readers=PROFESSIONAL,
            only_for=_writes_frame,
            is_safety=True,
        ),
    ),
    (
        11,
        "wait_for_account",
        Step(
            _account_is_awaited,
            _invited_title,
            Doer.PROFESSIONAL,
            way_for(
                Role.REGIONAL_MANAGER,
                gettext_lazy("De uitnodiging voor een account loopt. Komt er niets? Bel, of stuur een nieuwe link."),
                "plans:frame_assign",
                gettext_lazy("Uitnodiging bekijken"),
            ),
            readers=MANAGER,
            is_safety=True,
        ),
    ),
    (
        12,
        "assign_frame",
        Step(
            _nobody_writes_frame,
            gettext_lazy("Zeg wie het veiligheidskader schrijft"),
            Doer.MANAGER,
            way_for(
                Role.REGIONAL_MANAGER,
                gettext_lazy(
                    "De aanmelder heeft geen account. Zonder veiligheidskader kan de conferentie niet beginnen."
                ),
                "plans:frame_assign",
                gettext_lazy("Professional kiezen"),
            ),
            readers=MANAGER,
            is_safety=True,
            is_signal=True,
        ),
    ),
    (
        13,
        "wait_for_frame",
        Step(
            _frame_stops_the_day,
            gettext_lazy("Wacht op het veiligheidskader"),
            Doer.PROFESSIONAL,
            _waiting_way(
                gettext_lazy(
                    "Zonder veiligheidskader kan deze conferentie niet beginnen. Vraag de professional ernaar."
                )
            ),
            readers=EVERYBODY,
            is_safety=True,
            is_signal=True,
        ),
    ),
    (
        50,
        "write_plan",
        Step(
            _plan_is({PlanState.DRAFTED}),
            gettext_lazy("Schrijf het plan op"),
            Doer.COORDINATOR,
            way_for(
                Role.COORDINATOR,
                gettext_lazy("In de woorden van de familie: wie doet wat, waar en wanneer?"),
                "plans:plan",
                gettext_lazy("Naar het plan"),
            ),
            readers=EVERYBODY,
        ),
    ),
    (
        51,
        "test_plan",
        Step(
            _plan_is({PlanState.PRESENTED}),
            gettext_lazy("Toets het plan"),
            Doer.READER,
            way_for(
                Role.PROFESSIONAL,
                gettext_lazy("Alleen aan de bodem-eisen die vooraf zijn aangekondigd."),
                "plans:test",
                gettext_lazy("Plan toetsen"),
            ),
            readers=PROFESSIONAL,
            only_for=_tests_plan,
            is_safety=True,
        ),
    ),
    (
        52,
        "wait_for_test",
        Step(
            _plan_is({PlanState.PRESENTED}),
            _test_title,
            Doer.PROFESSIONAL,
            _waiting_way(gettext_lazy("Alleen aan de bodem-eisen die vooraf zijn aangekondigd.")),
            readers=EVERYBODY,
            is_safety=True,
        ),
    ),
    (
        53,
        "revise_plan",
        Step(
            _plan_is({PlanState.REJECTED}),
            gettext_lazy("Pas het plan aan met de familie"),
            Doer.COORDINATOR_WITH_FAMILY,
            way_for(
                Role.COORDINATOR,
                gettext_lazy("De professional heeft gezegd wat er nog ontbreekt."),
                "plans:plan",
                gettext_lazy("Naar het plan"),
            ),
            readers=EVERYBODY,
            is_safety=True,
        ),
    ),
    (
        54,
        "send_plan",
        Step(
            _plan_is(ESTABLISHED_STATES),
            gettext_lazy("Verstuur het plan"),
            Doer.COORDINATOR,
            way_for(
                Role.COORDINATOR,
                gettext_lazy("Iedereen die meedeed krijgt het plan."),
                "plans:send",
                gettext_lazy("Plan versturen"),
            ),
            readers=EVERYBODY,
        ),
    ),
    (
        54,
        "settle_proposal",
        Step(
            _family_wants_otherwise,
            gettext_lazy("Bespreek wat de familie over het plan zegt"),
            Doer.COORDINATOR_WITH_FAMILY,
            way_for(
                Role.COORDINATOR,
                gettext_lazy("Iemand wil iets veranderen, of zegt nee tegen een taak."),
                "plans:plan",
                gettext_lazy("Naar het plan"),
            ),
            # Where nobody works on it any more the notice of it climbed, and the office goes on with the registration.
            readers=frozenset({Role.COORDINATOR}),
        ),
    ),
)
