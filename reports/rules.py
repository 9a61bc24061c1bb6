"""Who may see figures: nobody's file is opened here, and no page has a name on it."""

from typing import Any

import rules

from ekc.accounts.codes import Role
from ekc.accounts.matrix import Subject
from ekc.accounts.models import User
from ekc.accounts.rules import may

PROGRAMME_ROLES = frozenset({Role.FUNDER, Role.REGIONAL_MANAGER, Role.NATIONAL})
"""Totals of programmes: who pays them, who runs them, and landelijk beheer."""


@rules.predicate
def sees_programmes(user: User, obj: Any = None) -> bool:
    return user.is_authenticated and user.is_active and user.role in PROGRAMME_ROLES


PERMISSIONS = {
    "figures.view": may(Subject.FIGURES, "R"),
    "programmes.view": sees_programmes,
}
for _name, _predicate in PERMISSIONS.items():
    rules.add_perm(_name, _predicate)
