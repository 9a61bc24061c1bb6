"""What the family does when its plan needs it: its own evaluation, and the sign that something stalls."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CirclePerson, CoordinatorContract, MainPerson
from cases.querysets import CaseBoundQuerySet
from ekc import dutch
from ekc.sealed.columns import SealedCharField


@pghistory.track()
class FamilyEvaluation(models.Model):
    """The family's own evaluation: planned, held, by whom, and what came of it. With a contract it is facilitated."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evaluations")
    contract = models.OneToOneField(
        CoordinatorContract, on_delete=models.PROTECT, null=True, blank=True, related_name="review"
    )
    planned_on = models.DateField(_("afgesproken voor"), null=True, blank=True)
    held_on = models.DateField(_("gehouden op"), null=True, blank=True)
    by = SealedCharField(_("door wie"), max_length=120, blank=True)
    result = SealedCharField(_("uitkomst"), max_length=300, blank=True)

    objects = CaseBoundQuerySet.manager("followup")

    class Meta:
        verbose_name = _("eigen evaluatie")
        verbose_name_plural = _("eigen evaluaties")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "held_on"], condition=Q(held_on__isnull=False), name="evaluation_of_a_day_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def in_words(self) -> str:
        """`3 juni 2027, tante Ria: we gaan zo door`."""
        head = ", ".join(each for each in (dutch.long_date(self.held_on) if self.held_on else "", self.by) if each)
        return f"{head}: {self.result}" if self.result else head

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track()
class StallSignal(models.Model):
    """Somebody of the family, who watches the plan or calls everybody together, heard that an agreement stalls."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stall_signals")
    person = models.ForeignKey(CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    main_person = models.ForeignKey(MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    told_on = models.DateField(_("verteld op"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_mail = models.BooleanField(_("per e-mail"), default=False)

    objects = CaseBoundQuerySet.manager("followup")

    class Meta:
        verbose_name = _("sein dat een afspraak stilligt")
        verbose_name_plural = _("seinen dat een afspraak stilligt")
        ordering = ["told_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, main_person__isnull=True)
                | Q(person__isnull=True, main_person__isnull=False),
                name="stall_signal_to_one_person",
            ),
            models.UniqueConstraint(
                fields=["case", "person", "told_on"],
                condition=Q(person__isnull=False),
                name="stall_signal_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["case", "main_person", "told_on"],
                condition=Q(main_person__isnull=False),
                name="stall_signal_to_main_person_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.somebody)

    @property
    def somebody(self) -> CirclePerson | MainPerson:
        """Whom it is about: the database knows one of both."""
        found = self.person or self.main_person
        assert found is not None
        return found

    @property
    def case_number(self) -> str:
        return self.case.number
