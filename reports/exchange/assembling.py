"""From rows to cases: what the files say about each other, and the answers cut loose from their case."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from cases.codes import CaseOutcome, Gender, Variant
from conferences.codes import BrokenOffReason, ConferenceState
from ekc.dates import quarter_of

from .checks import Checks
from .codebook import (
    ATTENDANCE,
    CODEBOOK,
    CONFERENCE_FILES,
    CONFERENCES,
    CONTACTS,
    FORM_FILES,
    HANDED_OUT,
    MAIN_PERSONS,
    PLANS,
    REQUESTS,
)
from .faults import Faults, shown
from .meetings import Meetings
from .reading import EARLIEST, Folder, Row, Sheet
from .registrations import FORM_COLUMNS, Answer, Known, Place, Registration, RegistrationSet, Values, told
from .slices import Slice, Slices, answers_of

WITH_MEETING = frozenset({CaseOutcome.CONFERENCE_HELD, CaseOutcome.BROKEN_OFF})
"""There is a meeting to tell of: the one that was held, or the one that was broken off."""
WITH_MORE = WITH_MEETING | {CaseOutcome.PLAN_WITHOUT_MEETING}
"""There is more to tell than of people and contacts; of a plan without a meeting: that plan, what came of it, and the
meetings that were broken off before."""
# Printed order of the rows within a case, where the format has one row per code.
CODE_COLUMNS: Mapping[str, str] = {CONTACTS: "category", ATTENDANCE: "position", HANDED_OUT: "form"}
QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
SLUG = re.compile(r"[-a-zA-Z0-9_]+")


def assemble(folder: Folder, known: Known, faults: Faults, *, today: dt.date) -> Iterator[RegistrationSet]:
    """Check all rows and make the cases and answers of a folder, some hundreds of cases at a time.

    Every fault is added to `faults`. What comes out is only whole when there are none at the end.
    """
    slices = Slices(folder)
    assembler = _Assembler(slices, folder.sheets, known, faults, today)
    checks = Checks(faults)
    for found in slices.each(faults):
        if found.requests:
            checks.forget()
        for file, rows in found.rows.items():
            checks.check(file, rows)
        yield assembler.assemble(found)


class _Assembler:
    """Holds what is looked up again and again: requests by number, rows by file and number, of one slice at a time."""

    def __init__(
        self, slices: Slices, sheets: Mapping[str, Sheet], known: Known, faults: Faults, today: dt.date
    ) -> None:
        self.sheets = sheets
        self.known = known
        self.faults = faults
        self.today = today
        self.requests: dict[str, Row] = {}
        self.rows: dict[str, dict[str, list[Row]]] = {}
        self.project_regions = self._project_regions(slices)
        self.meetings = Meetings(self.rows, faults)
        self.seen: dict[str, dict[tuple[str, str], int]] = {file: {} for file in FORM_FILES}
        self.own = {file: sheet.own for file, sheet in sheets.items() if sheet.own}

    def assemble(self, found: Slice) -> RegistrationSet:
        """The cases and answers of a slice."""
        self.requests = found.requests
        for file in (MAIN_PERSONS, CONTACTS, *CONFERENCE_FILES):
            self.rows[file] = self._by_case(found.rows.get(file, ()))
        registrations = [self._registration(case_id, row) for case_id, row in self.requests.items()]
        return RegistrationSet(registrations, self._answers(found))

    # --- looking up ---------------------------------------------------------------------------
    def _by_case(self, found: Sequence[Row]) -> dict[str, list[Row]]:
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in found:
            if self._request_of(row) is not None:
                rows[row["case_id"]].append(row)
        return rows

    def _request_of(self, row: Row) -> Row | None:
        """The request that a row hangs on; None, with a fault where that is news, when there is none."""
        case_id = row["case_id"]
        if not case_id or not row.good("case_id"):
            return None
        request = self.requests.get(case_id)
        if request is not None:
            return request
        if self.sheets[REQUESTS].complete and case_id not in self.sheets[REQUESTS].mentioned:
            self.faults.add(row.file, row.line, "case_id", f"{shown(case_id)} does not occur in {REQUESTS}")
        return None

    def _project_regions(self, slices: Slices) -> dict[str, set[str]]:
        regions: dict[str, set[str]] = defaultdict(set)
        for project, region in set(slices.first_requests):
            if (place := self.known.place(project, region)) is not None:
                regions[project].add(place.region)
        return regions

    def _place_of(self, row: Row, *, tell: bool = True) -> Place:
        """Where a row lies; an empty region is the region of its project, when that has just one."""
        code, project = row["region"], row["project"]
        place = self.known.place(project, code) if code else self._only_region_of(project)
        if place is None and tell and row.good("region", "project"):
            what = f"unknown code {shown(code)}" if code else "empty, and the project has no single region"
            self.faults.add(row.file, row.line, "region", what)
        return place or Place("")

    def _only_region_of(self, project: str) -> Place | None:
        regions = self.project_regions.get(project, set())
        return Place(*regions) if len(regions) == 1 else None

    # --- cases --------------------------------------------------------------------------------
    def _registration(self, case_id: str, request: Row) -> Registration:
        self._check_project(request)
        self._check_referrer(request)
        self._check_phase(case_id, request)
        parts = {REQUESTS: [_request(self._told(request))]}
        for file, rows in self.rows.items():
            found = [_normal(file, self._told(row)) for row in rows.get(case_id, ())]
            parts[file] = _in_order(file, [values for values in found if values is not None])
        parts[CONFERENCES] = self._meetings(case_id, request)
        return Registration(case_id, request["project"], self._place_of(request), parts, row=request, own=self.own)

    def _meetings(self, case_id: str, request: Row) -> list[Values]:
        self.meetings.check(case_id, request)
        found = []
        for row, said in self.meetings.rows_of(case_id, request["phase"]):
            values = _normal(CONFERENCES, self._told(row)) or {}
            if "broken_off_code" in values and said["meeting_state"] == ConferenceState.BROKEN_OFF:
                values["broken_off_code"] = values["broken_off_code"] or BrokenOffReason.OTHER.value
            found.append({**values, **said, **self.meetings.moments(row, said)})
        return found

    def _told(self, row: Row) -> Values:
        return told(row.file, row.values, self.sheets[row.file].own)

    def _check_project(self, row: Row) -> None:
        project = row["project"]
        if project and row.good("project") and not SLUG.fullmatch(project):
            what = f"{shown(project)} is no project code: letters, digits, - and _ only"
            self.faults.add(row.file, row.line, "project", what)

    def _check_referrer(self, row: Row) -> None:
        code = row["referrer_type"]
        if code and row.good("referrer_type") and code not in self.known.referrers:
            what = f"unknown code {shown(code)}; known are: {', '.join(sorted(self.known.referrers))}"
            self.faults.add(row.file, row.line, "referrer_type", what)

    def _check_phase(self, case_id: str, request: Row) -> None:
        if not request.good("phase"):
            return
        if request["phase"] in WITH_MEETING:
            sheet = self.sheets[CONFERENCES]
            if sheet.complete and case_id not in sheet.mentioned:
                what = f"{request['phase']}, but {CONFERENCES} has no row for this case"
                self.faults.add(request.file, request.line, "phase", what)
        if request["phase"] in WITH_MORE:
            return
        phase = request["phase"] or "empty"
        for file in CONFERENCE_FILES:
            for row in self.rows[file].get(case_id, ()):
                what = f"the phase of {shown(case_id)} is {phase}, and only a conference has rows here"
                self.faults.add(row.file, row.line, "case_id", what)

    # --- answers ------------------------------------------------------------------------------
    def _answers(self, found: Slice) -> list[Answer]:
        answers = []
        for file, rows in answers_of(found):
            for row in rows:
                answer = self._answer(row)
                if answer is not None:
                    self._check_once(row, answer, self.seen[file])
                    answers.append(answer)
        return answers

    def _answer(self, row: Row) -> Answer | None:
        self._check_version(row)
        if "case_id" in row.values:
            origin = self._origin_by_case(row)
        else:
            self._check_project(row)
            self._check_quarter(row)
            origin = (row["project"], self._place_of(row), row["quarter"])
        if origin is None:
            return None
        answers = {name: row[name] for name in FORM_COLUMNS[row.file] if row[name] not in ("", None, [])}
        return Answer(row.file, row["respondent"], row.values.get("version", ""), *origin, answers)

    def _origin_by_case(self, row: Row) -> tuple[str, Place, str] | None:
        """Project, region and quarter of the case; its number is forgotten here."""
        request = self._request_of(row)
        if request is None:
            return None
        if not self.rows[CONFERENCES].get(row["case_id"]):
            if request.good("phase") and request["phase"] not in WITH_MEETING:
                what = f"{shown(row['case_id'])} had no conference, so nobody there filled in a form"
                self.faults.add(row.file, row.line, "case_id", what)
            return None
        held_on = self.meetings.held_on(row["case_id"], request["phase"])
        return request["project"], self._place_of(request, tell=False), quarter_of(held_on) if held_on else ""

    def _check_version(self, row: Row) -> None:
        version = row.values.get("version")
        known = self.known.versions[FORM_FILES[row.file]]
        if version and version not in known:
            what = f"unknown code {shown(version)}; known are: {', '.join(sorted(known))}"
            self.faults.add(row.file, row.line, "version", what)

    def _check_quarter(self, row: Row) -> None:
        quarter = row["quarter"]
        if not quarter or not row.good("quarter"):
            return
        if not QUARTER.fullmatch(quarter):
            self.faults.add(row.file, row.line, "quarter", f"{shown(quarter)} is not a quarter written as YYYY-Qn")
        elif not quarter_of(EARLIEST) <= quarter <= quarter_of(self.today):
            self.faults.add(row.file, row.line, "quarter", f"{quarter} is before {EARLIEST.year} or in the future")

    def _check_once(self, row: Row, answer: Answer, seen: dict[tuple[str, str], int]) -> None:
        key = (answer.project, answer.respondent)
        if not answer.respondent:
            return
        if key in seen:
            what = f"{answer.respondent} stands already on line {seen[key]}"
            self.faults.add(row.file, row.line, "respondent", what)
        seen.setdefault(key, row.line)


# --- values as the database gives them back -----------------------------------------------------
def _request(told: Values) -> Values:
    values = {name: value for name, value in told.items() if name not in ("case_id", "project", "region")}
    if "variant" in values:
        values["variant"] = values["variant"] or Variant.FAMILY.value
    if "leaving_reasons" in values:
        order = CODEBOOK[REQUESTS].by_name["leaving_reasons"].order_of
        values["leaving_reasons"] = sorted(values["leaving_reasons"], key=order)
    return values | {"earlier_conference": bool(values["earlier_conference"])}


def _normal(file: str, row: Mapping[str, Any]) -> Values | None:
    """A row without its case number, unknowns filled in as the database holds them; None for nobody."""
    values = {name: value for name, value in row.items() if name != "case_id"}
    if file in (CONTACTS, ATTENDANCE) and values["persons"] == 0:
        return None
    filled_in = _FILLED_IN.get(file)
    return values | filled_in(values) if filled_in else values


def _main_person(values: Values) -> Values:
    return {"unborn": bool(values["unborn"]), "gender": values["gender"] or Gender.UNKNOWN.value}


def _conference(values: Values) -> Values:
    filled_in = {"external_interpreter": bool(values["external_interpreter"]), "meetings": values["meetings"] or 1}
    if "private_time_away" in values:
        filled_in["private_time_away"] = values["private_time_away"] or 0
    return filled_in


def _attendance(values: Values) -> Values:
    return {"meeting": values.get("meeting")}


def _plan(values: Values) -> Values:
    return {"persons_changing_residence": values["persons_changing_residence"] or 0}


_FILLED_IN: Mapping[str, Callable[[Values], Values]] = {
    MAIN_PERSONS: _main_person,
    CONFERENCES: _conference,
    PLANS: _plan,
    ATTENDANCE: _attendance,
}


def _in_order(file: str, rows: list[Values]) -> list[Values]:
    name = CODE_COLUMNS.get(file)
    if name is None:
        return rows
    column = CODEBOOK[file].by_name[name]
    return sorted(
        rows, key=lambda values: (values.get("meeting") or 0, column.order_of(values[name]) if values[name] else -1)
    )
