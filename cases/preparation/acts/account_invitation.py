"""A professional who will write a veiligheidskader and has no account: the regional manager invites, from the case.

Landelijk beheer approves organisations, not persons: with a known organisation the account is made at once, with a new
one as soon as it is approved.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import FINISHED_STATES
from cases.locks import lock_case
from cases.models import AccountInvitation, Case
from cases.notices import tell_of_new_organisation
from ekc.accounts.acts import deactivate_person, invite_person, propose_organisation, register_person
from ekc.accounts.codes import Role
from ekc.accounts.leaving import Leaving, owed_by
from ekc.accounts.models import Organisation, User
from ekc.addresses import mail_key
from ekc.dates import local_today
from ekc.refusal import Refusal

from .frame_writer import name_safety_professional


@transaction.atomic
def invite_professional(
    case: Case, *, by: User, full_name: str, email: str, organisation: str
) -> AccountInvitation | None:
    """Invite this person to an account with which they write the frame of this case.

    An open invitation of the case is withdrawn. Who has an account as a professional already is named at once, and None
    is returned. Raises Refusal for a case that is over or asks for no frame, and for an address with another account.
    """
    locked = lock_case(case)
    if locked.state in FINISHED_STATES or not locked.needs_frame:
        raise Refusal(_("Bij deze zaak is geen veiligheidskader nodig."))
    for earlier in open_invitations(locked):
        withdraw_invitation(earlier, by=by)
    known = User.objects.filter(email__iexact=mail_key(email)).first()
    if known is not None:
        _refuse_other_account(known)
        name_safety_professional(case, by=by, professional=known)
        return None
    invitation: AccountInvitation = AccountInvitation.objects.create(
        case=locked,
        full_name=full_name.strip(),
        email=mail_key(email),
        organisation=propose_organisation(by=by, name=organisation),
        invited_by=by,
        invited_on=local_today(),
    )
    if invitation.organisation.is_approved:
        _give_account(invitation)
        case.safety_professional = invitation.person
    else:
        tell_of_new_organisation(invitation)
    return invitation


@transaction.atomic
def send_waiting_invitations(organisation: Organisation) -> None:
    """Landelijk beheer approved this organisation: whoever waits for it gets an account."""
    waiting = AccountInvitation.objects.filter(organisation=organisation, person=None, withdrawn_at=None)
    for invitation in waiting.select_related("case", "organisation", "invited_by"):
        _give_account(invitation)


@transaction.atomic
def invite_again(invitation: AccountInvitation, *, by: User) -> None:
    """Mail a new link to choose a password. Raises Refusal while there is no account, and once it was used."""
    if invitation.person is None:
        raise Refusal(_("Landelijk beheer kijkt nog naar de organisatie. Daarna gaat de uitnodiging vanzelf weg."))
    if invitation.accepted_at is not None or invitation.withdrawn_at is not None:
        raise Refusal(_("Deze uitnodiging is niet meer open."))
    invite_person(invitation.person, by=by)


@transaction.atomic
def withdraw_invitation(invitation: AccountInvitation, *, by: User) -> None:
    """Take the invitation back: the link dies, and an account that was never opened is closed again.

    Raises Refusal once the person logged in.
    """
    case = lock_case(invitation.case)
    locked = AccountInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if locked.accepted_at is not None:
        raise Refusal(_("Deze persoon heeft al ingelogd. Kies bij het veiligheidskader een andere professional."))
    if locked.withdrawn_at is not None:
        return
    locked.withdrawn_at = timezone.now()
    locked.save(update_fields=["withdrawn_at"])
    person = locked.person
    if person is None:
        return
    if case.safety_professional_id == person.pk:
        case.safety_professional = None
        case.save(update_fields=["safety_professional"])
    if person.last_login is None and not owed_by(Leaving(person)):
        deactivate_person(person, by=by)


@transaction.atomic
def accept_invitations(person: User) -> None:
    """This person logged in: nobody waits for the account any more."""
    AccountInvitation.objects.filter(person=person, accepted_at=None, withdrawn_at=None).update(
        accepted_at=timezone.now()
    )


def open_invitations(case: Case) -> list[AccountInvitation]:
    """The invitation that the case waits for; at most one."""
    found = AccountInvitation.objects.filter(case=case, accepted_at=None, withdrawn_at=None)
    return list(found.select_related("case", "person", "organisation"))


def _give_account(invitation: AccountInvitation) -> None:
    case = lock_case(invitation.case)
    known: User | None = User.objects.filter(email__iexact=invitation.email).first()
    if known is not None and not (known.is_active and known.is_professional):
        return  # Somebody else has this address by now: the invitation stays open, and the regional manager sees it.
    person = known or register_person(
        by=invitation.invited_by,
        email=invitation.email,
        full_name=invitation.full_name,
        role=Role.PROFESSIONAL,
        organisation=invitation.organisation,
    )
    invitation.person = person
    invitation.save(update_fields=["person"])
    name_safety_professional(case, by=invitation.invited_by, professional=person)


def _refuse_other_account(known: User) -> None:
    if not known.is_active:
        raise Refusal(_("Dit e-mailadres heeft een gesloten account. Vraag landelijk beheer om het weer te openen."))
    if not known.is_professional:
        raise Refusal(_("Dit e-mailadres heeft al een account, maar niet als professional. Gebruik een ander adres."))
