import pytest
import rules
from django.contrib.auth.models import AnonymousUser

from ekc.accounts.codes import Role

from .people import make_person

RIGHTS = {
    "people.manage": {Role.NATIONAL},
    "readlog.view": {Role.NATIONAL},
    "readlog.review": {Role.NATIONAL, Role.REGIONAL_MANAGER},
    "delivery.view": {Role.NATIONAL, Role.REGIONAL_MANAGER},
    "delivery.change": {Role.NATIONAL, Role.REGIONAL_MANAGER},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", RIGHTS)
def test_right_belongs_to_its_roles_alone(db, right, role):
    person = make_person(role)

    assert rules.has_perm(right, person) is (role in RIGHTS[right])


@pytest.mark.parametrize("right", RIGHTS)
def test_closed_account_has_no_right(db, right):
    person = make_person(Role.NATIONAL, is_active=False)

    assert not rules.has_perm(right, person)


@pytest.mark.parametrize("right", RIGHTS)
def test_who_is_not_signed_in_has_no_right(right):
    assert not rules.has_perm(right, AnonymousUser())
