"""Safety around the meeting: signals and contact bans. Each asks for a decision with the regional manager."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import BanSource, SafetyMeasure
from ..querysets import CaseBoundQuerySet
from .case import Case, code_list
from .kept_step import marks_case
from .parties import Party
from .people import CirclePerson, MainPerson


@pghistory.track()
class AddressCheck(models.Model):
    """Somebody looked at a text that resembles a secret address of this case, and said that it is another one.

    The text is kept as a key only, of the text and of the addresses it was held against (`cases.told_text`).
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="address_checks")
    text_key = models.CharField(max_length=64)
    at = models.DateTimeField(_("wanneer"), auto_now_add=True)

    objects = CaseBoundQuerySet.manager("safety")

    class Meta:
        verbose_name = _("nagekeken tekst")
        verbose_name_plural = _("nagekeken teksten")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "text_key"], name="address_check_once")]

    def __str__(self) -> str:
        return self.text_key

    @property
    def case_number(self) -> str:
        return self.case.number


class SafetyDecision(models.Model):
    """What was decided, with which regional manager and when; nothing of it, or all of it."""

    decision = SealedTextField(_("besluit"), blank=True)
    decided_with = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("besloten"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None


@pghistory.track()
class SafetySignal(SafetyDecision):
    """A worry about somebody's safety. It must lead to a recorded decision before the day (domain.md 3.3)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="safety_signals")
    signalled_by = SealedCharField(_("van wie"), max_length=120)
    about = SealedTextField(_("wat is de zorg"))
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("gemeld"), auto_now_add=True)
    measures = code_list(_("maatregelen"), SafetyMeasure)

    objects = CaseBoundQuerySet.manager("safety")

    class Meta:
        verbose_name = _("signaal over veiligheid")
        verbose_name_plural = _("signalen over veiligheid")
        triggers = [marks_case()]
        ordering = ["-reported_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | ~Q(decision="") & Q(decided_with__isnull=False),
                name="safety_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(measures__contained_by=SafetyMeasure.values), name="safety_measures_known"
            ),
        ]

    def __str__(self) -> str:
        return self.about[:60]

    @property
    def case_number(self) -> str:
        return self.case.number

    @property
    def measure_words(self) -> str:
        return ", ".join(str(SafetyMeasure(code).label) for code in self.measures)

    @property
    def forbids_the_day(self) -> bool:
        """It was decided that it cannot go on like this."""
        return SafetyMeasure.NOT_SAFE in self.measures


@pghistory.track()
class ContactBan(SafetyDecision):
    """Two people, or two sides, who may not meet: invited together only after a recorded decision (domain.md 3.3)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contact_bans")
    person = models.ForeignKey(
        CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="contact_bans"
    )
    # The other one: from the circle, or a main person.
    other = models.ForeignKey(
        CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="contact_bans_of_others"
    )
    other_main = models.ForeignKey(
        MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="contact_bans"
    )
    # Between two sides of a herstelconferentie: it holds for everybody who is on one of them.
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="contact_bans")
    other_party = models.ForeignKey(
        Party, on_delete=models.CASCADE, null=True, blank=True, related_name="contact_bans_of_others"
    )
    source = models.CharField(_("waar rust het op"), max_length=20, choices=BanSource)
    until = models.DateField(_("geldt tot en met"), null=True, blank=True)
    note = SealedTextField(_("wat houdt het in"), blank=True)
    # Nobody: it stands there by itself, since the aanmelding of who has no account.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    lifted_on = models.DateField(_("opgeheven op"), null=True, blank=True)
    lifted_reason = SealedCharField(_("waarom opgeheven"), max_length=200, blank=True)
    # The decision lets both come; without it one of them takes part in another way.
    may_both_come = models.BooleanField(_("mogen beiden komen"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("safety")

    class Meta:
        verbose_name = _("contactverbod")
        verbose_name_plural = _("contactverboden")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, party__isnull=True, other_party__isnull=True)
                & (Q(other__isnull=False, other_main__isnull=True) | Q(other__isnull=True, other_main__isnull=False))
                | Q(
                    person__isnull=True,
                    other__isnull=True,
                    other_main__isnull=True,
                    party__isnull=False,
                    other_party__isnull=False,
                )
                & ~Q(party=F("other_party")),
                name="ban_between_two_people_or_two_sides",
            ),
            models.CheckConstraint(
                condition=Q(party__isnull=False) | Q(recorded_by__isnull=False), name="ban_recorded_by_somebody"
            ),
            models.UniqueConstraint(
                fields=["party", "other_party"],
                condition=Q(party__isnull=False, lifted_on__isnull=True),
                name="ban_between_two_sides_once",
            ),
            models.CheckConstraint(condition=~Q(other=F("person")), name="ban_not_with_self"),
            models.UniqueConstraint(
                fields=["person", "other"],
                condition=Q(other__isnull=False, lifted_on__isnull=True),
                name="ban_between_two_once",
            ),
            models.UniqueConstraint(
                fields=["person", "other_main"],
                condition=Q(other_main__isnull=False, lifted_on__isnull=True),
                name="ban_with_main_person_once",
            ),
            models.CheckConstraint(condition=Q(source__in=BanSource.values), name="ban_source_known"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, may_both_come__isnull=True)
                | Q(decided_at__isnull=False, may_both_come__isnull=False, decided_with__isnull=False)
                & ~Q(decision=""),
                name="ban_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | ~Q(lifted_reason=""), name="ban_lifted_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} / {self.other_one}"

    @property
    def case_number(self) -> str:
        return self.case.number

    @property
    def waits_for_decision(self) -> bool:
        """Nothing was decided while both may come; of a side that ended nobody comes. Reads the members of the sides
        of a ban without a decision, as they were fetched."""
        if self.is_decided or self.lifted_on is not None:
            return False
        return not any(side.is_ended for side in (self.party, self.other_party) if side is not None)

    @property
    def one(self) -> CirclePerson | Party:
        """The first of the two."""
        found: CirclePerson | Party = self.person or self.party
        return found

    @property
    def other_one(self) -> CirclePerson | MainPerson | Party:
        """The second of the two."""
        found: CirclePerson | MainPerson | Party = self.other or self.other_main or self.other_party
        return found
