"""What a case must have before it counts in the figures (R-10), and what of it only its coordinator knows."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cases.models import Case
from ekc.registry import Registry


@dataclass(frozen=True)
class Missing:
    """One thing that is still to be filled in, in Dutch, and the page on which it can be.

    Without `url_name` it stands on the registration form itself. `of_coordinator`: who worked on the case knows it,
    so the access does not end before it is there; the office may fill it in too.
    """

    what: str | Promise
    url_name: str = ""
    query: str = ""
    of_coordinator: bool = False

    def __str__(self) -> str:
        return str(self.what)

    def url(self, case: Case) -> str:
        """Where it is filled in; empty when that is the registration form."""
        return reverse(self.url_name, args=[case.number]) + self.query if self.url_name else ""


Requirement = Callable[[Case], list[Missing]]


REQUIREMENTS: Registry[Requirement] = Registry("requirement of a registration")
"""What must be there before a case counts: each function names what is missing."""


def own_answers(case: Case) -> list[Missing]:
    """The questions of the form itself."""
    missing: list[Missing] = []
    if not case.help_duration:
        missing.append(Missing(gettext_lazy("hoe lang er al hulp is")))
    if not case.problems:
        missing.append(Missing(gettext_lazy("wat er op de achtergrond speelde")))
    if not case.subjects:
        missing.append(Missing(gettext_lazy("de onderwerpen")))
    if not case.outcome:
        # A reopened case whose outcome was taken away goes on with its preparation.
        missing.append(Missing(gettext_lazy("hoe de zaak afliep"), "cases:resume_preparation"))
    graded = case.cooperation_grade is not None or case.cooperation_note.strip()
    if case.is_referred_by_professional and not graded:
        sentence = gettext_lazy("het cijfer voor de samenwerking met de aanmelder (of waarom er geen cijfer is)")
        missing.append(Missing(sentence))
    return missing


def missing_for_registration(case: Case) -> list[Missing]:
    """What still has to be filled in before this case can be registered; empty when nothing."""
    return [missing for check in REQUIREMENTS for missing in check(case)]
