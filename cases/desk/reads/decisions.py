"""The decisions that stand open on a case, and all that is weighed: the panel on its page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.casepage.side_roads import fits
from cases.models import Case
from cases.rules import can
from cases.workflow import WORKFLOW
from ekc.accounts.models import User

from .earlier import Likeness, likely_earlier
from .funding import Room, rooms_for


@dataclass(frozen=True)
class Decision:
    label: str | Promise
    text: str | Promise
    url: str


# In the order in which a manager weighs them.
DECISIONS: tuple[tuple[str, str, str | Promise], ...] = (
    ("assign", "cases:assign", _("Een conferentie past hier, en er is iemand die de familie kan begeleiden.")),
    ("start_screening", "cases:start_screening", _("U bespreekt de aanmelding eerst. De zaak komt op uw naam.")),
    ("receive_answer", "cases:record_answer", _("De aanmelder antwoordde door de telefoon. Schrijf het op.")),
    ("ask_referrer", "cases:ask", _("U mist iets. De aanmelder antwoordt met een link, zonder in te loggen.")),
    ("let_wait", "cases:let_wait", _("Er is nog geen passende coördinator, geen geld, of de familie denkt na.")),
    ("advise_otherwise", "cases:advise_otherwise", _("Iets anders past nu beter. De zaak stopt.")),
    ("withdraw", "cases:withdraw", _("De aanmelder of de familie ziet ervan af. De zaak stopt.")),
    ("end_in_activation", "cases:end_in_activation", _("De voorbereiding was begonnen, en gaat niet door. Dat telt.")),
)


@dataclass(frozen=True)
class DecisionPanel:
    """All that is weighed, in one box beside the family's story."""

    decisions: list[Decision]
    asked: QuerySet[Any]
    likely: list[Likeness]
    rooms: list[Room]


def panel_of(case: Case, user: User) -> DecisionPanel | None:
    """What this person weighs now; None for who decides nothing here."""
    decisions = decisions_for(case, user)
    if not decisions:
        return None
    return DecisionPanel(
        decisions=decisions,
        asked=case.referrer_questions.select_related("asked_by"),
        likely=likely_earlier(case, user),
        rooms=rooms_for(case),
    )


def decisions_for(case: Case, user: User) -> list[Decision]:
    """What this person may decide now; empty for who decides nothing here."""
    if not can(user, "case.decide", case):
        return []
    return [
        Decision(label=WORKFLOW.labels[action], text=text, url=reverse(url_name, args=[case.number]))
        for action, url_name, text in DECISIONS
        if WORKFLOW.allows(case.state, action, by=user) and fits(case, action)
    ]
