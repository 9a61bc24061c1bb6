"""Taking one person out of a file that stays (docs/adr/0067): which rows are theirs, and which texts name them.

Nothing here lists tables. Whose a row is, is said by the foreign keys to a person; what becomes of it by the register
of what is kept (`register.py`).
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from ekc.addresses import mail_key
from ekc.audit.forgetting import forget
from ekc.links import PersonalLink
from ekc.merging.models import Merge
from ekc.name_keys import NameKey
from ekc.outbox.models import DeliveredMail, DueRow, Message

from .codes import Fate
from .copies import drop_contexts, forget_rows, history_of
from .destroying import (
    DESTROYED,
    EMPTIED,
    HISTORY,
    Rows,
    end_rows,
    everything_asleep,
    keys_of,
    places_of_a_file,
    rows_found,
)
from .register import PLACES, Files, Place, of_no_file, the_files

REDACTED = "woorden weggehaald"
Key = tuple[str, int, str]


@dataclass(frozen=True)
class Taken:
    """Who goes: the row of a person with those that turned out to be the same, and how a text names them. The rows may
    be of several tables. `more`: rows that lead to them by no key, by table.

    `addresses`: of mail, to which messages of this file went. `says`: whether a text names them. `is_of_another`:
    whether a text of this table and column is how somebody else is called or reached, who has the same name or number.
    It is for one look at the file, or one act: where the rows are is found once.
    """

    file_id: int
    rows: Sequence[Any]
    addresses: frozenset[str]
    says: Callable[[str], bool]
    is_of_another: Callable[[str, str, str], bool]
    more: Mapping[type[models.Model], Sequence[Any]] = field(default_factory=dict)

    @property
    def keys(self) -> dict[type[models.Model], list[int]]:
        """Of each table of people the keys of who goes."""
        found: dict[type[models.Model], list[int]] = {}
        for row in self.rows:
            found.setdefault(type(row), []).append(row.pk)
        return found

    @cached_property
    def files(self) -> Files:
        """Their file, with the keys of all that is in it or ever was."""
        kind = the_files()
        keys = kind.beside([self.file_id])
        files = Files(keys, list(kind.model._default_manager.filter(pk__in=keys).values_list("number", flat=True)))
        # A mail or term may know its file only by the row that it is about.
        for model in (kind.model, *(place.model for place in PLACES if place.parent)):
            keys_of(model, files)
        return files

    @cached_property
    def own(self) -> dict[type[models.Model], list[Any]]:
        """The keys of every row that is about this person alone, per table: these are destroyed or emptied."""
        return _rows_of(self)


@dataclass(frozen=True, eq=False)
class TextAt:
    """A text of somebody else, or of the whole family, that names who goes. `title` says where it stands."""

    place: Place
    row_key: int
    column: str
    text: str

    @property
    def key(self) -> Key:
        return self.place.name, self.row_key, self.column

    @property
    def column_field(self) -> Any:
        return self.place.model._meta.get_field(self.column)

    @property
    def title(self) -> str:
        return str(self.place.model._meta.verbose_name)

    @property
    def longest(self) -> int | None:
        found: int | None = self.column_field.max_length
        return found


def _rows_of(taken: Taken) -> dict[type[models.Model], list[Any]]:
    """A row that only joins two others stays: it says what the family agreed with somebody of whom nothing is known."""
    found: dict[type[models.Model], list[Any]] = dict(taken.keys)
    for model, name, keys in _pointing(taken):
        if model not in taken.keys and not _stays(model, name):
            _add(found, model, Q(**{f"{name}__in": keys}))
    for model, keys in taken.more.items():
        _add(found, model, Q(pk__in=keys))
    _add_what_hangs_on(found, taken)
    for place, way, keys in _told_by(taken):
        _add(found, place.model, Q(**{f"{way}__in": keys}))
    for place, keys in _links_to(taken):
        _add(found, place.model, Q(pk__in=keys))
        _add_what_hangs_on(found, taken)
    alone = Files([], [], found)
    for place in PLACES:
        if place.reach is not of_no_file:
            _add(found, place.model, place.reach(alone))
    for place, naming in _machine_made(taken):
        _add(found, place.model, Q(pk__in=naming))
    # The letter box of the demo world knows a letter by its address and subject alone.
    for message in Message.objects.filter(pk__in=found.get(Message, [])):
        _add(found, DeliveredMail, Q(to=message.to, subject=message.subject))
    return {model: keys for model, keys in found.items() if keys}


def _pointing(taken: Taken) -> Iterator[tuple[type[models.Model], str, list[int]]]:
    """Every table and column that points to who goes, with their keys; the history of a row stays its own."""
    for whose, keys in taken.keys.items():
        relations: list[Any] = [*whose._meta.get_fields(include_hidden=True)]
        for relation in relations:
            model: Any = relation.related_model
            is_key = (relation.one_to_many or relation.one_to_one) and relation.auto_created
            if is_key and not hasattr(model, "pgh_tracked_model") and not model._meta.proxy:
                yield model, relation.field.name, keys


def _told_by(taken: Taken) -> Iterator[tuple[Place, str, list[int]]]:
    """The ways by which rows lead to who told them, whichever table of people that is."""
    for place in (each for each in PLACES if each.told_by):
        *before, _last = place.told_by.split("__")
        model: Any = place.model
        for name in before:
            model = model._meta.get_field(name).related_model
        for column in model._meta.concrete_fields:
            if column.is_relation and column.related_model in taken.keys:
                yield place, "__".join([*before, column.name]), taken.keys[column.related_model]


def _stays(model: type[models.Model], field: str) -> bool:
    return bool(model._meta.auto_created) or field in PLACES[model._meta.db_table].of_another


def _add(found: dict[type[models.Model], list[Any]], model: type[models.Model], mine: Q) -> None:
    keys = model._base_manager.filter(mine).order_by().values_list("pk", flat=True)
    if more := {*found.get(model, []), *keys}:
        found[model] = sorted(more)


def _add_what_hangs_on(found: dict[type[models.Model], list[Any]], taken: Taken) -> None:
    """What belongs to a row of theirs by the register: an answer to a question, a verdict of a request."""
    waiting = [model for model in found if model not in taken.keys]
    while waiting:
        parent = waiting.pop()
        for place in PLACES:
            if place.parent and place.model._meta.get_field(place.parent).related_model is parent:
                _add(found, place.model, Q(**{f"{place.parent}__in": found[parent]}))
                waiting += [place.model] if place.model in found else []


def _links_to(taken: Taken) -> Iterator[tuple[Place, list[Any]]]:
    """Personal links of this file that went to their address and know nobody by a key, as that of a questionnaire. One
    that other rows point to is somebody's work (who wrote a veiligheidskader), and stays."""
    files, addresses = taken.files, {mail_key(each) for each in taken.addresses}
    for place in PLACES:
        if _is_link_to_an_address(place) and not _is_pointed_to(place.model):
            rows = place.model._base_manager.filter(pk__in=rows_found(place, files))
            yield place, [row.pk for row in rows if mail_key(row.email) in addresses]


