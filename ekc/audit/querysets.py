"""Who may list the read log and its reviews; which drawn readings still wait for a word."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ekc.accounts.codes import Role
from ekc.accounts.matrix import READ, Subject, allows

from .codes import FINAL_JUDGEMENTS

if TYPE_CHECKING:
    from ekc.accounts.models import User

    from .models import Drawn, ReadLine, Review  # noqa: F401  only named in annotations


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


class ReviewQuerySet(QuerySet["Review"]):
    def for_user(self, user: "User | AnonymousUser") -> "ReviewQuerySet":
        """All of them for landelijk beheer, and those of the regions that they keep for a regional manager."""
        if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.READ_REVIEW, READ):
            return self.none()
        return self if user.role == Role.NATIONAL else self.filter(region__in=_kept_by(user))

    def kept_by(self, user: "User | AnonymousUser") -> "ReviewQuerySet":
        """Those that wait for this person: of the regions that they keep; for landelijk beheer what is of no region
        too."""
        found = self.for_user(user)
        is_national = user.is_authenticated and user.role == Role.NATIONAL
        return found.filter(Q(region__in=_kept_by(user)) | (Q(region=None) if is_national else Q(pk__in=[])))

    def with_counts(self) -> "ReviewQuerySet":
        """With how many readings were drawn, and how many of these wait: `drawn_count` and `waiting_count`."""
        drawn: Any = apps.get_model("audit", "Drawn")._default_manager.all()
        counts: dict[str, Any] = {"drawn_count": _number_of(drawn), "waiting_count": _number_of(drawn.waiting())}
        return self.annotate(**counts)


def _kept_by(user: "User | AnonymousUser") -> QuerySet[Any]:
    regions: Any = apps.get_model("accounts", "Region")._default_manager
    found: QuerySet[Any] = regions.kept_by(user).order_by().values("pk")
    return found


def _number_of(drawn: Any) -> Coalesce:
    of_one = drawn.filter(review=OuterRef("pk")).order_by().values("review").annotate(number=Count("pk"))
    return Coalesce(Subquery(of_one.values("number"), output_field=IntegerField()), 0)
