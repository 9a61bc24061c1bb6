"""What tests of coordinators start from."""

import pytest

from cases.models import Case
from tests.factories import make_case, make_coordinator


@pytest.fixture
def case(db) -> Case:
    return make_case(main_persons=["Sem de Wit"], situation="Geheim verhaal")


@pytest.fixture
def three(db):
    return [make_coordinator() for _each in range(3)]
