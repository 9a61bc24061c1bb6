"""Fixtures that every test may ask for."""

from .case_fixtures import world  # noqa: F401  a fixture is found by its name in here
