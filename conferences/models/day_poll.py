"""Finding a day with the family: some days are proposed, and each person says which are possible."""

import datetime as dt

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CirclePerson, MainPerson
from cases.querysets import CaseBoundQuerySet
from ekc.links import PersonalLink
from ekc.sealed.columns import SealedCharField

from ..codes import Availability


@pghistory.track()
class DayPoll(models.Model):
    """One round of asking. Open until a day is chosen or the coordinator stops it; one open round per case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="day_polls")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    answer_by = models.DateField(_("antwoord graag voor"), null=True, blank=True)
    closed_at = models.DateTimeField(_("gesloten"), null=True, blank=True)
    chosen = models.ForeignKey(
        "DayOption", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("gekozen dag")
    )

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("vraag naar een dag")
        verbose_name_plural = _("vragen naar een dag")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(closed_at__isnull=True), name="one_open_day_poll_per_case"
            ),
            models.CheckConstraint(
                condition=Q(chosen__isnull=True) | Q(closed_at__isnull=False), name="day_poll_with_a_day_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.created_at:%d-%m-%Y}"

    @property
    def case_number(self) -> str:
        return self.case.number

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class DayOption(models.Model):
    """One proposed moment."""

    poll = models.ForeignKey(DayPoll, on_delete=models.CASCADE, related_name="options")
    start = models.DateTimeField(_("van"))
    end = models.DateTimeField(_("tot ongeveer"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("circle", "poll__case")

    class Meta:
        verbose_name = _("voorgestelde dag")
        verbose_name_plural = _("voorgestelde dagen")
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "start"], name="day_option_once"),
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="day_option_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.start):%d-%m-%Y %H:%M}"

    @property
    def case_number(self) -> str:
        return self.poll.case_number

    @property
    def day(self) -> dt.date:
        return timezone.localdate(self.start)


class DayGuest(PersonalLink):
    """Somebody who is asked which days are possible. Of the personal link only the hash is kept."""

    poll = models.ForeignKey(DayPoll, on_delete=models.CASCADE, related_name="guests")
    person = models.ForeignKey(CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    main_person = models.ForeignKey(MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    token_hash = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(_("link gestuurd op"), null=True, blank=True)
    answered_at = models.DateTimeField(_("geantwoord op"), null=True, blank=True)
    # The link itself was used, and not the coordinator's page.
    answered_by_link = models.BooleanField(default=False)
    note = SealedCharField(_("opmerking"), max_length=200, blank=True)

    objects = CaseBoundQuerySet.manager("circle", "poll__case")

    class Meta:
        verbose_name = _("wie naar een dag is gevraagd")
        verbose_name_plural = _("wie naar een dag zijn gevraagd")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, main_person__isnull=True)
                | Q(person__isnull=True, main_person__isnull=False),
                name="day_guest_is_one_person",
            ),
            models.UniqueConstraint(
                fields=["poll", "person"], condition=Q(person__isnull=False), name="day_guest_person_once"
            ),
            models.UniqueConstraint(
                fields=["poll", "main_person"],
                condition=Q(main_person__isnull=False),
                name="day_guest_main_person_once",
            ),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="day_guest_token_once"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.main_person)

    @property
    def case_number(self) -> str:
        return self.poll.case_number


class DayAnswer(models.Model):
    """What one person says of one day."""

    guest = models.ForeignKey(DayGuest, on_delete=models.CASCADE, related_name="answers")
    option = models.ForeignKey(DayOption, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField(_("antwoord"), max_length=20, choices=Availability)

    objects = CaseBoundQuerySet.manager("circle", "guest__poll__case")

    class Meta:
        verbose_name = _("antwoord op een dag")
        verbose_name_plural = _("antwoorden op dagen")
        constraints = [
            models.UniqueConstraint(fields=["guest", "option"], name="day_answer_once"),
            models.CheckConstraint(condition=Q(answer__in=Availability.values), name="day_answer_known"),
        ]

    def __str__(self) -> str:
        return f"{self.guest}: {self.answer}"

    @property
    def case_number(self) -> str:
        return self.guest.case_number
