"""What somebody of the family wants otherwise in the plan: who hears it, and what came of it."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cases.codes import FINISHED_STATES
from cases.locks import lock_case
from cases.models import Case
from cases.recipients import Post, tell
from ekc.accounts.models import User
from ekc.links import may_be_sent, renew_link
from ekc.outbox.acts import queue_message
from ekc.refusal import Refusal

from ..models import Agreement, ChangeProposal, Distribution
from ..queries import delivery_address, delivery_language, plan_of, plan_that_holds, version_in_force
from ..tasks_of import Doer, by_doer, conveners_of, deliveries_of, hears_proposals
from .writing import refuse_after_closing


@transaction.atomic
def raise_proposal(
    case: Case, *, doer: Doer | None, who: str, text: str, agreement: Agreement | None = None
) -> ChangeProposal:
    """Somebody wants the plan otherwise. Who calls everybody together hears it; the coordinator as long as the case is
    not closed. Raises Refusal without words."""
    if not text.strip():
        raise Refusal(_("Schrijf op wat er anders moet."), at="text")
    proposal: ChangeProposal = ChangeProposal.objects.create(
        case=case, agreement=agreement, who=who[:200], text=text.strip(), **by_doer(doer)
    )
    if case.state not in FINISHED_STATES:
        _tell_coordinator(proposal)
    plan = plan_of(case)
    version = version_in_force(plan) if plan is not None else None
    if plan is not None and version is not None:
        for delivery in deliveries_of(plan, [each for each in conveners_of(version) if each != doer]):
            _tell_convener(delivery, proposal)
    return proposal


def _tell_coordinator(proposal: ChangeProposal) -> None:
    # It is said on a page in any language; the house reads Dutch.
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            proposal.case,
            Post.COORDINATOR,
            key=f"plan-proposal-{proposal.pk}",
            subject=_("Er is een reactie"),
            body=_("Goedendag,\n\nEr is een reactie op een document. Log in om die te lezen:\n\n%(link)s\n"),
        )


def _tell_convener(delivery: Distribution, proposal: ChangeProposal) -> None:
    to = delivery_address(delivery)
    if not to or delivery.withdrawn_at is not None or not may_be_sent(delivery):
        return
    link = renew_link(delivery, to=to)
    with translation.override(delivery_language(delivery)):
        _queue(delivery, proposal, to, link)


def _queue(delivery: Distribution, proposal: ChangeProposal, to: str, link: str) -> None:
    queue_message(
        key=f"plan-heard-{proposal.pk}-{delivery.pk}",
        to=to,
        subject=_("Er staat iets voor u klaar"),
        body=_(
            "Hallo,\n\nIemand heeft iets gezegd over het plan. U roept iedereen bij elkaar als dat nodig is.\n"
            "U leest het op uw eigen pagina:\n\n%(link)s\n\nGeef de link niet door.\n"
        )
        % {"link": link},
        case_number=proposal.case.number,
        region_id=proposal.case.region_id,
        about=delivery,
    )


@transaction.atomic
def settle_proposal(proposal: ChangeProposal, *, by: User, outcome: str) -> ChangeProposal:
    """Write down what was done with it. Raises Refusal without words, and when that was done already."""
    refuse_after_closing(lock_case(proposal.case))
    return _settled(proposal, outcome, in_family=False)


@transaction.atomic
def settle_in_family(proposal: ChangeProposal, doer: Doer, *, outcome: str) -> ChangeProposal:
    """After closing the family says by itself what it agreed on; the text of the plan stays, and this stands beside it.

    Raises Refusal as `settle_proposal`, while the case is open, and of who does not call everybody together.
    """
    case = lock_case(proposal.case)
    version = plan_that_holds(case)
    if case.state not in FINISHED_STATES:
        raise Refusal(_("De Eigen Kracht-coördinator is er nog. Vraag die het plan te veranderen."))
    if version is None or not hears_proposals(version, doer):
        raise Refusal(_("Wie iedereen bij elkaar roept, schrijft dit op."))
    return _settled(proposal, outcome, in_family=True)


def _settled(proposal: ChangeProposal, outcome: str, *, in_family: bool) -> ChangeProposal:
    locked: ChangeProposal = ChangeProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if locked.settled_at is not None:
        raise Refusal(_("Hier is al iets mee gedaan. Kijk wat er nu staat."))
    if not outcome.strip():
        raise Refusal(_("Schrijf op wat ermee is gedaan."), at="outcome")
    locked.settled_at, locked.outcome, locked.settled_in_family = timezone.now(), outcome.strip(), in_family
    locked.save(update_fields=["settled_at", "outcome", "settled_in_family"])
    return locked