def _is_link_to_an_address(place: Place) -> bool:
    has_address = any(column.name == "email" for column in place.model._meta.concrete_fields)
    return has_address and place.fate == Fate.DESTROYED and issubclass(place.model, PersonalLink)


def _is_pointed_to(model: type[models.Model]) -> bool:
    """By a row that does not belong to it."""
    return any(
        column.related_model is model and column.name != place.parent
        for place in PLACES
        for column in place.model._meta.concrete_fields
        if column.is_relation
    )


def _machine_made(taken: Taken) -> Iterator[tuple[Place, list[Any]]]:
    """Mails, terms and merges of this file that name this person, or went to them: nobody wrote them by hand."""
    files = taken.files
    for place in PLACES:
        if not _is_machine_made(place):
            continue
        rows = place.model._base_manager.filter(place.reach(files))
        yield place, [row.pk for row in rows if _names(row, taken)]


def _is_machine_made(place: Place) -> bool:
    return place.model in (Message, DueRow, Merge)


def _names(row: Any, taken: Taken) -> bool:
    if isinstance(row, Message) and row.to in taken.addresses:
        return True
    return any(taken.says(text) for _column, text in _texts_in(row))


def _texts_in(row: Any) -> Iterator[tuple[str, str]]:
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        if not value or isinstance(column, NameKey) or getattr(column, "choices", None):
            continue
        if isinstance(column, models.JSONField):
            yield column.name, json.dumps(value, ensure_ascii=False)
        elif isinstance(column, models.CharField | models.TextField):
            yield column.name, str(value)


def texts_naming(taken: Taken) -> list[TextAt]:
    """Every text of the file that names this person and does not go with their own rows."""
    files, own = taken.files, taken.own
    return [
        each
        for place in places_of_a_file()
        if not _is_machine_made(place)
        for each in _of_table(place, files, frozenset(own.get(place.model, [])), taken)
    ]


def _of_table(place: Place, files: Files, own: frozenset[Any], taken: Taken) -> Iterator[TextAt]:
    for row in place.model._base_manager.filter(pk__in=rows_found(place, files)).order_by("pk"):
        if row.pk in own and place.fate == Fate.DESTROYED:
            continue
        for column, text in _texts_in(row):
            if isinstance(place.model._meta.get_field(column), models.JSONField):
                continue
            goes_by_itself = row.pk in own and column in place.blanks
            if not goes_by_itself and taken.says(text) and not taken.is_of_another(place.name, column, text):
                yield TextAt(place, row.pk, column, text)


def text_at(key: Key) -> TextAt | None:
    """The text of a row and column as it stands now; None where there is no such row, or nothing stands there."""
    table, row_key, column = key
    place = PLACES[table]
    row = place.model._base_manager.filter(pk=row_key).first()
    text = str(getattr(row, column, "") or "") if row is not None else ""
    return TextAt(place, row_key, column, text) if text else None


