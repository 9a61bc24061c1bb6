"""The file that goes out: what is kept of one person, as the rules and a person who looked at it leave it."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from cases.codes import GIVES_THE_FILE, Verdict
from cases.models import InzageVerdict, PrivacyRequest
from ekc.dutch import long_date
from ekc.foreign_words import typed_on
from ekc.inzage_words import Words, in_dutch, said_later
from ekc.languages import direction_of

from ..mentions import Names, Piece, masked, pieces_of
from .passages import Entry, Passage, entries_of, names_in, whom_of


@dataclass(frozen=True)
class Line:
    """`typed_in`: the language in which somebody wrote the text; empty for words of the house, which are said in the
    language of who reads them."""

    label: Words
    text: Words
    typed_in: str = ""

    @property
    def direction(self) -> str:
        """Of what somebody wrote; words of the house run as the page does."""
        return direction_of(str(self.text)) if self.typed_in else ""


@dataclass(frozen=True)
class Part:
    """One row of the file: of which day, and what stands in it."""

    on: dt.date | None
    lines: tuple[Line, ...]

    @property
    def day(self) -> str:
        return long_date(self.on) if self.on else ""


@dataclass(frozen=True)
class Section:
    title: Words
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
        """For a program that reads it (AVG 20): in Dutch, whoever asks."""
        with translation.override(settings.LANGUAGE_CODE):
            return self._told()

    def _told(self) -> dict[str, Any]:
        return {
            "onderdelen": [
                {
                    "titel": str(section.title),
                    "regels": [
                        {
                            "datum": part.day,
                            "gegevens": [{"wat": str(line.label), "tekst": str(line.text)} for line in part.lines],
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
    """The file as it stands now, with what was decided about it. Its own words speak the language in which it is read,
    and its key is the same in each."""
    return _file(asked, entries_of(asked), names_in(whom_of(asked)), typed_on(asked.case_number))


def _file(asked: PrivacyRequest, entries: list[Entry], names: Names, typed: Mapping[str, str]) -> InzageFile:
    verdicts = {
        (each.table, each.row_key, each.column, each.text_key): each.verdict
        for each in InzageVerdict.objects.filter(request=asked)
    }
    open_: list[Passage] = []
    judged: dict[tuple[str, int, str], str] = {}
    sections: dict[str, tuple[Words, list[Part]]] = {}
    for entry in entries:
        lines = []
        for passage in entry.passages:
            verdict = verdicts.get((*passage.key, passage.text_key), "")
            if passage.asks:
                judged[passage.key] = verdict
            if passage.asks and not verdict:
                open_.append(passage)
            elif verdict != Verdict.OUT:
                lines.append(_line(passage, names, typed, is_masked=verdict == Verdict.MASKED))
        if lines:
            _title, parts = sections.setdefault(in_dutch(entry.title), (entry.title, []))
            parts.append(Part(entry.day, tuple(lines)))
    found = list(judged.values())
    return InzageFile(
        tuple(Section(title, tuple(parts)) for title, parts in sections.values()),
        tuple(open_),
        {key: verdict for key, verdict in judged.items() if verdict},
        taken_out=found.count(Verdict.OUT),
        without_names=found.count(Verdict.MASKED),
    )


def _line(passage: Passage, names: Names, typed: Mapping[str, str], *, is_masked: bool) -> Line:
    if not passage.is_typed:
        return Line(passage.label, passage.text)
    written = str(passage.text)
    text = said_later(lambda: masked(written, names)) if is_masked else written
    return Line(passage.label, text, typed.get(written, settings.LANGUAGE_CODE))


def is_checked(asked: PrivacyRequest, file: InzageFile) -> bool:
    """A person looked it over, and nothing changed since."""
    return bool(asked.checked_key) and not file.open_ and file.key == asked.checked_key


@dataclass(frozen=True)
class ToJudge:
    """A text for the page of the check: with what may be somebody else marked, and what was decided before."""

    passage: Passage
    title: Words
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
    typed = typed_on(asked.case_number)
    file = _file(asked, entries, names, typed)
    return file, [
        ToJudge(
            passage,
            entry.title,
            tuple(pieces_of(str(passage.text), names)),
            _label(file.judged.get(passage.key)),
            typed.get(str(passage.text), ""),
        )
        for entry in entries
        for passage in entry.passages
        if passage.asks and (again or not file.judged.get(passage.key))
    ]


def _label(verdict: str | None) -> str:
    return str(Verdict(verdict).label) if verdict else ""
