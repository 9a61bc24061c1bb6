"""Which account is whose at an organisation. A sign-in there opens an account that exists, or none (docs/adr/0064)."""

import secrets
import unicodedata
import uuid
from collections.abc import Mapping
from typing import Any

import pghistory
from allauth.account.internal.flows.login import get_authentication_records
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ekc.addresses import mail_key
from ekc.outbox.acts import queue_message
from ekc.refusal import Refusal

from .acts import end_sessions
from .codes import Role
from .models import Organisation, User
from .organisation_doors import Door
from .sign_on import NotLetIn, doors

METHOD = "socialaccount"
"""What django-allauth calls a sign-in by another's door, in the session."""
BOUND, UNBOUND = "organisation_bound", "organisation_unbound"
CLOSED = _lazy("Dit account is gesloten. Vragen? Bel landelijk beheer.")
NO_ACCOUNT = _lazy("Er is bij Eigen Kracht geen account met uw e-mailadres. Vraag landelijk beheer om een account.")
OF_ANOTHER = _lazy(
    "Uw account bij Eigen Kracht hoort niet bij deze organisatie. Log in met uw wachtwoord. Werkt u hier nu wel? Bel "
    "dan landelijk beheer."
)
NOT_VERIFIED = _lazy(
    "Uw organisatie zegt niet dat dit e-mailadres van u is. Log in met uw wachtwoord. Koppel daarna uw account op de "
    "pagina Veilig inloggen."
)
SOMEBODY_ELSE = _lazy(
    "Dit account is al gekoppeld aan iemand anders bij uw organisatie. Bel landelijk beheer als dat niet klopt."
)
SHUT = _lazy("Uw organisatie wil dat u inlogt met de knop “Inloggen met uw organisatie”.")


# --- whose door -----------------------------------------------------------------------------------
def door_of(user: Any) -> Door | None:
    """The door of the organisation that this person works for; None where it has none."""
    organisation = getattr(user, "organisation_id", None)
    if organisation is None:
        return None
    return next((door for door in doors() if organisation_behind(door) == organisation), None)


def organisation_behind(door: Door) -> int | None:
    """The organisation of a door: the one that is left, where it stood here twice. None where there is none."""
    kept = Organisation.with_doubles.filter(pk=door.organisation).values_list("merged_into_id", "pk").first()
    return (kept[0] or kept[1]) if kept else None


def is_bound(user: User) -> bool:
    return SocialAccount.objects.filter(user=user).exists()


def account_behind(door: Door, claims: Mapping[str, Any]) -> User:
    """The account of who the organisation says it is: of this number there, or else of this mail address.

    By address only where the organisation says that it is theirs, it is of a domain of the door, and nobody else of it
    was bound to that account. Raises NotLetIn.
    """
    bound = SocialAccount.objects.filter(provider=door.code, uid=str(claims["sub"])).select_related("user").first()
    person = bound.user if bound else _of_address(door, claims)
    if not person.is_active:
        raise NotLetIn("closed", CLOSED)
    if person.organisation_id is None or person.organisation_id != organisation_behind(door):
        raise NotLetIn("of another organisation", OF_ANOTHER)
    return person


def _of_address(door: Door, claims: Mapping[str, Any]) -> User:
    said = str(claims.get("email") or "")
    address = mail_key(said)
    # A sign that only looks like a letter (the Kelvin sign is a k) becomes that letter where capitals are let go of.
    if not address or unicodedata.normalize("NFC", said) != said or claims.get("email_verified") not in (True, "true"):
        raise NotLetIn("no verified address", NOT_VERIFIED)
    person: User | None = User.objects.filter(email__iexact=address).first()
    # What the database takes for the same letter may be another one.
    if person is None or mail_key(person.email) != address:
        raise NotLetIn("no account", NO_ACCOUNT)
    if address.rpartition("@")[2] not in {mail_key(domain) for domain in door.domains}:
        raise NotLetIn("of another domain", OF_ANOTHER)
    if SocialAccount.objects.filter(provider=door.code, user=person).exists():
        raise NotLetIn("bound to another", SOMEBODY_ELSE)
    return person


