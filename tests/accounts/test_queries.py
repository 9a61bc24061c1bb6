import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser

from ekc.accounts.codes import Role
from ekc.accounts.models import Organisation, User

from .people import make_organisation, make_person, region

pytestmark = pytest.mark.django_db


def test_landelijk_beheer_lists_everybody(national):
    others = [make_person(role) for role in Role]

    assert set(User.objects.for_user(national)) == {national, *others}


def test_regional_manager_lists_who_works_in_the_same_regions():
    manager = make_person(Role.REGIONAL_MANAGER, regions=[region("utrecht"), region("drenthe")])
    near = make_person(Role.COORDINATOR, regions=[region("drenthe"), region("zeeland")])
    make_person(Role.COORDINATOR, regions=[region("zeeland")])

    assert set(User.objects.for_user(manager)) == {manager, near}


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.PROFESSIONAL, Role.RESEARCHER, Role.FUNDER])
def test_everybody_else_lists_only_themselves(role):
    person = make_person(role)
    make_person(Role.COORDINATOR, regions=[region("utrecht")])

    assert list(User.objects.for_user(person)) == [person]


@pytest.mark.parametrize("model", [User, Organisation])
def test_closed_account_and_stranger_list_nothing(model):
    make_organisation()
    closed = make_person(Role.NATIONAL, is_active=False)

    assert not model.objects.for_user(closed).exists()
    assert not model.objects.for_user(AnonymousUser()).exists()


@pytest.mark.parametrize("role", [Role.NATIONAL, Role.REGIONAL_MANAGER, Role.COORDINATOR])
def test_office_and_coordinators_list_all_organisations(role):
    organisations = {make_organisation(), make_organisation()}

    assert set(Organisation.objects.for_user(make_person(role))) == organisations


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.FUNDER, Role.RESEARCHER])
def test_others_list_their_own_organisation(role):
    own = make_organisation()
    make_organisation()

    assert list(Organisation.objects.for_user(make_person(role, organisation=own))) == [own]


@pytest.mark.parametrize(
    ("kind", "counts"),
    [(Authenticator.Type.TOTP, True), (Authenticator.Type.WEBAUTHN, True), (Authenticator.Type.RECOVERY_CODES, False)],
)
def test_recovery_codes_are_no_second_factor(kind, counts):
    person = make_person()
    Authenticator.objects.create(user=person, type=kind, data={})

    assert User.objects.with_second_factor().get(pk=person.pk).has_second_factor is counts
