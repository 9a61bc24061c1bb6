"""Reads of the reports' own rows. The figures themselves are in `catalogue/`."""

from typing import Any, Self

from django.db.models import QuerySet

from ekc.accounts.matrix import READ, Subject, allows


class PublicFiguresQuerySet(QuerySet[Any]):
    def for_user(self, user: Any) -> Self:
        """All rows for who may read figures; none for everybody else."""
        if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.FIGURES, READ):
            return self.none()
        return self.all()


class OwnRowsQuerySet(QuerySet[Any]):
    def for_user(self, user: Any) -> Self:
        """A person's own rows, as long as the role may read figures."""
        if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.FIGURES, READ):
            return self.none()
        return self.filter(user=user)
