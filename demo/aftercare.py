"""The calls after one and three months, the registration and the closing."""

import datetime as dt

from django.utils import timezone

from cases.preparation.acts.registration import close_case, register_case
from cases.preparation.acts.reopening import reopen_case, stop_afterwards
from followup.acts.calls import record_call
from followup.acts.results import Telling
from followup.acts.rounds import finish_round, record_interview
from followup.codes import CallKind, CallState, Change, Execution, ShareKept, SpokenWith, Told, WhyNot
from followup.models import Call
from followup.queries import asked_of

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
            _interview(tale, call, role, day, number)
        finish_round(call, by=tale.coordinator, done_on=day)


def _spoken_with(tale: Tale) -> list[str]:
    main = SpokenWith.ADULT_MAIN_PERSON if tale.story.is_about_adults else SpokenWith.MINOR_MAIN_PERSON
    referrer = [SpokenWith.REFERRER] if tale.professional else []
    return [main, *referrer, SpokenWith.FAMILY_NETWORK]


def _interview(tale: Tale, call: Call, role: str, day: dt.date, number: int) -> None:
    record_interview(
        tale.case,
        by=tale.coordinator,
        call=call,
        tellings=[] if number else _tellings(call),
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


def _tellings(call: Call) -> list[Telling]:
    """Of every fourth agreement only a part was done."""
    partly = {"result": Told.PARTLY, "reason_code": WhyNot.NO_TIME, "reason": texts.NOT_DONE}
    return [
        Telling(asked.agreement.pk, doer=asked.doer, **(partly if number % 4 == 2 else {"result": Told.DONE}))
        for number, asked in enumerate(asked_of(call))
    ]


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
