"""The meeting in three parts. Of the private time only start, end and who was there (R-04)."""

import datetime as dt
from collections.abc import Sequence

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.codes import POSITION_WORDS, PROFESSIONAL_POSITIONS, Position
from cases.models import Case, CirclePerson, MainPerson, Party
from cases.models.kept_step import marks_case, marks_case_of_meeting
from cases.querysets import CaseBoundQuerySet
from ekc.phones import PhoneColumn
from ekc.sealed.columns import SealedCharField, SealedJSONField, SealedTextField

from ..codes import (
    MET_STATES,
    AfterAll,
    BrokenOffReason,
    ConferenceState,
    DayPart,
    InterpreterKind,
    LocationType,
)


@pghistory.track()
class Conference(models.Model):
    """One meeting of a case. The figures count the meeting that ended it (`HELD`); `meetings` says which it was."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="conferences")
    sequence = models.PositiveSmallIntegerField(_("hoeveelste bijeenkomst"), default=1)
    state = models.CharField(_("stand"), max_length=20, choices=ConferenceState, default=ConferenceState.PLANNED)

    # Planning, chosen by the family.
    planned_start = models.DateTimeField(_("gepland begin"), null=True, blank=True)
    planned_end = models.DateTimeField(_("gepland einde"), null=True, blank=True)
    day_part = models.CharField(_("dagdeel"), max_length=20, choices=DayPart, blank=True)
    location_type = models.CharField(_("soort locatie"), max_length=40, choices=LocationType, blank=True)
    venue_name = SealedCharField(_("naam van de plek"), max_length=120, blank=True)
    venue_address = SealedCharField(_("adres van de plek"), max_length=200, blank=True)
    venue_phone = PhoneColumn(_("telefoon van de plek"), blank=True)
    reachable = SealedCharField(_("hoe kom je er"), max_length=200, blank=True)
    wheelchair = models.BooleanField(_("goed te bereiken met een rolstoel"), null=True, blank=True)
    family_room = SealedCharField(_("ruimte voor de familie"), max_length=120, blank=True)
    professionals_room = SealedCharField(_("ruimte voor de professionals"), max_length=120, blank=True)
    child_corner = SealedCharField(_("kinderhoek"), max_length=120, blank=True)
    venue_notes = SealedTextField(_("wat verder belangrijk is"), blank=True)
    food = SealedTextField(_("eten en drinken"), blank=True)
    diets = SealedCharField(_("dieet en allergie"), max_length=300, blank=True)
    food_cost = models.DecimalField(_("kosten van het eten"), max_digits=7, decimal_places=2, null=True, blank=True)
    food_paid_by = SealedCharField(_("wie betaalt het eten"), max_length=120, blank=True)
    child_care = SealedCharField(_("kinderopvang"), max_length=200, blank=True)
    transport = SealedCharField(_("vervoer"), max_length=200, blank=True)
    comings_and_goings = SealedTextField(_("wie later komt of eerder weggaat"), blank=True)
    what_if = SealedTextField(_("wat als het anders loopt op de dag"), blank=True)

    # An interpreter from outside is no participant (WESP 2.8.3); in private time only when the family wished it.
    interpreter = models.CharField(_("tolk"), max_length=20, choices=InterpreterKind, default=InterpreterKind.NONE)
    interpreter_language = models.CharField(_("taal van de tolk"), max_length=40, blank=True)
    interpreter_name = SealedCharField(_("naam van de tolk"), max_length=120, blank=True)
    interpreter_phone = PhoneColumn(_("telefoon van de tolk"), blank=True)
    interpreter_wished_by = SealedCharField(_("wie uit de familie de tolk erbij wil"), max_length=120, blank=True)
    interpreter_in_information = models.BooleanField(_("tolk bij de informatie"), default=False)
    interpreter_in_private_time = models.BooleanField(_("tolk bij de besloten tijd"), default=False)
    interpreter_in_presentation = models.BooleanField(_("tolk bij de presentatie"), default=False)

    # The day itself. Dates of figures are local dates of `started_at` (design 4.10).
    held_on = models.DateField(_("gehouden op"), null=True, blank=True)
    started_at = models.DateTimeField(_("begin"), null=True, blank=True)
    private_time_from = models.DateTimeField(_("begin besloten tijd"), null=True, blank=True)
    private_time_until = models.DateTimeField(_("einde besloten tijd"), null=True, blank=True)
    ended_at = models.DateTimeField(_("einde"), null=True, blank=True)
    # A herstelconferentie may go without: then there are no times of it, and nobody was in it.
    without_private_time = models.BooleanField(_("zonder besloten tijd"), default=False)
    # Of the time between, how long the others were in the room because of an open question.
    private_time_away = models.DurationField(_("onderbroken"), default=dt.timedelta(0))
    returns_to_private_time = models.PositiveSmallIntegerField(_("keren terug naar besloten tijd"), default=0)
    meetings = models.PositiveSmallIntegerField(_("aantal bijeenkomsten"), default=1)
    adjourned_reason = SealedCharField(_("reden van een tweede bijeenkomst"), max_length=300, blank=True)
    no_plan_reason = SealedCharField(_("waarom er geen plan kwam"), max_length=300, blank=True)
    broken_off_code = models.CharField(
        _("waarom de bijeenkomst werd afgebroken"), max_length=20, choices=BrokenOffReason, blank=True
    )
    broken_off_reason = SealedCharField(_("wat er gebeurde toen het werd afgebroken"), max_length=300, blank=True)
    # Another meeting was to come, and none came: how it ended, and since when that is known.
    after_all = models.CharField(_("hoe het zonder volgende bijeenkomst afliep"), max_length=20, blank=True)
    concluded_on = models.DateField(_("afgerond zonder volgende bijeenkomst op"), null=True, blank=True)
    by_office = models.BooleanField(_("vastgelegd door de regiomanager"), default=False)

    # What moved along with the last act on this object, in Dutch; said once, never stored.
    followed: Sequence[str] = ()

    objects = CaseBoundQuerySet.manager("conference")

    class Meta:
        verbose_name = _("conferentie")
        verbose_name_plural = _("conferenties")
        triggers = [marks_case()]
        ordering = ["case", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="conference_sequence_once"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state=ConferenceState.HELD), name="one_held_conference_per_case"
            ),
            models.CheckConstraint(condition=Q(state__in=ConferenceState.values), name="conference_state_known"),
            models.CheckConstraint(
                condition=Q(planned_end__isnull=True) | Q(planned_end__gt=F("planned_start")),
                name="conference_planned_end_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=MET_STATES)
                | Q(
                    held_on__isnull=False,
                    started_at__isnull=False,
                    private_time_from__isnull=False,
                    private_time_until__isnull=False,
                    ended_at__isnull=False,
                )
                | Q(without_private_time=True, held_on__isnull=False, started_at__isnull=False, ended_at__isnull=False),
                name="conference_met_has_times",
            ),
            models.CheckConstraint(
                condition=Q(without_private_time=False)
                | Q(private_time_from__isnull=True, private_time_until__isnull=True),
                name="conference_without_private_time_has_none",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConferenceState.BROKEN_OFF)
                | Q(held_on__isnull=False, started_at__isnull=False, ended_at__isnull=False)
                & ~Q(broken_off_code="")
                & (~Q(broken_off_code=BrokenOffReason.OTHER) | ~Q(broken_off_reason="")),
                name="conference_broken_off_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(broken_off_code="")
                | Q(broken_off_code__in=BrokenOffReason.values, state=ConferenceState.BROKEN_OFF),
                name="conference_broken_off_reason_known",
            ),
            models.CheckConstraint(
                condition=Q(after_all="", concluded_on__isnull=True)
                | Q(after_all__in=AfterAll.values, concluded_on__isnull=False),
                name="conference_concluded_says_how",
            ),
            models.CheckConstraint(
                condition=(Q(private_time_from__isnull=True) | Q(private_time_from__gte=F("started_at")))
                & (Q(private_time_until__isnull=True) | Q(private_time_until__gte=F("private_time_from")))
                & (
                    Q(ended_at__isnull=True)
                    | Q(ended_at__gt=F("started_at")) & Q(ended_at__gte=F("private_time_until"))
                ),
                name="private_time_inside_meeting",
            ),
            models.CheckConstraint(
                condition=Q(private_time_away__gte=dt.timedelta(0))
                & (
                    Q(private_time_until__isnull=True)
                    | Q(private_time_away__lte=F("private_time_until") - F("private_time_from"))
                ),
                name="private_time_longer_than_its_interruptions",
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True)
                | Q(ended_at__isnull=True)
                | Q(ended_at__lt=F("started_at") + dt.timedelta(hours=24)),
                name="conference_shorter_than_a_day",
            ),
            models.CheckConstraint(condition=Q(meetings__gte=1), name="conference_meetings_at_least_one"),
            models.CheckConstraint(
                condition=Q(food_cost__isnull=True) | Q(food_cost__gte=0), name="conference_food_cost_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(interpreter=InterpreterKind.EXTERNAL)
                | Q(
                    interpreter_in_information=False,
                    interpreter_in_private_time=False,
                    interpreter_in_presentation=False,
                ),
                name="present_interpreter_is_external",
            ),
            models.CheckConstraint(
                condition=Q(interpreter_in_private_time=False) | ~Q(interpreter_wished_by=""),
                name="interpreter_in_private_time_by_wish",
            ),
        ]
        indexes = [models.Index(fields=["held_on"], name="conference_held_on")]

    def __str__(self) -> str:
        return f"{self.case} ({self.sequence})"

    @property
    def broken_off_words(self) -> str:
        """Why it was broken off, and what happened where that was written down; empty of any other meeting."""
        known = self.broken_off_code not in ("", BrokenOffReason.OTHER)
        label = str(self.get_broken_off_code_display()) if known else ""
        return ": ".join(filter(None, [label, self.broken_off_reason]))

    @property
    def case_number(self) -> str:
        return self.case.number

    @property
    def is_held(self) -> bool:
        return self.state == ConferenceState.HELD

    @property
    def how_after_all(self) -> str:
        """How it ended where another meeting was to come and none came; empty elsewhere."""
        return str(AfterAll(self.after_all).label) if self.after_all else ""

    @property
    def private_time(self) -> dt.timedelta | None:
        """How long the family was by itself; None before it was over. What interrupted it does not count."""
        if self.private_time_from is None or self.private_time_until is None:
            return None
        return self.private_time_until - self.private_time_from - self.private_time_away

    @property
    def minutes_away(self) -> int:
        return round(self.private_time_away.total_seconds() / 60)

    @property
    def external_interpreter(self) -> bool:
        return self.interpreter == InterpreterKind.EXTERNAL


class ConferenceMove(models.Model):
    """One change of state of a meeting."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="moves")
    action = models.CharField(max_length=40)
    source = models.CharField(max_length=20, choices=ConferenceState, blank=True)
    target = models.CharField(max_length=20, choices=ConferenceState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = SealedCharField(max_length=300, blank=True)
    before = SealedJSONField(default=dict, blank=True)
    """Times and numbers that a button of the day changed, as they were: with them it is taken back."""

    objects = CaseBoundQuerySet.manager("conference", "conference__case")

    class Meta:
        verbose_name = _("stap van een conferentie")
        verbose_name_plural = _("stappen van een conferentie")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.source} > {self.target}"

    @property
    def case_number(self) -> str:
        return self.conference.case_number


