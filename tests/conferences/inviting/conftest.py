"""What tests of inviting start from."""

import pytest

from tests.conferences.invited import Preparation, prepared


@pytest.fixture
def family() -> Preparation:
    return prepared()
