"""Reads of the outbox: what may be taken now, and what a person may see of it. Knows codes, and no models."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from .codes import COMING_DUE_STATES, COMING_MESSAGE_STATES, DueState, MessageState

if TYPE_CHECKING:
    from .models import DueRow, Message  # noqa: F401  only named in annotations

RowT = TypeVar("RowT", bound=models.Model)


def lease() -> dt.timedelta:
    """How long a claim holds: longer than a task can live, so that whoever claimed before it is surely gone."""
    return dt.timedelta(seconds=settings.EKC_OUTBOX_LEASE)


class OwnRegionQuerySet(models.QuerySet[RowT]):
    def for_user(self, user: Any) -> Self:
        """Which rows a person may see: the own regions for a regional manager; all, also those without
        a region, for landelijk beheer; none for anybody else.
        """
        if not (user.is_authenticated and user.is_active):
            return self.none()
        if user.is_national:
            return self
        if user.is_regional_manager:
            return self.filter(region__in=user.regions.all())
        return self.none()


class DueRowQuerySet(OwnRegionQuerySet["DueRow"]):
    def claimable(self, now: dt.datetime) -> Self:
        """What is due and free at `now`, or claimed by a worker that is gone."""
        free = Q(state=DueState.WAITING, due_at__lte=now) & (Q(retry_at=None) | Q(retry_at__lte=now))
        return self.filter(free | Q(state=DueState.CLAIMED, claimed_at__lt=now - lease()))

    def failed(self) -> Self:
        return self.filter(state=DueState.FAILED)

    def trying(self) -> Self:
        """What went wrong before and is tried again by itself."""
        return self.filter(state__in=COMING_DUE_STATES, attempts__gt=0).exclude(last_error="")


class MessageQuerySet(OwnRegionQuerySet["Message"]):
    def claimable(self, now: dt.datetime) -> Self:
        """What may leave at `now`: waiting, or claimed by a worker that is gone."""
        return self.filter(
            Q(state=MessageState.WAITING, next_try_at__lte=now)
            | Q(state=MessageState.CLAIMED, claimed_at__lt=now - lease())
        )

    def failed(self) -> Self:
        return self.filter(state=MessageState.FAILED)

    def trying(self) -> Self:
        """What went wrong before and is tried again by itself."""
        return self.filter(state__in=COMING_MESSAGE_STATES, attempts__gt=0).exclude(last_error="")
