"""The variables of a research set: the columns of the exchange format, made so that nobody is found by them (R20)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from cases.codes import CaseOutcome, EndReason, ReferrerType
from ekc.lists.codes import KeptList
from ekc.lists.queries import kept

from ..catalogue.code_lists import ADULT_AGES, CHILD_AGES
from ..exchange.codebook import (
    CASELESS_COLUMNS,
    CODEBOOK,
    CONFERENCES,
    FORM_FILES,
    MAIN_PERSONS,
    REQUESTS,
    Column,
    caseless,
)

WITHHELD, UNKNOWN, NOT_ASKED = -7, -8, -9
"""Values that say why there is none: of every variable the same, and below every real one."""
REASONS: Mapping[int, str] = {
    WITHHELD: "Niet gegeven: te weinig gezinnen zijn zo",
    UNKNOWN: "Onbekend",
    NOT_ASKED: "Niet gevraagd of niet van toepassing",
}
UNKNOWN_CODE = "onbekend"


class Kind(StrEnum):
    """What a variable holds."""

    PSEUDONYM = "pseudoniem"
    PERIOD = "periode"
    TEXT = "tekst"
    CODE = "code"
    YES_NO = "ja/nee"
    NUMBER = "getal"
    TIME = "tijd"


TEXTS = frozenset({Kind.PSEUDONYM, Kind.PERIOD, Kind.TEXT})
"""Kinds that are written as text, and not as a number."""


@dataclass(frozen=True)
class Variable:
    """One variable. `codes` has the label of each code, in printed order; `of` is the question of a multiple answer, of
    which each possible answer is a variable of its own."""

    name: str
    label: str
    kind: Kind
    column: str
    codes: Mapping[str, str]
    of: str = ""
    answer: str = ""

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each code; a code that says that it is not known has the number of all that is not known."""
        known = [code for code in self.codes if code != UNKNOWN_CODE]
        numbers = {code: number for number, code in enumerate(known, start=1)}
        return numbers | ({UNKNOWN_CODE: UNKNOWN} if UNKNOWN_CODE in self.codes else {})

    @property
    def value_labels(self) -> dict[int, str]:
        """The label of each value; empty of a text."""
        if self.kind in TEXTS:
            return {}
        own: dict[int, str] = {}
        if self.kind == Kind.YES_NO:
            own = {0: "Nee", 1: "Ja"}
        elif self.kind == Kind.CODE:
            own = {number: self.codes[code] for code, number in self.numbers.items()}
        return own | dict(REASONS)


LEFT_OUT = frozenset({"place", "municipality"})
"""Free text, or a place so small that a family is found by it."""
BANDS = dict((*CHILD_AGES[:-1], *ADULT_AGES, CHILD_AGES[-1]))
PLAIN = frozenset({"project", "region", "version"})
"""Texts that are codes of the house and grow with use."""
KINDS: Mapping[str, Kind] = {
    "date": Kind.PERIOD,
    "time": Kind.TIME,
    "boolean": Kind.YES_NO,
    "integer": Kind.NUMBER,
    "mark": Kind.NUMBER,
    "code": Kind.CODE,
}


class FreeText(TypeError):
    """A column of the format would take what somebody typed to a researcher."""


def variables_of(file: str) -> tuple[Variable, ...]:
    """The variables of a file, in the order of the format. Raises FreeText."""
    form = caseless(CODEBOOK[file]) if file in FORM_FILES else CODEBOOK[file]
    found = tuple(variable for column in form.all_columns for variable in _variables(file, column))
    if file == MAIN_PERSONS:
        # Who does not stand with a case still belongs to a programme.
        found += (Variable("project", CASELESS_COLUMNS[0].label, Kind.TEXT, "project", {}),)
    return found


def _variables(file: str, column: Column) -> tuple[Variable, ...]:
    if column.name in LEFT_OUT:
        return ()
    codes: Mapping[str, str] = column.codes
    if column.name == "referrer_type":
        codes = dict(kept(KeptList.REFERRER).names)
        column = replace(column, type="code")
    if file == MAIN_PERSONS and column.name == "age":
        return (Variable("age_band", "Leeftijd bij aanmelding", Kind.CODE, "age", BANDS),)
    if column.multiple:
        return tuple(
            Variable(
                f"{column.name}_{code}", f"{column.label}: {label}", Kind.YES_NO, column.name, {}, column.name, code
            )
            for code, label in codes.items()
        )
    return (Variable(column.name, column.label, _kind(column), column.name, codes),)


def _kind(column: Column) -> Kind:
    if column.name in ("case_id", "respondent"):
        return Kind.PSEUDONYM
    if column.name == CASELESS_COLUMNS[-1].name:
        return Kind.PERIOD
    if column.type != "text":
        return KINDS[column.type]
    if column.name not in PLAIN:
        raise FreeText(column.name)
    return Kind.TEXT


NOT_ASKED_WHEN: Mapping[tuple[str, str], Callable[[Mapping[str, Any]], bool]] = {
    (REQUESTS, "referrer_department"): lambda row: row["referrer_type"] != ReferrerType.YOUTH_CARE_OFFICE,
    (REQUESTS, "repeat_reason"): lambda row: not row["earlier_conference"],
    (REQUESTS, "not_held_reason"): lambda row: row["phase"] != CaseOutcome.ENDED_IN_ACTIVATION,
    (REQUESTS, "refused_by"): lambda row: row["not_held_reason"] != EndReason.REFUSAL,
    (REQUESTS, "phase"): lambda row: row["phase"] == "",
    (REQUESTS, "closed_on"): lambda row: row["closed_on"] is None,
    (CONFERENCES, "broken_off_code"): lambda row: row["broken_off_code"] == "",
    (CONFERENCES, "after_all"): lambda row: row["after_all"] == "",
    (CONFERENCES, "concluded_on"): lambda row: row["concluded_on"] is None,
}
"""When a column of a row could say nothing, for nobody was asked; elsewhere an empty one is not known."""
