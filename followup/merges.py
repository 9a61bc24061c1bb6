"""A case that was called about, or evaluated, is no double of another."""

from django.utils.translation import gettext_lazy

from cases.merges import MAIN
from ekc.merging.hangings import Hanging, How

from .models import AgreementResult, Call, FamilyEvaluation, FollowUpGuest, Interview, StallSignal

_BOTH_ANSWERED = gettext_lazy("Beiden hebben dezelfde navraag al zelf ingevuld. Dan zijn het er twee.")


def _same_thing(mine: AgreementResult, theirs: AgreementResult) -> bool:
    """Both are told of one doer in one call."""
    return (mine.call_id, mine.agreement_id, mine.interview_id) == (
        theirs.call_id,
        theirs.agreement_id,
        theirs.interview_id,
    )


def _told(row: AgreementResult) -> str:
    return ", ".join(filter(None, [str(row.get_result_display()), str(row.get_reason_code_display()), row.reason]))


OF_A_PERSON = [
    Hanging(
        AgreementResult,
        "person",
        title=gettext_lazy("standen van afspraken"),
        told=_told,
        same=_same_thing,
        across=MAIN,
    ),
    Hanging(
        StallSignal,
        "person",
        title=gettext_lazy("keren gehoord dat een afspraak stilligt"),
        either=("by_mail",),
        across=MAIN,
    ),
    Hanging(
        FollowUpGuest,
        "person",
        title=gettext_lazy("navragen die iemand zelf invult"),
        says_nothing=lambda row: row.interview_id is None,
        told=lambda row: str(row.interview_id or ""),
        clash=lambda mine, theirs: _BOTH_ANSWERED if mine.interview_id and theirs.interview_id else "",
        across=MAIN,
    ),
]
_CALLED = gettext_lazy("In de dubbele zaak is de nazorg al begonnen. Voeg de zaken andersom samen.")

OF_A_CASE = [
    Hanging(model, "case", how=How.REFUSES, why=_CALLED) for model in (Call, Interview, FamilyEvaluation, StallSignal)
]
