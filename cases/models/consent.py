"""What people of a family say yes and no to (docs/adr/0062)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ekc.links import PersonalLink
from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import AskedAs, ConsentPurpose, ConsentWay
from ..querysets import CaseBoundQuerySet, ConsentQuerySet
from .case import Case
from .kept_step import marks_case, marks_case_of_consent
from .people import CirclePerson, MainPerson


def _says_the_same() -> pgtrigger.Trigger:
    """A row is never written over; only whom it points to follows when two people or two cases are one."""
    less = "".join(f" - '{name}'" for name in ("case_id", "main_person_id", "person_id"))
    return pgtrigger.Trigger(
        name="consent_says_the_same",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            f"IF TG_OP = 'UPDATE' AND to_jsonb(NEW){less} = to_jsonb(OLD){less} THEN RETURN NEW; END IF; "
            "RAISE EXCEPTION 'a consent does not change' USING ERRCODE = 'check_violation';"
        ),
    )


class Consent(models.Model):
    """Somebody gave consent for one purpose, or withdrew it: one row each time. How it stands now is worked out of the
    last words of everybody who has a say (`cases/consented.py`), and kept nowhere."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consents")
    # Nobody in particular: what an aanmelder wrote down of the whole family.
    main_person = models.ForeignKey(
        MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="consents", verbose_name=_("over wie")
    )
    purpose = models.CharField(_("waarvoor"), max_length=20, choices=ConsentPurpose)
    gives = models.BooleanField(_("geeft toestemming"))
    # As whom it was said. Empty where an aanmelder wrote down who, and not as whom.
    given_as = models.CharField(_("namens wie"), max_length=20, choices=AskedAs, blank=True)
    # Who said it, where that is somebody of the circle.
    person = models.ForeignKey(CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="consents")
    said_by = SealedCharField(_("wie zei het"), max_length=120)
    said_on = models.DateField(_("gezegd op"))
    way = models.CharField(_("hoe"), max_length=20, choices=ConsentWay)
    how = SealedCharField(_("hoe precies"), max_length=200, blank=True)
    # Which sentence was said yes or no to (`CONSENT_WORDING`).
    wording = models.PositiveSmallIntegerField(_("versie van de zin"), default=0)
    # Nobody for who said it by an own link, and for an aanmelding without an account.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(_("opgeschreven op"), auto_now_add=True)

    objects = ConsentQuerySet.manager("consent")

    class Meta:
        verbose_name = _("toestemming")
        verbose_name_plural = _("toestemmingen")
        ordering = ["said_on", "pk"]
        triggers = [marks_case(), _says_the_same()]
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=ConsentPurpose.values), name="consent_purpose_known"),
            models.CheckConstraint(condition=Q(way__in=ConsentWay.values), name="consent_way_known"),
            models.CheckConstraint(condition=Q(given_as__in=["", *AskedAs.values]), name="consent_given_as_known"),
            models.CheckConstraint(
                condition=Q(main_person__isnull=False) & ~Q(given_as="")
                | Q(main_person__isnull=True, given_as="", way=ConsentWay.REFERRAL),
                name="consent_says_as_whom",
            ),
            models.CheckConstraint(
                condition=~Q(given_as=AskedAs.SELF) | Q(person__isnull=True), name="consent_of_oneself_by_oneself"
            ),
        ]
        indexes = [models.Index(fields=["case", "purpose"], name="consent_of_case")]

    def __str__(self) -> str:
        return f"{self.main_person or self.case}: {self.get_purpose_display()}"

    @property
    def case_number(self) -> str:
        return self.case.number


class ConsentTalk(models.Model):
    """A regional manager spoke with the family about what they withdrew."""

    consent = models.OneToOneField(Consent, on_delete=models.CASCADE, related_name="talk")
    spoken_on = models.DateField(_("gesproken op"))
    note = SealedTextField(_("wat is afgesproken"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CaseBoundQuerySet.manager("consent", path="consent__case")

    class Meta:
        verbose_name = _("gesprek over ingetrokken toestemming")
        verbose_name_plural = _("gesprekken over ingetrokken toestemming")
        ordering = ["spoken_on", "pk"]
        triggers = [marks_case_of_consent()]

    def __str__(self) -> str:
        return str(self.consent)

    @property
    def case(self) -> Case:
        found: Case = self.consent.case
        return found

    @property
    def case_number(self) -> str:
        return self.case.number


class ConsentLink(PersonalLink):
    """By this link a main person, or who has authority over one, sees what was consented to, and gives or withdraws."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consent_links")
    main_person = models.ForeignKey(
        MainPerson, on_delete=models.PROTECT, related_name="consent_links", verbose_name=_("over wie")
    )
    # Whose link it is, where that is not the main person.
    person = models.ForeignKey(
        CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="consent_links"
    )
    speaks_as = models.CharField(_("namens wie"), max_length=20, choices=AskedAs)
    token_hash = models.CharField(max_length=64, blank=True)
    sent_on = models.DateField(_("gemaakt op"))
    expires_on = models.DateField(_("werkt tot en met"))

    objects = CaseBoundQuerySet.manager("consent")

    class Meta:
        verbose_name = _("eigen link over toestemming")
        verbose_name_plural = _("eigen links over toestemming")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(speaks_as=AskedAs.SELF, person__isnull=True)
                | Q(speaks_as__in=[AskedAs.PARENT.value, AskedAs.GUARDIAN.value], person__isnull=False),
                name="consent_link_is_of_one",
            ),
            models.UniqueConstraint(fields=["main_person", "person"], nulls_distinct=False, name="consent_link_once"),
        ]

    def __str__(self) -> str:
        return str(self.somebody)

    @property
    def somebody(self) -> MainPerson | CirclePerson:
        """Whose link it is."""
        found: MainPerson | CirclePerson = self.person or self.main_person
        return found

    @property
    def case_number(self) -> str:
        return self.case.number
