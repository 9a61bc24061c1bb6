"""Who may list the read log; which drawn readings still wait for a word."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Q, QuerySet, Subquery

from ekc.accounts.matrix import READ, Subject, allows

from .codes import FINAL_JUDGEMENTS

if TYPE_CHECKING:
    from ekc.accounts.models import User

    from .models import Drawn, ReadLine  # noqa: F401  only named in annotations


class ReadLineQuerySet(QuerySet["ReadLine"]):
    def for_user(self, user: "User | AnonymousUser") -> "ReadLineQuerySet":
        """All lines for who reviews the log, none for anybody else."""
        if user.is_authenticated and user.is_active and allows(user.role, Subject.READ_LOG, READ):
            return self
        return self.none()


class DrawnQuerySet(QuerySet["Drawn"]):
    def with_last_answer(self) -> "DrawnQuerySet":
        """With what was said of each last, as `said`; None where nobody said anything."""
        answers = self.model._meta.get_field("answers").related_model._default_manager
        last = answers.filter(drawn=OuterRef("pk")).order_by("-pk").values("judged")[:1]
        return self.annotate(said=Subquery(last))

    def waiting(self) -> "DrawnQuerySet":
        """Those of which nobody said yet what it was."""
        return self.with_last_answer().filter(Q(said=None) | ~Q(said__in=sorted(FINAL_JUDGEMENTS)))
