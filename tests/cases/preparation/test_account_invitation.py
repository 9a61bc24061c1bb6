"""A professional who must write a veiligheidskader is invited to an account from the case."""

import pytest
from django.urls import reverse

from cases.casepage.next_step import next_step_for
from cases.codes import CaseState
from cases.models import AccountInvitation, Case
from cases.preparation.acts.account_invitation import invite_professional, withdraw_invitation
from ekc.accounts.codes import Role
from ekc.accounts.models import Organisation, User
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from plans.acts.frame import save_frame
from tests.factories import make_case, make_organisation, make_user

pytestmark = pytest.mark.django_db
PETRA = {"full_name": "Petra Post", "email": "Petra.Post@voorbeeld.example", "organisation": "Samen Veilig"}


@pytest.fixture
def lena():
    return make_user(Role.NATIONAL)


@pytest.fixture
def carla():
    return make_user(Role.REGIONAL_MANAGER, full_name="Carla Manager")


@pytest.fixture
def case(carla):
    return make_case(manager=carla, state=CaseState.ACTIVATION, needs_frame=True)


@pytest.fixture
def known():
    return make_organisation(name="Samen Veilig")


def step(case, user):
    return next_step_for(Case.objects.with_file().get(pk=case.pk), user)


def test_the_manager_invites_and_the_task_of_the_frame_waits_for_who_was_invited(client, carla, case, known):
    client.force_login(carla)
    assert step(case, carla).key == "assign_frame"
    url = reverse("cases:account_invite", args=[case.number])
    assert (
        reverse("cases:account_invite", args=[case.number])
        in client.get(reverse("plans:frame_assign", args=[case.number])).content.decode()
    )

    answer = client.post(url, PETRA, follow=True)

    page = answer.content.decode()
    assert "De uitnodiging is onderweg." in page
    assert "Petra Post" in page
    petra = User.objects.get(email="petra.post@voorbeeld.example")
    assert (petra.role, petra.organisation) == (Role.PROFESSIONAL, known)
    assert set(Case.objects.for_user(petra)) == {case}
    assert {"invitation", "frame-asked"} == {
        key.split(":")[0] for key in Message.objects.filter(to=petra.email).values_list("key", flat=True)
    }
    waits = step(case, carla)
    assert waits.key == "wait_for_account"
    assert "Petra Post" in str(waits.title)
    assert waits.due_on is not None

    client.force_login(petra)

    assert AccountInvitation.objects.get().accepted_at is not None
    assert step(case, carla).key != "wait_for_account"
    assert step(case, petra).key == "write_frame"
    save_frame(Case.objects.get(pk=case.pk), by=petra, bottom_lines=[], concerns="Zorgen")


def test_landelijk_beheer_approves_the_organisation_and_the_invitation_goes_by_itself(client, carla, lena, case):
    invitation = invite_professional(case, by=carla, **PETRA)
    organisation = Organisation.objects.get(name="Samen Veilig")
    assert (organisation.is_approved, organisation.is_care_or_deciding) == (False, True)
    assert not User.objects.filter(role=Role.PROFESSIONAL).exists()
    assert Message.objects.get(key__startswith="organisation-proposed").to == lena.email
    assert step(case, carla).key == "wait_for_account"
    client.force_login(lena)
    assert "Nog goedkeuren" in client.get(reverse("accounts:organisations")).content.decode()

    client.post(
        reverse("accounts:organisation", args=[organisation.pk]),
        {"name": "Samen Veilig", "is_care_or_deciding": "on", "referrer_type": organisation.referrer_type},
    )

    invitation.refresh_from_db()
    case.refresh_from_db()
    assert invitation.person.email == "petra.post@voorbeeld.example"
    assert case.safety_professional == invitation.person
    assert Message.objects.filter(to=invitation.person.email, key__startswith="invitation").exists()


def test_a_name_in_other_capitals_is_the_organisation_that_is_there(carla, case, known):
    invite_professional(case, by=carla, **{**PETRA, "organisation": "  samen VEILIG "})

    assert AccountInvitation.objects.get().organisation == known
    assert Organisation.objects.filter(name__iexact="samen veilig").count() == 1


def test_who_has_an_account_already_is_named_at_once(carla, case):
    dirk = make_user(Role.PROFESSIONAL, email="dirk@voorbeeld.example")

    assert invite_professional(case, by=carla, **{**PETRA, "email": "Dirk@Voorbeeld.example"}) is None

    case.refresh_from_db()
    assert case.safety_professional == dirk
    assert not AccountInvitation.objects.exists()


@pytest.mark.parametrize("fields", [{"role": Role.COORDINATOR}, {"role": Role.PROFESSIONAL, "is_active": False}])
def test_an_address_with_another_or_a_closed_account_is_refused_in_words(client, carla, case, fields):
    make_user(fields.pop("role"), email="petra.post@voorbeeld.example", **fields)
    client.force_login(carla)

    answer = client.post(reverse("cases:account_invite", args=[case.number]), PETRA)

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Dit e-mailadres heeft" in page
    assert "Petra Post" in page
    assert not AccountInvitation.objects.exists()


@pytest.mark.parametrize("fields", [{"needs_frame": False}, {"needs_frame": True, "state": CaseState.CLOSED}])
def test_nobody_is_invited_where_no_frame_is_needed(carla, fields):
    case = make_case(**{"manager": carla, "state": CaseState.ACTIVATION, **fields})
    with pytest.raises(Refusal):
        invite_professional(case, by=carla, **PETRA)


def test_a_withdrawn_invitation_opens_nothing_any_more(client, carla, case, known):
    invitation = invite_professional(case, by=carla, **PETRA)
    client.force_login(carla)

    client.post(reverse("cases:account_withdraw", args=[case.number, invitation.pk]))

    case.refresh_from_db()
    person = User.objects.get(pk=invitation.person_id)
    assert (case.safety_professional, person.is_active) == (None, False)
    assert step(case, carla).key == "assign_frame"


def test_a_second_invitation_takes_the_place_of_the_first(carla, case, known):
    first = invite_professional(case, by=carla, **PETRA)
    second = invite_professional(case, by=carla, **{**PETRA, "email": "p.post@voorbeeld.example"})

    first.refresh_from_db()
    case.refresh_from_db()
    assert first.withdrawn_at is not None
    assert case.safety_professional == second.person


def test_who_logged_in_is_not_taken_back(client, carla, case, known):
    invitation = invite_professional(case, by=carla, **PETRA)
    client.force_login(invitation.person)

    with pytest.raises(Refusal, match="al ingelogd"):
        withdraw_invitation(invitation, by=carla)


def test_the_link_is_sent_again_on_request(client, carla, case, known):
    invitation = invite_professional(case, by=carla, **PETRA)
    client.force_login(carla)

    client.post(reverse("cases:account_invite_again", args=[case.number, invitation.pk]))

    assert Message.objects.filter(to=invitation.email, key__startswith="invitation").count() == 2


def test_the_form_begins_with_what_the_aanmelding_says(client, carla, case):
    case.referrer.name, case.referrer.email = "Petra Post", "petra@voorbeeld.example"
    # Nobody knows this organisation yet: the words of the aanmelding are all there is.
    case.referrer.organisation, case.referrer.organisation_name = None, "Samen Veilig"
    case.referrer.save()
    client.force_login(carla)

    page = client.get(reverse("cases:account_invite", args=[case.number])).content.decode()

    assert all(f'value="{text}"' in page for text in ("Petra Post", "petra@voorbeeld.example", "Samen Veilig"))
