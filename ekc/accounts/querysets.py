"""Who may list which people, organisations, regions and municipalities."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from ekc.name_keys import NamedQuerySet

from .codes import KeptBy, Role
from .matrix import READ, Subject, allows

if TYPE_CHECKING:
    from .models import Municipality, Organisation, Region, User  # noqa: F401  only named in annotations


# A recovery code opens the door once when the phone is lost; it is no second factor to work with (R27).
SECOND_FACTORS = ("totp", "webauthn")


def can_enter(path: str = "") -> Q:
    """Of an open account, at `path` (as `user__`), that its person can use: who was invited and chose no password yet
    reaches nothing."""
    return Q(**{f"{path}is_active": True}) & ~Q(**{f"{path}password__startswith": UNUSABLE_PASSWORD_PREFIX})


def manages(region: str, **who: Any) -> Exists:
    """Whether a regional manager who can log in works in the region that the outer query calls `region`."""
    through: Any = apps.get_model("accounts", "User").regions.through
    there = {"region": OuterRef(region), "user__role": Role.REGIONAL_MANAGER}
    return Exists(through.objects.filter(can_enter("user__"), **there, **who))


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
                user_id=OuterRef("pk"), region__in=user.kept_regions().values("pk")
            )
            visible |= Exists(colleagues)
        return self.filter(visible)

    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def able(self) -> "UserQuerySet":
        """Who can log in and act: an open account, and a password that was chosen."""
        return self.filter(can_enter())

    def keepers_of(self, region: "Region | int") -> "UserQuerySet":
        """Who looks after the files of this region: its regional managers; without any those of its deputy; without
        any of those landelijk beheer. Only who can log in. Empty when there is nobody of landelijk beheer either.
        """
        managers = self.able().filter(role=Role.REGIONAL_MANAGER)
        steps = (managers.filter(regions=region), managers.filter(regions__stands_in_for=region))
        return next((found for found in steps if found.exists()), self.able().filter(role=Role.NATIONAL))

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

    def kept_by(self, user: "User | AnonymousUser") -> "RegionQuerySet":
        """Whose files this person looks after now.

        A regional manager: the own regions, and those without a regional manager for which an own region stands in.
        Landelijk beheer: those that nobody of these keeps. Nobody else.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.role == Role.NATIONAL:
            return self.unkept()
        if user.role != Role.REGIONAL_MANAGER:
            return self.none()
        own = user.regions.through.objects.filter(user=user).values("region_id")
        stands_in_for = self.model.objects.filter(~manages("pk"), deputy__in=own).order_by().values("pk")
        # A union, and not two conditions side by side: of that PostgreSQL makes a join.
        return self.filter(pk__in=own.union(stands_in_for))

    def unkept(self) -> "RegionQuerySet":
        """Those where nobody works as regional manager, and nobody in the region that stands in."""
        return self.filter(~manages("pk"), ~manages("deputy"))

    def with_keeping(self) -> "RegionQuerySet":
        """Annotate `kept`, who looks after its files now (`KeptBy`)."""
        return self.annotate(kept=keeping("pk", "deputy"))


def keeping(region: str, deputy: str) -> Case:
    """Who looks after the files of a region that the outer query calls so (`KeptBy`)."""
    return Case(
        When(manages(region), then=Value(KeptBy.MANAGERS)),
        When(manages(deputy), then=Value(KeptBy.DEPUTY)),
        default=Value(KeptBy.NATIONAL),
    )


class MunicipalityQuerySet(NamedQuerySet):
    def for_user(self, user: "User | AnonymousUser") -> "MunicipalityQuerySet":
        """Everybody, signed in or not: it is the map of the country."""
        return self
