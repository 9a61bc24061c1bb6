"""The calls after one and three months, the registration and the closing."""

import datetime as dt

from django.utils import timezone

from cases.preparation.acts.registration import close_case, register_case
from cases.preparation.acts.reopening import reopen_case, stop_afterwards
from followup.acts.calls import record_agreement_result, record_call, record_interview
from followup.codes import CallKind, CallState, Change, Execution, ShareKept, SpokenWith
from followup.models import Call
from plans.codes import AgreementState
from plans.models import Agreement
from plans.queries import plan_of

from . import texts
from .tale import Tale


def ask_for_experiences(tale: Tale) -> None:
    """The regional manager calls the professional who referred, where that day has come."""
    for call in Call.objects.filter(case=tale.case, kind=CallKind.EXPERIENCE, due_on__lt=tale.past.today):
        with tale.on(_offset(tale, call.due_on), 11, office=True) as moment:
            record_call(
                call,
                by=tale.manager,
                state=CallState.REACHED,
                done_on=timezone.localdate(moment),
                spoken_with=str(tale.professional or ""),
                summary=texts.EXPERIENCE,
            )


def call_after_one_month(tale: Tale) -> None:
    call = Call.objects.get(case=tale.case, kind=CallKind.ONE_MONTH)
    with tale.on(_offset(tale, call.due_on), 19) as moment:
        record_call(
            call,
            by=tale.coordinator,
            state=CallState.REACHED,
            done_on=timezone.localdate(moment),
            spoken_with=tale.ouder,
            summary=tale.pick(texts.AFTER_ONE_MONTH),
            nudge=tale.words(texts.NUDGE),
        )


def ask_after_three_months(tale: Tale) -> None:
    """Main person, referrer and somebody of the circle say how it goes, agreement by agreement."""
    call = Call.objects.get(case=tale.case, kind=CallKind.THREE_MONTHS)
    with tale.on(min(_offset(tale, call.due_on) + 4, -1), 19) as moment:
        day = timezone.localdate(moment)
        for number, role in enumerate(_spoken_with(tale)):
            _interview(tale, role, day, number)
        _results(tale, call)
        record_call(
            call,
            by=tale.coordinator,
            state=CallState.REACHED,
            done_on=day,
            spoken_with=tale.ouder,
            summary="",
            nudge="",
        )


def _spoken_with(tale: Tale) -> list[str]:
    main = SpokenWith.ADULT_MAIN_PERSON if tale.story.is_about_adults else SpokenWith.MINOR_MAIN_PERSON
    referrer = [SpokenWith.REFERRER] if tale.professional else []
    return [main, *referrer, SpokenWith.FAMILY_NETWORK]


def _interview(tale: Tale, role: str, day: dt.date, number: int) -> None:
    record_interview(
        tale.case,
        by=tale.coordinator,
        contacted_on=day,
        role=role,
        plan_executed=Execution.PARTLY if number else Execution.WHOLLY,
        share_of_agreements=ShareKept.MORE_THAN_HALF if number else "",
        not_done_and_why=texts.NOT_DONE if number else "",
        situation=Change.BETTER,
        contact_with_professionals=tale.pick((Change.BETTER, Change.SAME)),
        grade_conference=tale.random.randrange(7, 10),
        grade_plan=tale.random.randrange(7, 10),
    )


def _results(tale: Tale, call: Call) -> None:
    agreements = Agreement.objects.filter(version__plan=plan_of(tale.case)).order_by("sort_order", "pk")
    for number, agreement in enumerate(agreements):
        result = AgreementState.PARTLY if number % 4 == 2 else AgreementState.DONE
        reason = texts.NOT_DONE if result == AgreementState.PARTLY else ""
        record_agreement_result(call, agreement.pk, by=tale.coordinator, result=result, reason=reason)


def register(tale: Tale) -> None:
    """The registration form, filled in a week after the last step."""
    story = tale.story
    grade = story.grade if tale.case.is_referred_by_professional else None
    with tale.on(min(_last(tale) + 7, -1), 20):
        register_case(
            tale.case,
            by=tale.who_works_on_it,
            problems=list(story.problems),
            cooperation_grade=grade,
            cooperation_note=texts.COOPERATION if grade else "",
        )


def close(tale: Tale) -> None:
    with tale.on(min(_last(tale) + 3, -1), 10, office=True):
        close_case(tale.case, by=tale.manager)


def stop(tale: Tale) -> None:
    """The family wants no calls any more."""
    with tale.on(min(_last(tale) + 6, -1), 20):
        stop_afterwards(tale.case, by=tale.coordinator, reason=texts.NO_MORE_CALLS)


def reopen(tale: Tale) -> None:
    """The regional manager finds that something is missing."""
    with tale.on(min(_last(tale) + 5, -1), 11, office=True):
        reopen_case(tale.case, by=tale.manager, reason=texts.REOPENED)


def _last(tale: Tale) -> int:
    assert tale.last is not None
    return _offset(tale, timezone.localdate(tale.last))


def _offset(tale: Tale, day: dt.date) -> int:
    return (day - tale.past.today).days
