"""Who takes part by letter. Its text stays with the family."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import CirclePerson, MainPerson
from cases.querysets import CaseBoundQuerySet
from ekc.sealed.columns import SealedCharField

from ..codes import LetterKind, Part
from .conference import Conference


@pghistory.track()
class Letter(models.Model):
    """Somebody is "present" by letter, drawing or film: by whom it was read or shown, and in which part."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="letters")
    person = models.ForeignKey(CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="letters")
    main_person = models.ForeignKey(MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="letters")
    kind = models.CharField(_("wat"), max_length=20, choices=LetterKind, default=LetterKind.LETTER)
    read_by = SealedCharField(_("voorgelezen door"), max_length=120, blank=True)
    part = models.CharField(_("in welk deel"), max_length=20, choices=Part, default=Part.INFORMATION)
    by_office = models.BooleanField(_("vastgelegd door de regiomanager"), default=False)

    objects = CaseBoundQuerySet.manager("circle", "conference__case")

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("brieven")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, main_person__isnull=True)
                | Q(person__isnull=True, main_person__isnull=False),
                name="letter_of_one_person",
            ),
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="letter_kind_known"),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="letter_part_known"),
            models.UniqueConstraint(
                fields=["conference", "person", "kind"],
                condition=Q(person__isnull=False),
                name="letter_person_once",
            ),
            models.UniqueConstraint(
                fields=["conference", "main_person", "kind"],
                condition=Q(main_person__isnull=False),
                name="letter_main_person_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.main_person)

    @property
    def case_number(self) -> str:
        return self.conference.case_number
