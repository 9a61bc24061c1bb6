"""The own link by which a main person, or who has authority over one, sees and changes what was consented to."""

import datetime as dt

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cases import norms
from cases.codes import ConsentWay
from cases.contact import safe_contact
from cases.locks import lock_case
from cases.models import Case, Consent, ConsentLink
from cases.spoken_languages import page_language_of
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.links import end_link, may_be_sent, renew_link
from ekc.outbox.acts import queue_message
from ekc.refusal import Refusal

from ..reads.own_consents import Speaker
from .consents import say_consent


@transaction.atomic
def give_own_link(case: Case, speaker: Speaker, *, by: User) -> ConsentLink:
    """Make somebody's own link, or make it good again, and mail it where that is safe; else it is handed over by hand.

    Raises Refusal for who takes no part, or has no say for somebody of this age.
    """
    lock_case(case)
    today = local_today()
    link, _is_new = ConsentLink.objects.get_or_create(
        case=case,
        main_person=speaker.main_person,
        person=speaker.person,
        defaults={"speaks_as": speaker.said_as, "sent_on": today, "expires_on": _until()},
    )
    if link.expires_on < today:
        # What was over does not open again by itself: only what is given now.
        end_link(link)
    link.speaks_as, link.sent_on, link.expires_on = speaker.said_as, today, _until()
    link.save(update_fields=["speaks_as", "sent_on", "expires_on"])
    # Who left keeps the link that is there (`cases/link_rules.py`), and gets no other.
    if not link.main_person.takes_part or not may_be_sent(link):
        raise Refusal(_("%(name)s doet niet mee, of beslist hier niet over.") % {"name": link}, at="who")
    if to := safe_contact(link.somebody).email:
        address = renew_link(link, to=to)
        with translation.override(page_language_of(link.somebody)):
            _mail(link, to, address)
    return link


def _until() -> dt.date:
    return local_today() + dt.timedelta(days=norms.CONSENT_LINK_DAYS)


def _mail(link: ConsentLink, to: str, address: str) -> None:
    """Nothing of the case stands in it."""
    queue_message(
        key=f"own-consents-{link.pk}-{link.token_hash[:12]}",
        to=to,
        subject=_("Wat u goedvindt"),
        body=_(
            "Hallo,\n\nU beslist wat wij met uw gegevens doen. Op uw eigen bladzijde ziet u waar u ja op zei. "
            "U kunt het daar ook veranderen:\n\n%(link)s\n\n"
            "U hebt geen account nodig. Geef de link niet door.\n"
        )
        % {"link": address},
        case_number=link.case.number,
        region_id=link.case.region_id,
        about=link,
    )


@transaction.atomic
def say_by_link(link: ConsentLink, *, purpose: str, gives: bool) -> list[Consent]:
    """One press on the own page. Raises Refusal; pressed twice it is said once."""
    lock_case(link.case)
    locked: ConsentLink = ConsentLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    return say_consent(
        locked.main_person,
        by=None,
        gives=gives,
        purposes=[purpose],
        said_as=locked.speaks_as,
        way=ConsentWay.OWN_LINK,
        said_on=local_today(),
        person=locked.person,
    )
