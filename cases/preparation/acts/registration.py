"""The registration form and the closing of a case (move 15, R-03, R-10)."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import PROFESSIONAL_REFERRERS
from cases.coordinators.acts.contracts import end_contract
from cases.locks import lock_case
from cases.models import Case
from cases.moves import move_case
from cases.workflow import WORKFLOW
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal
from ekc.registry import Registry

REGISTRATION_FIELDS = ("help_duration", "problems", "subjects", "cooperation_grade", "cooperation_note")

Requirement = Callable[[Case], list[str | Promise]]
REQUIREMENTS: Registry[Requirement] = Registry("requirement of a registration")
"""What must be there before a case counts: each function names what is missing, in Dutch."""


def own_answers(case: Case) -> list[str | Promise]:
    """The questions of the form itself."""
    missing: list[str | Promise] = []
    if not case.help_duration:
        missing.append(gettext_lazy("hoe lang er al hulp is"))
    if not case.problems:
        missing.append(gettext_lazy("wat er op de achtergrond speelde"))
    if not case.subjects:
        missing.append(gettext_lazy("de onderwerpen"))
    if not case.outcome:
        missing.append(gettext_lazy("hoe de zaak afliep"))
    graded = case.cooperation_grade is not None or case.cooperation_note.strip()
    if case.referrer_type in PROFESSIONAL_REFERRERS and not graded:
        missing.append(gettext_lazy("het cijfer voor de samenwerking met de aanmelder (of waarom er geen cijfer is)"))
    return missing


def missing_for_registration(case: Case) -> list[str | Promise]:
    """What still has to be filled in before this case can be registered, in words; empty when nothing."""
    return [sentence for check in REQUIREMENTS for sentence in check(case)]


@transaction.atomic
def save_registration(case: Case, *, by: User, **answers: Any) -> Case:
    """Keep answers of the registration form (REGISTRATION_FIELDS) to finish later. Raises Refusal."""
    case = _locked_for_registration(case, by)
    _write(case, answers)
    return case


@transaction.atomic
def register_case(case: Case, *, by: User, **answers: Any) -> Case:
    """Complete the registration with these answers; from now on the case counts in the figures (R-10).

    Raises Refusal that names everything that is missing; nothing is saved then.
    """
    case = _locked_for_registration(case, by)
    _write(case, answers)
    if missing := missing_for_registration(case):
        raise Refusal(
            _("De registratie is nog niet compleet. Vul nog in: %(missing)s.")
            % {"missing": "; ".join(str(sentence) for sentence in missing)}
        )
    return move_case(case, "register", by=by, registered_on=local_today())


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
