"""The national figures that a report can be set beside: where each comes from, and what it says something of."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET

from ekc.access import require

from ..choices import NATIONAL
from ..models import Benchmark
from ..rendering.number_texts import number, percent
from ..rendering.shown import anchor_of
from ..side_by_side import MEASURES

BESIDE = {
    "conference_rate": ("2.1", _lazy("van alle aanvragen die zijn afgesloten")),
    "referred_by": ("2.2", _lazy("van alle aanvragen")),
    "no_help_share": ("2.3", _lazy("van de aanvragen waarvan bekend is hoe lang er al hulp is")),
    "help_over_2_years_share": ("2.3", _lazy("van de aanvragen waarvan bekend is hoe lang er al hulp is")),
    "persons_contacted": ("2.7.2", _lazy("gemiddeld per zaak die zonder conferentie eindigde")),
    "participants_per": ("2.8.3", _lazy("gemiddeld per conferentie, hoofdpersonen meegeteld")),
    "professional_help": ("2.8.4", _lazy("van de conferenties met een plan")),
    "followup": ("6.1", _lazy("van de gehouden conferenties")),
    "adult_response": ("1.4", _lazy("van de uitgereikte vragenlijsten")),
    "child_response": ("1.4", _lazy("van de uitgereikte vragenlijsten")),
    "professional_response": ("1.4", _lazy("van de uitgereikte vragenlijsten")),
    "adult_grade": ("3.4", _lazy("gemiddelde van wie een cijfer gaf")),
    "child_grade": ("4.2", _lazy("gemiddelde van wie een cijfer gaf")),
    "professional_grade": ("5.3", _lazy("gemiddelde van wie een cijfer gaf")),
}
"""By how its name begins: the table that a national figure stands beside, and of what it is."""
WORDS = {
    "participants_hoofdpersonen_share": _lazy("Deelnemers: hoofdpersonen"),
    "participants_familie_share": _lazy("Deelnemers: familie"),
    "participants_netwerk_share": _lazy("Deelnemers: netwerk"),
    "participants_professionals_share": _lazy("Deelnemers: professionals"),
}
"""What stands beside nothing."""


@require_GET
def list_benchmarks(request: HttpRequest) -> HttpResponse:
    """By year, the newest first; what is doubtful apart, and beside nothing."""
    require(request, "figures.view")
    every = list(Benchmark.objects.for_user(request.user).order_by("-year"))
    sure = [each for each in every if not each.is_doubtful]
    years = [
        {
            "year": year,
            "rows": _rows(each for each in sure if each.year == year),
            "url": f"{reverse('reports:index')}?{urlencode({'programme': '', 'compare': f'{NATIONAL}{year}'})}",
        }
        for year in dict.fromkeys(each.year for each in sure)
    ]
    doubtful = _rows(each for each in every if each.is_doubtful)
    return render(request, "reports/benchmarks.html", {"years": years, "doubtful": doubtful, "total": len(sure)})


def _rows(found: Iterable[Benchmark]) -> list[dict[str, Any]]:
    order = {measure: at for at, measure in enumerate(MEASURES)}
    return [_row(each) for each in sorted(found, key=lambda each: (order.get(each.measure, len(order)), each.measure))]


def _row(found: Benchmark) -> dict[str, Any]:
    table, of = next((BESIDE[name] for name in BESIDE if found.measure.startswith(name)), ("", ""))
    words = MEASURES[found.measure][0] if found.measure in MEASURES else WORDS.get(found.measure, found.measure)
    value = float(found.value)
    is_share = found.measure.endswith(("_share", "_rate", "_response")) or found.measure.startswith("conference_rate")
    return {
        "figure": found,
        "words": words,
        "value": percent(int(value) if value.is_integer() else value) if is_share else number(value, 1),
        "of": of,
        "table": _("Tabel %(number)s") % {"number": table} if table else "",
        "url": f"{reverse('reports:index')}?programme=#{anchor_of(table)}" if table else "",
    }
