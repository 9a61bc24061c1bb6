"""An agreement stalls: the family hears it first, and after that a facilitated meeting may help (domain.md 3.2, 14)."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import ContractKind, MainPersonKind, ReferrerKind
from cases.contact import safe_contact
from cases.locks import lock_case
from cases.models import Case, CirclePerson, CoordinatorContract, MainPerson, ReferralDraft
from cases.queries import main_persons_in
from cases.querysets import open_contracts
from cases.referral.acts.drafts import save_parts, start_draft
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..codes import REVIEW_STATES
from ..models import FamilyEvaluation, StallSignal
from ..queries import family_was_told, stalled_agreements, watchers_of
from .family_mails import mail_stall


@transaction.atomic
def tell_family(case: Case, *, by: User, people: Iterable[CirclePerson | MainPerson]) -> list[StallSignal]:
    """These people, who watch the plan or call everybody together, hear that something stalls.

    Who has a safe mail address gets a mail; of the others it is written down that they were told. Raises Refusal when
    nothing stalls, without people, for somebody else, and for who heard it today.
    """
    case = lock_case(case)
    chosen = list(people)
    if not stalled_agreements(case):
        raise Refusal(_("Er ligt geen afspraak stil."))
    if not chosen:
        raise Refusal(_("Kies wie het hoort."))
    if any(person not in [watcher.person for watcher in watchers_of(case)] for person in chosen):
        raise Refusal(_("Alleen wie op het plan let, of iedereen bij elkaar roept, hoort dit."))
    return [_tell(case, person, by) for person in chosen]


def _tell(case: Case, somebody: CirclePerson | MainPerson, by: User) -> StallSignal:
    of_whom = {
        "person": somebody if isinstance(somebody, CirclePerson) else None,
        "main_person": somebody if isinstance(somebody, MainPerson) else None,
    }
    if StallSignal.objects.filter(case=case, told_on=local_today(), **of_whom).exists():
        raise Refusal(_("%(name)s hoorde het vandaag al.") % {"name": somebody})
    by_mail = bool(safe_contact(somebody).email)
    signal: StallSignal = StallSignal.objects.create(
        case=case, told_on=local_today(), by=by, by_mail=by_mail, **of_whom
    )
    if by_mail:
        mail_stall(signal)
    return signal


@transaction.atomic
def start_review(case: Case, *, by: User) -> FamilyEvaluation:
    """A facilitated review meeting, under a contract of its own, with the coordinator whom the family knows.

    That coordinator reaches the file again until the meeting was held. Raises Refusal before the family was told, while
    another one runs, and when that coordinator is not there any more.
    """
    case = lock_case(case)
    if case.state not in REVIEW_STATES:
        raise Refusal(_("Een begeleide evaluatiebijeenkomst kan als de familie met het plan bezig is."))
    if not family_was_told(case):
        raise Refusal(_("Laat het eerst de familie zelf weten. Komt die er niet uit, dan kan dit."))
    if open_contracts().filter(case=case, kind=ContractKind.REVIEW).exists():
        raise Refusal(_("Er loopt al een begeleide evaluatiebijeenkomst."))
    contracts = CoordinatorContract.objects.filter(case=case, kind=ContractKind.CONFERENCE)
    last = contracts.select_related("coordinator__user").order_by("pk").last()
    if last is None or not last.coordinator.user.is_active:
        raise Refusal(_("De coördinator van deze familie is er niet meer. Wijs eerst een ander aan."))
    contract = CoordinatorContract.objects.create(
        case=case, coordinator=last.coordinator, coach=last.coach, kind=ContractKind.REVIEW, started_on=local_today()
    )
    evaluation: FamilyEvaluation = FamilyEvaluation.objects.create(case=case, contract=contract)
    return evaluation


@transaction.atomic
def begin_second_conference(case: Case, *, by: User) -> ReferralDraft:
    """An aanmelding by telephone for the same people, with what is known of them filled in; the rest is asked anew.

    It becomes a case of its own, which is tied to this one where earlier cases of a family are (move 17). Raises
    Refusal before the family was told.
    """
    if not family_was_told(case):
        raise Refusal(_("Laat het eerst de familie zelf weten. Komt die er niet uit, dan kan dit."))
    kind = ReferrerKind.PROFESSIONAL if case.is_referred_by_professional else ReferrerKind.NETWORK
    draft = start_draft(kind, by=by, is_by_phone=True)
    people = main_persons_in(case)
    told = {"persons-TOTAL_FORMS": [str(len(people))], "persons-INITIAL_FORMS": ["0"]}
    for number, person in enumerate(people):
        for name in ("name", "residence", "place", "municipality"):
            told[f"persons-{number}-{name}"] = [str(getattr(person, name))]
        born = "minderjarig" if person.kind == MainPersonKind.MINOR else "volwassen"
        told[f"persons-{number}-birth"] = ["ongeboren" if person.unborn else born]
        told[f"persons-{number}-row"] = [f"eerder-{person.pk}"[:12]]
    save_parts(draft, {"voor-wie": told, "hulp": {"earlier_conference": ["ja"]}})
    return draft


def hold_review(evaluation: FamilyEvaluation, *, held_on: dt.date, by: str, result: str) -> FamilyEvaluation:
    """The facilitated meeting was held: the contract ends with it. Inside the transaction of the act."""
    evaluation.held_on, evaluation.by, evaluation.result = held_on, by, result
    evaluation.save(update_fields=["held_on", "by", "result"])
    contract = evaluation.contract
    assert contract is not None
    contract.ended_on = max(held_on, contract.started_on)
    contract.end_reason = _("De evaluatiebijeenkomst is gehouden.")
    contract.save(update_fields=["ended_on", "end_reason"])
    return evaluation
