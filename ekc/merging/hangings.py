"""What becomes of each table that points to a row that can be merged. Each app declares its own tables, in `ready()`.

A foreign key that nobody declared fails `tests/house/test_merging.py`.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.functional import Promise

from ekc.registry import Registry

Text = str | Promise


class How(StrEnum):
    MOVES = "moves"
    """Every row goes along; where only one of two can stand, one does (`Hanging.says_nothing`, `told`)."""
    STAYS = "stays"
    """The rows remain with the double, which is kept: `why` says for what reason."""
    SETTLED = "settled"
    """`settle` does it by a rule of its own, which `why` says."""
    REFUSES = "refuses"
    """The double may have none, or the two are not merged this way round: `why` says so."""


def _nothing(_row: Any) -> str:
    return ""


def _nothing_between(_mine: Any, _theirs: Any) -> Text:
    return ""


def _nothing_more(_row: Any, _keep: Any) -> None:
    return None


def _never(_row: Any) -> bool:
    return False


@dataclass(frozen=True)
class Hanging:
    """One foreign key to something that can be merged.

    Two rows of one table are merged by `field` alone; a row can also turn out to be one of another table (somebody of
    the circle is a main person): `across` is the column that says so in the same table, or in `other_table`. What has
    none stays with the double then.

    `told` is what tells two rows apart of which only one can stand; where it reads the same, the one of who is kept
    stands. `fills`: what the other one knew is filled in where the one that stands has nothing; `either`: true of one
    is true of both; `first`: the earliest of both; `last`: the latest.
    """

    model: type[models.Model]
    field: str
    how: How = How.MOVES
    title: Text = ""
    """What the rows are, for the preview: "uitnodigingen". Without a title they are not shown."""
    why: Text = ""
    told: Callable[[Any], str] = _nothing
    says_nothing: Callable[[Any], bool] = _never
    """Such a row gives way to one that says something, without a question."""
    fills: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    """Both hold, one after the other."""
    same: Callable[[Any, Any], bool] | None = None
    """Whether two rows are one thing, where the database knows no rule about it."""
    clash: Callable[[Any, Any], Text] = _nothing_between
    """Why two rows of which only one can stand are no one thing: then nothing is merged. Empty where they may be."""
    impossible: Text = ""
    """Said when the database refuses what would come together."""
    settle: Callable[[Any, Any], None] | None = None
    """Called with the row that is kept and the double."""
    across: str = ""
    other_table: type[models.Model] | None = None
    crosses: Callable[[Any, Any], None] = _nothing_more
    """What else a row says that is now about `keep`, of the other table: called with both, and saved after it."""

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.field}"

    def rows_of(self, row: models.Model) -> Any:
        table, column = self.column_for(row)
        return table._base_manager.filter(**{column: row.pk}).order_by("pk") if column else table._base_manager.none()

    def column_for(self, row: models.Model) -> tuple[type[models.Model], str]:
        """The table and the column by which rows hang on this one; no column where they cannot."""
        if isinstance(row, self.model._meta.get_field(self.field).related_model):
            return self.model, self.field
        return self.other_table or self.model, self.across

    def becomes(self, keep: models.Model) -> "How":
        """What becomes of its rows when `keep` is who stands."""
        return self.how if self.column_for(keep)[1] else How.STAYS


HANGINGS: Registry[Hanging] = Registry("foreign key to what can be merged")


def bring(*hangings: Hanging) -> None:
    for each in hangings:
        HANGINGS.add(each.name, each)


def hangings_of(model: type[models.Model]) -> list[Hanging]:
    """What points to rows of this table."""
    return [each for each in HANGINGS if each.model._meta.get_field(each.field).related_model is model]


def pairs_of(hanging: Hanging, keep: models.Model, double: models.Model) -> list[tuple[Any, Any]]:
    """Rows of which only one can stand, since the database knows one of each: (of who is kept, of the double)."""
    if hanging.becomes(keep) == How.STAYS:
        return []
    found: dict[tuple[Any, Any], tuple[Any, Any]] = {}
    rules = [_once(hanging, *hanging.column_for(each)) for each in (keep, double)]
    nothing_is_one = _knows_nothing_twice(hanging.model)
    for others in rules[0].keys() & rules[1].keys():
        mine, theirs = (
            [row for row in hanging.rows_of(each).filter(rule[others]) if _whole(row, others) or nothing_is_one]
            for each, rule in zip((keep, double), rules, strict=True)
        )
        by_others = {_values(row, others): row for row in mine}
        for row in theirs:
            if (same := by_others.get(_values(row, others))) is not None:
                found[same.pk, row.pk] = (same, row)
    if hanging.same is not None:
        for mine, theirs in itertools.product(hanging.rows_of(keep), hanging.rows_of(double)):
            taken = {pk for pair in found for pk in pair}
            if hanging.same(mine, theirs) and not taken & {mine.pk, theirs.pk}:
                found[mine.pk, theirs.pk] = (mine, theirs)
    return list(found.values())


def _once(hanging: Hanging, table: type[models.Model], field: str) -> dict[tuple[str, ...], Any]:
    """Per rule of the database that knows one of each: the other columns, and on which rows it holds."""
    everywhere, meta = models.Q(), table._meta
    rules = [(each.fields, each.condition or everywhere) for each in meta.constraints if _is_unique(each)]
    rules += [(fields, everywhere) for fields in meta.unique_together]
    rules += [((field,), everywhere)] if meta.get_field(field).unique else []
    whom = (hanging.field, hanging.across)
    return {tuple(name for name in fields if name not in whom): where for fields, where in rules if field in fields}


def _knows_nothing_twice(table: type[models.Model]) -> bool:
    """Whether of two rows with nothing in a column only one can stand (`nulls_distinct=False`)."""
    return any(_is_unique(each) and getattr(each, "nulls_distinct", None) is False for each in table._meta.constraints)


def _is_unique(constraint: models.BaseConstraint) -> bool:
    return isinstance(constraint, UniqueConstraint) and bool(constraint.fields)


def _values(row: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in names)


def _whole(row: Any, names: tuple[str, ...]) -> bool:
    """Nothing is equal to nothing, for the database."""
    return None not in _values(row, names)
