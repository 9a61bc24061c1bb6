"""Mails to who is invited. They say that something is waiting and where; day and place stand behind the link."""

import hashlib

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cases.queries import active_contract
from cases.recipients import Post, tell
from cases.variants.acts.sides import check_both_agreed
from conferences.codes import News
from conferences.models import Invitation
from ekc.dates import local_today
from ekc.outbox.acts import queue_message
from ekc.phones import phone_text

from ..reads.links import link_of

KEY = "invitation-"
"""What the key of each of these mails begins with; the number of the invitation follows."""


def invitation_of_key(key: str) -> int | None:
    """The invitation that a mail of the outbox belongs to; None for another mail."""
    number = key.removeprefix(KEY).partition("-")[0]
    return int(number) if key.startswith(KEY) and number.isdecimal() else None


def mail_news(invitation: Invitation, news: str, *, to: str) -> None:
    """That somebody is invited, that day or place changed, or that the day is off; once per piece of news.

    Raises Refusal for an invitation before both sides agreed. What was sent before may change: that must be heard.
    """
    if news == News.INVITED:
        check_both_agreed(invitation.conference.case)
    conference = invitation.conference
    start = conference.planned_start
    which = f"{start:%Y%m%d%H%M}" if start else "0"
    # The number of the moves tells a day that was put off and chosen again from the first time it was chosen.
    _queue(invitation, f"{news}-{which}-{conference.moves.count()}-{invitation.channel}", to, *_news(invitation, news))


def mail_nudge(invitation: Invitation, *, to: str) -> None:
    """A reminder that the coordinator asked for, at most one a day and address. Raises Refusal as an invitation."""
    check_both_agreed(invitation.conference.case)
    # An address that was put right gets one of its own.
    which = hashlib.sha256(to.encode()).hexdigest()[:8]
    _queue(invitation, f"nudge-{local_today():%Y%m%d}-{which}", to, *_reminder(invitation, asks=True))


def mail_reminder(invitation: Invitation, days: int, *, to: str, asks: bool) -> None:
    """The reminder `days` before the meeting; `asks` for an answer, or says that it is tomorrow.

    Raises Refusal as an invitation.
    """
    check_both_agreed(invitation.conference.case)
    start = invitation.conference.planned_start
    _queue(invitation, f"reminder-{start:%Y%m%d%H%M}-{days}", to, *_reminder(invitation, asks=asks))


def tell_coordinator(invitation: Invitation) -> None:
    """There is an answer that the coordinator should read today; at most one mail a day and invitee."""
    case = invitation.conference.case
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            case,
            Post.COORDINATOR,
            key=f"answer-to-read-{invitation.pk}-{local_today():%Y%m%d}",
            subject=_("Er is een antwoord dat je vandaag moet lezen"),
            body=_(
                "Hallo,\n\nEr is een antwoord dat je vandaag moet lezen. "
                "Log in en kijk bij Uitnodigingen:\n\n%(link)s\n"
            ),
            path=reverse("conferences:invitations", args=[case.number]),
        )


def _news(invitation: Invitation, news: str) -> tuple[str, str]:
    with translation.override(invitation.language):
        if news == News.MOVED:
            return _moved(invitation)
        if news == News.CANCELLED:
            return _cancelled(invitation)
        return _off(invitation) if news == News.OFF else _invited(invitation)


def _invited(invitation: Invitation) -> tuple[str, str]:
    if invitation.is_professional:
        body = _(
            "Goedendag,\n\nU bent uitgenodigd voor een bijeenkomst. Lees met uw persoonlijke link waar en wanneer "
            "het is en wat we u vragen, en laat weten of u komt:\n\n%(link)s\n\n"
            "De link is alleen voor u. Geef hem niet door.\n"
        )
        return _("Uitnodiging voor een bijeenkomst"), body % _words(invitation) + _closing(invitation)
    body = _(
        "Hallo,\n\nJe bent uitgenodigd voor een bijeenkomst. Lees met je persoonlijke link waar en wanneer het is, "
        "en laat weten of je komt:\n\n%(link)s\n\nDe link is alleen voor jou. Geef hem niet door.\n"
    )
    return _("Een uitnodiging voor je"), body % _words(invitation) + _closing(invitation)