_KEPT_OUT = ", ".join(f"'{position}'" for position in sorted(PROFESSIONAL_POSITIONS))
ONLY_FAMILY_IN_PRIVATE_TIME = f"""
    IF EXISTS (
        SELECT 1 FROM cases_circleperson AS person
        WHERE person.id = NEW.person_id AND (
            person.position IN ({_KEPT_OUT})
            OR EXISTS (
                SELECT 1 FROM cases_partymember AS member
                JOIN cases_party AS party ON party.id = member.party_id
                WHERE member.person_id = person.id AND party.is_professional
            )
        )
    ) OR EXISTS (
        SELECT 1 FROM cases_party AS party WHERE party.id = NEW.party_id AND party.is_professional
    ) OR EXISTS (
        SELECT 1 FROM conferences_conference AS meeting
        JOIN cases_coordinatorcontract AS contract ON contract.case_id = meeting.case_id
        JOIN cases_coordinator AS coordinator ON coordinator.id = contract.coordinator_id
        JOIN accounts_user AS account ON account.id = coordinator.user_id
        LEFT JOIN cases_circleperson AS person ON person.id = NEW.person_id
        WHERE meeting.id = NEW.conference_id AND (
            lower(account.email) = lower(person.email)
            OR lower(account.full_name) = lower(coalesce(person.name, NEW.name))
        )
    ) THEN
        RAISE EXCEPTION 'only family and network in private time'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'family_only_in_private_time';
    END IF;
    RETURN NEW;
"""  # noqa: S608  no word of a user is in it


