"""A possible earlier case of the same family is linked, or set aside with a reason."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import CaseOutcome, RepeatReason
from cases.locks import lock_case
from cases.models import Case, EarlierCase
from cases.signals import earlier_case_linked
from ekc.accounts.models import User
from ekc.refusal import Refusal


@transaction.atomic
def link_earlier(case: Case, other: Case, *, by: User, repeat_reason: str, note: str = "") -> EarlierCase:
    """Say that this is a herhalingsverzoek of `other`, with its coded reason, which the figures count (4.1).

    Raises Refusal without a reason, when it is linked already, for a case that came in later, and for
    one that is linked to this one itself.
    """
    if repeat_reason not in RepeatReason.values:
        raise Refusal(_("Kies waarom de familie opnieuw vraagt."), at="repeat_reason")
    locked = _judgeable(case, other)
    if locked.previous_case_id is not None:
        raise Refusal(_("Deze zaak hoort al bij een eerdere zaak."))
    if other.received_on > locked.received_on:
        raise Refusal(_("Die zaak is later aangemeld dan deze."), at="other")
    if _comes_after(other, locked):
        raise Refusal(_("Die zaak hoort zelf al bij deze zaak, als een latere van dezelfde familie."), at="other")
    before = {"reason_before": locked.repeat_reason, "conference_before": locked.earlier_conference}
    locked.previous_case, locked.repeat_reason = other, repeat_reason
    locked.earlier_conference |= other.outcome == CaseOutcome.CONFERENCE_HELD
    locked.save(update_fields=["previous_case", "repeat_reason", "earlier_conference"])
    judged = _judge(case, other, by=by, repeat_reason=repeat_reason, note=note, **before)
    earlier_case_linked.send(sender=Case, case=locked, by=by)
    return judged


@transaction.atomic
def set_earlier_aside(case: Case, other: Case, *, by: User, note: str) -> EarlierCase:
    """Say, with the reason, that `other` is not an earlier case of this family. Raises Refusal without a reason."""
    if not note.strip():
        raise Refusal(_("Schrijf op waarom dit geen eerdere zaak van deze familie is."), at="note")
    _judgeable(case, other)
    return _judge(case, other, by=by, repeat_reason="", note=note)


@transaction.atomic
def undo_earlier(judged: EarlierCase, *, by: User, reason: str) -> EarlierCase:
    """Take back what was decided on an earlier case: a wrong link, or one that was set aside and is one after all.

    The case says of itself what it said before, and the other one can be judged anew. What was decided, and why it
    was taken back, is kept. Raises Refusal without a reason, and when it was taken back already.
    """
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom dit niet klopt."), at="reason")
    case = lock_case(judged.case)
    locked: EarlierCase = EarlierCase.objects.select_for_update().get(pk=judged.pk)
    if locked.undone_at is not None:
        raise Refusal(_("Dit is al teruggedraaid."))
    if locked.repeat_reason and case.previous_case_id == locked.other_id:
        case.previous_case, case.repeat_reason = None, locked.reason_before
        case.earlier_conference = locked.conference_before
        case.save(update_fields=["previous_case", "repeat_reason", "earlier_conference"])
    locked.undone_at, locked.undone_by, locked.undone_reason = timezone.now(), by, reason.strip()
    locked.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    return locked


def _comes_after(other: Case, case: Case) -> bool:
    """Whether `other` was linked to this case, at once or by way of others: of two cases one is the earlier."""
    seen: set[int] = set()
    at: int | None = other.pk
    while at is not None and at not in seen:
        seen.add(at)
        at = Case.objects.filter(pk=at).values_list("previous_case", flat=True).first()
    return case.pk in seen


def _judgeable(case: Case, other: Case) -> Case:
    locked = lock_case(case)
    if case.pk == other.pk or EarlierCase.objects.filter(case=case, other=other, undone_at=None).exists():
        raise Refusal(_("Over deze mogelijke eerdere zaak is al besloten."), at="other")
    return locked


def _judge(case: Case, other: Case, *, by: User, repeat_reason: str, note: str, **before: Any) -> EarlierCase:
    made: EarlierCase = EarlierCase.objects.create(
        case=case, other=other, by=by, repeat_reason=repeat_reason, note=note.strip(), **before
    )
    return made