# --- acts -----------------------------------------------------------------------------------------
@transaction.atomic
def bind(person: User, *, door: Door, subject: str) -> None:
    """From now on this number at the organisation opens this account. Quietly nothing when it does already.

    Whoever had no password yet has used up the link that they got. Raises Refusal for a number that opens another
    account, and for the door of another organisation.
    """
    locked: User = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if locked.organisation_id is None or locked.organisation_id != organisation_behind(door):
        raise Refusal(str(OF_ANOTHER))
    there = SocialAccount.objects.filter(provider=door.code, uid=subject).first()
    if there is not None and there.user_id != locked.pk:
        raise Refusal(str(SOMEBODY_ELSE))
    if there is not None:
        return
    SocialAccount.objects.filter(user=locked).delete()
    SocialAccount.objects.create(user=locked, provider=door.code, uid=subject)
    if not locked.has_usable_password():
        # A password that nobody knows: the account can be used, and the link to choose one no longer fits.
        locked.set_password(secrets.token_urlsafe(48))
        locked.save(update_fields=["password"])
    pghistory.create_event(locked, label=BOUND)
    queue_message(
        key=f"organisation-bound:{locked.pk}:{uuid.uuid4().hex}",
        to=locked.email,
        subject=_("U kunt nu inloggen met uw organisatie"),
        body=_(
            "Goedendag,\n\n"
            "Uw account bij Eigen Kracht is gekoppeld aan uw account bij %(name)s. Daarmee kunt u nu inloggen.\n\n"
            "Was u dit niet? Bel dan meteen met landelijk beheer.\n"
        )
        % {"name": door.name},
    )


@transaction.atomic
def unbind(person: User, *, by: User | None) -> None:
    """No account at an organisation opens this one any more, and its sessions end. Raises Refusal where none did."""
    locked: User = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not forget_binding(locked):
        raise Refusal(_("Dit account is niet gekoppeld aan een organisatie. Er is niets veranderd."))
    end_sessions(locked)


def forget_binding(person: User) -> bool:
    """What opened this account at an organisation opens it no more, as for who works elsewhere; False where nothing
    did."""
    was_bound = bool(SocialAccount.objects.filter(user=person).delete()[0])
    if was_bound:
        pghistory.create_event(person, label=UNBOUND)
    return was_bound


def is_shut_for(request: HttpRequest, user: User) -> bool:
    """Whether this person must come by the door of their organisation, and did not. Never landelijk beheer: somebody
    has to get in when that door fails."""
    if user.role == Role.NATIONAL or records_of_organisation(request, user):
        return False
    door = door_of(user)
    return door is not None and not door.passwords


def records_of_organisation(request: HttpRequest, user: Any) -> list[dict[str, Any]]:
    """What this session knows of sign-ins of this person by way of the organisation that they work for now. What
    another said counts no more, nor what was said by a door that is not there any more."""
    found = [record for record in get_authentication_records(request, user) if record.get("method") == METHOD]
    return found and [record for record in found if record.get("provider") in _codes_of_doors(user)]


def came_by_another_door(request: HttpRequest, user: Any) -> bool:
    """Whether this session was opened by the door of an organisation that this person does not work for any more, or
    that has no door any more."""
    first = next(iter(get_authentication_records(request, user)), {})
    return first.get("method") == METHOD and first.get("provider") not in _codes_of_doors(user)


def _codes_of_doors(user: Any) -> set[str]:
    theirs = getattr(user, "organisation_id", None)
    return {door.code for door in doors() if theirs is not None and organisation_behind(door) == theirs}


def organisation_saw_second_factor(request: HttpRequest, user: Any) -> bool:
    """Whether the organisation said, in this session, that it asked a second factor."""
    return any(record.get("second_factor") for record in records_of_organisation(request, user))
