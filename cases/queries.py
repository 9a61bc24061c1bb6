"""Reads of the case, and the one place that says which files a person may reach (design 4.2)."""

from typing import Any, Self

from django.db import models
from django.db.models import Q, QuerySet

from ekc.accounts.codes import Role
from ekc.accounts.matrix import READ, Subject, allows


def reachable_cases(user: Any) -> Q:
    """The files that stand open for this person, as a condition on Case.

    Regional manager: the regions that are theirs. Coordinator: cases with a contract that has not
    ended (R-03). Professional: cases they referred or write the frame of. All others: none.
    """
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    if user.role == Role.REGIONAL_MANAGER:
        return Q(region__in=user.regions.all())
    if user.role == Role.COORDINATOR:
        return Q(contracts__coordinator__user=user, contracts__ended_on__isnull=True)
    if user.role == Role.PROFESSIONAL:
        return Q(referrer__user=user) | Q(safety_professional=user)
    return Q(pk__in=[])


class CaseQuerySet(QuerySet[Any]):
    """Cases. Every view starts at `for_user`."""

    def for_user(self, user: Any) -> Self:
        """Cases this person may reach: see `reachable_cases`. One row per case."""
        found = self.filter(reachable_cases(user))
        return found.distinct() if user.is_authenticated and user.role == Role.PROFESSIONAL else found


class CaseBoundQuerySet(QuerySet[Any]):
    """Rows of a file. Reachable when the matrix lets the role read `subject`, and the case is reachable."""

    subject: Subject
    path: str

    def for_user(self, user: Any) -> Self:
        """Rows of reachable cases; none at all for a role that may not read this subject."""
        if not user.is_authenticated or not allows(user.role, self.subject, READ):
            return self.none()
        from .models import Case

        return self.filter(**{f"{self.path}__in": Case.objects.for_user(user)})

    @classmethod
    def manager(cls, subject: str, path: str = "case") -> models.Manager[Any]:
        bound = type(f"{subject.title()}QuerySet", (cls,), {"subject": Subject(subject), "path": path})
        manager: models.Manager[Any] = bound.as_manager()
        return manager


class CoordinatorQuerySet(QuerySet[Any]):
    """Profiles of coordinators."""

    def for_user(self, user: Any) -> Self:
        """A regional manager sees who works in the own regions; landelijk beheer all; a coordinator the own profile."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.role == Role.NATIONAL:
            return self.all()
        if user.role == Role.REGIONAL_MANAGER:
            return self.filter(user__regions__in=user.regions.all()).distinct()
        return self.filter(user=user)
