"""A code of a list that landelijk beheer keeps: added, given another name, retired; never deleted (docs/adr/0017)."""

from collections.abc import Iterable
from typing import Any

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ekc.memory import Shelf

from .codes import FIXED, KeptList

LONGEST_CODE = 40
LONGEST_LABEL = 80


SHELF: Shelf[Any] = Shelf("lists")
"""Each list as it stands now: read on nearly every page, changed some times a year."""


class ListedQuerySet(models.QuerySet["ListedCode"]):
    """Whatever writes says so to the shelf."""

    def update(self, **kwargs: Any) -> int:
        SHELF.changed()
        return super().update(**kwargs)

    def bulk_create(self, objs: Iterable["ListedCode"], *args: Any, **kwargs: Any) -> list["ListedCode"]:
        SHELF.changed()
        return super().bulk_create(objs, *args, **kwargs)


@pghistory.track()
class ListedCode(models.Model):
    """One choice of a list. Its code stays what it was, because cases and figures hold it."""

    in_list = models.CharField(_("lijst"), max_length=20, choices=KeptList)
    code = models.SlugField(_("code"), max_length=LONGEST_CODE)
    label = models.CharField(_("naam"), max_length=LONGEST_LABEL)
    # The name in the other languages of the public pages, by language; without one the Dutch name stands there.
    labels = models.JSONField(_("naam in andere talen"), default=dict, blank=True)
    # By which a person means this too, in whatever language.
    also = ArrayField(models.CharField(max_length=LONGEST_LABEL), default=list, blank=True, verbose_name=_("ook wel"))
    # Who has this has that too: who is katholiek is christelijk.
    part_of = models.CharField(_("hoort bij"), max_length=LONGEST_CODE, blank=True)
    place = models.PositiveSmallIntegerField(_("plaats in de lijst"))
    retired_on = models.DateField(_("gesloten sinds"), null=True, blank=True)

    objects = ListedQuerySet.as_manager()

    class Meta:
        verbose_name = _("keuze in een lijst")
        verbose_name_plural = _("keuzes in lijsten")
        ordering = ["in_list", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["in_list", "code"], name="listed_code_once"),
            models.CheckConstraint(condition=Q(in_list__in=KeptList.values), name="listed_code_list_known"),
            models.CheckConstraint(condition=~Q(label=""), name="listed_code_has_a_name"),
            models.CheckConstraint(condition=~Q(part_of=F("code")), name="listed_code_is_not_part_of_itself"),
            models.CheckConstraint(
                condition=Q(retired_on__isnull=True)
                | ~Q(*[Q(in_list=each, code__in=sorted(codes)) for each, codes in FIXED.items()], _connector=Q.OR),
                name="listed_code_fixed_stays",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="code_stays", fields=["in_list", "code"]),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        SHELF.changed()
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """In the language of the page."""
        return self.labels.get(get_language() or "") or self.label

    @property
    def is_open(self) -> bool:
        return self.retired_on is None

    @property
    def is_fixed(self) -> bool:
        return self.code in FIXED[self.in_list]


_REFUSE = (
    "IF {of} IS NOT NULL AND EXISTS (SELECT 1 FROM {source} AS given (code) WHERE NOT EXISTS (SELECT 1 FROM "
    "lists_listedcode AS kept WHERE kept.in_list = {of} AND kept.code = given.code){allowed}) THEN RAISE EXCEPTION "
    "'a code that stands in no list: {name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END IF; "
    "RETURN NEW;"
)


def refuses_unknown_codes(
    column: str, of: str, *, name: str, many: bool = False, blank: bool = False, beside: tuple[str, ...] = ()
) -> pgtrigger.Trigger:
    """A trigger that lets only codes into `column` that stand in a kept list; open or retired is for the acts.

    `of`: the list, as SQL; where it is NULL anything goes; it may look at the columns `beside`. `many`: the column
    holds an array. A code is never deleted, so it need not be looked at again later; and it works for arrays, where a
    foreign key does not.
    """
    source = f'unnest(NEW."{column}")' if many else f'(VALUES (NEW."{column}"))'
    allowed = " AND given.code <> ''" if blank else ""
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(column, *beside),
        when=pgtrigger.Before,
        func=_REFUSE.format(of=of, source=source, allowed=allowed, name=name),
    )
