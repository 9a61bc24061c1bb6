"""Referrer, main persons and the circle: who it is about and who is around them."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import Organisation
from ekc.name_keys import Named, person_key_column
from ekc.phones import PhoneColumn, phone_key_of
from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import (
    POSITION_WORDS,
    CircleSource,
    Ethnicity,
    ExclusionBy,
    FamilySide,
    Gender,
    MainPersonKind,
    Need,
    OtherWay,
    Position,
    ReferrerRole,
    Residence,
    SearchArea,
)
from ..querysets import CaseBoundQuerySet, NamedCaseBoundQuerySet
from .case import Case, code_list
from .kept_step import marks_case


class ContactDetails(models.Model):
    """How to reach somebody, and what is not safe. Read it only through `cases.contact.safe_contact` (design 4.5)."""

    phone = PhoneColumn(_("telefoon"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    street = SealedCharField(_("straat en huisnummer"), max_length=120, blank=True)
    postcode = SealedCharField(_("postcode"), max_length=10, blank=True)
    place = models.CharField(_("woonplaats"), max_length=80, blank=True)
    municipality = models.CharField(_("gemeente"), max_length=80, blank=True)
    secret_address = models.BooleanField(_("geheim adres"), default=False)
    no_voicemail = models.BooleanField(_("geen voicemail inspreken"), default=False)
    best_time = SealedCharField(_("beste tijd om te bellen"), max_length=80, blank=True)
    contact_wish = SealedCharField(_("wat is veilig contact"), max_length=200, blank=True)
    # Consent for it was withdrawn: written by `cases/privacy/acts/consents.py`, and by nobody else.
    no_call = models.BooleanField(_("niet bellen"), default=False, db_default=False)
    no_mail = models.BooleanField(_("niet mailen"), default=False, db_default=False)

    class Meta:
        abstract = True


@pghistory.track()
class Referrer(models.Model):
    """Who made the aanmelding, and on what ground they may pass on the family's phone number (R-06)."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="referrer")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    name = SealedCharField(_("naam"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisatie")
    )
    organisation_name = models.CharField(_("naam organisatie"), max_length=120, blank=True)
    function = SealedCharField(_("functie"), max_length=120, blank=True)
    role_in_family = models.CharField(_("rol in het gezin"), max_length=20, choices=ReferrerRole, blank=True)
    phone = PhoneColumn(_("telefoon"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    no_voicemail = models.BooleanField(_("geen voicemail inspreken"), default=False)
    best_time = SealedCharField(_("beste tijd om te bellen"), max_length=80, blank=True)
    # In which the public form was filled in: that of every mail, letter and page to this person.
    page_language = models.CharField(
        _("taal van mails en bladzijden"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    # The language for which an interpreter is needed, in the applicant's words; empty where none is.
    interpreter = SealedCharField(_("tolk nodig voor"), max_length=80, blank=True)
    # R-06 of aanmeldingen from before there was a register of consent (`Consent`), where it was copied to. Nothing
    # reads or writes these three any more; they go in a next version (docs/adr/0062).
    consent_by = SealedCharField(_("wie gaf toestemming"), max_length=120, blank=True)
    consent_on = models.DateField(_("wanneer"), null=True, blank=True)
    consent_how = SealedCharField(_("hoe"), max_length=120, blank=True)

    objects = CaseBoundQuerySet.manager("referral")

    class Meta:
        verbose_name = _("aanmelder")
        verbose_name_plural = _("aanmelders")
        triggers = [marks_case()]
        constraints = [
            models.CheckConstraint(
                condition=Q(consent_by="", consent_on__isnull=True, consent_how="")
                | ~Q(consent_by="") & Q(consent_on__isnull=False) & ~Q(consent_how=""),
                name="referrer_consent_whole_or_none",
            ),
            models.CheckConstraint(
                condition=Q(page_language__in=[code for code, _name in settings.LANGUAGES]),
                name="referrer_page_language_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track(exclude=["destroyed_on"])
class MainPerson(ContactDetails):
    """Somebody for whom the conference is held. Imported ones have no name (section 5 of the exchange format)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="main_persons")
    kind = models.CharField(_("minder- of meerderjarig"), max_length=20, choices=MainPersonKind)
    name = SealedCharField(_("naam"), max_length=120, blank=True)
    birth_date = models.DateField(_("geboortedatum"), null=True, blank=True)
    unborn = models.BooleanField(_("nog niet geboren"), default=False)
    # At the date of the aanmelding (domain.md 3.8); kept, because imported persons have no birth date.
    age_at_referral = models.PositiveSmallIntegerField(_("leeftijd bij aanmelding"), null=True, blank=True)
    gender = models.CharField(_("geslacht"), max_length=20, choices=Gender, default=Gender.UNKNOWN)
    ethnicity = models.CharField(_("etniciteit"), max_length=20, choices=Ethnicity, blank=True)
    residence = models.CharField(_("verblijfplaats"), max_length=40, choices=Residence, blank=True)
    language = models.CharField(_("taal"), max_length=40, blank=True)
    own_wish = SealedTextField(_("eigen wens, in eigen woorden"), blank=True)
    # Too young, or did not want to: then why it was not asked.
    own_wish_reason = SealedCharField(_("waarom er geen eigen wens is"), max_length=200, blank=True)
    # Herstelconferentie: who denies what they did, has no part in it any more.
    left_on = models.DateField(_("doet niet mee sinds"), null=True, blank=True)
    support_person = SealedCharField(_("steunpersoon"), max_length=120, blank=True)
    # Taken out of a file that stays, on request (docs/adr/0069): nobody of this name is known any more.
    destroyed_on = models.DateField(_("vernietigd op"), null=True, blank=True, editable=False)

    objects = CaseBoundQuerySet.manager("referral")

    class Meta:
        verbose_name = _("hoofdpersoon")
        verbose_name_plural = _("hoofdpersonen")
        triggers = [marks_case()]
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MainPersonKind.values), name="main_person_kind_known"),
            models.CheckConstraint(
                condition=Q(unborn=False)
                | Q(kind=MainPersonKind.MINOR, birth_date__isnull=True)
                & (Q(age_at_referral__isnull=True) | Q(age_at_referral=0)),
                name="main_person_unborn_is_minor_without_birth_date",
            ),
            models.CheckConstraint(
                condition=Q(age_at_referral__isnull=True)
                | Q(kind=MainPersonKind.MINOR, age_at_referral__lte=17)
                | Q(kind=MainPersonKind.ADULT, age_at_referral__gte=18, age_at_referral__lte=120),
                name="main_person_age_fits_kind",
            ),
            models.CheckConstraint(condition=Q(gender__in=Gender.values), name="main_person_gender_known"),
        ]
        indexes = [
            models.Index(fields=["birth_date"], condition=Q(birth_date__isnull=False), name="main_person_birth_date"),
            models.Index(phone_key_of("phone"), condition=~Q(phone=""), name="main_person_phone"),
        ]

    def __str__(self) -> str:
        return self.name or str(_("hoofdpersoon zonder naam"))

    @property
    def waits_to_be_heard(self) -> bool:
        """A child that was not asked yet what it wants, without a reason why not."""
        asked = self.own_wish or self.own_wish_reason
        return self.is_minor and not self.unborn and self.takes_part and not asked

    @property
    def case_number(self) -> str:
        return self.case.number

    @property
    def takes_part(self) -> bool:
        return self.left_on is None

    @property
    def is_minor(self) -> bool:
        return self.kind == MainPersonKind.MINOR


@pghistory.track(exclude=["name_key", "destroyed_on"])
class CirclePerson(Named, ContactDetails):
    """Somebody around the main person. Never deleted: set aside, with by whom and why (domain.md 3.3)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="circle")
    name = models.CharField(_("naam"), max_length=120)
    name_key = person_key_column()
    position = models.CharField(_("wie is dit"), max_length=40, choices=Position, default=Position.UNKNOWN)
    relation = SealedCharField(_("relatie in eigen woorden"), max_length=120, blank=True)
    side = models.CharField(_("kant van de familie"), max_length=20, choices=FamilySide, blank=True)
    closeness = models.PositiveSmallIntegerField(_("hoe dichtbij (1 is het dichtst)"), default=2)
    is_minor = models.BooleanField(_("jonger dan 18"), default=False)
    is_parent_or_carer = models.BooleanField(_("ouder of verzorger"), default=False)
    suggested_by = models.CharField(_("genoemd door"), max_length=20, choices=CircleSource, default=CircleSource.FAMILY)
    knows_situation = models.BooleanField(_("weet wat er speelt"), null=True, blank=True)
    knowledge_decided_by = SealedCharField(_("wie dat besloot"), max_length=120, blank=True)
    approached_on = models.DateField(_("benaderd op"), null=True, blank=True)
    visited = models.BooleanField(_("bezocht"), default=False)
    found_through = models.CharField(_("gevonden via"), max_length=20, choices=SearchArea, blank=True)
    need_codes = code_list(_("wat is er nodig"), Need)
    needs = SealedTextField(_("wat er nodig is, in eigen woorden"), blank=True)
    language = models.CharField(_("taal"), max_length=40, blank=True)
    is_key_person = models.BooleanField(_("sleutelpersoon"), default=False)
    excluded_by = models.CharField(_("doet niet mee: wie besloot dat"), max_length=20, choices=ExclusionBy, blank=True)
    excluded_with = SealedCharField(_("met wie is dat besproken"), max_length=120, blank=True)
    excluded_reason = SealedTextField(_("waarom niet"), blank=True)
    excluded_on = models.DateField(_("sinds"), null=True, blank=True)
    other_way_code = models.CharField(_("andere manier om mee te doen"), max_length=20, choices=OtherWay, blank=True)
    other_way = SealedCharField(_("hoe precies"), max_length=200, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    # Who turned out to be a main person: what hung on this row hangs on that one.
    main_person = models.ForeignKey(
        MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="in_circle", verbose_name=_("is")
    )
    added_at = models.DateTimeField(auto_now_add=True)
    # Taken out of a file that stays, on request (docs/adr/0067): nobody of this name is known any more.
    destroyed_on = models.DateField(_("vernietigd op"), null=True, blank=True, editable=False)

    objects = NamedCaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("iemand uit de kring")
        verbose_name_plural = _("kring")
        ordering = ["name_key", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(position__in=Position.values), name="circle_position_known"),
            models.CheckConstraint(condition=Q(closeness__gte=1) & Q(closeness__lte=3), name="circle_closeness_1_3"),
            models.CheckConstraint(
                condition=Q(excluded_by="", excluded_on__isnull=True)
                | ~Q(excluded_by="") & ~Q(excluded_reason="") & Q(excluded_on__isnull=False),
                name="circle_excluded_with_reason",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="circle_not_merged_into_self"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(main_person__isnull=True), name="circle_is_one_other_at_most"
            ),
            models.CheckConstraint(condition=Q(need_codes__contained_by=Need.values), name="circle_needs_known"),
            models.CheckConstraint(
                condition=Q(other_way_code__in=["", *OtherWay.values]), name="circle_other_way_known"
            ),
        ]
        indexes = [models.Index(phone_key_of("phone"), condition=~Q(phone=""), name="circle_phone")]

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        return self.case.number

    @property
    def in_words(self) -> str:
        """Who this is, as the family says it; else by position, of one person."""
        return self.relation or str(POSITION_WORDS[self.position])

    @property
    def other_way_words(self) -> str:
        """How this person takes part from outside the room: "Een brief: oma leest hem voor"."""
        label = str(OtherWay(self.other_way_code).label) if self.other_way_code else ""
        return ": ".join(filter(None, [label, self.other_way]))

    @property
    def needs_words(self) -> str:
        """What this person needs, codes first, then the own words."""
        codes = ", ".join(str(Need(code).label) for code in self.need_codes)
        return ". ".join(filter(None, [codes, self.needs]))

    @property
    def is_double(self) -> bool:
        """Turned out to be somebody else, of the circle or a main person."""
        return self.merged_into_id is not None or self.main_person_id is not None

    @property
    def needs_count(self) -> bool:
        """What is needed holds of who takes part, also of who does so as a main person: that has no column for it."""
        return self.takes_part or self.main_person_id is not None

    @property
    def takes_part(self) -> bool:
        return not self.excluded_by and not self.is_double
