import datetime as dt

import pytest

from cases.codes import AskedAs, CaseState, IdentityCheck, MainPersonKind, RightKind
from cases.privacy.acts.recording import record_request
from ekc.accounts.codes import Role
from ekc.dates import local_today
from tests.factories import make_case, make_circle_person, make_main_person, make_user


@pytest.fixture
def carla(db):
    return make_user(Role.REGIONAL_MANAGER, full_name="Carla Manager")


@pytest.fixture
def case(carla):
    return make_case(manager=carla, main_persons=())


@pytest.fixture
def person_of(case):
    """A main person of this age today."""

    def make(years):
        today = local_today()
        kind = MainPersonKind.MINOR if years < 18 else MainPersonKind.ADULT
        born = dt.date(today.year - years, 1, 1)
        return make_main_person(case, name=f"Noor {years}", kind=kind, birth_date=born, age_at_referral=years)

    return make


@pytest.fixture
def ask(case, carla):
    """Write a request down for this person, by somebody who shows a passport, unless it is said otherwise."""

    def asked(of_whom, **fields):
        return record_request(
            case,
            of_whom,
            by=carla,
            **{
                "kind": RightKind.INZAGE,
                "asked_as": AskedAs.SELF,
                "asked_by": "",
                "identity": IdentityCheck.DOCUMENT,
                "received_on": local_today(),
                **fields,
            },
        )

    return asked


@pytest.fixture
def lena():
    return make_user(Role.NATIONAL, full_name="Lena Beheer")


@pytest.fixture
def file(carla):
    """A closed file of a family De Vries: Noor, and around her aunt Bea and grandfather Jan."""
    case = make_case(state=CaseState.CLOSED, manager=carla, main_persons=(), with_coordinator=True)
    make_main_person(case, name="Noor de Vries", age_at_referral=8)
    make_circle_person(case, name="Jan de Vries")
    return case


@pytest.fixture
def bea(file):
    return make_circle_person(
        file, name="Bea de Vries", phone="06 12345678", email="bea@voorbeeld.example", needs="Een oppas."
    )
