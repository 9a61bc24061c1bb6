"""Typing over a paper form that came back, twice where the programme wants that."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..models import PaperEntry, SurveyInvitation
from ..queries import behind
from ..routing import asked_answers
from ..sealing import PAPER, seal, unseal
from .answering import take_in


class Differs(Refusal):
    """The second time says something else: `codes` are the questions."""

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes
        super().__init__(_("De tweede keer is anders ingevuld dan de eerste. Kijk op papier na wat er staat."))


def form_of_number(number: str) -> SurveyInvitation:
    """The form with this return number that did not come back yet. Raises Refusal."""
    typed = "".join(number.split()).upper()
    found: SurveyInvitation | None = (
        SurveyInvitation.objects.select_related("case__programme").filter(number=typed).exclude(number="").first()
    )
    if found is None:
        raise Refusal(_("Dit nummer is niet bekend. Kijk na wat er op het papier staat."))
    if found.is_used:
        raise Refusal(_("De vragenlijst met dit nummer is al binnen."))
    return found


@transaction.atomic
def enter_paper(
    invitation: SurveyInvitation, *, by: User, answers: Mapping[str, Any], is_looked_at: bool = False
) -> bool:
    """Take in what stands on paper; True when it is in, False when it waits for the second time.

    Where both times differ it raises Differs: what is sent again with `is_looked_at` counts. Raises Refusal for an
    empty form, and for one that came back already.
    """
    locked: SurveyInvitation = (
        SurveyInvitation.objects.select_for_update(of=("self",)).select_related("case").get(pk=invitation.pk)
    )
    if locked.is_used:
        raise Refusal(_("De vragenlijst met dit nummer is al binnen."))
    kept = asked_answers(behind(locked).questions, answers)
    if not kept:
        raise Refusal(_("Er is nog niets ingevuld."))
    first = PaperEntry.objects.filter(invitation=locked).first()
    programme = locked.case.programme
    if first is None and programme is not None and programme.paper_twice:
        PaperEntry.objects.create(invitation=locked, entered_by=by, sealed=seal(kept, purpose=PAPER))
        return False
    if first is not None and not is_looked_at:
        before = unseal(first.sealed, purpose=PAPER)
        differing = [code for code in {**before, **kept} if before.get(code) != kept.get(code)]
        if differing:
            raise Differs(differing)
    if first is not None:
        first.delete()
    take_in(locked, kept)
    return True
