"""The registration form and the closing of a case (move 15, R-03, R-10)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.coordinators.acts.contracts import active_contract_of, end_contract
from cases.locks import lock_case
from cases.models import Case
from cases.moves import move_case
from cases.workflow import WORKFLOW
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..reads.registration import missing_for_registration

REGISTRATION_FIELDS = ("help_duration", "problems", "subjects", "cooperation_grade", "cooperation_note")


@transaction.atomic
def save_registration(case: Case, *, by: User, **answers: Any) -> Case:
    """Keep answers of the registration form (REGISTRATION_FIELDS) to finish later. Raises Refusal."""
    case = _locked_for_registration(case, by)
    _write(case, answers)
    return case


@transaction.atomic
def register_case(case: Case, *, by: User, **answers: Any) -> Case:
    """Complete the registration with these answers; from now on the case counts in the figures (R-10).

    Ends the access of a coordinator whose work was over, and who only had something to fill in.
    Raises Refusal that names everything that is missing; nothing is saved then.
    """
    case = _locked_for_registration(case, by)
    _write(case, answers)
    if missing := missing_for_registration(case):
        raise Refusal(
            _("De registratie is nog niet compleet. Vul nog in: %(missing)s.")
            % {"missing": "; ".join(str(each) for each in missing)}
        )
    case = move_case(case, "register", by=by, registered_on=local_today())
    contract = active_contract_of(case)
    if contract is not None and contract.closing_since is not None:
        end_contract(case, reason=_("Het werk was klaar, en alles is ingevuld."))
    return case


@transaction.atomic
def close_case(case: Case, *, by: User) -> Case:
    """Close a registered case. Ends the contract: the coordinator no longer reaches the file (R-03)."""
    case = move_case(case, "close", by=by, closed_on=local_today())
    end_contract(case, reason=_("De zaak is afgesloten."))
    return case


def _locked_for_registration(case: Case, by: User) -> Case:
    locked = lock_case(case)
    WORKFLOW.find(locked.state, "register", by=by)
    return locked


def _write(case: Case, answers: dict[str, Any]) -> None:
    if unknown := set(answers) - set(REGISTRATION_FIELDS):
        raise TypeError(f"No registration fields: {sorted(unknown)}")
    grade = answers.get("cooperation_grade")
    if grade is not None and not 1 <= grade <= 10:
        raise Refusal(_("Een cijfer is een getal van 1 tot en met 10."))
    for name, value in answers.items():
        setattr(case, name, value)
    if answers:
        case.save(update_fields=list(answers))
