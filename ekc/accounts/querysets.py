"""Who may list which people, organisations, regions and municipalities."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from ekc.name_keys import NamedQuerySet

from .codes import Role
from .matrix import READ, Subject, allows

if TYPE_CHECKING:
    from .models import Municipality, Organisation, Region, User  # noqa: F401  only named in annotations


# A recovery code opens the door once when the phone is lost; it is no second factor to work with (R27).
SECOND_FACTORS = ("totp", "webauthn")


class UserQuerySet(NamedQuerySet):
    def for_user(self, user: "User | AnonymousUser") -> "UserQuerySet":
        """Landelijk beheer lists everybody; a regional manager who works in the same regions.

        Everybody lists themselves; who is not signed in lists nobody.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if allows(user.role, Subject.PEOPLE, READ):
            return self
        visible: Any = Q(pk=user.pk)
        if user.is_regional_manager:
            colleagues = self.model.regions.through.objects.filter(
                user_id=OuterRef("pk"), region__in=user.regions.values("pk")
            )
            visible |= Exists(colleagues)
        return self.filter(visible)

    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def with_second_factor(self) -> "UserQuerySet":
        """Annotate `has_second_factor`: an authenticator app or a passkey, recovery codes not counted."""
        authenticators: Any = apps.get_model("mfa", "Authenticator")
        factors = authenticators.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
        found: UserQuerySet = self.annotate(has_second_factor=Exists(factors))
        return found


class OrganisationQuerySet(NamedQuerySet):
    def for_user(self, user: "User | AnonymousUser") -> "OrganisationQuerySet":
        """The office and the coordinators list all organisations; everybody else their own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.role in (Role.NATIONAL, Role.REGIONAL_MANAGER, Role.COORDINATOR):
            return self
        return self.filter(users=user)


class RegionQuerySet(QuerySet["Region"]):
    def for_user(self, user: "User | AnonymousUser") -> "RegionQuerySet":
        """Everybody, signed in or not: name, phone and mail of a region are meant for the public."""
        return self


class MunicipalityQuerySet(NamedQuerySet):
    def for_user(self, user: "User | AnonymousUser") -> "MunicipalityQuerySet":
        """Everybody, signed in or not: it is the map of the country."""
        return self
