"""Sending the plan to everybody who took part, with the frame attached (move 12)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cases.codes import ConsentPurpose
from cases.consented import is_refused
from cases.models import Case, CirclePerson, MainPerson, Referrer
from cases.moves import move_case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.links import refused_to, renew_link
from ekc.outbox.acts import queue_message
from ekc.refusal import Refusal

from ..codes import DeliveryChannel
from ..models import Distribution, Plan
from ..queries import delivery_address, delivery_language, version_in_force


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
def send_plan(plan: Plan, *, by: User, recipients: Sequence[Recipient]) -> Plan:
    """Send the established plan; each delivery is written down, and the case moves on.

    By mail goes a personal link and no word of the plan. Raises Refusal without recipients, for a
    mail without address, and while the plan is not established.
    """
    plan = _established(plan)
    _deliver(plan, recipients)
    plan.sent_on = local_today()
    plan.save(update_fields=["sent_on"])
    move_case(plan.case, "send_plan", by=by)
    return plan


@transaction.atomic
def send_copies(plan: Plan, *, by: User, recipients: Sequence[Recipient]) -> Plan:
    """Send what holds now of the plan to somebody who was forgotten, lost it, or had the version before; at any time,
    also after closing. Each delivery is written down. Raises Refusal as `send_plan`."""
    plan = _established(plan)
    _deliver(plan, recipients)
    return plan


def _established(plan: Plan) -> Plan:
    locked: Plan = Plan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)
    if not locked.is_established:
        raise Refusal(_("Het plan is nog niet vastgesteld. Leg het eerst voor."))
    return locked


def _deliver(plan: Plan, recipients: Sequence[Recipient]) -> None:
    version = version_in_force(plan)
    if version is None:
        raise Refusal(_("Van dit plan zijn alleen de cijfers bekend."))
    if not recipients:
        raise Refusal(_("Kies wie het plan krijgt."))
    shares = not is_refused(plan.case, ConsentPurpose.REFERRER)
    for recipient in recipients:
        if recipient.referrer is not None and not shares:
            raise Refusal(_("De familie deelt niet meer met de aanmelder. Die krijgt het plan niet."))
        delivery = Distribution.objects.create(
            version=version,
            person=recipient.person,
            main_person=recipient.main_person,
            referrer=recipient.referrer,
            recipient=recipient.label,
            channel=recipient.channel,
            sent_on=local_today(),
        )
        if recipient.channel == DeliveryChannel.MAIL:
            _mail(delivery, plan.case)


def _mail(delivery: Distribution, case: Case) -> None:
    to = delivery_address(delivery)
    if not to:
        raise Refusal(_("Van %(name)s is geen e-mailadres bekend. Kies een andere manier.") % {"name": delivery})
    if refused_to(delivery):
        raise Refusal(
            _("Voor %(name)s zou de link niet opengaan: iemand met een contactverbod, of een account dat dicht is.")
            % {"name": delivery}
        )
    link = renew_link(delivery, to=to)
    with translation.override(delivery_language(delivery)):
        _queue(delivery, case, to, link)


def _queue(delivery: Distribution, case: Case, to: str, link: str) -> None:
    queue_message(
        key=f"plan-{delivery.pk}",
        to=to,
        subject=_("Er staat iets voor u klaar"),
        body=_(
            "Hallo,\n\nEr staat een document voor u klaar van de Eigen Kracht-conferentie.\n"
            "Open het met deze persoonlijke link:\n\n%(link)s\n\n"
            "Bewaar deze mail. De link blijft werken zolang het plan loopt.\n"
            "Geef de link niet door. Vragen? Bel de Eigen Kracht-coördinator.\n"
        )
        % {"link": link},
        case_number=case.number,
        region_id=case.region_id,
        about=delivery,
    )
