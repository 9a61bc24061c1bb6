"""Sending the plan to everybody who took part, with the frame attached (move 12)."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import norms
from cases.contact import safe_contact
from cases.models import CirclePerson, MainPerson
from cases.moves import move_case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.links import hash_token, new_token
from ekc.outbox.acts import queue_message
from ekc.refusal import Refusal

from ..codes import DeliveryChannel
from ..models import Distribution, Plan
from ..queries import current_version


@dataclass(frozen=True)
class Recipient:
    """Somebody who gets the plan, and how."""

    channel: str
    person: CirclePerson | None = None
    main_person: MainPerson | None = None
    name: str = ""
    email: str = ""

    @property
    def label(self) -> str:
        return self.name or str(self.person or self.main_person)

    @property
    def address(self) -> str:
        """The mail address that may be used, through the one safe-contact function."""
        somebody = self.person or self.main_person
        return self.email or (safe_contact(somebody).email if somebody else "")


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
    token = new_token() if recipient.channel == DeliveryChannel.MAIL else ""
    until = local_today() + dt.timedelta(days=norms.PLAN_LINK_DAYS)
    distribution = Distribution.objects.create(
        version=version,
        person=recipient.person,
        main_person=recipient.main_person,
        recipient=recipient.label,
        channel=recipient.channel,
        sent_on=local_today(),
        token_hash=hash_token(token) if token else "",
        link_expires_on=until if token else None,
    )
    if not token:
        return
    if not recipient.address:
        raise Refusal(_("Van %(name)s is geen e-mailadres bekend. Kies een andere manier.") % {"name": recipient.label})
    link = settings.EKC_BASE_URL + reverse("plans:open", args=[token])
    queue_message(
        key=f"plan-{distribution.pk}",
        to=recipient.address,
        subject=_("Er staat iets voor u klaar"),
        body=_(
            "Hallo,\n\nEr staat een document voor u klaar van de Eigen Kracht-conferentie waar u bij was.\n"
            "Open het met deze persoonlijke link, tot en met %(until)s:\n\n%(link)s\n\n"
            "Geef de link niet door. Vragen? Bel de Eigen Kracht-coördinator.\n"
        )
        % {"until": until.strftime("%d-%m-%Y"), "link": link},
        case_number=plan.case.number,
        region_id=plan.case.region_id,
    )
