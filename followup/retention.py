"""What becomes of each table of the calls when the term of a file is over (`ekc/retention`)."""

from django.db.models import Q

from ekc.retention.codes import Fate, Kept
from ekc.retention.register import Place, destroyed

from .codes import CallState
from .models import (
    AgreementResult,
    Call,
    CallAttempt,
    FamilyEvaluation,
    FollowUpGuest,
    Interview,
    Miss,
    StallSignal,
)


def has_open_calls() -> Q:
    """Somebody would still be called."""
    return Q(pk__in=Call.objects.filter(state=CallState.DUE).values("case"))


_FIGURES = "the printed tables and the rows for research count it"

PLACES = (
    Place(
        Call,
        Kept.CONTACTS,
        Fate.ANONYMISED,
        "case",
        keeps={_FIGURES: ("case", "kind", "months", "state", "opens_on", "due_on", "done_on")},
        blanks=("by", "early_reason", "spoken_with", "summary", "nudge"),
    ),
    Place(
        Interview,
        Kept.CONTACTS,
        Fate.ANONYMISED,
        "case",
        keeps={
            _FIGURES: (
                *("case", "call", "number", "contacted_on", "role", "plan_executed", "share_of_agreements"),
                *("situation", "contact_with_professionals", "grade_conference", "grade_plan", "by_office", "by_link"),
            )
        },
        # That a conversation was too early to count is known by there being a reason: it stays one, without words.
        blanks=("early_reason", "not_done_and_why", "quote", "quote_may_be_used"),
        # Of no words nobody has to say that they may be used.
        neutral={"quote": ""},
        told_by="guest__person",
    ),
    destroyed(CallAttempt, Kept.CONTACTS, "call"),
    Place(Miss, Kept.CONTACTS, Fate.ANONYMISED, "call", keeps={_FIGURES: ("call", "group", "why")}),
    Place(
        AgreementResult,
        Kept.PLANS,
        Fate.ANONYMISED,
        "call",
        keeps={
            _FIGURES: ("call", "interview", "agreement", "person", "main_person", "result", "reason_code"),
        },
        blanks=("reason",),
    ),
    Place(
        FamilyEvaluation,
        Kept.CONTACTS,
        Fate.ANONYMISED,
        "case",
        keeps={_FIGURES: ("case", "contract", "held_on")},
        blanks=("planned_on", "by", "result"),
    ),
    destroyed(FollowUpGuest, Kept.CONTACTS, "call"),
    destroyed(StallSignal, Kept.CONTACTS, "case"),
)
