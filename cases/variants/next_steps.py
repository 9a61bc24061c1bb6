"""The rows that a herstelconferentie brings to the table of next steps: responsibility first, then both sides."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy

from cases.casepage.next_step import NO_TERM, Doer, Due, Facts, Step, way_for
from cases.codes import SIDES, CaseState, Variant
from cases.models import Case, Party
from ekc.accounts.codes import Role

from .reads.sides import Standing


def side_facts(cases: Sequence[Case]) -> Mapping[int, Standing]:
    """Two queries, and none where there is no herstelconferentie in its preparation."""
    keys = [case.pk for case in cases if case.variant == Variant.RESTORATIVE and case.state == CaseState.ACTIVATION]
    if not keys:
        return {}
    sides: dict[int, list[Party]] = {key: [] for key in keys}
    for party in Party.objects.filter(case__in=keys, kind__in=SIDES).prefetch_related("members"):
        sides[party.case_id].append(party)
    return {key: Standing(found) for key, found in sides.items()}


def _of(facts: Facts) -> Standing | None:
    found: Standing | None = facts["sides"]
    return found


def _no_sides(facts: Facts) -> Due | None:
    found = _of(facts)
    return NO_TERM if found is not None and not (found.has_both and found.did_it) else None


def _responsibility(facts: Facts) -> Due | None:
    found = _of(facts)
    return NO_TERM if found is not None and found.unasked else None


def _agreement(facts: Facts) -> Due | None:
    found = _of(facts)
    return NO_TERM if found is not None and found.not_agreed else None


ROWS: tuple[tuple[int, str, Step], ...] = (
    (
        31,
        "choose_sides",
        Step(
            _no_sides,
            gettext_lazy("Leg vast wie het deed, en wie het is overkomen"),
            Doer.COORDINATOR,
            way_for(
                Role.COORDINATOR,
                gettext_lazy("Elke kant heeft eigen mensen en een eigen contactpersoon."),
                "conferences:parties",
                gettext_lazy("De kanten vastleggen"),
            ),
        ),
    ),
    (
        32,
        "ask_responsibility",
        Step(
            _responsibility,
            gettext_lazy("Vraag of wie het deed verantwoordelijkheid neemt"),
            Doer.COORDINATOR,
            way_for(
                Role.COORDINATOR,
                gettext_lazy("Dit vraag je eerst, aan ieder apart. Zegt iemand nee, dan stopt die kant."),
                "cases:sides",
                gettext_lazy("Antwoord vastleggen"),
            ),
        ),
    ),
    (
        33,
        "both_sides_agree",
        Step(
            _agreement,
            gettext_lazy("Vraag elke kant of zij de ander willen ontmoeten"),
            Doer.COORDINATOR,
            way_for(
                Role.COORDINATOR,
                gettext_lazy("Pas als beide kanten ja zeggen, nodig je iedereen samen uit."),
                "cases:sides",
                gettext_lazy("Antwoord vastleggen"),
            ),
        ),
    ),
)
