"""One card per case for the coordinator: the one next thing, and whether it went silent."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from ekc.accounts.models import User
from ekc.dates import local_today

from ..codes import PREPARING_STATES, CaseState
from ..models import Case
from ..next_step import NextStep, next_step_for
from ..norms import SILENCE_DAYS
from ..phases import state_tone
from ..queries import active_contract, last_contact_at, names_of
from ..rules import can

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
    def sort_key(self) -> tuple[int, dt.date, str]:
        """What is late comes first, then what has a term, then the rest."""
        step = self.step
        due = step.due_on if step and step.due_on else dt.date.max
        return (_TERM_ORDER.get(step.term, 2) if step else 3, due, self.case.number)


def card_of(case: Case, user: User) -> CaseCard:
    """The card of a case that was fetched with `with_file` and `with_last_contact`."""
    return CaseCard(
        case=case,
        names=names_of(case.main_persons.all()) or case.number,
        tone=state_tone(case.state),
        step=next_step_for(case, user),
        silent_days=silent_days(case),
        contact_url=reverse("cases:contact_add", args=[case.number]) if can(user, "contacts.change", case) else "",
    )


def silent_days(case: Case) -> int:
    """For how many days nobody was contacted, when that is too long for a case in preparation; else 0 (norms)."""
    if case.state not in PREPARING_STATES | {CaseState.SCHEDULED}:
        return 0
    contract, last = active_contract(case), last_contact_at(case)
    known = [contract.started_on if contract else None, case.information_visit_on, last and timezone.localdate(last)]
    days = (local_today() - max([day for day in known if day], default=case.received_on)).days
    return days if days >= SILENCE_DAYS else 0
