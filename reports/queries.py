"""Reads of the reports' own rows. The figures themselves are in `catalogue/`."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from ekc.accounts.codes import Role
from ekc.accounts.matrix import READ, Subject, allows


class PublicFiguresQuerySet(QuerySet[Any]):
    def for_user(self, user: Any) -> Self:
        """All rows for who may read figures; none for everybody else."""
        if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.FIGURES, READ):
            return self.none()
        return self.all()


class DownloadQuerySet(QuerySet[Any]):
    def for_user(self, user: Any) -> Self:
        """A person's own files, as long as the role may read figures, and the figures of those regions."""
        if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.FIGURES, READ):
            return self.none()
        own, regions = self.filter(user=user), regions_for(user)
        if regions is None:
            return own
        return own.filter(region_ids__contained_by=[region.pk for region in regions])


def programmes_for(user: Any) -> QuerySet[Any]:
    """Programmes whose figures this person may read; a regional manager those of the own regions."""
    from cases.models import FundingProgramme

    if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.FIGURES, READ):
        return FundingProgramme.objects.none()
    return _of_own_regions(user, FundingProgramme.objects.all())


def paid_programmes_for(user: Any) -> QuerySet[Any]:
    """Programmes whose totals this person may see: a funder the own ones, the others as with the figures."""
    from cases.models import FundingProgramme

    if not user.is_authenticated or not user.is_active:
        return FundingProgramme.objects.none()
    if user.role == Role.FUNDER:
        return FundingProgramme.objects.filter(funder__users=user).distinct()
    if user.role in (Role.REGIONAL_MANAGER, Role.NATIONAL):
        return _of_own_regions(user, FundingProgramme.objects.all())
    return FundingProgramme.objects.none()


def _of_own_regions(user: Any, programmes: QuerySet[Any]) -> QuerySet[Any]:
    if user.role != Role.REGIONAL_MANAGER:
        return programmes
    from cases.models import Case

    mine = user.regions.all()
    with_cases = Case.objects.filter(region__in=mine, programme__isnull=False).values("programme")
    return programmes.filter(Q(regions__in=mine) | Q(pk__in=with_cases)).distinct()


def regions_for(user: Any) -> list[Any] | None:
    """The regions that the figures of this person are limited to; None for who sees all of them."""
    return list(user.regions.order_by("sort_order", "name")) if user.role == Role.REGIONAL_MANAGER else None
