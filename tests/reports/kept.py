"""Counts that are kept, looked at beside a full count whenever a report is built."""

from typing import Any

import pytest

from reports.catalogue import Selection, facts
from reports.catalogue.facts import counts_of
from reports.catalogue.kept import kept_rows
from reports.catalogue.statements import Row, rows_of


def check_every_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on no report is built of kept counts that differ from a full count."""

    def checked(selection: Selection) -> list[Row]:
        kept = kept_rows(selection)
        check(selection, kept)
        return kept

    monkeypatch.setattr(facts, "kept_rows", checked)


def leave_counts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """For who counts the queries of a report."""
    monkeypatch.setattr(facts, "kept_rows", kept_rows)


def check(selection: Selection, kept: list[Row] | None = None) -> None:
    """What is kept, brought up to date, equals a full count of this selection."""
    found: dict[str, Any] = counts_of(kept_rows(selection) if kept is None else kept)
    full: dict[str, Any] = counts_of(rows_of(selection))
    assert {name: found.get(name) for name in full} == full
    assert set(found) == set(full)
