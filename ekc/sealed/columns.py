"""Columns whose text lies sealed in the database, and is read and written by the program as any other.

The database can tell only whether there is text: it compares, sorts and finds nothing in it. Who reads a row and saves
it leaves the bytes of every text that is the same: rules of the database that look whether something changed hold.
"""

import json
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact, GreaterThan, In, IsNull
from django.db.models.query_utils import DeferredAttribute

from .keys import GONE, MARK, is_sealed, seal, token, unseal


class Opened(str):
    """A text that was read from a sealed column; remembers how it lay there, and in which column."""

    __slots__ = ("place", "sealed")

    sealed: str
    place: bytes


class _KeepsBytes(DeferredAttribute):
    """A text that is set to what it was stays the one that was read, with its bytes."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        data = instance.__dict__
        name = self.field.attname
        if type(value) is not Opened and type(was := data.get(name)) is Opened and was == value:
            return
        data[name] = value

    def __delete__(self, instance: models.Model) -> None:
        instance.__dict__.pop(self.field.attname, None)


class SealedColumn(models.Field):  # type: ignore[type-arg]
    """What the sealed columns share. `place` is what the text is bound to: the table and the column that it was first
    written in. A history binds to the place of what it copies, and a table that gets another name keeps its place."""

    descriptor_class = _KeepsBytes

    def __init__(self, *args: Any, place: str = "", **kwargs: Any) -> None:
        self.place = place
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "place": self.place} if self.place else kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if not self.place and not cls._meta.abstract:
            self.place = f"{cls._meta.db_table}.{self.column}"
        self.bound = self.place.encode()

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name in _OF_TRIGGERS:
            return super().get_lookup(lookup_name)
        if lookup_name not in _LOOKUPS:
            raise FieldError(f"{self.place} is sealed: the database cannot compare it ({lookup_name}).")
        return _LOOKUPS[lookup_name]

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.place} is sealed: the database cannot look into it ({lookup_name}).")

    def seal_text(self, text: str) -> str:
        """How this text goes to the database."""
        if type(text) is Opened and text.place == self.bound:
            return text.sealed
        return self.sealed(text)

    def sealed(self, text: str) -> str:
        """This text sealed anew."""
        return seal(text, self.bound)

    def open_text(self, text: str) -> str:
        """What the database gave. Raises `KeyAway`. What was written before columns were sealed is read as it is."""
        if not is_sealed(text):
            return text
        opened = Opened(unseal(text, self.bound))
        opened.sealed, opened.place = text, self.bound
        return opened

    # --- for whoever brings rows to another key: the text of a column, whatever its type
    def text_in_sql(self, column: str) -> str:
        """The sealed text of a column, or what stands there unsealed."""
        return column

    def column_in_sql(self, text: str, _column: str) -> str:
        """The value of the column for such a text."""
        return text

    def plain_of(self, text: str) -> str:
        """What such a text says."""
        return unseal(text, self.bound) if is_sealed(text) else text

    def seal_anew(self, text: str) -> str:
        """The same, sealed with the key that writes."""
        return self.sealed(self.plain_of(text))


class _SealedText(SealedColumn):
    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        return self.open_text(value) if value else value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = super().get_db_prep_value(value, connection, prepared)
        return self.seal_text(value) if isinstance(value, str) and value else value


class SealedTextField(_SealedText, models.TextField):  # type: ignore[type-arg]
    """A `TextField` that lies sealed."""


class ComparedTextField(SealedTextField):
    """A text that a rule of the database compares with another of the same column, however it is spaced.

    Behind what is sealed stands a token that is the same for the same words; `token_in_sql` gives it.
    """

    def sealed(self, text: str) -> str:
        lies = super().sealed(text)
        return f"{lies}.{token(''.join(text.split()), self.place)}" if is_sealed(lies) else lies


def token_in_sql(column: str) -> str:
    """The token of a text in a `ComparedTextField`."""
    return f"split_part({column}, '.', 4)"


class SealedCharField(_SealedText, models.CharField):  # type: ignore[type-arg]
    """A `CharField` that lies sealed. Its length is kept by forms: sealed text is longer, and the column has no end."""

    def db_type(self, connection: Any) -> str:
        return "varchar"

    def cast_db_type(self, connection: Any) -> str:
        return "varchar"


class SealedJSONField(SealedColumn, models.JSONField):
    """A `JSONField` that lies sealed, as a JSON text; what is empty lies there as it is."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        found = super().from_db_value(value, expression, connection)
        if isinstance(found, str) and is_sealed(found):
            return json.loads(unseal(found, self.bound), cls=self.decoder)
        return found

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value and not hasattr(value, "as_sql"):
            value = seal(json.dumps(value, cls=self.encoder), self.bound)
        return super().get_db_prep_value(value, connection, prepared)

    # A sealed text and JSON are told apart by how they begin: no JSON begins with the mark.
    def text_in_sql(self, column: str) -> str:
        return (
            f"CASE WHEN jsonb_typeof({column}) = 'string' THEN {column} #>> '{{}}' "
            f"WHEN {column} IN ('{{}}', '[]', 'null') THEN '' ELSE {column}::text END"
        )

    def column_in_sql(self, text: str, column: str) -> str:
        sealed = f"WHEN left({text}, {len(MARK)}) = '{MARK}' THEN to_jsonb({text}::text)"
        return f"CASE WHEN {text} = '' THEN {column} {sealed} ELSE {text}::jsonb END"


class _OnlyEmpty:
    """With nothing but what says nothing."""

    rhs: Any
    lhs: Any

    def get_prep_lookup(self) -> Any:
        given = self.rhs if isinstance(self, In) else [self.rhs]
        if not all(each in ("", GONE, {}, []) for each in given):
            raise FieldError(f"{self.lhs.output_field} is sealed: the database can tell only whether it is empty.")
        return self.rhs


class _IsEmpty(_OnlyEmpty, Exact):
    pass


class _IsOneOfThese(_OnlyEmpty, In):
    pass


class _IsWritten(_OnlyEmpty, GreaterThan):
    pass


# What a trigger asks: whether the bytes of a row before and after differ.
_OF_TRIGGERS = ("df", "ndf")
_LOOKUPS: dict[str, type[Any]] = {"exact": _IsEmpty, "in": _IsOneOfThese, "gt": _IsWritten, "isnull": IsNull}


def sealed_columns(model: type[models.Model]) -> list[SealedColumn]:
    """The columns of a table that lie sealed."""
    return [field for field in model._meta.concrete_fields if isinstance(field, SealedColumn)]
