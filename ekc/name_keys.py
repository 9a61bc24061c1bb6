"""Columns that the program keeps beside a name: to sort by, to find by, and to know the same name again.

The order of the database depends on the locale of its server, and an embedded one knows only that of bytes. So a
model keeps a key that `ekc.names` made, compared byte by byte wherever it runs (`docs/adr/0018`).
"""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, QuerySet

from ekc.names import person_order, sought_words, thing_order


class NameKey(models.CharField):  # type: ignore[type-arg]
    """What `order` makes of the name in the column `of`. Written whenever the row is saved, alone or in bulk."""

    def __init__(self, *args: Any, of: str = "", order: Callable[[str], str] = person_order, **kwargs: Any) -> None:
        self.of, self.order = of, order
        fixed = {"max_length": 200, "default": "", "blank": True, "editable": False, "db_collation": "C"}
        super().__init__(*args, **{**kwargs, **fixed})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """For migrations it is the text that it is."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = self.order(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, key)
        return key


class Named(models.Model):
    """Has a name and the column `name_key` beside it. Who saves only the name saves the key along."""

    name_key: NameKey
    name_of: ClassVar[str] = "name"

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is not None and self.name_of in update_fields:
            update_fields = {*update_fields, "name_key"}
        super().save(*args, update_fields=update_fields, **kwargs)


class NamedQuerySet(QuerySet[Any]):
    """For the rows of a `Named` model: a name that is written without saving takes its key along."""

    def update(self, **kwargs: Any) -> int:
        # A model of a migration knows only its columns.
        name = kwargs.get(getattr(self.model, "name_of", ""))
        if isinstance(name, str):
            kwargs["name_key"] = self.model._meta.get_field("name_key").order(name)
        elif name is not None:
            raise TypeError("A name that the database works out has no key; save the rows instead.")
        return super().update(**kwargs)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> int:
        rows, names = list(objs), [*fields]
        if getattr(self.model, "name_of", None) in names:
            key: Any = self.model._meta.get_field("name_key")
            for row in rows:
                key.pre_save(row, False)
            names.append("name_key")
        # Not by this class: the statement itself updates the name by an expression.
        return models.QuerySet(self.model, using=self.db).bulk_update(rows, names, batch_size)

    def named(self, text: str) -> QuerySet[Any]:
        """Those of which every word of `text` stands in the name; all of them for a text without words."""
        return self.filter(has_name(text))

    def called(self, name: str) -> QuerySet[Any]:
        """Those that have this very name, however it is typed."""
        return self.filter(name_key=self.model._meta.get_field("name_key").order(name))


def has_name(text: str, path: str = "") -> Q:
    """Every word of `text` stands in the name at `path` (as `user__`), in any order and spelling that `sought_words`
    knows, apart or as one with its neighbours: behind the order of a key stand its words as one."""
    found = Q()
    for spellings in sought_words(text):
        found &= Q(*((f"{path}name_key__contains", each) for each in spellings), _connector=Q.OR)
    return found


def person_key_column(of: str = "name") -> NameKey:
    return NameKey(of=of, order=person_order)


def thing_key_column(of: str = "name") -> NameKey:
    return NameKey(of=of, order=thing_order)


def fill_name_keys(model: Any, name: str, order: Callable[[str], str], *, at_once: int = 1000) -> None:
    """Make the keys of rows that are there already: for a migration, on its model of that moment."""
    rows = model._base_manager.order_by("pk").only("pk", name, "name_key")
    chunk: list[Any] = []
    for row in rows.iterator(chunk_size=at_once):
        row.name_key = order(getattr(row, name))
        chunk.append(row)
        if len(chunk) == at_once:
            model._base_manager.bulk_update(chunk, ["name_key"])
            chunk = []
    if chunk:
        model._base_manager.bulk_update(chunk, ["name_key"])
