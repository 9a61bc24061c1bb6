"""Where every table of the house belongs when a term is over. Each app declares its own, in its `retention.py`.

A table or a column that nobody placed fails `tests/retention/test_register.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q

from ekc.registry import Registry

from .codes import Fate, Kept


@dataclass(frozen=True)
class Files:
    """The files that an act destroys: their keys and numbers, and what was found of each table."""

    keys: list[int]
    numbers: list[str]
    found: dict[type[models.Model], list[Any]] = field(default_factory=dict)


def of_no_file(_files: Files) -> Q:
    """The table knows nothing of files by itself."""
    return Q(pk__in=[])


@dataclass(frozen=True)
class OwnTerm:
    """Rows with a term of their own, from the day or moment in `since`. `where`: those that nothing waits for.

    `as_text` makes of the last day that is over what `since` holds, where that is no day.
    """

    since: str
    where: Q = field(default_factory=Q)
    as_text: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Place:
    """What becomes of the rows of one table.

    `parent`: the foreign key by which a row belongs to a file, straight or through a table that has one. `reach`: the
    same for a table that has no such key. `own`: when its rows go without a file. `carried_by`: the function that
    takes them away already. Of rows that stay, `keeps` says of each column that stays why, `blanks` which become
    nothing; `neutral` is what a column becomes where nothing is not possible.
    """

    model: type[models.Model]
    kept_in: Kept
    fate: Fate
    parent: str = ""
    reach: Callable[[Files], Q] = of_no_file
    own: OwnTerm | None = None
    carried_by: str = ""
    keeps: Mapping[str, Sequence[str]] = field(default_factory=dict)
    blanks: Sequence[str] = ()
    neutral: Mapping[str, Any] = field(default_factory=dict)
    settle: Callable[[list[Any]], None] | None = None
    """Called with the keys of the rows before they are emptied or destroyed: what must first be told otherwise."""
    of_another: Sequence[str] = ()
    """Keys by which a row names somebody whom it is not about: it stays when that one person goes (docs/adr/0067)."""
    told_by: str = ""
    """How a row that has no key to a person leads to who told it all: it goes with that one person."""

    @property
    def name(self) -> str:
        return str(self.model._meta.db_table)

    @property
    def kept_columns(self) -> set[str]:
        return {name for names in self.keeps.values() for name in names}


@dataclass(frozen=True)
class FileKind:
    """What a file is to this house: the table at the top, and which of its rows a class holds.

    `ended`: the class of each file that is over, by condition. `since`: an expression, the day from which its term
    counts. `goes_with`: the key to the file that one goes along with, and is never due by itself (a double that was
    merged into another); `beside`: these files with all that go along with them. `why_stays`: why a file that somebody
    asked to destroy before its term is not to go any more; empty where it is.
    """

    model: type[models.Model]
    ended: Mapping[Kept, Q]
    since: Any
    goes_with: str
    beside: Callable[[list[int]], list[int]]
    why_stays: Callable[[int], str] = lambda _file_id: ""


@dataclass(frozen=True)
class PersonKind:
    """Who can be taken out of a file that stays, and how (docs/adr/0067); each with the key of the file and theirs.

    `why_stays`: why not now, with what was decided about texts; empty where it may be. `take_out`: does it, in a
    transaction; `again`: after a restore, where what nobody decided on is decided by a rule. `goes`: how many rows of
    which tables go. `is_there`: whether they are in the file, and were not taken out.
    """

    is_there: Callable[[int, int], bool]
    why_stays: Callable[[int, int, list[Any]], str]
    take_out: Callable[..., dict[str, dict[str, int]]]
    goes: Callable[[int, int], list[tuple[str, int]]]


PLACES: Registry[Place] = Registry("table in the register of what is kept")
FILE_KINDS: Registry[FileKind] = Registry("kind of file")
PERSON_KINDS: Registry[PersonKind] = Registry("kind of person who can be taken out of a file")
UNFINISHED: Registry[Callable[[], Q]] = Registry("reason why a file is not finished")
"""Conditions on a file: something is still to come of it, however long ago it was closed."""
NORM_DAYS: Registry[int] = Registry("class with a term of the house in days")
"""Classes of which `EKC_NORMS` says how many days they are kept."""


def bring(*places: Place) -> None:
    for each in places:
        PLACES.add(each.name, each)


def destroyed(
    model: type[models.Model], kept_in: Kept, parent: str = "", reach: Callable[[Files], Q] = of_no_file, **more: Any
) -> Place:
    return Place(model, kept_in, Fate.DESTROYED, parent, reach, **more)


def kept(model: type[models.Model], why: str, *columns: str, kept_in: Kept = Kept.HOUSE) -> Place:
    """A table in which nobody of a file stands; every column by name, so that a new one is thought of."""
    return Place(model, kept_in, Fate.KEPT, keeps={why: columns})


def the_people(kind: str) -> PersonKind:
    """The people of this kind, as a list names them."""
    return PERSON_KINDS[kind]


def the_files() -> FileKind:
    """The one kind of file that this house has."""
    (only,) = FILE_KINDS
    return only