def unread_files_of(taken: Taken) -> int:
    """How many photos and files stay that no program reads: somebody has to look whether this person is in them."""
    files, own, number = taken.files, taken.own, 0
    for place in places_of_a_file():
        if any(isinstance(each, models.BinaryField) for each in place.model._meta.concrete_fields):
            number += len(set(rows_found(place, files)) - set(own.get(place.model, [])))
    return number


def goes(taken: Taken) -> list[tuple[str, int]]:
    """How many rows of which tables are destroyed or emptied, in words, for who decides."""
    own = taken.own
    return sorted((str(model._meta.verbose_name_plural), len(keys)) for model, keys in own.items())


def joins_of(taken: Taken) -> list[tuple[str, int]]:
    """The rows that only join this person to something of the family, and stay: what they are, and how many."""
    found: Counter[str] = Counter()
    for model, name, keys in _pointing(taken):
        if model._meta.auto_created:
            to = next(each for each in model._meta.concrete_fields if each.is_relation and each.name != name)
            title = str(to.related_model._meta.verbose_name_plural)  # type: ignore[union-attr]
            found[title] += model._base_manager.filter(**{f"{name}__in": keys}).count()
    return sorted((+found).items())


def take_out(
    taken: Taken,
    *,
    changes: Mapping[Key, str],
    left: frozenset[str],
    finish: Callable[[], None],
    all_of: Collection[Key] = (),
) -> Rows:
    """Destroy or empty the rows of this person, write `changes` where others wrote of them, and destroy every copy in
    the history in which they stand, but for texts that are `left` as they are. How many rows of each table. Of the rows
    in `all_of` every copy goes.

    Whoever calls it holds the lock of the file, is in a transaction, and knows that it may be done. `finish` is called
    while the triggers still sleep.
    """
    files, own = taken.files, taken.own
    ever = [(place, _ever(place, files)) for place in places_of_a_file()]
    told: dict[str, Counter[str]] = {}
    contexts: set[Any] = set()
    with everything_asleep():
        for place, keys in ever:
            counts = told.setdefault(place.name, Counter())
            gone = [*own.get(place.model, []), *(row_key for table, row_key, _column in all_of if table == place.name)]
            contexts |= _forget_copies(place, gone, keys, taken, left, counts)
        for model, keys in own.items():
            place = PLACES[model._meta.db_table]
            counts = told.setdefault(place.name, Counter())
            counts[DESTROYED if place.fate == Fate.DESTROYED else EMPTIED] += end_rows(place, keys)
        for (table, row_key, column), text in changes.items():
            _write(PLACES[table].model, row_key, column, text)
            told.setdefault(table, Counter())[REDACTED] += 1
        drop_contexts(contexts)
        finish()
    return {name: dict(+counts) for name, counts in sorted(told.items()) if +counts}


def _write(model: type[models.Model], row_key: int, column: str, text: str) -> None:
    """A text in place of another; with a number behind it where the database takes the same text once."""
    rows, told, number = model._base_manager, text, 1
    once = [each.fields for each in model._meta.constraints if isinstance(each, models.UniqueConstraint)]
    for fields in once:
        if column in fields:
            others = [each for each in fields if each != column]
            same = rows.filter(pk=row_key).values(*others)[0] if others else {}
            there = set(rows.filter(**same).exclude(pk=row_key).values_list(column, flat=True))
            while told in there:
                number += 1
                told = f"{text} ({number})"
    rows.filter(pk=row_key).update(**{column: told})


def _ever(place: Place, files: Files) -> list[Any]:
    return keys_of(place.model, files) if place.parent or place.model is the_files().model else []


def _forget_copies(
    place: Place, own: list[Any], ever: list[Any], taken: Taken, left: frozenset[str], counts: Counter[str]
) -> set[Any]:
    """What the history keeps of their own rows, of rows that once were theirs, and of others that name them."""
    contexts: set[Any] = set()
    theirs = [(name, keys) for model, name, keys in _pointing(taken) if model is place.model]
    for name, keys in [("", []), *(each for each in theirs if not _stays(place.model, each[0]))]:
        number, more = forget_rows(place.model, own, name, keys)
        counts[HISTORY] += number
        contexts |= more
    for event in history_of(place.model):
        if not any(each.name == "pgh_obj" for each in event._meta.concrete_fields):
            continue
        naming = {
            row.pk: row.pgh_context_id
            for row in event._default_manager.filter(pgh_obj__in=ever).order_by()
            if any(
                taken.says(text) and text not in left and not taken.is_of_another(place.name, column, text)
                for column, text in _texts_in(row)
            )
        }
        counts[HISTORY] += forget(event, naming) if naming else 0
        contexts |= set(naming.values()) - {None}
    return contexts
