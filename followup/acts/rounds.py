"""A round of the follow-up: what each person said, who was not spoken to, and its end (move 14)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.locks import lock_case
from cases.models import Case
from cases.moves import move_case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.languages import listed
from ekc.refusal import Refusal

from ..codes import SPOKEN_WITH_WORDS, CallKind, CallState, Missed
from ..models import Call, CallAttempt, Interview, Miss
from ..queries import groups_spoken, groups_to_speak, plan_is_asked_about
from .calls import check_day, check_round_is_open, close_call, early_or_not
from .results import Telling, record_tellings

INTERVIEW_FIELDS = frozenset(
    {
        "plan_executed",
        "share_of_agreements",
        "not_done_and_why",
        "situation",
        "contact_with_professionals",
        "grade_conference",
        "grade_plan",
        "quote",
        "quote_may_be_used",
    }
)


@transaction.atomic
def record_interview(
    case: Case,
    *,
    by: User | None,
    role: str,
    call: Call | None = None,
    contacted_on: dt.date | None = None,
    early_reason: str = "",
    another: bool = False,
    tellings: Iterable[Telling] = (),
    **answers: Any,
) -> Interview:
    """Keep what one person said in a round, by default the one after three months; `answers`: INTERVIEW_FIELDS.

    `another`: somebody else than who is written down of this role already. Without `by` the person wrote it.
    Raises Refusal where the round cannot be, before its window without a reason, without a word about the plan, on a
    day that cannot be, and for a quote without consent.
    """
    if unknown := set(answers) - INTERVIEW_FIELDS:
        raise TypeError(f"No interview fields: {sorted(unknown)}")
    case = lock_case(case)
    call = call or case.calls.filter(kind=CallKind.THREE_MONTHS).first()
    check_round_is_open(case, call)
    contacted_on = contacted_on or local_today()
    check_day(case, contacted_on)
    early_reason = early_or_not(call, contacted_on, early_reason)
    _check_said(case, answers)
    interview: Interview = Interview.objects.create(
        case=case,
        call=call,
        role=role,
        number=_number_of(case, call, role, another=another),
        contacted_on=contacted_on,
        early_reason=early_reason,
        by_office=by is not None and by.is_regional_manager,
        by_link=by is None,
        **answers,
    )
    if call is not None:
        record_tellings(call, tellings, interview=interview)
    return interview


def _check_said(case: Case, answers: dict[str, Any]) -> None:
    if plan_is_asked_about(case):
        if not answers.get("plan_executed"):
            raise Refusal(_("Kies of het plan is uitgevoerd. Weet deze persoon het niet, kies dan “Weet niet”."))
    elif not answers.get("situation"):
        raise Refusal(_("Kies hoe het nu gaat. Heeft deze persoon geen mening, kies dan “Geen mening”."))
    if answers.get("quote") and not answers.get("quote_may_be_used"):
        raise Refusal(_("Vraag of deze woorden gebruikt mogen worden, en kruis dat aan. Haal ze anders weg."))


def _number_of(case: Case, call: Call | None, role: str, *, another: bool) -> int:
    """Which of this role it is in the round. Raises Refusal for a second one that nobody asked for."""
    known = case.interviews.filter(call=call, role=role).count()
    if known and not another:
        raise Refusal(
            _("Van deze ronde staat er al een gesprek: %(who)s. Is dit iemand anders? Kruis dat dan aan.")
            % {"who": str(SPOKEN_WITH_WORDS.get(role, role)).lower()},
            at="another",
        )
    return known + 1


@transaction.atomic
def finish_round(
    call: Call,
    *,
    by: User,
    done_on: dt.date | None = None,
    missed: Mapping[str, str] | None = None,
    early_reason: str = "",
) -> Call:
    """The round is over. How it went follows from who was spoken to; `missed` says why a group was not.

    Raises Refusal that names the groups of which nobody was spoken to and of which it does not say why.
    """
    missed = missed or {}
    lock_case(call.case)
    call = Call.objects.select_for_update(of=("self",)).select_related("case__programme").get(pk=call.pk)
    wanted, spoken = groups_to_speak(call.case), groups_spoken(call)
    absent = [group for group in wanted if group not in spoken]
    if unknown := [str(group.label) for group in absent if missed.get(group) not in Missed.values]:
        raise Refusal(_("Waarom is er niet gesproken met %(who)s? Kies dat eerst.") % {"who": listed(unknown)})
    close_call(call, _outcome(absent, spoken, missed), by=by, done_on=done_on, early_reason=early_reason)
    Miss.objects.bulk_create(Miss(call=call, group=group, why=missed[group]) for group in absent)
    if absent and not spoken:
        CallAttempt.objects.create(call=call, tried_on=call.done_on, by=by)
    if call.kind == CallKind.THREE_MONTHS:
        move_case(call.case, "record_follow_up", by=by)
    return call


def _outcome(absent: list[Any], spoken: set[Any], missed: Mapping[str, str]) -> CallState:
    if spoken:
        return CallState.PARTLY if absent else CallState.REACHED
    return CallState.REFUSED if Missed.REFUSED in missed.values() else CallState.NOT_REACHED
