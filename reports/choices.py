"""What somebody chose to see, as a selection of the catalogue and as data; always within what they may see."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ekc.dutch import iso_date

from .catalogue import Selection
from .catalogue.dimensions import DIMENSIONS, ways_of
from .codes import Audience
from .periods import OffTheGrid, check_period
from .protecting import fault_of
from .queries import benchmark_years, programmes_for
from .querysets import audiences_for, may_read_figures, regions_for
from .side_by_side import Against, fault_of_pair, rest_of, year_before


def selection_for(user: Any, chosen: Mapping[str, Any]) -> Selection | None:
    """The selection of stored or typed data: `programme` (code; without it the whole country), `start`,
    `until` (ISO dates), `region` (code), and a value of each dimension that was chosen.

    None where the programme or region is not, or no longer, within this person's reach, where the period is not one of
    whole quarters, or a value is of no dimension.
    """
    start, until = _day(chosen.get("start")), _day(chosen.get("until"))
    try:
        check_period(start, until)
    except OffTheGrid:
        return None
    slug, ways = chosen.get("programme") or "", ways_of(chosen)
    programme = programmes_for(user).filter(slug=slug).first() if slug else None
    if ways is None or (slug and programme is None) or not may_read_figures(user):
        return None
    regions = regions_for(user)
    if code := chosen.get("region"):
        regions = [region for region in _within_reach(user) if region.code == code]
        if not regions:
            return None
    return Selection(
        programme=programme,
        start=start,
        until=until,
        region_ids=None if regions is None else tuple(region.pk for region in regions),
        region_names=() if regions is None else tuple(region.name for region in regions),
        ways=ways,
    )


def audience_for(user: Any, chosen: Mapping[str, Any], selection: Selection) -> Audience | None:
    """For whom the figures are made: what was chosen, or what is usual for this person. None where this person may not
    see them so, or where this selection is none of those that protected figures are of."""
    wanted, allowed = chosen.get("audience") or "", audiences_for(user)
    if wanted and wanted not in allowed:
        return None
    audience = Audience(wanted) if wanted else allowed[0]
    return None if fault_of(audience, selection.start, selection.until, selection.ways) else audience


@dataclass(frozen=True)
class Choice:
    """What somebody chose, and may see: of what, for whom, and beside what."""

    selection: Selection
    audience: Audience
    against: Against | None = None


def choice_for(user: Any, chosen: Mapping[str, Any]) -> Choice | None:
    """The choice of stored or typed data; None where this person may not, or no longer, see the figures of it."""
    selection = selection_for(user, chosen)
    audience = audience_for(user, chosen, selection) if selection is not None else None
    if selection is None or audience is None:
        return None
    if not chosen.get("compare"):
        return Choice(selection, audience)
    against, fault = against_for(user, chosen, selection, audience)
    return None if fault else Choice(selection, audience, against)


def against_for(
    user: Any, chosen: Mapping[str, Any], selection: Selection, audience: Audience
) -> tuple[Against | None, str]:
    """What is set beside a selection: `compare`, and the other selection by the same names after `with_`; else why
    that cannot be, in Dutch."""
    wanted = str(chosen.get("compare") or "")
    if wanted.startswith(NATIONAL):
        year = wanted.removeprefix(NATIONAL)
        years = [str(each) for each in benchmark_years()]
        return (Against(year=int(year)), "") if year in years else (None, NO_SUCH_YEAR)
    if wanted == REST:
        other = rest_of(selection, _within_reach(user))
        if other is None:
            return None, _("De andere regio's zijn er naast een regio. Kies eerst een regio.")
    elif wanted == LAST_YEAR:
        other = year_before(selection)
        if other is None:
            return None, _("Een jaar eerder is er bij een periode van hooguit een jaar. Kies een periode.")
    else:
        other = selection_for(user, _of_other(chosen, selection)) if wanted == OTHER else None
        if other is None:
            return None, _("Met deze keuze kunt u niet vergelijken. Kies opnieuw.")
        if fault := fault_of(audience, other.start, other.until, other.ways):
            return None, fault
    fault = fault_of_pair(audience, selection, other)
    return (None, fault) if fault else (Against(other), "")


def _within_reach(user: Any) -> list[Any]:
    from ekc.accounts.models import Region

    own = regions_for(user)
    return list(Region.objects.all()) if own is None else own


LAST_YEAR, NATIONAL, OTHER, REST = "last-year", "national-", "selection", "rest"
NO_SUCH_YEAR = _lazy("Van dat jaar zijn er geen landelijke cijfers.")


def _of_other(chosen: Mapping[str, Any], selection: Selection) -> dict[str, Any]:
    names = ("programme", "start", "until", "region")
    return {**{name: chosen.get(f"with_{name}") for name in names}, **dict(selection.ways)}


def as_data(chosen: Mapping[str, Any]) -> dict[str, str]:
    """A cleaned form as text, for an address, a hidden field or a stored download; what is empty is left out."""
    values = {
        "programme": chosen["programme"].slug if chosen.get("programme") else "",
        "start": chosen["start"].isoformat() if chosen.get("start") else "",
        "until": chosen["until"].isoformat() if chosen.get("until") else "",
        "region": chosen["region"].code if chosen.get("region") else "",
        "audience": chosen.get("audience") or "",
        **_compared_as_data(chosen),
        **{each.code: chosen.get(each.code) or "" for each in DIMENSIONS},
    }
    return {name: value for name, value in values.items() if value}


def _compared_as_data(chosen: Mapping[str, Any]) -> dict[str, str]:
    """What stands beside it; the other selection only where that is what was asked for."""
    wanted = chosen.get("compare") or ""
    if wanted != OTHER:
        return {"compare": wanted}
    programme, region = chosen.get("with_programme"), chosen.get("with_region")
    start, until = chosen.get("with_start"), chosen.get("with_until")
    return {
        "compare": wanted,
        "with_programme": programme.slug if programme else "",
        "with_start": start.isoformat() if start else "",
        "with_until": until.isoformat() if until else "",
        "with_region": region.code if region else "",
    }


def _day(text: str | None) -> dt.date | None:
    return iso_date(text) if text else None