def _moved(invitation: Invitation) -> tuple[str, str]:
    if invitation.is_professional:
        body = _(
            "Goedendag,\n\nDe bijeenkomst waarvoor u bent uitgenodigd is veranderd: een andere tijd of een "
            "andere plek. Lees hier wat er nu staat, en laat weten of u komt:\n\n%(link)s\n"
        )
        return _("De bijeenkomst is veranderd"), body % _words(invitation) + _closing(invitation)
    body = _(
        "Hallo,\n\nDe bijeenkomst waarvoor je bent uitgenodigd is veranderd: een andere tijd of een andere plek. "
        "Lees hier wat er nu staat, en laat weten of je komt:\n\n%(link)s\n"
    )
    return _("De bijeenkomst is veranderd"), body % _words(invitation) + _closing(invitation)


def _cancelled(invitation: Invitation) -> tuple[str, str]:
    body = _(
        "Goedendag,\n\nDe bijeenkomst waarvoor we een uitnodiging stuurden gaat niet door. Komen hoeft niet meer.\n"
    )
    return _("De bijeenkomst gaat niet door"), body + _closing(invitation)


def _off(invitation: Invitation) -> tuple[str, str]:
    if invitation.is_professional:
        body = _(
            "Goedendag,\n\nDe bijeenkomst waarvoor u bent uitgenodigd gaat niet door op de afgesproken dag. "
            "U hoort het als er een nieuwe dag is.\n"
        )
    else:
        body = _(
            "Hallo,\n\nDe bijeenkomst waarvoor je bent uitgenodigd gaat niet door op de afgesproken dag. "
            "Je hoort het als er een nieuwe dag is.\n"
        )
    return _("De bijeenkomst gaat nog niet door"), body + _closing(invitation)


def _reminder(invitation: Invitation, *, asks: bool) -> tuple[str, str]:
    with translation.override(invitation.language):
        if not asks:
            body = _("Hallo,\n\nMorgen is de bijeenkomst. Waar en hoe laat staat hier:\n\n%(link)s\n\nTot morgen.\n")
            return _("Tot morgen"), body % _words(invitation) + _closing(invitation)
        if invitation.is_professional:
            body = _(
                "Goedendag,\n\nWe hebben u uitgenodigd voor een bijeenkomst en weten graag of u komt. "
                "Antwoorden kost een minuut:\n\n%(link)s\n"
            )
            return _("Komt u?"), body % _words(invitation) + _closing(invitation)
        body = _(
            "Hallo,\n\nJe bent uitgenodigd voor een bijeenkomst. We weten graag of je komt. "
            "Antwoorden kost een minuut:\n\n%(link)s\n"
        )
        return _("Kom je?"), body % _words(invitation) + _closing(invitation)


def _words(invitation: Invitation) -> dict[str, str]:
    return {"link": link_of(invitation)}


def _closing(invitation: Invitation) -> str:
    """Who sends it, and whom to call."""
    contract = active_contract(invitation.conference.case)
    if contract is None:
        return ""
    user = contract.coordinator.user
    if user.phone:
        return _("\nVragen? Bel %(phone)s.\n\nGroet,\n%(name)s\n") % {
            "phone": phone_text(user.phone),
            "name": user.full_name,
        }
    return _("\nGroet,\n%(name)s\n") % {"name": user.full_name}


def _queue(invitation: Invitation, what: str, to: str, subject: str, body: str) -> None:
    case = invitation.conference.case
    queue_message(
        key=f"{KEY}{invitation.pk}-{what}",
        to=to,
        subject=subject,
        body=body,
        case_number=case.number,
        region_id=case.region_id,
        about=invitation,
    )
