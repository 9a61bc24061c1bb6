"""Fixtures that every test may ask for, and what holds for every test.

A test fails on a Python warning (`pyproject.toml`) and on an undefined template variable. With
`EKC_NO_SKIPS` set, as in CI, a skipped test fails the run.
"""

import os
import shutil
from asyncio import _set_running_loop, get_running_loop
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.db import connection, connections
from django.template import engines
from django.test import TransactionTestCase

from ekc import collector, pulse
from ekc.frames import with_room

from . import database, order
from .as_it_was import AsItWas
from .case_fixtures import world  # noqa: F401  a fixture is found by its name in here
from .undefined import UndefinedVariable

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order.by_world(items)
    order.long_ones_first(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> order.LongOnesFirst:
    return order.LongOnesFirst(config, log)


def pytest_collection_finish() -> None:
    """The collector leaves alone what stays to the end, the program and the tests themselves, and looks less often."""
    collector.settle()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    """Each test as pytest runs it, with room for its frames: a page in a test stands deeper than one that is served."""
    runner: Any = item.config.pluginmanager.get_plugin("runner")
    return with_room(runner.pytest_runtest_protocol, item, nextitem)


@pytest.fixture(scope="session", autouse=True)
def undefined_variables_fail() -> None:
    engines["django"].engine.string_if_invalid = UndefinedVariable()


@pytest.fixture(autouse=True)
def _nobody_guesses_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """All tests come from one address, and many open a link that is none."""
    monkeypatch.setattr("ekc.links.MOST_MISSES", 100_000)


@pytest.fixture(autouse=True)
def no_worker_looked_for_work_before() -> None:
    """What a task of a test before marked would be too long ago for one that asks whether all is well."""
    caches["engine"].delete(pulse.KEY)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """The test database, for whoever asks: a copy of the template, as the migrations left it.

    pytest-django's own makes none when no test of the run is marked; a fixture that commits by itself
    would then work in the database of the demo world.
    """
    with django_db_blocker.unblock():
        name = connection.creation._get_test_db_name()
        kept = AsItWas(name, database.template())
    with pytest.MonkeyPatch.context() as patch:
        # A test that commits leaves what it wrote; the next one begins with the rows of a fresh copy, not with empty
        # tables. What is remembered was of what stood there before.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: (kept.bring_back(), cache.clear()))
        with database.turned_to(name):
            yield
    with django_db_blocker.unblock():
        database.drop(name)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's Chromium, or the browser that `EKC_CHROMIUM` names; skips the test without one.

    The one without windows first: it costs a third of the processor time (docs/bench.md).
    """
    named = os.environ.get("EKC_CHROMIUM")
    path = next(filter(None, map(shutil.which, [named] if named else ["chromium-headless-shell", "chromium"])), None)
    if path is None:
        pytest.skip("Chromium is not on this machine")
    return path


@pytest.fixture(scope="session")
def _browser_of_the_worker(chromium: str) -> Iterator[tuple[Any, Any]]:
    """A browser by Playwright, and Playwright's event loop, which counts as running only while a test uses it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found, loop = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS), get_running_loop()
        _set_running_loop(None)
        yield found, loop
        _set_running_loop(loop)
        found.close()


@pytest.fixture
def browser(_browser_of_the_worker: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The browser of this worker, in which nobody is signed in and nothing is open.

    Django must be told that Playwright's event loop does no harm.
    """
    found, loop = _browser_of_the_worker
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    _set_running_loop(loop)
    yield found
    for context in found.contexts:
        context.close()
    # While Playwright's loop runs, this thread has a database connection apart from its ordinary one.
    connections.close_all()
    _set_running_loop(None)


# --- what is not tested is said, by name --------------------------------------------------------------


def _skipped(config: pytest.Config) -> list[Any]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter else []


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("EKC_NO_SKIPS") and _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    skipped = _skipped(config)
    if not skipped:
        return
    refused = " (EKC_NO_SKIPS is set, so the run fails)" if os.environ.get("EKC_NO_SKIPS") else ""
    terminalreporter.section(f"not tested{refused}")
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.line(f"{report.nodeid}: {str(reason).removeprefix('Skipped: ')}")
