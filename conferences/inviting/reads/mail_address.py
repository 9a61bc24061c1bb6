"""Where an invitation can go."""

from cases.contact import safe_contact
from cases.models import Referrer
from conferences.models import Invitation


def mail_address(invitation: Invitation) -> str:
    """Where mail to this invitee may go; empty where there is no safe address."""
    somebody = invitation.invitee
    return somebody.email if isinstance(somebody, Referrer) else safe_contact(somebody).email