@pghistory.track()
class Attendance(models.Model):
    """Who was there, in which part. Imported registrations count persons per position; a named person counts one.

    Coordinators and external interpreters are no participants (WESP 2.8.3) and have no row here.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(
        CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    main_person = models.ForeignKey(
        MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    # Somebody who is not in the circle: the referrer, a teacher, an information giver.
    name = models.CharField(_("naam"), max_length=120, blank=True)
    # People of a party of Alle Hens who are counted, and not written down one by one.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances")
    position = models.CharField(_("positie"), max_length=40, choices=Position)
    persons = models.PositiveSmallIntegerField(_("aantal personen"), default=1)
    minors = models.PositiveSmallIntegerField(_("waarvan minderjarig"), null=True, blank=True)
    in_information = models.BooleanField(_("bij de informatie"), default=True)
    in_private_time = models.BooleanField(_("bij de besloten tijd"), default=False)
    in_presentation = models.BooleanField(_("bij de presentatie"), default=True)
    by_office = models.BooleanField(_("vastgelegd door de regiomanager"), default=False)

    objects = CaseBoundQuerySet.manager("conference", "conference__case")

    class Meta:
        verbose_name = _("deelnemer")
        verbose_name_plural = _("deelnemers")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(position__in=Position.values), name="attendance_position_known"),
            models.CheckConstraint(condition=Q(persons__gte=1), name="attendance_at_least_one_person"),
            models.CheckConstraint(
                condition=Q(minors__isnull=True) | Q(minors__lte=F("persons")), name="attendance_minors_fit_persons"
            ),
            models.CheckConstraint(
                condition=Q(in_private_time=False) | ~Q(position__in=sorted(PROFESSIONAL_POSITIONS)),
                name="no_professional_in_private_time",
            ),
            models.UniqueConstraint(
                fields=["conference", "person"], condition=Q(person__isnull=False), name="attendance_person_once"
            ),
            models.UniqueConstraint(
                fields=["conference", "main_person"],
                condition=Q(main_person__isnull=False),
                name="attendance_main_person_once",
            ),
            models.UniqueConstraint(fields=["conference", "name"], condition=~Q(name=""), name="attendance_name_once"),
            models.UniqueConstraint(
                fields=["conference", "party"], condition=Q(party__isnull=False), name="attendance_party_once"
            ),
            models.CheckConstraint(
                condition=Q(party__isnull=True) | Q(person__isnull=True, main_person__isnull=True, name=""),
                name="attendance_of_a_party_is_a_count",
            ),
        ]
        # What a constraint on one row cannot see: that this person of the circle is a professional, sits in a party
        # of professionals, or is the coordinator.
        triggers = [
            pgtrigger.Trigger(
                name="family_only_in_private_time",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__in_private_time=True),
                func=pgtrigger.Func(ONLY_FAMILY_IN_PRIVATE_TIME),
            ),
            marks_case_of_meeting(),
        ]

    def __str__(self) -> str:
        return self.name or str(self.person or self.main_person or self.party or self.get_position_display())

    @property
    def position_word(self) -> str:
        """Of one person in the singular; a row of an imported registration may stand for more."""
        return str(POSITION_WORDS[self.position]) if self.persons == 1 else self.get_position_display()

    @property
    def case_number(self) -> str:
        return self.conference.case_number
