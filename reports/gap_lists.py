"""What the figures still lack, case by case, so that it can be solved before the year closes."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from cases.codes import COUNTED_STATES
from cases.models import Case, CoordinatorContract
from cases.preparation.reads.gaps import gaps_of
from cases.preparation.reads.registration import Missing
from ekc.accounts.models import User
from ekc.names import person_order
from ekc.spreadsheets import sheet_file


@dataclass(frozen=True)
class Gap:
    """One thing that is not known, and where it can be filled in."""

    what: str
    url: str


@dataclass(frozen=True)
class CaseGaps:
    """A case that the figures of a year count, and what they lack of it."""

    case: Case
    coordinator: str
    gaps: list[Gap]


def lists_of(user: User, year: int) -> list[tuple[str, list[CaseGaps]]]:
    """The cases of a year with something missing, that this person may open, by coordinator, each in order of name."""
    found: dict[str, list[CaseGaps]] = defaultdict(list)
    for case in _cases(user, year):
        gaps = [Gap(_capital(each), each.url(case) or case.get_absolute_url()) for each in gaps_of(case)]
        if gaps:
            name = _coordinator(case)
            found[name].append(CaseGaps(case, name, gaps))
    return sorted(found.items(), key=lambda pair: person_order(pair[0]))


def gaps_file(lists: list[tuple[str, list[CaseGaps]]]) -> bytes:
    """The same as an Excel file: one row for each thing that is missing."""
    heads = [_("Coördinator"), _("Zaak"), _("Aangemeld"), _("Wat er mist")]
    rows = [
        (name, each.case.number, f"{each.case.received_on:%d-%m-%Y}", gap.what)
        for name, cases in lists
        for each in cases
        for gap in each.gaps
    ]
    return sheet_file(_("Ontbreekt"), heads, rows)


def _cases(user: User, year: int) -> Any:
    contracts = CoordinatorContract.objects.select_related("coordinator__user").order_by("pk")
    return (
        Case.objects.for_user(user)
        .filter(state__in=COUNTED_STATES, received_on__year=year)
        .select_related("programme")
        .prefetch_related("main_persons", "conferences", "calls", Prefetch("contracts", queryset=contracts))
        .order_by("received_on", "number")
    )


def _coordinator(case: Case) -> str:
    """Who worked on it last."""
    contracts = list(case.contracts.all())
    return str(contracts[-1].coordinator) if contracts else _("Geen coördinator")


def _capital(missing: Missing) -> str:
    text = str(missing)
    return text[:1].upper() + text[1:]
