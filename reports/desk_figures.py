"""What became of aanmeldingen before a conference began: refusals, waiting, offers, advice. Living figures.

The published tables count from the start of the preparation (domain.md 4); what came before is nowhere
printed, so it stands on a page of its own and not in the catalogue.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.codes import LeavingReason, OfferMoment, RepeatReason, Suitability, WaitingReason
from cases.models import CaseMove, EarlierCase, Offer, SuitabilityAdvice
from cases.workflow import COORDINATOR_GONE
from ekc.accounts.codes import Role
from ekc.dates import at_local
from ekc.lists.codes import KeptList
from ekc.lists.queries import kept

from .querysets import regions_for

Codes = Iterable[tuple[str, Any]]
SMALL = 5
"""What is counted less often than this is not told to who opens no case file (R26)."""


@dataclass(frozen=True)
class DeskTable:
    """Numbers per code in the order of its list, zeros too; None is a small number that is not shown."""

    title: str | Promise
    note: str | Promise
    columns: tuple[str | Promise, ...]
    rows: list[tuple[str | Promise, tuple[int | None, ...]]]

    @property
    def totals(self) -> tuple[int | None, ...]:
        """Of each column; none where it would give away what is not shown."""
        columns = zip(*(values for _label, values in self.rows), strict=True)
        return tuple(None if None in column else sum(filter(None, column)) for column in columns)

    @property
    def is_masked(self) -> bool:
        return any(None in values for _label, values in self.rows)

    def masked(self) -> "DeskTable":
        """The same without small numbers."""
        rows = [
            (label, tuple(None if value and value < SMALL else value for value in values))
            for label, values in self.rows
        ]
        return replace(self, rows=rows)


def desk_tables(user: Any, year: int) -> list[DeskTable]:
    """The tables of one year, of the regions whose figures this person may read; a fixed number of queries.

    A regional manager opens each of these cases and sees the numbers as they are; all others no small ones.
    """
    regions = regions_for(user)
    tables = [*_moves(regions, year), _repeats(regions, year), _offers(regions, year), _advice(regions, year)]
    return tables if user.role == Role.REGIONAL_MANAGER else [table.masked() for table in tables]


def _moves(regions: list[Any] | None, year: int) -> list[DeskTable]:
    begin, end = (at_local(dt.date(each, 1, 1), dt.time(0)) for each in (year, year + 1))
    found = CaseMove.objects.filter(at__gte=begin, at__lt=end).exclude(reason_code="")
    found = _within(found, "case__region__in", regions)
    rows = found.order_by().values_list("action", "reason_code").annotate(cases=Count("case", distinct=True))
    counts = Counter({(action, code): number for action, code, number in rows})
    tables: tuple[tuple[tuple[str, ...], Codes, str | Promise, str | Promise], ...] = (
        (
            ("advise_otherwise",),
            _kept(KeptList.ADVICE, "advise_otherwise", counts),
            _("Anders geadviseerd"),
            _("Zaken, naar de reden."),
        ),
        (
            ("withdraw",),
            _kept(KeptList.WITHDRAWAL, "withdraw", counts),
            _("Aanmelding ingetrokken"),
            _("Zaken, naar de reden."),
        ),
        (
            ("let_wait",),
            WaitingReason.choices,
            _("Heeft gewacht"),
            _("Zaken die in dit jaar gingen wachten, ook als zij later doorgingen. Een zaak telt per reden één keer."),
        ),
        (
            tuple(sorted(COORDINATOR_GONE)),
            LeavingReason.choices,
            _("Andere coördinator nodig"),
            _("Zaken die in dit jaar werden teruggegeven of overgedragen, naar de reden."),
        ),
    )
    return [
        _table(title, note, codes, {code: sum(counts[action, code] for action in actions) for code, _label in codes})
        for actions, codes, title, note in tables
    ]


def _repeats(regions: list[Any] | None, year: int) -> DeskTable:
    found = _within(EarlierCase.objects.filter(case__received_on__year=year), "case__region__in", regions)
    counts = _counted(found.exclude(repeat_reason=""), "repeat_reason")
    title, note = _("Herhalingsverzoeken"), _("Zaken die aan een eerdere zaak zijn gekoppeld.")
    return _table(title, note, RepeatReason.choices, counts)


def _offers(regions: list[Any] | None, year: int) -> DeskTable:
    found = _within(Offer.objects.filter(offered_on__year=year), "region__in", regions)
    rows = found.order_by().values_list("moment", "accepted").annotate(offers=Count("pk"))
    counts = {(moment, accepted): number for moment, accepted, number in rows}
    return DeskTable(
        _("Aangeboden door een professional"),
        _("Aanbiedingen, naar het moment en het antwoord van de familie."),
        (_("Ja"), _("Nee"), _("Nog geen antwoord")),
        [
            (each.label, tuple(counts.get((each.value, accepted), 0) for accepted in (True, False, None)))
            for each in OfferMoment
        ],
    )


def _advice(regions: list[Any] | None, year: int) -> DeskTable:
    found = _within(SuitabilityAdvice.objects.filter(given_on__year=year), "region__in", regions)
    title, note = _("Advies aan professionals die twijfelden"), _("Adviezen, met of zonder zaak.")
    return _table(title, note, Suitability.choices, _counted(found, "advice"))


def _table(title: Any, note: Any, codes: Codes, counts: Mapping[str, int]) -> DeskTable:
    return DeskTable(title, note, (_("Aantal"),), [(label, (counts.get(code, 0),)) for code, label in codes])


def _kept(which: KeptList, action: str, counts: Mapping[tuple[str, str], int]) -> Codes:
    """The reasons that may be given now, and those closed by now that were given in this year."""
    return kept(which).choices(keep={code for done, code in counts if done == action})


def _within(found: QuerySet[Any], lookup: str, regions: Iterable[Any] | None) -> QuerySet[Any]:
    return found if regions is None else found.filter(**{lookup: regions})


def _counted(found: QuerySet[Any], field: str) -> dict[str, int]:
    return dict(found.order_by().values_list(field).annotate(number=Count("pk")))
