"""A folder in slices: some hundreds of cases with all that hangs on them, and then what hangs on none. So that no more
than a slice is in memory as rows, however large the set and in whatever order its rows stand."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .codebook import FORM_FILES, REQUESTS
from .faults import Faults
from .reading import Folder, Row, Sheet

CASES_AT_ONCE = 500
ROWS_AT_ONCE = 5000
ON_NONE = -1


@dataclass
class Slice:
    """Rows by file. `requests` has the first request of each case number, in the order of the file; without any, these
    rows hang on no request."""

    rows: dict[str, list[Row]]
    requests: dict[str, Row]


class Slices:
    """Finds for every row on which request it hangs, and reads the rows of some of them at once."""

    def __init__(self, folder: Folder) -> None:
        self._sheets = folder.sheets
        self._order: dict[str, int] = {}
        for case_id in folder.sheets[REQUESTS].case_ids:
            self._order.setdefault(case_id, len(self._order))
        self._places = {file: self._by_request(sheet) for file, sheet in self._sheets.items()}

    @property
    def first_requests(self) -> Iterator[tuple[str, str]]:
        """Project and region of the first request of each number, as they stand there."""
        sheet = self._sheets[REQUESTS]
        seen: set[str] = set()
        for case_id, origin in zip(sheet.case_ids, sheet.origins, strict=True):
            if case_id not in seen:
                seen.add(case_id)
                yield origin

    @property
    def cases(self) -> int:
        """How many case numbers there are requests of."""
        return len(self._order)

    def _by_request(self, sheet: Sheet) -> "tuple[array[int], array[int]]":
        """The places of the rows in the order of their requests, and that order of each."""
        if sheet.file == REQUESTS:
            orders = array("q", (self._order[case_id] for case_id in sheet.case_ids))
        elif sheet.has_case_ids:
            order_of = {**self._order, "": ON_NONE}
            orders = array("q", (order_of.get(case_id, ON_NONE) for case_id in sheet.case_ids))
        else:
            orders = array("q", (ON_NONE for _ in range(len(sheet))))
        places = array("q", sorted(range(len(orders)), key=orders.__getitem__))
        return places, array("q", (orders[place] for place in places))

    def each(self, faults: Faults) -> Iterator[Slice]:
        """All slices, one after the other; cells that cannot be read are faults."""
        at = {file: self._begin_of_cases(file) for file in self._sheets}
        for begin in range(0, len(self._order), CASES_AT_ONCE):
            rows: dict[str, list[Row]] = {}
            for file, sheet in self._sheets.items():
                places, orders = self._places[file]
                start = end = at[file]
                while end < len(orders) and orders[end] < begin + CASES_AT_ONCE:
                    end += 1
                rows[file] = sheet.rows(places[start:end], faults)
                at[file] = end
            requests: dict[str, Row] = {}
            for row in rows[REQUESTS]:
                requests.setdefault(row["case_id"], row)
            yield Slice(rows, requests)
        for file, sheet in self._sheets.items():
            yield from self._on_none(file, sheet, faults)

    def _begin_of_cases(self, file: str) -> int:
        _places, orders = self._places[file]
        return next((at for at, order in enumerate(orders) if order != ON_NONE), len(orders))

    def _on_none(self, file: str, sheet: Sheet, faults: Faults) -> Iterator[Slice]:
        places = self._places[file][0][: self._begin_of_cases(file)]
        for start in range(0, len(places), ROWS_AT_ONCE):
            yield Slice({file: sheet.rows(places[start : start + ROWS_AT_ONCE], faults)}, {})


def answers_of(found: Slice) -> Iterator[tuple[str, Sequence[Row]]]:
    """The questionnaires of a slice, file by file."""
    return ((file, found.rows[file]) for file in FORM_FILES if file in found.rows)
