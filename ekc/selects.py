"""How a SELECT of Django's is written, in half the time: the same text, letter for letter.

Django writes the columns of a model anew for every statement, and looks at each whether the order goes by it. A page
asks a dozen tables of some twenty columns each, so that took a quarter of its time; it is the same every time.
What is not plain (columns left out, a model with parents, an order by an expression) is left to Django.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.backends.postgresql import compiler
from django.db.backends.postgresql.compiler import (
    SQLAggregateCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models import Field
from django.db.models.expressions import Col, Value
from django.db.models.options import Options

__all__ = [
    "SQLAggregateCompiler",
    "SQLCompiler",
    "SQLDeleteCompiler",
    "SQLInsertCompiler",
    "SQLUpdateCompiler",
    "write_in_half_the_time",
]

Written = tuple[Col, tuple[str, list[Any]], None]


def write_in_half_the_time() -> None:
    """Every connection to PostgreSQL writes its statements this way. Call it before the first one."""
    DatabaseOperations.compiler_module = __name__


class _Columns(NamedTuple):
    """All columns of a model under one name of its table."""

    of: object
    """The fields as they were: a migration adds some."""
    columns: list[Col]
    written: dict[str, list[Written]]
    """The columns as they stand in a statement, by how the name of the table stands there."""


def _columns_of(opts: "Options[Any]", alias: str) -> _Columns:
    kept: dict[str, _Columns] = opts.__dict__.setdefault("columns_by_alias", {})
    found = kept.get(alias)
    if found is None or found.of is not opts.concrete_fields:
        fields = opts.concrete_fields
        found = kept[alias] = _Columns(fields, [field.get_col(alias) for field in fields], {})
    return found


def _settle_parents(klass_info: dict[str, Any]) -> None:
    """Where a row is a special kind of the one before it, it reads that one's columns too; as Django does it."""
    for each in klass_info["related_klass_infos"]:
        if each["from_parent"]:
            each["select_fields"] = klass_info["select_fields"] + each["select_fields"]
        _settle_parents(each)


class SQLCompiler(compiler.SQLCompiler):
    """Django's, which keeps what it wrote."""

    query: Any

    def get_select(self, with_col_aliases: bool = False) -> tuple[list[Any], Any, Any]:
        query = self.query
        opts = query.get_meta()
        if with_col_aliases or opts is None or opts.parents or not _asks_whole_rows(query):
            return super().get_select(with_col_aliases)
        written = self._all_of(opts, query.get_initial_alias())
        select: list[Any] = [(each[0], None) for each in written]
        klass_info: dict[str, Any] = {"model": query.model, "select_fields": list(range(len(written)))}
        annotations = {}
        for name, expression in query.annotation_select.items():
            annotations[name] = len(select)
            select.append((expression, name))
        if query.select_related:
            klass_info["related_klass_infos"] = self.get_related_selections(select, {})
            _settle_parents(klass_info)
        rest = [(each, self._selected(each), name) for each, name in select[len(written) :]]
        return [*written, *rest], klass_info, annotations

    def get_default_columns(
        self, select_mask: Any, start_alias: str | None = None, opts: Any = None, from_parent: Any = None
    ) -> list[Col]:
        if select_mask or from_parent or start_alias is None or opts is None or opts.parents:
            return super().get_default_columns(select_mask, start_alias, opts, from_parent)
        return _columns_of(opts, start_alias).columns

    def _all_of(self, opts: Any, alias: str) -> list[Written]:
        """The columns of the table itself, as they stand in the statement."""
        kept = _columns_of(opts, alias)
        name = self.quote_name_unless_alias(alias)
        if name not in kept.written:
            kept.written[name] = [(column, self._selected(column), None) for column in kept.columns]
        return kept.written[name]

    def _selected(self, expression: Any) -> tuple[str, Any]:
        """As it stands after SELECT."""
        if type(expression) is Col and type(expression.output_field).select_format is Field.select_format:
            return self.compile(expression)
        try:
            sql, params = self.compile(expression)
        except EmptyResultSet:
            empty = getattr(expression, "empty_result_set_value", NotImplemented)
            return ("0", ()) if empty is NotImplemented else self.compile(Value(empty))
        except FullResultSet:
            return self.compile(Value(True))
        return expression.select_format(self, sql, params)

    def compile(self, node: Any) -> tuple[str, Any]:
        if type(node) is Col and node.alias:
            return f"{self.quote_name_unless_alias(node.alias)}.{self.quote_name_unless_alias(node.target.column)}", []
        return super().compile(node)

    def quote_name_unless_alias(self, name: str) -> str:
        return self.quote_cache.get(name) or super().quote_name_unless_alias(name)

    def _order_by_pairs(self) -> Iterable[Any]:
        """Only an expression, or the name of what is selected under a name, is looked for among what is selected."""
        if self.query.combinator or not self.select or any(name for _what, _sql, name in self.select):
            return super()._order_by_pairs()
        if any(hasattr(each, "resolve_expression") for each in self._order()):
            return super()._order_by_pairs()
        select, self.select = self.select, []
        try:
            return list(super()._order_by_pairs())
        finally:
            self.select = select

    def _order(self) -> Iterable[Any]:
        """By what the rows are ordered, as Django finds it."""
        query = self.query
        if query.extra_order_by or query.order_by or not query.default_ordering:
            return query.extra_order_by or query.order_by
        opts = query.get_meta()
        return opts.ordering if opts else ()

    def get_converters(self, expressions: Iterable[Any]) -> dict[int, Any]:
        found, columns = {}, list(expressions)
        for at, column in enumerate(columns):
            if type(column) is not Col or column.target is not column.output_field:
                return super().get_converters(columns)
            if converters := column.target.get_db_converters(self.connection):
                found[at] = (converters, column)
        return found


def _asks_whole_rows(query: Any) -> bool:
    """All columns of the table, none of them under a name of its own."""
    return query.default_cols and query.selected is None and not query.extra_select and not query.deferred_loading[0]
