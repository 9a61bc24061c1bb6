"""A possible earlier case of the same family is linked, or set aside with a reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import CaseOutcome, RepeatReason
from cases.locks import lock_case
from cases.models import Case, EarlierCase
from ekc.accounts.models import User
from ekc.refusal import Refusal


@transaction.atomic
def link_earlier(case: Case, other: Case, *, by: User, repeat_reason: str, note: str = "") -> EarlierCase:
    """Say that this is a herhalingsverzoek of `other`, with its coded reason, which the figures count (4.1).

    Raises Refusal without a reason, when it is linked already, and for a case that came in later.
    """
    if repeat_reason not in RepeatReason.values:
        raise Refusal(_("Kies waarom de familie opnieuw vraagt."))
    locked = _judgeable(case, other)
    if locked.previous_case_id is not None:
        raise Refusal(_("Deze zaak hoort al bij een eerdere zaak."))
    if other.received_on > locked.received_on:
        raise Refusal(_("Die zaak is later aangemeld dan deze."))
    locked.previous_case, locked.repeat_reason = other, repeat_reason
    locked.earlier_conference |= other.outcome == CaseOutcome.CONFERENCE_HELD
    locked.save(update_fields=["previous_case", "repeat_reason", "earlier_conference"])
    return _judge(case, other, by=by, repeat_reason=repeat_reason, note=note)


@transaction.atomic
def set_earlier_aside(case: Case, other: Case, *, by: User, note: str) -> EarlierCase:
    """Say, with the reason, that `other` is not an earlier case of this family. Raises Refusal without a reason."""
    if not note.strip():
        raise Refusal(_("Schrijf op waarom dit geen eerdere zaak van deze familie is."))
    _judgeable(case, other)
    return _judge(case, other, by=by, repeat_reason="", note=note)


def _judgeable(case: Case, other: Case) -> Case:
    locked = lock_case(case)
    if case.pk == other.pk or EarlierCase.objects.filter(case=case, other=other).exists():
        raise Refusal(_("Over deze mogelijke eerdere zaak is al besloten."))
    return locked


def _judge(case: Case, other: Case, *, by: User, repeat_reason: str, note: str) -> EarlierCase:
    made: EarlierCase = EarlierCase.objects.create(
        case=case, other=other, by=by, repeat_reason=repeat_reason, note=note.strip()
    )
    return made
