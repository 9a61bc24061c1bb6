"""What the family says of its plan afterwards: whether a promise was kept, a task taken on, something to be changed."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CirclePerson, MainPerson
from cases.models.kept_step import marks_case
from cases.querysets import CaseBoundQuerySet
from ekc.sealed.columns import SealedCharField, SealedTextField

from .plan import Agreement

_NOBODY_TWICE = Q(person__isnull=True) | Q(main_person__isnull=True)


class SaidBySomebody(models.Model):
    """Said by somebody of the circle, or by a main person."""

    person = models.ForeignKey(CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    main_person = models.ForeignKey(MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def doer(self) -> CirclePerson | MainPerson | None:
        return self.person or self.main_person


def _once(name: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(condition=_NOBODY_TWICE, name=f"{name}_is_of_one"),
        models.UniqueConstraint(fields=["agreement", "person"], name=f"{name}_once_a_person"),
        models.UniqueConstraint(fields=["agreement", "main_person"], name=f"{name}_once_a_main_person"),
    ]


@pghistory.track()
class TaskReport(SaidBySomebody):
    """Whether somebody did what they promised, in their own words of one tap. The figures do not count it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reports")
    is_done = models.BooleanField(_("gedaan"))
    at = models.DateTimeField(_("gezegd op"), default=timezone.now)

    objects = CaseBoundQuerySet.manager("plan", "agreement__version__plan__case")

    class Meta:
        verbose_name = _("eigen bericht over een afspraak")
        verbose_name_plural = _("eigen berichten over afspraken")
        ordering = ["pk"]
        constraints = [
            *_once("task_report"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(main_person__isnull=False), name="task_report_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.doer}: {self.said}"

    @property
    def said(self) -> str:
        return str(_("gedaan") if self.is_done else _("nog niet gedaan"))

    @property
    def case_number(self) -> str:
        return self.agreement.case_number


@pghistory.track()
class TaskAnswer(SaidBySomebody):
    """What somebody who was not there says to a task that the family gave them. By whom it was written down, if not
    by themselves."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="answers")
    who = SealedCharField(_("wie"), max_length=200)
    agrees = models.BooleanField(_("zegt ja"))
    why = SealedTextField(_("waarom niet"), blank=True)
    at = models.DateTimeField(_("gezegd op"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = CaseBoundQuerySet.manager("plan", "agreement__version__plan__case")

    class Meta:
        verbose_name = _("antwoord op een taak")
        verbose_name_plural = _("antwoorden op taken")
        ordering = ["pk"]
        constraints = [
            *_once("task_answer"),
            models.CheckConstraint(condition=~Q(who=""), name="task_answer_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.said}"

    @property
    def said(self) -> str:
        return str(_("ja") if self.agrees else _("nee"))

    @property
    def case_number(self) -> str:
        return self.agreement.case_number


@pghistory.track()
class ChangeProposal(SaidBySomebody):
    """What somebody of the family wants otherwise in the plan, or a no to a task; open until something came of it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="plan_proposals")
    agreement = models.ForeignKey(Agreement, on_delete=models.SET_NULL, null=True, blank=True, related_name="refusals")
    who = SealedCharField(_("wie"), max_length=200)
    text = SealedTextField(_("wat moet er anders"))
    at = models.DateTimeField(_("gezegd op"), default=timezone.now)
    settled_at = models.DateTimeField(_("afgerond op"), null=True, blank=True)
    outcome = SealedCharField(_("wat ermee is gedaan"), max_length=300, blank=True)
    # After closing: nobody of the house changes the plan, and this stands beside it.
    settled_in_family = models.BooleanField(_("door de familie zelf afgesproken"), default=False)

    objects = CaseBoundQuerySet.manager("plan")

    class Meta:
        verbose_name = _("voorstel om het plan te wijzigen")
        verbose_name_plural = _("voorstellen om het plan te wijzigen")
        triggers = [marks_case()]
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=_NOBODY_TWICE, name="change_proposal_is_of_one"),
            models.CheckConstraint(condition=~Q(who="") & ~Q(text=""), name="change_proposal_says_who_and_what"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="") | Q(settled_at__isnull=False) & ~Q(outcome=""),
                name="change_proposal_settled_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.text}"

    @property
    def case_number(self) -> str:
        return self.case.number
