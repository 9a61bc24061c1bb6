"""A file of a research set as SPSS reads it, and the syntax with what such a file cannot hold.

pyreadstat writes it, and says nothing of what it cuts: labels of values after 120 bytes, of variables after 256. They
are cut here, between two letters, and stand whole in the syntax and the code book. Every variable is written as text or
as a floating number: what pandas takes for a decimal or a duration would become text.
"""

import datetime as dt
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .set_files import ResearchFile
from .sets import ResearchSet
from .variables import REASONS, TEXTS, Kind, Variable

LONGEST_NAME, LONGEST_LABEL, LONGEST_VALUE_LABEL = 64, 256, 120
RESERVED = frozenset({"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"})
MEASURES = {Kind.NUMBER: "scale", Kind.TIME: "scale"}
CREATED, MONTHS = slice(92, 109), ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Where the head of a file says when it was made, to the second; and in which words."""


def cut(text: str, most: int) -> str:
    """The beginning of a text that fits in so many bytes of UTF-8; never half a letter."""
    return text.encode()[:most].decode(errors="ignore")


def names_of(names: Iterable[str]) -> list[str]:
    """Names for SPSS: letters, digits and _, at most 64 bytes, none reserved, none twice whatever its capitals."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        plain = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in name).rstrip("_") or "v"
        plain = plain if plain[0].isalpha() else f"v_{plain}"
        plain = f"{plain[: LONGEST_NAME - 1]}_" if plain.lower() in RESERVED else plain[:LONGEST_NAME]
        number, unique = 1, plain
        while unique.lower() in taken:
            number += 1
            unique = f"{plain[: LONGEST_NAME - 1 - len(str(number))]}_{number}"
        taken.add(unique.lower())
        found.append(unique)
    return found


def sav_file(file: ResearchFile, *, made_on: dt.date) -> bytes:
    """The bytes of a `.sav`; the same rows and day give the same bytes."""
    import pandas  # only where such a file is made: it takes half a second and fifty megabytes
    import pyreadstat

    names = names_of(variable.name for variable in file.variables)
    by_name = dict(zip(names, file.variables, strict=True))
    columns = {
        name: pandas.Series([row[at] for row in file.rows], dtype="object" if variable.kind in TEXTS else "float64")
        for at, (name, variable) in enumerate(by_name.items())
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.sav"
        pyreadstat.write_sav(
            pandas.DataFrame(columns),
            path,
            file_label=cut(f"Eigen Kracht: {file.name}", 64),
            column_labels={name: cut(variable.label, LONGEST_LABEL) for name, variable in by_name.items()},
            variable_value_labels={
                name: {value: cut(label, LONGEST_VALUE_LABEL) for value, label in variable.value_labels.items()}
                for name, variable in by_name.items()
                if variable.value_labels
            },
            missing_ranges={name: _missing(variable) for name, variable in by_name.items() if _missing(variable)},
            variable_measure={name: MEASURES.get(variable.kind, "nominal") for name, variable in by_name.items()},
            variable_format={name: _format(variable, file, at) for at, (name, variable) in enumerate(by_name.items())},
        )
        return _dated(path.read_bytes(), made_on)


def _missing(variable: Variable) -> list[Any]:
    if variable.kind not in TEXTS:
        return list(REASONS)
    # Of other texts hardly one is empty; and values of texts of more than eight bytes are written so that PSPP warns.
    return [str(each) for each in REASONS] if variable.kind == Kind.PERIOD else []


def _format(variable: Variable, file: ResearchFile, at: int) -> str:
    if variable.kind in TEXTS:
        return f"A{max([8, *(len(str(row[at]).encode()) for row in file.rows)])}"
    return "TIME5" if variable.kind == Kind.TIME else "F5.0"


def _dated(content: bytes, made_on: dt.date) -> bytes:
    created = f"{made_on.day:02} {MONTHS[made_on.month - 1]} {made_on.year % 100:02}00:00:00"
    return content[: CREATED.start] + created.encode() + content[CREATED.stop :]


def syntax_of(found: ResearchSet) -> str:
    """What a `.sav` cannot hold: which variables are the answers to one question, and labels that had to be cut."""
    lines = [f"* Eigen Kracht, {found.project.name}, {found.made_on:%d-%m-%Y}.", "* Voer dit uit na GET FILE.", ""]
    for file in found.files:
        names = names_of(variable.name for variable in file.variables)
        pairs = list(zip(names, file.variables, strict=True))
        lines += [f"GET FILE='{file.name}.sav'."]
        for question in dict.fromkeys(variable.of for _name, variable in pairs if variable.of):
            parts = [(name, variable) for name, variable in pairs if variable.of == question]
            label = _quoted(parts[0][1].label.split(":")[0])
            lines += [
                f"MRSETS /MDGROUP NAME=${cut(question, LONGEST_NAME - 1)} CATEGORYLABELS=VARLABELS LABEL={label}",
                f"  VARIABLES={' '.join(name for name, _variable in parts)} VALUE=1.",
            ]
        for name, variable in pairs:
            lines += _in_full(name, variable)
        lines += [f"SAVE OUTFILE='{file.name}.sav'.", ""]
    return "\r\n".join(lines)


def _in_full(name: str, variable: Variable) -> list[str]:
    """Comments with the labels that do not fit."""
    labels = [(name, variable.label, LONGEST_LABEL)]
    labels += [(f"{name} {value}", label, LONGEST_VALUE_LABEL) for value, label in variable.value_labels.items()]
    return [f"* {what}: {label.replace('.', ' ')}." for what, label, most in labels if len(label.encode()) > most]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
