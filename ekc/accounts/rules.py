"""Predicates on the person alone; the apps combine them with predicates on the case."""

from typing import Any

import rules

from .matrix import Subject, allows
from .models import User


def may(subject: Subject, action: str) -> rules.Predicate:
    """A predicate that holds when the matrix gives the person's role this action on this subject."""

    def check(user: User, obj: Any = None) -> bool:
        return user.is_authenticated and user.is_active and allows(user.role, subject, action)

    return rules.predicate(check, name=f"may:{subject}:{action}")


PERMISSIONS = {
    "people.manage": may(Subject.PEOPLE, "U"),
    "lists.manage": may(Subject.LISTS, "U"),
    "retention.manage": may(Subject.RETENTION, "U"),
    "breaches.manage": may(Subject.BREACHES, "U"),
    "readlog.view": may(Subject.READ_LOG, "R"),
    "readlog.review": may(Subject.READ_REVIEW, "U"),
    "delivery.view": may(Subject.DELIVERY, "R"),
    "delivery.change": may(Subject.DELIVERY, "U"),
}
for _name, _predicate in PERMISSIONS.items():
    rules.add_perm(_name, _predicate)
