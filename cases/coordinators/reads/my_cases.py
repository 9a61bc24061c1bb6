"""One card per case for the coordinator: the one next thing, and whether it went silent."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from cases.casepage.next_step import NextStep, next_steps_for
from cases.casepage.phases import state_tone
from cases.models import Case
from cases.queries import silent_days, who_of
from cases.rules import can
from ekc.accounts.models import User

_TERM_ORDER = {"late": 0, "nearly": 1}


@dataclass(frozen=True)
class CaseCard:
    case: Case
    names: str
    tone: str
    step: NextStep | None
    silent_days: int
    contact_url: str

    @property
    def sort_key(self) -> tuple[bool, int, dt.date, str]:
        """Safety comes first, then what is late, what has a term, and the rest."""
        step = self.step
        due = step.due_on if step and step.due_on else dt.date.max
        is_calm = not (step and step.is_safety)
        return (is_calm, _TERM_ORDER.get(step.term, 2) if step else 3, due, self.case.number)


def cards_of(cases: Sequence[Case], user: User) -> list[CaseCard]:
    """The cards of cases that were fetched with `with_file` and `with_last_contact`; what comes first stands first."""
    cards = [_card(case, user, step) for case, step in zip(cases, next_steps_for(cases, user), strict=True)]
    return sorted(cards, key=lambda card: card.sort_key)


def _card(case: Case, user: User, step: NextStep | None) -> CaseCard:
    return CaseCard(
        case=case,
        names=who_of(case) or case.number,
        tone=state_tone(case.state),
        step=step,
        silent_days=silent_days(case),
        contact_url=reverse("cases:contact_add", args=[case.number]) if can(user, "contacts.change", case) else "",
    )
