"""The published pilot, read in once per test that asks for it."""

from pathlib import Path

import pytest
from django.core.management import call_command

import reports
from cases.models import FundingProgramme
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from reports.acts.editions import make_edition
from reports.catalogue import Report, Selection, build_report
from reports.codes import Audience
from reports.models import Edition
from reports.protecting import ProtectedReport, protect
from tests.factories import make_user
from tests.put_back import PutBack
from tests.reports.editing import CHOSEN, fill
from tests.reports.folders import copy_pilot
from tests.reports.kept import check_every_count

PILOT_FOLDER = Path(reports.__file__).parent / "data" / "pilot"
PILOT_NAME = "Families zelf aan zet"


@pytest.fixture(autouse=True)
def no_count_is_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    check_every_count(monkeypatch)


@pytest.fixture(scope="session")
def pilot_report(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Report:
    """The report of the whole pilot, built once: a rendering asks the database nothing."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        call_command("import_registrations", str(PILOT_FOLDER), programme_name=PILOT_NAME, verbosity=0)
        report = build_report(Selection(FundingProgramme.objects.get()))
        transaction.set_rollback(True)
    return report


@pytest.fixture(scope="session")
def pilot_shown(pilot_report: Report) -> ProtectedReport:
    """The same, as who opens the files sees it."""
    return protect(pilot_report, Audience.INTERNAL)


def import_pilot() -> None:
    call_command("import_registrations", str(PILOT_FOLDER), programme_name=PILOT_NAME, verbosity=0)


pilot_imported = PutBack(import_pilot)


@pytest.fixture
def pilot_cases(db: None) -> FundingProgramme:
    """The pilot in the database, as its import leaves it."""
    pilot_imported()
    return FundingProgramme.objects.get()


@pytest.fixture
def folder(tmp_path):
    return copy_pilot(tmp_path)


@pytest.fixture
def eva(db: None) -> User:
    return make_user(Role.RESEARCHER, full_name="Eva Onderzoeker")


@pytest.fixture
def lena(db: None) -> User:
    return make_user(Role.NATIONAL, full_name="Lena Beheer")


@pytest.fixture
def draft(eva: User) -> Edition:
    fill()
    return make_edition(by=eva, name="Jaarboek 2024", chosen=CHOSEN, notes="Zoals elk jaar.")
