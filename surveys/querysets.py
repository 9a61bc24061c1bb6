"""What the managers of the models can do. Answers reach researchers only, and as figures."""

from typing import Any, Self

from django.db.models import QuerySet

from ekc.accounts.matrix import READ, UPDATE, Subject, allows


class FiguresQuerySet(QuerySet[Any]):
    """Rows about nobody in particular."""

    def for_user(self, user: Any) -> Self:
        """All rows for who may read answers as figures (researchers); none for everybody else."""
        if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.SURVEY, READ):
            return self.none()
        return self.all()


class NobodysQuerySet(QuerySet[Any]):
    """Rows that the program keeps to itself until something else is made of them."""

    def for_user(self, user: Any) -> Self:
        return self.none()


class OpenAnswerQuerySet(QuerySet[Any]):
    """What people wrote."""

    def for_user(self, user: Any) -> Self:
        """What waits for a data manager, to data managers; what was looked at, also to researchers."""
        if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.OPEN_ANSWERS, READ):
            return self.none()
        if allows(user.role, Subject.OPEN_ANSWERS, UPDATE):
            return self.all()
        return self.filter(redacted_on__isnull=False)
