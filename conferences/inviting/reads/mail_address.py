"""Where an invitation can go."""

from cases.contact import safe_contact
from cases.models import CirclePerson, MainPerson, Referrer
from conferences.models import Invitation


def mail_address(invitation: Invitation) -> str:
    """Where mail to this invitee may go; empty where there is no safe address."""
    return mail_of(invitation.invitee)


def mail_of(somebody: CirclePerson | MainPerson | Referrer) -> str:
    """The same of whoever may be invited."""
    return somebody.email if isinstance(somebody, Referrer) else safe_contact(somebody).email
