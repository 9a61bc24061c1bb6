"""Reads of the outbox: what a person may see of it. Knows codes, and no models."""

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models

from .codes import COMING_DUE_STATES, COMING_MESSAGE_STATES, DueState, MessageState

if TYPE_CHECKING:
    from .models import DueRow, Message  # noqa: F401  only named in annotations

RowT = TypeVar("RowT", bound=models.Model)


class OwnRegionQuerySet(models.QuerySet[RowT]):
    def for_user(self, user: Any) -> Self:
        """Which rows a person may see: the regions that a regional manager keeps; all, also those without
        a region, for landelijk beheer; none for anybody else.
        """
        if not (user.is_authenticated and user.is_active):
            return self.none()
        if user.is_national:
            return self
        if user.is_regional_manager:
            return self.filter(region__in=user.kept_regions())
        return self.none()


class DueRowQuerySet(OwnRegionQuerySet["DueRow"]):
    def failed(self) -> Self:
        return self.filter(state=DueState.FAILED)

    def trying(self) -> Self:
        """What went wrong before and is tried again by itself."""
        return self.filter(state__in=COMING_DUE_STATES, attempts__gt=0).exclude(last_error="")


class MessageQuerySet(OwnRegionQuerySet["Message"]):
    def failed(self) -> Self:
        return self.filter(state=MessageState.FAILED)

    def trying(self) -> Self:
        """What went wrong before and is tried again by itself."""
        return self.filter(state__in=COMING_MESSAGE_STATES, attempts__gt=0).exclude(last_error="")

    def not_sent_again(self) -> Self:
        """The newest of each mail: what was sent anew is replaced by what went then."""
        return self.filter(replaced_by__isnull=True)
