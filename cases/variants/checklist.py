"""What a herstelconferentie asks for "klaar voor de dag": responsibility first, both sides want it, all have a side."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.checklist import Point, some_names
from cases.codes import Variant
from cases.models import Case

from .reads.sides import standing_of, without_a_side


def responsibility_is_asked(case: Case) -> Point | None:
    if case.variant != Variant.RESTORATIVE:
        return None
    standing = standing_of(case)
    missing = ""
    if not standing.did_it:
        missing = _("Nog niet vastgelegd wie het deed.")
    elif waiting := standing.unasked:
        missing = _("Nog niet gevraagd aan: %(names)s.") % {"names": some_names(str(each) for each in waiting)}
    url = reverse("cases:sides", args=[case.number])
    return Point(
        "verantwoordelijkheid", _("Wie het deed, neemt verantwoordelijkheid"), missing, url, is_obligatory=True
    )


def both_sides_agreed(case: Case) -> Point | None:
    if case.variant != Variant.RESTORATIVE:
        return None
    standing = standing_of(case)
    missing = ""
    if waiting := [str(party) for party in standing.not_agreed]:
        missing = _("Nog geen ja van: %(names)s.") % {"names": some_names(waiting)}
    elif not standing.has_both:
        missing = _("Nog niet vastgelegd wie bij welke kant hoort.")
    url = reverse("cases:sides", args=[case.number])
    return Point("akkoord", _("Beide kanten willen elkaar ontmoeten"), missing, url, is_obligatory=True)


def everybody_has_a_side(case: Case) -> Point | None:
    if case.variant != Variant.RESTORATIVE:
        return None
    names = [str(each) for each in without_a_side(case)]
    missing = _("Bij welke kant hoort: %(names)s?") % {"names": some_names(names)} if names else ""
    url = reverse("conferences:seats", args=[case.number])
    return Point("kanten", _("Iedereen hoort bij een kant"), missing, url)
