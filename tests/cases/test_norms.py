"""Terms stand in one place, each can be set, and a setting that names none is refused."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from cases import norms

ROOT = Path(settings.BASE_DIR)
APPS = ("cases", "conferences", "plans", "followup", "surveys", "reports")
# How many days may be proposed, how many years are listed, which days a week has, and what a field takes, is no term.
NO_TERMS = {
    "conferences/planning/acts/day_poll.py",
    "reports/views/years.py",
    "reports/periods.py",
    # The names of the months in a file of SPSS.
    "reports/research/sav.py",
    "plans/weekly.py",
}
NAME = re.compile(r"(^|_)(DAYS|WEEKS|MONTHS|YEARS)(_|$)")


def numbers_in(tree: ast.Module) -> Iterator[str]:
    """A term written as a number: `DAYS = 7`, `timedelta(days=7)`, `add_months(day, 3)`. One day is how time steps."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            isinstance(name, ast.Name) and NAME.search(name.id) for target in node.targets for name in ast.walk(target)
        ):
            if any(isinstance(each, ast.Constant) and isinstance(each.value, int) for each in ast.walk(node.value)):
                yield ast.unparse(node)
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            handed = [each.value for each in node.keywords if each.arg in ("days", "weeks")]
            if called == "add_months":
                handed += node.args[1:]
            if called in ("timedelta", "add_months") and any(map(is_term, handed)):
                yield ast.unparse(node)


def is_term(node: ast.AST) -> bool:
    number = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(number, ast.Constant) and isinstance(number.value, int) and number.value > 1


def test_no_term_is_written_as_a_number_outside_the_norms() -> None:
    found = {
        str(path.relative_to(ROOT)): terms
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts and path != ROOT / "cases/norms.py"
        if (terms := list(numbers_in(ast.parse(path.read_text()))))
    }
    assert set(found) == NO_TERMS, found


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("LINK_DAYS = 56", True),
        ("REMIND_AFTER_DAYS = (14, 28)", True),
        ("day + dt.timedelta(days=3)", True),
        ("add_months(day, -6)", True),
        ("day + dt.timedelta(days=1)", False),
        ("day + dt.timedelta(days=norms.LINK_DAYS)", False),
        ("WEEKDAYS = ('maandag',)", False),
    ],
)
def test_a_term_in_digits_is_found(line: str, is_found: bool) -> None:
    assert bool(list(numbers_in(ast.parse(line)))) is is_found


def norms_with(value: str) -> subprocess.CompletedProcess[str]:
    """What a program says that starts with these norms."""
    command = "import os; import django; django.setup(); from cases import norms; print(norms.CONFERENCE_DAYS)"
    return subprocess.run(
        [sys.executable, "-c", command],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "ekc.settings.dev", "EKC_NORMS": value},
        capture_output=True,
        text=True,
    )


def test_a_setting_changes_a_norm() -> None:
    assert norms_with('{"conference_days": 56}').stdout.strip() == "56"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('{"conferentie_dagen": 56}', "EKC_NORMS: conferentie_dagen is no norm of the house."),
        ('{"conference_days": "zes weken"}', "EKC_NORMS: conference_days is no whole number of 0 or more."),
        ('{"conference_days": -1}', "EKC_NORMS: conference_days is no whole number of 0 or more."),
        ('{"conference_days": true}', "EKC_NORMS: conference_days is no whole number of 0 or more."),
    ],
)
def test_a_setting_that_is_no_norm_stops_the_start_and_says_which(value: str, said: str) -> None:
    done = norms_with(value)

    assert done.returncode != 0
    assert said in done.stderr


# --- on pages -----------------------------------------------------------------------------------------------

WORDS = "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|veertien|twintig|dertig|zestig"
TERM_ON_A_PAGE = re.compile(
    rf"\b(?:(?:één|een|1)\s+(?:werkdag|week|maand)\b|(?:{WORDS}|\d+)\s+(?:werkdagen|dagen|weken|maanden)\b)",
    re.IGNORECASE,
)


def test_no_page_writes_a_term_down() -> None:
    """A sentence that names a term asks for it (`cases/templatetags/norm_words.py`), or it contradicts the setting."""
    found = {
        str(path.relative_to(ROOT)): [match.group() for match in TERM_ON_A_PAGE.finditer(path.read_text())]
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if path.name != "gallery.html" and TERM_ON_A_PAGE.search(path.read_text())
    }
    assert found == {
        # That is its singular.
        "templates/cases/referral/received.html": ["één werkdag"] * 2,
        # Of the law, and nobody's to set: within which one may go to court.
        "templates/cases/privacy/print/letter.html": ["zes weken"],
    }


@pytest.mark.parametrize(
    ("language", "days", "months"),
    [
        ("nl", "20 dagen", "2 maanden"),
        ("en", "20 days", "2 months"),
        ("tr", "20 gün", "2 ay"),
        ("pl", "20 dni", "2 miesiące"),
    ],
)
def test_a_term_on_a_page_follows_the_setting_in_the_language_of_the_reader(
    monkeypatch: pytest.MonkeyPatch, language: str, days: str, months: str
) -> None:
    monkeypatch.setattr(norms, "DRAFT_DAYS", 20)
    monkeypatch.setattr(norms, "FIRST_CALL_MONTHS", 2)

    with translation.override(language):
        gone, home = (render_to_string(f"cases/{each}.html", {"quick_exit": ""}) for each in ("referral/gone", "home"))

    assert days in gone
    assert months in home
