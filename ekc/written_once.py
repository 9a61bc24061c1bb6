"""A question that every page asks is written once for the database, and after that only asked.

Django makes the SQL of a queryset anew at each asking, and PostgreSQL thinks anew how to answer it: together more than
half of what the page of a case cost (docs/adr/0066). Nothing of an answer is kept, and nothing of who asked: what is
kept is the question, with an open place for each value.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar, cast
from weakref import WeakKeyDictionary

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError, connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from ekc.dates import local_today

RowT = TypeVar("RowT")

_FIRST_NUMBER = 4_611_686_018_427_000_000
"""Whole numbers from here on stand for the values while a question is written: no row gets so far."""
_GONE = ("26000", "42P05")
"""What PostgreSQL says where somebody between it and us hands out its connections: not there, there already."""
_Values = Mapping[str, Any]
_prepared: "WeakKeyDictionary[Any, set[str]]" = WeakKeyDictionary()
_may_prepare = True


class Question(Generic[RowT]):
    """`ask` gives the queryset; its arguments are whole numbers, texts, a list of whole numbers, and the reader.

    It is written anew for each role and each day: on these its text may turn. A list of more than one is asked in full
    each time, for those of every length would be kept. On the value of a
    number or text, or on anything else of a reader than who it is, `ask` may not look: of a reader it gets the key, the
    role and whether the account is open, and no more. A moment that it takes from the clock makes it a question that
    is never kept; the beginning of a day does not.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any]]) -> None:
        self.ask = ask
        self._of_day: tuple[dt.date, dict[Any, _Written | None]] = (dt.date.min, {})

    def __call__(self, **of: Any) -> list[RowT]:
        """The rows that `ask(**of)` gives now."""
        written = self.written(**of)
        if written is None:
            return list(self.ask(**of))
        return written.rows(_opened(of))

    def first(self, **of: Any) -> RowT | None:
        """The first of these rows."""
        return next(iter(self(**of)), None)

    def written(self, **of: Any) -> "_Written | None":
        """The question for values of this kind; None when it cannot be kept."""
        today = local_today()
        day, kept = self._of_day
        if today != day:
            kept = {}
            self._of_day = (today, kept)
        # While it is written another thread may begin a new day: what this one writes goes with the day before.
        shape = tuple((name, _shape(value)) for name, value in of.items())
        if shape not in kept:
            kept[shape] = None if any(_OTHER in each for each in shape) else _write(self.ask, of)
        return kept[shape]


# --- values, and what stands for them ----------------------------------------------------------------------------
_OTHER = "other"


def _shape(value: Any) -> Any:
    """All of a value on which the text of a question may turn."""
    if type(value) is int or type(value) is str:
        return type(value)
    if isinstance(value, list) and len(value) == 1:
        return ("list", _shape(value[0]))
    if isinstance(value, get_user_model()):
        return ("reader", value.role, value.is_active)  # type: ignore[attr-defined]
    return _OTHER


def _opened(of: _Values) -> dict[str, Any]:
    """Each value by the name of its place."""
    places: dict[str, Any] = {}
    for name, value in of.items():
        alone = value[0] if isinstance(value, list) else value
        places[name] = alone.pk if isinstance(alone, Model) else alone
    return places


class _StandIns:
    """Arguments to write a question with, each with a value by which its place is known again."""

    def __init__(self, of: _Values) -> None:
        self.places: dict[Any, str] = {}
        self.must_be_asked: set[str] = set()
        self.arguments = {name: self._for(name, value) for name, value in of.items()}

    def _for(self, name: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._for(name, value[0])]
        if isinstance(value, Model):
            # Landelijk beheer reads by its role alone, so that its key need not be asked for.
            number = self._number(name, may_be_left_out=True)
            kept = ["id", "role", "is_active"]
            return get_user_model().from_db("default", kept, [number, *(getattr(value, each) for each in kept[1:])])
        if type(value) is int:
            return self._number(name)
        self.must_be_asked.add(name)
        self.places[f"\ue000{name}\ue000"] = name
        return f"\ue000{name}\ue000"

    def _number(self, name: str, *, may_be_left_out: bool = False) -> int:
        if not may_be_left_out:
            self.must_be_asked.add(name)
        number = _FIRST_NUMBER + len(self.places)
        self.places[number] = name
        return number


