"""What each table gives to somebody who asks what is kept of them. Each app declares its own, in `inzage.py`.

A table, or a column of one that gives something, of which nobody said so fails `tests/house/test_inzage.py`. Which rows
are of whom is said here too: what is about somebody else is left out by rule, and never comes to the page of a check.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise

from ekc.registry import Registry


@dataclass(frozen=True)
class Whom:
    """Whose file it is: a main person, to whom what is of the whole family is given too, or somebody of the circle."""

    case: Any
    main: Any = None
    circle: Any = None


Rows = Callable[[Whom], Q | None]


def nobodys(_whom: Whom) -> Q | None:
    return None


@dataclass(frozen=True)
class Gives:
    """What one table gives. Without columns it gives nothing, and `why` says so.

    `on`: the column that says when. `always`: every text of it is looked at by a person, whatever stands in it.
    `leaves`: the other columns, by the reason why they are left out. `says`: of a column that keeps codes without
    choices, how a row of it is said in words, in the language in which it is read.
    """

    model: type[models.Model]
    title: str | Promise = ""
    rows: Rows = nobodys
    columns: Sequence[str] = ()
    on: str = ""
    always: bool = False
    leaves: Mapping[str, Sequence[str]] = field(default_factory=dict)
    says: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    why: str = ""

    @property
    def name(self) -> str:
        return str(self.model._meta.db_table)

    @property
    def left(self) -> set[str]:
        return {name for names in self.leaves.values() for name in names}


@dataclass(frozen=True)
class Stands:
    """On which tab of the page of a case tables stand, and who may read them there: whoever has every one of `rights`.

    `columns`: those that other people may read, each with the rights that it asks. An own statement about a passage is
    read by whoever may read the passage (docs/adr/0054).
    """

    tab: str
    rights: tuple[str, ...]
    models: tuple[type[models.Model], ...]
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def rights_of(self, column: str) -> tuple[str, ...]:
        return self.columns.get(column, self.rights)


GIVES: Registry[Gives] = Registry("table in the register of inzage")
STANDS: Registry[Stands] = Registry("table on the page of a case")


def bring(*gives: Gives, stands: Sequence[Stands] = ()) -> None:
    for order, each in enumerate(gives, start=1):
        GIVES.add(each.name, each, order=order)
    for place in stands:
        for model in place.models:
            STANDS.add(str(model._meta.db_table), place)


def nothing(why: str, *tables: type[models.Model]) -> tuple[Gives, ...]:
    """Tables in which nothing stands of who asks, or of which nothing goes out."""
    return tuple(Gives(model, why=why) for model in tables)


def of_family(path: str = "case") -> Rows:
    """Rows about the family as a whole: for main persons."""
    return lambda whom: Q(**{path: whom.case}) if whom.main is not None else None


def of_person(main: str = "main_person", circle: str = "person") -> Rows:
    """Rows about one person: for that person. A table may know but one of both."""

    def rows(whom: Whom) -> Q | None:
        if whom.main is not None:
            return Q(**{main: whom.main}) if main else None
        return Q(**{circle: whom.circle}) if circle else None

    return rows


def of_person_or_family(path: str = "case") -> Rows:
    """Rows about one person, and for main persons those about nobody in particular."""

    def rows(whom: Whom) -> Q | None:
        own = of_person()(whom)
        nobody = Q(**{path: whom.case}, main_person=None, person=None)
        return own if whom.main is None or own is None else own | nobody

    return rows
