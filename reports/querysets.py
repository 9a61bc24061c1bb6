"""What the managers of the models can do, and to which regions figures are limited."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from ekc.accounts.codes import Role
from ekc.accounts.matrix import CREATE, READ, UPDATE, Subject, allows

from .codes import ISSUED_EDITION_STATES, ROW_FORMATS, Audience


def regions_for(user: Any) -> list[Any] | None:
    """The regions that the figures of this person are limited to; None for who sees all of them."""
    return list(user.regions.order_by("sort_order", "pk")) if user.role == Role.REGIONAL_MANAGER else None


def may_read_figures(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_active and allows(user.role, Subject.FIGURES, READ))


def audiences_for(user: Any) -> list[Audience]:
    """For whom this person may have figures made, what is usual first. Without protection only for whom the cases
    behind the figures are open anyway."""
    unprotected = allows(user.role, Subject.UNPROTECTED_FIGURES, READ)
    return [each for each in Audience if unprotected or each != Audience.INTERNAL]


class PublicFiguresQuerySet(QuerySet[Any]):
    def for_user(self, user: Any) -> Self:
        """All rows for who may read figures; none for everybody else."""
        return self.all() if may_read_figures(user) else self.none()


class DownloadQuerySet(QuerySet[Any]):
    def for_user(self, user: Any) -> Self:
        """A person's own files, as long as the role may read figures, and the figures of those regions."""
        if not may_read_figures(user):
            return self.none()
        own, regions = self.filter(user=user), regions_for(user)
        if not allows(user.role, Subject.RESEARCH, READ):
            own = own.exclude(format__in=ROW_FORMATS)
        if regions is None:
            return own
        # A yearbook that is out is of the whole country, and everybody's.
        mine = Q(region_ids__contained_by=[region.pk for region in regions])
        return own.filter(mine | Q(edition__state__in=ISSUED_EDITION_STATES, edition__audience=Audience.PUBLIC))

    def light(self) -> Self:
        """Without the file, and the figures of an edition."""
        return self.select_related("edition").defer("content", "edition__figures")


class EditionQuerySet(QuerySet[Any]):
    def for_user(self, user: Any) -> Self:
        """All editions for who makes them; what is out and public for who reads them."""
        if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.EDITIONS, READ):
            return self.none()
        if allows(user.role, Subject.EDITIONS, CREATE):
            return self.all()
        return self.filter(state__in=ISSUED_EDITION_STATES, audience=Audience.PUBLIC)

    def light(self) -> Self:
        """Without the figures, for lists."""
        return self.defer("figures").select_related("made_by", "approved_by", "published_by", "withdrawn_by")


class ResearchQuerySet(QuerySet[Any]):
    def for_user(self, user: Any) -> Self:
        """All rows for who may have rows for research; none for everybody else."""
        if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.RESEARCH, READ):
            return self.none()
        return self.all()

    def changeable_by(self, user: Any) -> bool:
        """Whether this person keeps the research projects."""
        return bool(user.is_active and allows(user.role, Subject.RESEARCH, UPDATE))
