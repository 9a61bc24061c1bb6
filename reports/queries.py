"""Reads of the reports' own rows. The figures themselves are in `catalogue/`."""

from typing import Any

from django.db.models import Q, QuerySet

from ekc.accounts.codes import Role
from ekc.accounts.matrix import READ, Subject, allows


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
