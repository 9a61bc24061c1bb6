"""People with an account, the regions they work in and the organisations they work for."""

from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from ekc.addresses import mail_key
from ekc.lists.codes import KeptList
from ekc.lists.models import refuses_unknown_codes
from ekc.name_keys import Named, person_key_column, thing_key_column
from ekc.phones import PhoneColumn

from .codes import RegionKind, Role
from .querysets import MunicipalityQuerySet, OrganisationQuerySet, RegionQuerySet, UserQuerySet


@pghistory.track()
class Region(models.Model):
    """One of the fourteen regions of the Eigen Kracht Centrale (domain.md 1.3)."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("naam"), max_length=80, unique=True)
    kind = models.CharField(_("soort"), max_length=20, choices=RegionKind)
    phone = PhoneColumn(_("telefoon"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    sort_order = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    # Whose regional managers look after its files for as long as it has none of its own.
    deputy = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stands_in_for",
        verbose_name=_("waarnemende regio"),
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("regio")
        verbose_name_plural = _("regio's")
        ordering = ["sort_order"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=RegionKind.values), name="region_kind_known"),
            models.CheckConstraint(
                condition=~models.Q(deputy=models.F("pk")) | models.Q(deputy__isnull=True),
                name="region_deputy_is_another",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(exclude=["name_key"])
class Municipality(Named):
    """A municipality lies in exactly one region (domain.md 1.3)."""

    name = models.CharField(_("naam"), max_length=80, unique=True)
    name_key = thing_key_column()
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="municipalities")

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("gemeente")
        verbose_name_plural = _("gemeenten")
        ordering = ["name_key", "pk"]

    def __str__(self) -> str:
        return self.name


class OrganisationManager(models.Manager.from_queryset(OrganisationQuerySet)):  # type: ignore[misc]
    """The organisations that there are. A double that was merged is found with `with_doubles` alone."""

    def get_queryset(self) -> OrganisationQuerySet:
        found: OrganisationQuerySet = super().get_queryset().filter(merged_into__isnull=True)
        return found


@pghistory.track(exclude=["name_key"])
class Organisation(Named):
    """An organisation that refers, or that employs somebody.

    `is_care_or_deciding` is what R-01 turns on: whoever works there cannot be coordinator.
    """

    name = models.CharField(_("naam"), max_length=120, unique=True)
    name_key = thing_key_column()
    is_care_or_deciding = models.BooleanField(_("zorg- of beslissende organisatie"), default=False)
    referrer_type = models.CharField(_("soort aanmelder"), max_length=40, blank=True)
    # False: a regional manager named it to invite somebody, and landelijk beheer has still to look at it. Until then
    # nobody of it gets an account, and it counts as a care organisation.
    is_approved = models.BooleanField(_("goedgekeurd"), default=True)
    frames_are_cosigned = models.BooleanField(_("een teamleider tekent het veiligheidskader mee"), default=False)
    # It stood here twice: this name leads to the other one, and nobody chooses it any more.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    objects = OrganisationManager()
    with_doubles = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        ordering = ["name_key", "pk"]
        triggers = [
            refuses_unknown_codes(
                "referrer_type", f"'{KeptList.REFERRER.value}'", name="organisation_referrer_type_known", blank=True
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="organisation_not_merged_into_itself",
            )
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person with an account; `full_name` and `role` are needed."""
        user = self.model(email=mail_key(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    pghistory.ManualEvent("second_factor_removed"),
    pghistory.ManualEvent("sessions_ended"),
    pghistory.ManualEvent("organisation_bound"),
    pghistory.ManualEvent("organisation_unbound"),
    exclude=["password", "last_login", "session_generation", "name_key"],
)
class User(Named, AbstractBaseUser):
    """A person with an account. There is no superuser: nobody reads a file by rank (design 4.2)."""

    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("naam"), max_length=120)
    name_key = person_key_column(of="full_name")
    name_of = "full_name"
    role = models.CharField(_("rol"), max_length=20, choices=Role)
    phone = PhoneColumn(_("telefoon"), blank=True)
    regions = models.ManyToManyField(Region, blank=True, related_name="users", verbose_name=_("regio's"))
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name=_("organisatie"),
    )
    is_active = models.BooleanField(_("actief"), default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    # Part of what a session is checked against: one higher, and every session of this person ends (R47).
    session_generation = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name", "role"]
    objects = UserManager()

    class Meta:
        verbose_name = _("gebruiker")
        verbose_name_plural = _("gebruikers")
        ordering = ["name_key", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split()[0] if self.full_name else self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django's own hash turns on the password alone; its two public methods both end here.
        salt = "ekc.accounts.models.User.session"
        value = f"{self.password}:{self.session_generation}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    def kept_regions(self) -> RegionQuerySet:
        """The regions whose files this person looks after now; asked anew at each call."""
        return Region.objects.kept_by(self)

    # Named properties keep `user.role == "..."` out of templates and rules.
    @property
    def is_regional_manager(self) -> bool:
        return self.role == Role.REGIONAL_MANAGER

    @property
    def is_coordinator(self) -> bool:
        return self.role == Role.COORDINATOR

    @property
    def is_professional(self) -> bool:
        return self.role == Role.PROFESSIONAL

    @property
    def is_national(self) -> bool:
        return self.role == Role.NATIONAL


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class UserRegion(User.regions.through):  # type: ignore[name-defined, misc]
    """In which region a person works, by itself only for its history: it is a right (R30)."""

    class Meta:
        proxy = True
