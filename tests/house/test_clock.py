"""One clock: Python says what time it is, also in the hour that comes twice (docs/adr/0040)."""

import re

from ekc.embedded import ROOT

ASKS_POSTGRES = re.compile(
    r"\b(current_date|current_time|current_timestamp|localtimestamp|now\(\))|\bNow\(\)", re.IGNORECASE
)
OF_PYTHON = re.compile(r"(timezone|datetime|dt\.datetime)\.now\(\)", re.IGNORECASE)
APPS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports")


def test_no_statement_asks_postgresql_what_time_it_is() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for app in APPS
        for path in [*(ROOT / app).rglob("*.py"), *(ROOT / app).rglob("*.sql")]
        if "migrations" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if ASKS_POSTGRES.search(OF_PYTHON.sub("", line))
    ]
    assert found == []
