"""What became of aanmeldingen before a conference began: refusals, waiting, offers, advice. Living figures.

The published tables count from the start of the preparation (domain.md 4); what came before is nowhere
printed, so it stands on a page of its own and not in the catalogue.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.codes import AdviceReason, OfferMoment, RepeatReason, Suitability, WaitingReason, WithdrawReason
from cases.models import CaseMove, EarlierCase, Offer, SuitabilityAdvice
from ekc.dates import at_local

from .queries import regions_for


@dataclass(frozen=True)
class DeskTable:
    """One table: a number per code in the order of its list, zeros too."""

    title: str | Promise
    note: str | Promise
    rows: list[tuple[str | Promise, int]]

    @property
    def total(self) -> int:
        return sum(number for _label, number in self.rows)


def desk_tables(user: Any, year: int) -> list[DeskTable]:
    """The tables of one year, of the regions whose figures this person may read; a fixed number of queries."""
    regions = regions_for(user)
    return [*_moves(regions, year), _repeats(regions, year), *_offers(regions, year), _advice(regions, year)]


def _moves(regions: list[Any] | None, year: int) -> list[DeskTable]:
    begin, end = (at_local(dt.date(each, 1, 1), dt.time(0)) for each in (year, year + 1))
    found = CaseMove.objects.filter(at__gte=begin, at__lt=end).exclude(reason_code="")
    found = _within(found, "case__region__in", regions)
    rows = found.order_by().values_list("action", "reason_code").annotate(cases=Count("case", distinct=True))
    counts = {(action, code): number for action, code, number in rows}
    tables: tuple[tuple[str, Any, str | Promise, str | Promise], ...] = (
        ("advise_otherwise", AdviceReason, _("Anders geadviseerd"), _("Zaken, naar de reden.")),
        ("withdraw", WithdrawReason, _("Aanmelding ingetrokken"), _("Zaken, naar de reden.")),
        (
            "let_wait",
            WaitingReason,
            _("Heeft gewacht"),
            _("Zaken die in dit jaar gingen wachten, ook als zij later doorgingen. Een zaak telt per reden één keer."),
        ),
    )
    return [
        DeskTable(title, note, [(each.label, counts.get((action, each.value), 0)) for each in codes])
        for action, codes, title, note in tables
    ]


def _repeats(regions: list[Any] | None, year: int) -> DeskTable:
    found = _within(EarlierCase.objects.filter(case__received_on__year=year), "case__region__in", regions)
    counts = _counted(found.exclude(repeat_reason=""), "repeat_reason")
    rows = [(each.label, counts.get(each.value, 0)) for each in RepeatReason]
    return DeskTable(_("Herhalingsverzoeken"), _("Zaken die aan een eerdere zaak zijn gekoppeld."), rows)


def _offers(regions: list[Any] | None, year: int) -> list[DeskTable]:
    found = _within(Offer.objects.filter(offered_on__year=year), "region__in", regions)
    rows = found.order_by().values_list("moment", "accepted").annotate(offers=Count("pk"))
    counts = {(moment, accepted): number for moment, accepted, number in rows}
    answers: tuple[tuple[bool | None, str | Promise], ...] = (
        (True, _("Aangeboden en aangenomen")),
        (False, _("Aangeboden en niet aangenomen")),
        (None, _("Aangeboden, nog geen antwoord")),
    )
    return [
        DeskTable(
            title,
            _("Aanbiedingen, naar het moment."),
            [(each.label, counts.get((each.value, accepted), 0)) for each in OfferMoment],
        )
        for accepted, title in answers
    ]


def _advice(regions: list[Any] | None, year: int) -> DeskTable:
    found = _within(SuitabilityAdvice.objects.filter(given_on__year=year), "region__in", regions)
    counts = _counted(found, "advice")
    rows = [(each.label, counts.get(each.value, 0)) for each in Suitability]
    return DeskTable(_("Advies aan professionals die twijfelden"), _("Adviezen, met of zonder zaak."), rows)


def _within(found: QuerySet[Any], lookup: str, regions: Iterable[Any] | None) -> QuerySet[Any]:
    return found if regions is None else found.filter(**{lookup: regions})


def _counted(found: QuerySet[Any], field: str) -> dict[str, int]:
    return dict(found.order_by().values_list(field).annotate(number=Count("pk")))
