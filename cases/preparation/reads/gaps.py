"""What the figures lack of a case, field by field. It keeps nobody from registering; closing asks for it."""

from django.utils.translation import gettext as _

from cases.codes import Gender
from cases.models import Case
from ekc.registry import Registry

from .registration import Missing, Requirement

GAPS: Registry[Requirement] = Registry("what the figures lack of a case")
"""Each function names what is not known, with the page on which it can be filled in."""


def gaps_of(case: Case) -> list[Missing]:
    """What is still not known of this case and the figures ask for; empty when it is complete."""
    return [missing for find in GAPS for missing in find(case)]


def of_the_request(case: Case) -> list[Missing]:
    """Of the aanmelding and of each main person."""
    gaps = [] if case.programme_id else [Missing(_("het programma: zonder programma telt de zaak niet mee"))]
    for person in case.main_persons.all():
        if person.left_on is not None:
            continue
        age = person.unborn or person.birth_date or person.age_at_referral is not None
        known = [
            (bool(age), _("de leeftijd van %(name)s")),
            (person.gender != Gender.UNKNOWN, _("het geslacht van %(name)s")),
            (bool(person.residence), _("waar %(name)s woont: bij wie")),
            (bool(person.municipality), _("de gemeente van %(name)s")),
        ]
        gaps += [Missing(words % {"name": person}, "cases:case") for is_known, words in known if not is_known]
    return gaps
