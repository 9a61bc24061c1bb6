"""Sending the plan to everybody who took part, with the frame attached (move 12)."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases import norms
from cases.models import Case, CirclePerson, MainPerson, Referrer
from cases.moves import move_case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.links import refused_to, renew_link
from ekc.outbox.acts import queue_message
from ekc.refusal import Refusal

from ..codes import DeliveryChannel
from ..models import Distribution, Plan
from ..queries import current_version, delivery_address, delivery_language


@dataclass(frozen=True)
class Recipient:
    """Somebody who gets the plan, and how."""

    channel: str
    person: CirclePerson | None = None
    main_person: MainPerson | None = None
    referrer: Referrer | None = None
    # Somebody else who got it on paper.
    name: str = ""

    @property
    def label(self) -> str:
        return self.name or str(self.person or self.main_person or self.referrer)


@transaction.atomic
def send_plan(plan: Plan, *, by: User, recipients: list[Recipient]) -> Plan:
    """Send the established plan; each delivery is written down, and the case moves on.

    By mail goes a personal link and no word of the plan. Raises Refusal without recipients, for a
    mail without address, and while the plan is not established.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)
    if not plan.is_established:
        raise Refusal(_("Het plan is nog niet vastgesteld. Leg het eerst voor."))
    if not recipients:
        raise Refusal(_("Kies wie het plan krijgt."))
    for recipient in recipients:
        _deliver(plan, recipient)
    plan.sent_on = local_today()
    plan.save(update_fields=["sent_on"])
    move_case(plan.case, "send_plan", by=by)
    return plan


def _deliver(plan: Plan, recipient: Recipient) -> None:
    version = current_version(plan)
    if version is None:
        raise Refusal(_("Van dit plan zijn alleen de cijfers bekend."))
    by_mail = recipient.channel == DeliveryChannel.MAIL
    until = local_today() + dt.timedelta(days=norms.PLAN_LINK_DAYS)
    delivery = Distribution.objects.create(
        version=version,
        person=recipient.person,
        main_person=recipient.main_person,
        referrer=recipient.referrer,
        recipient=recipient.label,
        channel=recipient.channel,
        sent_on=local_today(),
        link_expires_on=until if by_mail else None,
    )
    if by_mail:
        _mail(delivery, plan.case)


def _mail(delivery: Distribution, case: Case) -> None:
    to, until = delivery_address(delivery), delivery.link_expires_on
    if not to or until is None:
        raise Refusal(_("Van %(name)s is geen e-mailadres bekend. Kies een andere manier.") % {"name": delivery})
    if refused_to(delivery):
        raise Refusal(
            _("Voor %(name)s zou de link niet opengaan: iemand met een contactverbod, of een account dat dicht is.")
            % {"name": delivery}
        )
    link = renew_link(delivery, to=to)
    with translation.override(delivery_language(delivery)):
        _queue(delivery, case, to, link, date_format(until, "j F Y"))


def _queue(delivery: Distribution, case: Case, to: str, link: str, until: str) -> None:
    queue_message(
        key=f"plan-{delivery.pk}",
        to=to,
        subject=_("Er staat iets voor u klaar"),
        body=_(
            "Hallo,\n\nEr staat een document voor u klaar van de Eigen Kracht-conferentie waar u bij was.\n"
            "Open het met deze persoonlijke link, tot en met %(until)s:\n\n%(link)s\n\n"
            "Geef de link niet door. Vragen? Bel de Eigen Kracht-coördinator.\n"
        )
        % {"until": until, "link": link},
        case_number=case.number,
        region_id=case.region_id,
        about=delivery,
    )
