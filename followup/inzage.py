"""What each table of the calls gives to a person who asks for inzage (`ekc/inzage.py`)."""

from django.utils.translation import gettext_lazy as _

from ekc.inzage import Gives, Stands, nothing, of_family, of_person

from .models import AgreementResult, Call, CallAttempt, FamilyEvaluation, FollowUpGuest, Interview, Miss, StallSignal

_OTHERS = "a name or contact data of somebody else"
_HOUSE = "how the house keeps and finds rows; it says nothing of anybody"

GIVEN = (
    Gives(
        Call,
        _("Gesprekken achteraf"),
        of_family(),
        ("kind", "state", "due_on", "done_on", "summary"),
        on="due_on",
        leaves={_OTHERS: ("spoken_with",), _HOUSE: ("months", "opens_on", "early_reason", "nudge")},
    ),
    Gives(
        AgreementResult,
        _("Hoe het met een afspraak ging, zoals u vertelde"),
        of_person(),
        ("result", "reason_code", "reason"),
    ),
    Gives(
        FamilyEvaluation,
        _("Terugkijken met de familie"),
        of_family(),
        ("planned_on", "held_on", "result"),
        on="planned_on",
        leaves={_OTHERS: ("by",)},
    ),
    Gives(StallSignal, _("Een afspraak die stilligt"), of_person(), ("told_on", "by_mail"), on="told_on"),
    Gives(
        FollowUpGuest,
        _("Vragen achteraf aan u"),
        of_person(),
        ("sent_on",),
        on="sent_on",
        leaves={_HOUSE: ("spent_hashes", "link_to", "link_region", "withdrawn_at", "token_hash")},
    ),
    Gives(
        Interview,
        _("Navraag"),
        of_family(),
        (
            *("contacted_on", "role", "plan_executed", "share_of_agreements", "not_done_and_why", "situation"),
            *("contact_with_professionals", "grade_conference", "grade_plan", "quote", "quote_may_be_used"),
        ),
        on="contacted_on",
        # What one of a family told of the others and of the plan.
        always=True,
        leaves={_HOUSE: ("number", "early_reason", "by_office", "by_link")},
    ),
    *nothing("tries to call, and which group was missed", CallAttempt, Miss),
)

STANDS = (
    Stands(
        "followup",
        ("followup.view",),
        (Call, AgreementResult, FamilyEvaluation, StallSignal, FollowUpGuest, Interview),
    ),
)
