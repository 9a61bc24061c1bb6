"""Who may list the read log."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from ekc.accounts.matrix import READ, Subject, allows

if TYPE_CHECKING:
    from ekc.accounts.models import User

    from .models import ReadLine  # noqa: F401  only named in annotations


class ReadLineQuerySet(QuerySet["ReadLine"]):
    def for_user(self, user: "User | AnonymousUser") -> "ReadLineQuerySet":
        """All lines for who reviews the log, none for anybody else."""
        if user.is_authenticated and user.is_active and allows(user.role, Subject.READ_LOG, READ):
            return self
        return self.none()
