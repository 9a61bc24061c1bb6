"""Mails to people of the family: that something stalls, and the link by which a round is answered.

Nothing of the case stands in them, nor who else is asked (R20). In the language of whom it is for.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from cases.contact import safe_contact
from cases.spoken_languages import page_language_of
from ekc.links import renew_link
from ekc.outbox.acts import queue_message

from ..models import FollowUpGuest, StallSignal


def mail_stall(signal: StallSignal) -> None:
    """Whom the family chose to watch the plan, or to call everybody together, hears it first."""
    somebody = signal.somebody
    case = signal.case
    with translation.override(page_language_of(somebody)):
        queue_message(
            key=f"stall-{signal.pk}",
            to=safe_contact(somebody).email,
            subject=_("Kijk je samen nog eens?"),
            body=_(
                "Hallo,\n\nJullie spraken af dat jij erop let hoe het gaat, of dat jij iedereen bij elkaar roept. "
                "Er ligt iets stil. Bel of app de anderen, en kijk samen wat er nodig is. Mag het anders dan jullie "
                "eerst dachten? Dat bepalen jullie zelf.\n\nKomen jullie er niet uit? Bel de "
                "Eigen Kracht-coördinator.\n"
            ),
            case_number=case.number,
            region_id=case.region_id,
        )


def mail_round(guest: FollowUpGuest) -> None:
    """The personal link by which this person answers for themselves."""
    somebody = guest.somebody
    case = guest.call.case
    link = renew_link(guest, to=safe_contact(somebody).email)
    with translation.override(page_language_of(somebody)):
        queue_message(
            key=f"follow-up-{guest.pk}-{guest.token_hash[:12]}",
            to=safe_contact(somebody).email,
            subject=_("Hoe gaat het nu?"),
            body=_(
                "Hallo,\n\nEen tijd geleden kwamen jullie bij elkaar. We willen graag weten hoe het nu gaat. "
                "Je kunt het hier zelf invullen:\n\n%(link)s\n\nJe hebt geen account nodig. Geef de link niet door. "
                "Praat je liever? Dan bellen we je.\n"
            )
            % {"link": link},
            case_number=case.number,
            region_id=case.region_id,
            about=guest,
        )
