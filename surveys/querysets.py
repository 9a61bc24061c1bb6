"""What the managers of the models can do. Answers reach researchers only, and as figures."""

from typing import Any, Self

from django.db.models import QuerySet

from ekc.accounts.matrix import READ, Subject, allows


class FiguresQuerySet(QuerySet[Any]):
    """Rows about nobody in particular."""

    def for_user(self, user: Any) -> Self:
        """All rows for who may read answers as figures (researchers); none for everybody else."""
        if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.SURVEY, READ):
            return self.none()
        return self.all()
