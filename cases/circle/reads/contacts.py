"""The contact log as its tab shows it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.codes import GROUP_WORDS, ContactGroup
from cases.models import Case, Contact
from ekc.accounts.models import User

from ..acts.contacts import spoken_to_per_group


@dataclass(frozen=True)
class ContactEntry:
    contact: Contact
    who: str | Promise
    group: str | Promise
    edit_url: str


@dataclass(frozen=True)
class ContactLog:
    entries: list[ContactEntry]
    groups: list[dict[str, Any]]
    total: int


def contact_log(case: Case, user: User, *, may_change: bool) -> ContactLog:
    """All contacts, newest first, and per group how many contacts there were with how many persons. Two queries."""
    rows = list(case.contacts.select_related("person", "main_person", "by"))
    persons = spoken_to_per_group(case)
    counted = Counter(row.group for row in rows)
    return ContactLog(
        entries=[_entry(case, row, user, may_change=may_change) for row in rows],
        groups=[
            {"label": label, "contacts": counted[group], "persons": persons.get(group, 0)}
            for group, label in ContactGroup.choices
            if counted[group]
        ],
        total=len(rows),
    )


def _entry(case: Case, contact: Contact, user: User, *, may_change: bool) -> ContactEntry:
    named = contact.main_person or contact.person
    own = may_change and contact.by_id == user.pk
    return ContactEntry(
        contact=contact,
        who=str(named) if named else GROUP_WORDS[contact.group],
        group=GROUP_WORDS[contact.group] if named else _("niet in de kring"),
        edit_url=reverse("cases:contact_edit", args=[case.number, contact.pk]) if own else "",
    )
