"""What a case must have before it counts in the figures (R-10)."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cases.models import Case
from ekc.registry import Registry

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
    if case.is_referred_by_professional and not graded:
        missing.append(gettext_lazy("het cijfer voor de samenwerking met de aanmelder (of waarom er geen cijfer is)"))
    return missing


def missing_for_registration(case: Case) -> list[str | Promise]:
    """What still has to be filled in before this case can be registered, in words; empty when nothing."""
    return [sentence for check in REQUIREMENTS for sentence in check(case)]
