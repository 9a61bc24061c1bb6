"""Who answers often is held up: each test begins as if nobody had been here."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_was_here() -> None:
    cache.clear()
