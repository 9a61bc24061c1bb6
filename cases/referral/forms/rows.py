"""Adding a person to a list and taking one away: submit buttons, so that it works without JavaScript."""

from typing import NamedTuple

from django.http import QueryDict

from ekc.dutch import whole_number

from ..acts.referral import MOST_MAIN_PERSONS
from .group import MOST_PARTIES
from .people import MOST_RELATIVES

MOST = {"persons": MOST_MAIN_PERSONS, "relatives": MOST_RELATIVES, "parties": MOST_PARTIES}
"""Every list of an aanmelding, by its prefix: a page with another has no buttons that work (`Step`)."""


class RowAct(NamedTuple):
    """One more in a list, or one less."""

    prefix: str
    gone: int | None = None


def row_act(data: QueryDict) -> RowAct | None:
    """Which row button was pressed; None when the page itself was sent."""
    for prefix in MOST:
        if f"add_{prefix}" in data:
            return RowAct(prefix)
        if f"remove_{prefix}" in data:
            return RowAct(prefix, _number(data[f"remove_{prefix}"]))
    return None


def with_row(data: QueryDict, act: RowAct) -> QueryDict:
    """The same data with one row more, or without the row that was named."""
    changed = data.copy()
    total = min(_number(changed.get(f"{act.prefix}-TOTAL_FORMS")), MOST[act.prefix])
    if act.gone is None:
        changed[f"{act.prefix}-TOTAL_FORMS"] = str(min(total + 1, MOST[act.prefix]))
    elif 0 <= act.gone < total:
        _take_out(changed, act.prefix, act.gone, total)
    return changed


def _take_out(data: QueryDict, prefix: str, gone: int, total: int) -> None:
    rows: list[dict[str, list[str]]] = []
    for index in range(total):
        start = f"{prefix}-{index}-"
        rows.append({key[len(start) :]: data.pop(key) for key in [key for key in data if key.startswith(start)]})
    for index, row in enumerate(rows[:gone] + rows[gone + 1 :]):
        for name, values in row.items():
            data.setlist(f"{prefix}-{index}-{name}", values)
    data[f"{prefix}-TOTAL_FORMS"] = str(total - 1)


def _number(text: str | None) -> int:
    return whole_number(text, digits=3) or 0
