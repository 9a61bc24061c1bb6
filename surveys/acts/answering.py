"""Taking in an answer so that it leads to nobody (design 4.9; docs/adr/0004, 0035)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ekc.links import hash_token, opened
from ekc.refusal import Refusal

from ..models import SurveyInvitation
from ..queries import behind
from ..routing import asked_answers
from ..sealing import DRAFT, seal, unseal_draft
from .waiting import put_away


@transaction.atomic
def keep_draft(token: str, answers: Mapping[str, Any], *, found: SurveyInvitation | None = None) -> dict[str, Any]:
    """Keep what somebody filled in so far beside what was kept before, so that they can stop and go on.

    Sealed with the link, which is looked up here where it is not `found` yet. Nothing is kept once the form came back.
    Raises Refusal when the link does not open.
    """
    invitation = _locked(found or _opened(token), token)
    if invitation.is_used:
        return {}
    kept = {**unseal_draft(invitation.draft, token), **answers}
    kept = {code: value for code, value in kept.items() if value not in (None, "", [])}
    invitation.draft = seal(kept, purpose=DRAFT, token=token)
    invitation.save(update_fields=["draft"])
    return kept


@transaction.atomic
def save_answers(
    token: str, answers: Mapping[str, Any] | None = None, *, found: SurveyInvitation | None = None
) -> None:
    """Keep the answers of a personal link, once, in one transaction: of several submits the first is kept.

    Without `answers`: those that were filled in so far. Questions that were not asked, by the routing, are dropped.
    Raises Refusal when the link does not open any more, and when nothing at all was answered.
    """
    invitation = found or _opened(token)
    if invitation.is_used or _take_in(invitation, token, answers):
        return
    # Another page of it was kept, or it was sent, or its link renewed, at this very moment.
    invitation = _locked(invitation, token)
    if not invitation.is_used:
        _take_in(invitation, token, answers)


def _take_in(invitation: SurveyInvitation, token: str, answers: Mapping[str, Any] | None) -> bool:
    return take_in(invitation, unseal_draft(invitation.draft, token) if answers is None else answers)


def take_in(invitation: SurveyInvitation, answers: Mapping[str, Any]) -> bool:
    """The form of an invitation that is not used came back; False when the invitation was changed since it was read.

    Raises Refusal for an empty form.
    """
    kept = asked_answers(behind(invitation).questions, answers)
    if not kept:
        raise Refusal(_("Er is nog niets ingevuld."))
    return put_away(invitation, kept)


def _opened(token: str) -> SurveyInvitation:
    found: SurveyInvitation | None = opened(SurveyInvitation, token)
    if found is None:
        raise Refusal(_("Deze link werkt niet meer: hij is verlopen of vervangen."))
    return found


def _locked(found: SurveyInvitation, token: str) -> SurveyInvitation:
    """The invitation that this link opened, unless it has another link by now."""
    sought = SurveyInvitation.objects.filter(pk=found.pk, token_hash=hash_token(token), withdrawn_at=None)
    locked: SurveyInvitation | None = sought.select_for_update().first()
    if locked is None:
        raise Refusal(_("Deze link werkt niet meer: hij is verlopen of vervangen."))
    return locked
