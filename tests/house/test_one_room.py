"""Names, phone numbers, addresses and dates are read and compared in one room each, and a file is locked in one.

A second one is refused here.
"""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from ekc import translations
from tests.trees import modules, nodes_of

ROOT = Path(settings.BASE_DIR)
PACKAGES = sorted(path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests")
NAMES, PHONES, ADDRESSES, DATES = "ekc/names.py", "ekc/phones.py", "ekc/addresses.py", "ekc/dutch.py"


def imports(*modules: str) -> Callable[[ast.AST], bool]:
    def found(node: ast.AST) -> bool:
        if isinstance(node, ast.Import):
            return any(alias.name.split(".")[0] in modules for alias in node.names)
        return isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in modules

    return found


def calls(method: str, on: str = "") -> Callable[[ast.AST], bool]:
    """A call of this method, on what is written like `on`."""
    return lambda node: (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == method
        and re.search(on, ast.unparse(node.func.value), re.IGNORECASE) is not None
    )


def folds(node: ast.AST) -> bool:
    """What takes a letter and its accent apart. In which direction a letter is read, and which form of it stands there,
    may be asked anywhere: that changes no name."""
    if isinstance(node, ast.ImportFrom):
        return node.module in ("unicodedata", "unidecode")
    if isinstance(node, ast.Import):
        return any(alias.name == "unidecode" or (alias.name == "unicodedata" and alias.asname) for alias in node.names)
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "unicodedata.normalize":
        return ast.unparse(node.args[0]) not in ("'NFC'", "'NFKC'")
    return isinstance(node, ast.Attribute) and ast.unparse(node) in (
        "unicodedata.combining",
        "unicodedata.decomposition",
        "unicodedata.name",
    )


def asks(column: str, among: str = "") -> Callable[[ast.AST], bool]:
    """A condition of a query, or of a constraint of the database, that this holds; of what is written like `among`."""
    return lambda node: (
        isinstance(node, ast.Call)
        and among in ast.unparse(node.func)
        and any(
            (_names(each, column) and ast.unparse(each.value) == "True")
            or (_names(each, column.removesuffix("__isnull")) and ast.unparse(each.value) == "None")
            for each in node.keywords
        )
    )


def _names(keyword: ast.keyword, column: str) -> bool:
    """Whether it is this column, of the row itself or of one that it leads to; not one of which the name ends so."""
    return f"__{keyword.arg or ''}".endswith(f"__{column}")


def writes(pattern: str) -> Callable[[ast.AST], bool]:
    """A text in the code, such as the pattern of a regular expression."""
    return lambda node: (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(pattern, node.value) is not None
    )


@pytest.mark.parametrize(
    ("what", "rooms", "is_it"),
    [
        ("letters lose their accents", {NAMES}, folds),
        ("letters lose their capitals to be compared", {NAMES, DATES}, calls("casefold")),
        ("a name is compared by small letters", set(), calls("lower", on="name")),
        ("the library for phone numbers", {PHONES}, imports("phonenumbers")),
        ("the digits of a phone number", {PHONES}, writes(r"^(\[\^(0-9|\\d)\]|\\D)\+?$")),
        ("a phone number to call", {PHONES}, writes("^tel:")),
        ("a mail address is compared", {ADDRESSES}, calls("lower", on="mail|address")),
        (
            "the pattern of a date",
            {DATES},
            writes(r"(\]|\\d)\{4\}.*(\]|\\d)\{(1,)?2\}|(\]|\\d)\{(1,)?2\}.*(\]|\\d)\{4\}"),
        ),
        ("a date that a program wrote", {DATES}, calls("fromisoformat", on=r"date")),
        ("a date by a pattern of the library", set(), calls("strptime")),
        ("a file is locked", {"cases/locks.py"}, calls("select_for_update", on=r"^Case\.objects")),
        ("who is in a circle", {"cases/queries.py"}, asks("merged_into__isnull", among="circle")),
        (
            "what still counts of the questions, and of mail that was sent again",
            {"cases/queries.py", "ekc/outbox/querysets.py"},
            asks("replaced_by__isnull"),
        ),
        ("a signal that waits", {"cases/querysets.py", "cases/models/safety.py"}, asks("decided_at__isnull")),
        ("who works on a case now", {"cases/querysets.py", "cases/models/coordinator.py"}, asks("ended_on__isnull")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_is_declared_in_one_room(what: str, rooms: set[str], is_it: Callable[[ast.AST], bool]) -> None:
    found = {name for name, path in modules(*PACKAGES) if any(is_it(node) for node in nodes_of(path))}

    assert found == rooms, what


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("from unicodedata import normalize", True),
        ("import unicodedata as letters", True),
        ("import unidecode", True),
        ("unicodedata.normalize('NFKD', name)", True),
        ("unicodedata.normalize(form, name)", True),
        ("[sign for sign in name if not unicodedata.combining(sign)]", True),
        ("unicodedata.bidirectional(letter) in ('R', 'AL')", False),
        ("unicodedata.normalize('NFKC', chr(0xFEFB))", False),
    ],
)
def test_what_takes_accents_off_is_told_from_what_asks_how_a_letter_is_read(line: str, is_found: bool) -> None:
    assert any(folds(node) for node in ast.walk(ast.parse(line))) is is_found


def test_no_sentence_for_citizens_hides_in_an_f_string() -> None:
    """Babel does not look inside one, and the sentence would stay Dutch."""
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for pattern in translations.SOURCES
        for path in ROOT.glob(pattern)
        if path.suffix == ".py"
        for node in nodes_of(path)
        if isinstance(node, ast.JoinedStr) and re.search(r"\b(_|gettext|ngettext)\(", ast.unparse(node))
    ]

    assert hidden == []
