"""Our own wording, all of it, passed through one list: plain Dutch, one form of address, things by their name."""

import ast
import functools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ekc.translations import ROOT, _sentences_in

APPS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports")
# What is written in Dutch without being marked for translation: what the report says.
UNMARKED = ("reports/rendering/texts.py", "reports/catalogue/*.py")
# Texts for two kinds of readers; the page says which of them it speaks to.
OF_TWO_READERS = {
    "templates/cases/referral/pause.html",
    "templates/cases/referral/start.html",
    "templates/conferences/inviting/print/letter.html",
    "templates/conferences/inviting/public/invitation.html",
    *(f"templates/surveys/{each}.html" for each in ("help_now", "question", "ready", "sheets", "stopped", "welcome")),
}
JE = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
U = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)


def _has(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text: bool(compiled.search(text))


NEVER: dict[str, Callable[[str], bool]] = {
    "“haar” for a case, a question or an organisation: name it": _has(r"(?<!of )\bhaar\b"),
    "“ze” or “zij” for a case, a conference or an organisation: name it": _has(
        r"\b(zaak|conferentie|aanmelding|organisatie)\b[^.?!]*[.?!]?[^.?!]*"
        r"\b(als ze is|(waarin|telt|beslist|staat|of) (ze|zij)(?! (er een|wil|niet)\b))\b"
    ),
    "“je” and “u” in one sentence": lambda text: bool(JE.search(text) and U.search(text)),
    "“Vul in”: say what to write down": _has(r"^vul in\b"),
    "words of a bureau": _has(
        r"\b(indien|tevens|middels|betreffende|derhalve|teneinde|alsmede|alsook|aangaande|omtrent|dient te|dienen te)\b"
    ),
    "words of a care file for people": _has(r"\b(cliënten?|casus|hulpvrager)\b"),
}


def sentences() -> Iterator[tuple[str, str]]:
    """Every Dutch text of the program, with the file in which it stands."""
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]
    files += [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    for path in sorted(files):
        for found in _sentences_in(path, ()) if path.suffix != ".txt" else [(path.read_text(), "")]:
            yield from ((text, str(path.relative_to(ROOT))) for text in found if text)
    for pattern in UNMARKED:
        for path in sorted(ROOT.glob(pattern)):
            yield from ((text, str(path.relative_to(ROOT))) for text in _literals(path))


def _literals(path: Path) -> Iterator[str]:
    """The texts of a module, less what stands there for whoever reads the code."""
    tree = ast.parse(path.read_text())
    remarks = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in remarks:
            yield node.value


@functools.cache
def all_of_them() -> list[tuple[str, str]]:
    """Looked up by the first test that asks, and not by every worker that only wants to know what tests there are."""
    return sorted(set(sentences()))


@pytest.mark.parametrize("what", NEVER)
def test_no_wording_of_ours_has(what: str) -> None:
    assert [(text, file) for text, file in all_of_them() if NEVER[what](text)] == []


def test_a_page_speaks_to_its_reader_in_one_way() -> None:
    of_page: dict[str, str] = {}
    for text, file in all_of_them():
        if file.endswith(".html"):
            of_page[file] = f"{of_page.get(file, '')} {text}"

    mixed = {file for file, text in of_page.items() if JE.search(text) and U.search(text)}

    assert mixed == OF_TWO_READERS


def test_what_a_family_and_a_professional_both_read_says_neither_je_nor_u() -> None:
    """The questions of an aanmelding say "je" to a family and "u" to a professional; around them stand these."""
    around = {f"templates/cases/referral/{name}.html" for name in ("step", "check", "draft_status", "municipalities")}

    said = [(text, file) for text, file in all_of_them() if file in around]

    assert {file for _text, file in said} >= around - {"templates/cases/referral/municipalities.html"}
    assert [(text, file) for text, file in said if JE.search(text) or U.search(text)] == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("“haar” for a case, a question or an organisation: name it", "De zaak wacht. U ziet haar terug."),
        ("“je” and “u” in one sentence", "Bel u zelf, of vraag je coach?"),
        ("“Vul in”: say what to write down", "Vul in: Naam."),
    ],
)
def test_the_list_catches_what_it_was_made_for(what: str, text: str) -> None:
    assert NEVER[what](text)
    assert not NEVER[what]("Iemand namens hem of haar vult het in.")
