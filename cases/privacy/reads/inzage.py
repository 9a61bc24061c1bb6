"""The file that goes out: what is kept of one person, as the rules and a person who looked at it leave it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cases.codes import GIVES_THE_FILE, Verdict
from cases.models import InzageVerdict, PrivacyRequest
from ekc.dutch import long_date
from ekc.foreign_words import typed_on

from ..mentions import Names, Piece, masked, pieces_of
from .passages import Entry, Passage, entries_of, names_in, whom_of


@dataclass(frozen=True)
class Line:
    label: str
    text: str


@dataclass(frozen=True)
class Part:
    """One row of the file: of which day, and what stands in it."""

    day: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Section:
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class InzageFile:
    """`open_`: the texts of which nobody decided yet; with one of them it does not go out."""

    sections: tuple[Section, ...]
    open_: tuple[Passage, ...]
    judged: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    taken_out: int = 0
    without_names: int = 0

    @property
    def key(self) -> str:
        """Another one as soon as anything in it is otherwise."""
        return hashlib.sha256(json.dumps(self.as_data(), sort_keys=True).encode()).hexdigest()

    def as_data(self) -> dict[str, Any]:
        """For a program that reads it (AVG 20)."""
        return {
            "onderdelen": [
                {
                    "titel": section.title,
                    "regels": [
                        {
                            "datum": part.day,
                            "gegevens": [{"wat": line.label, "tekst": line.text} for line in part.lines],
                        }
                        for part in section.parts
                    ],
                }
                for section in self.sections
            ],
            "weggelaten": {"teksten": self.taken_out, "zonder_namen_van_anderen": self.without_names},
            "niet_in_dit_dossier": left_out_by_rule(),
        }


def left_out_by_rule() -> list[str]:
    """What nobody gets of somebody else, in sentences for the file."""
    return [
        _("Namen, adressen en telefoonnummers van anderen."),
        _("Aantekeningen over iemand anders."),
        _("Wie iets meldde over de veiligheid."),
        _("Wat de familie in de besloten tijd besprak: dat schrijven wij niet op. Foto's van vellen geven wij niet."),
        _("Een adres dat geheim is: dat staat nergens op papier."),
        _("Antwoorden op vragenlijsten: die zijn niet naar iemand terug te leiden."),
    ]


def is_given_out(asked: PrivacyRequest) -> bool:
    """Whether this request is answered by handing over the file."""
    return asked.kind in GIVES_THE_FILE


def file_of(asked: PrivacyRequest) -> InzageFile:
    """The file as it stands now, with what was decided about it."""
    return _file(asked, entries_of(asked), names_in(whom_of(asked)))


def _file(asked: PrivacyRequest, entries: list[Entry], names: Names) -> InzageFile:
    verdicts = {
        (each.table, each.row_key, each.column, each.text_key): each.verdict
        for each in InzageVerdict.objects.filter(request=asked)
    }
    open_: list[Passage] = []
    judged: dict[tuple[str, int, str], str] = {}
    sections: dict[str, list[Part]] = {}
    for entry in entries:
        lines = []
        for passage in entry.passages:
            verdict = verdicts.get((*passage.key, passage.text_key), "")
            if passage.asks:
                judged[passage.key] = verdict
            if passage.asks and not verdict:
                open_.append(passage)
            elif verdict == Verdict.MASKED:
                lines.append(Line(passage.label, masked(passage.text, names)))
            elif verdict != Verdict.OUT:
                lines.append(Line(passage.label, passage.text))
        if lines:
            sections.setdefault(entry.title, []).append(Part(_day(entry), tuple(lines)))
    found = list(judged.values())
    return InzageFile(
        tuple(Section(title, tuple(parts)) for title, parts in sections.items()),
        tuple(open_),
        {key: verdict for key, verdict in judged.items() if verdict},
        taken_out=found.count(Verdict.OUT),
        without_names=found.count(Verdict.MASKED),
    )


def is_checked(asked: PrivacyRequest, file: InzageFile) -> bool:
    """A person looked it over, and nothing changed since."""
    return bool(asked.checked_key) and not file.open_ and file.key == asked.checked_key


def _day(entry: Entry) -> str:
    return long_date(entry.day) if entry.day else ""


@dataclass(frozen=True)
class ToJudge:
    """A text for the page of the check: with what may be somebody else marked, and what was decided before."""

    passage: Passage
    title: str
    pieces: tuple[Piece, ...]
    verdict: str
    # In which it was typed, where that is known: the pieces do not say it by themselves.
    language: str = ""

    @property
    def name(self) -> str:
        """Its name in a form: by the words of now."""
        passage = self.passage
        return f"{passage.table}-{passage.row_key}-{passage.column}-{passage.text_key[:12]}"


def to_judge(asked: PrivacyRequest, *, again: bool) -> tuple[InzageFile, list[ToJudge]]:
    """The file as it stands now, and the texts that a person must look at; `again`: also those that were decided on."""
    entries, names = entries_of(asked), names_in(whom_of(asked))
    file, typed = _file(asked, entries, names), typed_on(asked.case_number)
    return file, [
        ToJudge(
            passage,
            entry.title,
            tuple(pieces_of(passage.text, names)),
            _label(file.judged.get(passage.key)),
            typed.get(passage.text, ""),
        )
        for entry in entries
        for passage in entry.passages
        if passage.asks and (again or not file.judged.get(passage.key))
    ]


def _label(verdict: str | None) -> str:
    return str(Verdict(verdict).label) if verdict else ""
