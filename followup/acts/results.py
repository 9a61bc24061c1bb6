"""What became of each agreement of the plan, of all who do it or of one of them, as people tell it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.locks import lock_case
from cases.models import CirclePerson, MainPerson
from ekc.accounts.models import User
from ekc.refusal import Refusal
from plans.models import Agreement

from ..codes import CallKind, Told, WhyNot
from ..models import AgreementResult, Call, Interview
from ..standing import standing_of
from .calls import check_round_is_open


@dataclass(frozen=True)
class Telling:
    """What is told of one agreement: of one doer, or of all. An empty `result` takes back what was told."""

    agreement: int
    result: str
    reason_code: str = ""
    reason: str = ""
    doer: CirclePerson | MainPerson | None = None


@transaction.atomic
def record_results(call: Call, tellings: Iterable[Telling], *, by: User) -> None:
    """What became of the agreements, told in a call without saying by whom; the newest answer counts.

    What makes it good again is asked of in the call after a month already, one by one. Raises Refusal for an agreement
    of another case, an unknown result, no reason where one is needed, and after the round is finished.
    """
    check_round_is_open(lock_case(call.case), call)
    record_tellings(call, tellings)


def record_tellings(call: Call, tellings: Iterable[Telling], *, interview: Interview | None = None) -> None:
    """Keep these tellings and bring the agreements up to date, inside the transaction of an act. Raises Refusal."""
    for telling in tellings:
        agreement = _asked_in(call, telling.agreement)
        _keep(call, agreement, telling, interview)
        agreement.state = standing_of([agreement])[agreement.pk].state
        agreement.save(update_fields=["state"])


def _asked_in(call: Call, pk: int) -> Agreement:
    agreement = Agreement.objects.filter(pk=pk, version__plan__case=call.case).first()
    if agreement is None:
        raise Refusal(_("Deze afspraak hoort niet bij deze zaak."))
    if not call.is_round and not (call.kind == CallKind.ONE_MONTH and agreement.restitution):
        raise Refusal(_("Hoe de afspraken ervoor staan, vraag je bij de navraag na drie maanden."))
    return agreement


def _keep(call: Call, agreement: Agreement, telling: Telling, interview: Interview | None) -> None:
    """In place of what was told of the same before: made anew, for the newest row is the newest answer."""
    of_whom = _of_whom(telling.doer)
    known = AgreementResult.objects.filter(call=call, agreement=agreement, interview=interview, **of_whom)
    if not telling.result:
        known.delete()
        return
    if telling.result not in Told.values:
        raise Refusal(_("Kies hoe het met de afspraak staat."))
    is_done = telling.result == Told.DONE
    if not is_done and telling.reason_code not in WhyNot.values:
        raise Refusal(_("Kies waarom de afspraak niet, of anders, is gedaan."))
    told = {
        "result": telling.result,
        "reason_code": "" if is_done else telling.reason_code,
        "reason": telling.reason.strip(),
    }
    # The reason lies sealed, so the database cannot compare it.
    if any(all(getattr(row, name) == value for name, value in told.items()) for row in known):
        return
    known.delete()
    AgreementResult.objects.create(call=call, agreement=agreement, interview=interview, **of_whom, **told)


def _of_whom(doer: CirclePerson | MainPerson | None) -> dict[str, Any]:
    return {
        "person": doer if isinstance(doer, CirclePerson) else None,
        "main_person": doer if isinstance(doer, MainPerson) else None,
    }