def _write(ask: Callable[..., QuerySet[Any]], of: _Values) -> "_Written | None":
    """The question with open places; None when something of this moment stands in it."""
    stand_ins = _StandIns(of)
    asked = ask(**stand_ins.arguments)
    compiler = asked.query.get_compiler(asked.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return _Written(asked, compiler, "", (), {})
    open_places = {}
    for at, param in enumerate(params):
        if _is_moment(param):
            return None
        if type(param) in (int, str) and param in stand_ins.places:
            open_places[at] = stand_ins.places[param]
        elif any(str(each) in str(param) for each in stand_ins.places):
            raise ValueError(f"The question asks for something made of a value: {param!r}")
    if missing := stand_ins.must_be_asked - set(open_places.values()):
        raise ValueError(f"The question does not ask for {sorted(missing)}, or not as it is.")
    return _Written(asked, compiler, sql, tuple(params), open_places)


def _is_moment(param: Any) -> bool:
    if not isinstance(param, dt.datetime):
        return False
    return not timezone.is_aware(param) or timezone.localtime(param).time() != dt.time()


# --- asking ------------------------------------------------------------------------------------------------------


class _Written:
    """A question as Django's compiler left it, with the places that are open."""

    def __init__(
        self, asked: QuerySet[Any], compiler: SQLCompiler, sql: str, params: tuple[Any, ...], places: dict[int, str]
    ) -> None:
        self.asked, self.compiler, self.sql, self.params, self.places = asked, compiler, sql, params, places
        columns = [each[0] for each in compiler.select[: compiler.col_count]] if sql else []
        self.converters = compiler.get_converters(columns)
        self._names: dict[str, str] = {}

    def rows(self, values: _Values) -> list[Any]:
        """The answer to it for these values, by name of the place."""
        global _may_prepare
        if not self.sql:
            return []
        if not (_may_prepare and settings.EKC_PREPARES_STATEMENTS):
            return self._answered(self.sql, self.filled(values))
        try:
            name = self._prepared()
            order = ", ".join(["%s"] * len(self._order()))
            asked = f"EXECUTE {name} ({order})" if order else f"EXECUTE {name}"
            return self._answered(asked, tuple(values[place] for place in self._order()))
        except DatabaseError as error:
            if getattr(error.__cause__, "pgcode", "") not in _GONE:
                raise
            # A pool of connections stands between: from now on this process asks in full. What PostgreSQL broke off
            # can be asked no more in the same transaction.
            _may_prepare = False
            if connection.in_atomic_block:
                raise
            return self._answered(self.sql, self.filled(values))

    def filled(self, values: _Values) -> tuple[Any, ...]:
        """What stands at each place of `sql`, in order."""
        return tuple(values[self.places[at]] if at in self.places else each for at, each in enumerate(self.params))

    def _answered(self, sql: str, params: tuple[Any, ...]) -> list[Any]:
        """As Django reads rows: with a queryset and a compiler of this one asking."""
        compiler = _copy_of(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_named: (sql, params)
        compiler.get_converters = lambda _expressions: self.converters
        asked = _copy_of(self.asked)
        # By its own name: to set `query` would turn tuples into dictionaries.
        asked._query = _copy_of(self.asked.query)
        asked._query.get_compiler = lambda *_args, **_named: compiler
        return list(asked._iterable_class(asked))

    # --- by PostgreSQL too -------------------------------------------------------------------------------------
    def _order(self) -> list[str]:
        """The places, each once, in the order of their numbers."""
        return list(dict.fromkeys(self.places[at] for at in sorted(self.places)))

    def _prepared(self) -> str:
        """Its name on this connection, where PostgreSQL has thought about it."""
        connection.ensure_connection()
        raw = connection.connection
        known = _prepared.setdefault(raw, set())
        name = self._names.get("")
        if name is None or name not in known:
            with raw.cursor() as cursor:
                text = self._text(cursor)
                name = self._names[""] = f"ekc_{hashlib.sha256(text.encode()).hexdigest()[:24]}"
                if name not in known:
                    with connection.wrap_database_errors:
                        cursor.execute(f"PREPARE {name} AS {text}")
                    known.add(name)
        return name

    def _text(self, cursor: Any) -> str:
        numbers = {place: f"${number}" for number, place in enumerate(self._order(), start=1)}
        shown = [
            numbers[self.places[at]] if at in self.places else cursor.mogrify("%s", [each]).decode()
            for at, each in enumerate(self.params)
        ]
        return cast("str", self.sql % tuple(shown))


def _copy_of(thing: Any) -> Any:
    """Another one with the same parts: Django's own way of copying a queryset would ask it first."""
    made = object.__new__(type(thing))
    made.__dict__.update(thing.__dict__)
    return made
