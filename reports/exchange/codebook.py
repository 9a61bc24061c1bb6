"""The code book: every file and column of the exchange format, with its codes in printed order."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.db.models import TextChoices

from cases.codes import LeavingReason, Variant
from conferences.codes import OVER_STATES, AfterAll, BrokenOffReason, ConferenceState

DATA = Path(__file__).parent / "data"

REQUESTS = "aanvragen.csv"
MAIN_PERSONS = "hoofdpersonen.csv"
CONTACTS = "contacten.csv"
CONFERENCES = "conferenties.csv"
ATTENDANCE = "deelnemers.csv"
PLANS = "plannen.csv"
HANDED_OUT = "enquetes_uitgereikt.csv"
FOLLOW_UP = "followup.csv"
FORM_FILES: Mapping[str, str] = MappingProxyType(
    {
        "enquete_volwassenen.csv": "volwassene",
        "enquete_kinderen.csv": "kind",
        "enquete_professionals.csv": "professional",
    }
)
"""The file of each questionnaire form, as `surveys.codes.Form` calls it."""

CONFERENCE_FILES = (CONFERENCES, ATTENDANCE, PLANS, HANDED_OUT, FOLLOW_UP)
"""What only a case with a conference has, or with a plan that was made without one."""

NO_PROGRAMME = "zonder-programma"
"""`project` of cases that no programme pays for: the format has no empty project."""


@dataclass(frozen=True)
class Column:
    """One column. `codes` maps a code to its Dutch label; empty where the type is not `code`."""

    name: str
    label: str
    type: str
    codes: Mapping[str, str]
    multiple: bool = False
    reverse: bool = False
    lowest: int = 0
    highest: int = 32767  # what a small number in the database holds

    @property
    def is_statement(self) -> bool:
        """A statement with the scale from disagree to agree."""
        return "helemaal_eens" in self.codes

    def order_of(self, code: str) -> int:
        """The place of a code in printed order."""
        return list(self.codes).index(code)


@dataclass(frozen=True)
class FileFormat:
    """One file: its columns in order.

    `own` are ours and not of the published format: a file may lack them, and has them only where they say something.
    """

    name: str
    columns: tuple[Column, ...]
    own: tuple[Column, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.all_columns}

    @cached_property
    def all_columns(self) -> tuple[Column, ...]:
        return (*self.columns, *self.own)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.own)


def _column(name: str, spec: Mapping[str, Any]) -> Column:
    lowest, highest = spec.get("range", (0, 32767))
    # These grow with use; which codes exist is asked of the database (`Known`).
    open_list = name in ("region", "version", "referrer_type")
    return Column(
        name=name,
        label=spec["label"],
        type="text" if open_list else spec["type"],
        codes=MappingProxyType(dict(spec.get("codes", ()))),
        multiple=spec.get("multiple", False),
        reverse=spec.get("reverse", False),
        lowest=lowest,
        highest=highest,
    )


def _own_codes(name: str, label: str, choices: type[TextChoices], *, multiple: bool = False) -> Column:
    codes = MappingProxyType({str(code): str(words) for code, words in choices.choices})
    return Column(name, label, "code", codes, multiple=multiple)


def _own_number(name: str, label: str, *, lowest: int) -> Column:
    return Column(name, label, "integer", MappingProxyType({}), lowest=lowest)


OWN: Mapping[str, tuple[Column, ...]] = {
    REQUESTS: (
        _own_codes("variant", "Soort conferentie", Variant),
        _own_codes("leaving_reasons", "Waarom een coördinator niet verderging", LeavingReason, multiple=True),
    ),
    CONFERENCES: (
        _own_number("meeting", "Hoeveelste bijeenkomst", lowest=1),
        Column(
            "meeting_state",
            "Hoe de bijeenkomst eindigde",
            "code",
            MappingProxyType({str(state): str(ConferenceState(state).label) for state in sorted(OVER_STATES)}),
        ),
        _own_codes("broken_off_code", "Waarom de bijeenkomst werd afgebroken", BrokenOffReason),
        _own_number("private_time_away", "Minuten dat het besloten deel onderbroken was", lowest=0),
        _own_codes("after_all", "Hoe het zonder volgende bijeenkomst afliep", AfterAll),
        Column("concluded_on", "Afgerond zonder volgende bijeenkomst op", "date", MappingProxyType({})),
    ),
    ATTENDANCE: (_own_number("meeting", "Bij welke afgebroken bijeenkomst", lowest=1),),
}
"""What the published format has no column for (docs/adr/0027)."""


def _load() -> dict[str, FileFormat]:
    book = json.loads((DATA / "codebook.json").read_text(encoding="utf-8"))
    return {
        name: FileFormat(name, tuple(_column(column, spec) for column, spec in columns.items()), OWN.get(name, ()))
        for name, columns in book.items()
    }


CODEBOOK: Mapping[str, FileFormat] = MappingProxyType(_load())
"""The eleven files in the order of the code book."""

SUBREGIONS: Mapping[str, str] = CODEBOOK[REQUESTS].by_name["region"].codes
"""The published sub-regions, code to name, in printed order."""

REFERRERS: frozenset[str] = frozenset(CODEBOOK[REQUESTS].by_name["referrer_type"].codes)
"""The published referrers; the kept list holds these and whatever was added since (docs/adr/0017)."""

SUBREGION_PARENTS: Mapping[str, str] = MappingProxyType(
    json.loads((DATA / "subregions.json").read_text(encoding="utf-8"))
)
"""The region of the Eigen Kracht Centrale in which a published sub-region lies."""

CASELESS_COLUMNS: tuple[Column, ...] = (
    CODEBOOK[REQUESTS].by_name["project"],
    CODEBOOK[REQUESTS].by_name["region"],
    Column("quarter", "Kwartaal van de conferentie", "text", MappingProxyType({})),
)
"""What stands in place of `case_id` in an answer that keeps no case (design 4.9)."""


def caseless(form: FileFormat) -> FileFormat:
    """The other accepted form of a questionnaire file: project, region and quarter in place of `case_id`."""
    at = form.names.index("case_id")
    return FileFormat(form.name, (*form.columns[:at], *CASELESS_COLUMNS, *form.columns[at + 1 :]))


def answer_columns(file: str) -> tuple[Column, ...]:
    """The columns of a questionnaire file that hold an answer."""
    return tuple(column for column in CODEBOOK[file].columns if column.name not in ("respondent", "case_id", "version"))
