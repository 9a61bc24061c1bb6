"""The Voorbereiding tab: what is missing for the day, safety, wishes, the talk with the professional, hours."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cases.casepage.checklist import CheckedPoint, checklist_of
from cases.codes import WishAnswered, WishKind
from cases.coordinators.acts.work import total_of_case, total_of_contract
from cases.models import Case, Contact, ContactBan, InformationWish, WorkEntry
from cases.queries import active_contract
from cases.rules import can
from ekc.accounts.models import User

from ..legal_terms import LEGAL_WORDS, LegalWord

WISH_TONES = {
    WishAnswered.OPEN: "waiting",
    WishAnswered.YES: "done",
    WishAnswered.PARTLY: "active",
    WishAnswered.NO: "neutral",
}


@dataclass(frozen=True)
class PreparationPage:
    points: list[CheckedPoint]
    open_count: int
    signals: list[Any]
    bans: list[ContactBan]
    wishes: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    unshared: int
    help_now: list[Any]
    briefing: Any
    legal_words: list[LegalWord]


def preparation_of(case: Case) -> PreparationPage:
    """All of the preparation in a fixed number of queries."""
    points = checklist_of(case)
    wishes = [_wish(wish) for wish in case.information_wishes.all()]
    questions = [row for row in wishes if row["wish"].kind == WishKind.QUESTION]
    briefing = getattr(case, "briefing", None)
    return PreparationPage(
        points=points,
        open_count=sum(point.is_open for point in points),
        signals=list(case.safety_signals.select_related("reported_by", "decided_with")),
        bans=list(case.contact_bans.select_related("person", "other", "other_main", "decided_with")),
        wishes=[row for row in wishes if row["wish"].kind == WishKind.INFORMATION],
        questions=questions,
        unshared=sum(1 for row in questions if row["wish"].shared_on is None),
        help_now=list(case.current_help.all()),
        briefing=briefing,
        legal_words=[LEGAL_WORDS[code] for code in briefing.legal_words] if briefing else [],
    )


def _wish(wish: InformationWish) -> dict[str, Any]:
    return {"wish": wish, "tone": WISH_TONES[WishAnswered(wish.answered)]}


def work_of(case: Case, user: User) -> dict[str, Any]:
    """What was written down of time and costs, newest first, with the totals of the case and of its contracts."""
    may_change = can(user, "contacts.change", case)
    contacts = case.contacts.exclude(minutes=None, travel_km=None, expenses=None).select_related(
        "by", "person", "main_person"
    )
    rows = [_contact_row(case, contact, user, may_change=may_change) for contact in contacts]
    rows += [_work_row(case, entry, user, may_change=may_change) for entry in case.work_entries.select_related("by")]
    contracts = case.contracts.select_related("coordinator__user") if can(user, "contract.view", case) else []
    if user.is_coordinator:
        own = active_contract(case)
        contracts = [own] if own else []
    return {
        "rows": sorted(rows, key=lambda row: row["day"], reverse=True),
        "total": total_of_case(case),
        "contracts": [(contract, total_of_contract(contract)) for contract in contracts],
        "may_log": may_change,
    }


def _contact_row(case: Case, contact: Contact, user: User, *, may_change: bool) -> dict[str, Any]:
    own = may_change and contact.by_id == user.pk
    who = contact.person or contact.main_person or contact.get_group_display()
    return {
        "day": timezone.localdate(contact.at),
        "what": f"{contact.get_method_display()}: {who}",
        "row": contact,
        "url": reverse("cases:contact_edit", args=[case.number, contact.pk]) if own else "",
    }


def _work_row(case: Case, entry: WorkEntry, user: User, *, may_change: bool) -> dict[str, Any]:
    own = may_change and entry.by_id == user.pk
    return {
        "day": entry.day,
        "what": ": ".join(filter(None, [entry.get_kind_display(), entry.note])),
        "row": entry,
        "url": reverse("cases:work_edit", args=[case.number, entry.pk]) if own else "",
    }
