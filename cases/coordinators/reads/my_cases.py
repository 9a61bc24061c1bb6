"""Mijn zaken: what cannot wait, and a card per case with the one next thing and whether it went silent."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.next_step import NextStep, next_steps_for
from cases.casepage.phases import state_tone
from cases.casepage.reads.today import TodayRow, Why, today_of_coordinator
from cases.models import Case, CoordinatorRequest
from cases.queries import silent_days, who_of
from cases.rules import can
from ekc.accounts.models import User

from .requests import moment_words, open_requests_of

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


@dataclass(frozen=True)
class MyPage:
    today: list[TodayRow]
    cards: list[CaseCard]

    @property
    def may_log(self) -> bool:
        return any(card.contact_url for card in self.cards)


def my_page(cases: Sequence[Case], user: User) -> MyPage:
    """Of cases that were fetched with `with_file` and `with_last_contact`; what comes first stands first."""
    steps = next_steps_for(cases, user)
    today = [*today_of_coordinator(cases, user, steps), *(_asked(asking) for asking in open_requests_of(user))]
    cards = [_card(case, user, step) for case, step in zip(cases, steps, strict=True)]
    return MyPage(
        today=sorted(today, key=lambda row: row.why),
        cards=sorted(cards, key=lambda card: card.sort_key),
    )


def _asked(asking: CoordinatorRequest) -> TodayRow:
    """Whether this coordinator will do a case; nobody's name stands here yet."""
    url = reverse("cases:coordinator_request", args=[asking.pk])
    return TodayRow(
        why=Why.ANSWER,
        kicker=str(asking.case.region),
        names=_("Een nieuwe zaak"),
        case_url=url,
        title=_("Wil je een nieuwe zaak doen?"),
        rule=_("Antwoord voor %(moment)s.") % {"moment": moment_words(asking.answer_by)} if asking.answer_by else "",
        url=url,
        button=_("Lees en antwoord"),
    )


def _card(case: Case, user: User, step: NextStep | None) -> CaseCard:
    return CaseCard(
        case=case,
        names=who_of(case) or case.number,
        tone=state_tone(case.state),
        step=step,
        silent_days=silent_days(case),
        contact_url=reverse("cases:contact_add", args=[case.number]) if can(user, "contacts.change", case) else "",
    )
