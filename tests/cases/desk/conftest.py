"""What tests of the desk start from."""

import pytest

from ekc.dates import local_today
from tests.factories import make_case


@pytest.fixture
def new_case(db):
    case = make_case(received_on=local_today())
    case.referrer.email = "aanmelder@voorbeeld.example"
    case.referrer.save()
    return case
