"""Fixtures on the shared world; `tests/conftest.py` takes them over."""

import pytest

from .world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """Two families in preparation, in two regions, and one person per role."""
    return make_world()
