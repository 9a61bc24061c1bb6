"""What somebody chose to see, as a selection of the catalogue and as data; always within what they may see."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ekc.dutch import iso_date

from .catalogue import Selection
from .catalogue.dimensions import DIMENSIONS, ways_of
from .codes import Audience
from .periods import OffTheGrid, check_period
from .protecting import fault_of
from .queries import programmes_for
from .querysets import audiences_for, may_read_figures, regions_for


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
        from ekc.accounts.models import Region

        found = regions if regions is not None else list(Region.objects.all())
        regions = [region for region in found if region.code == code]
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


def as_data(chosen: Mapping[str, Any]) -> dict[str, str]:
    """A cleaned form as text, for an address, a hidden field or a stored download; what is empty is left out."""
    values = {
        "programme": chosen["programme"].slug if chosen.get("programme") else "",
        "start": chosen["start"].isoformat() if chosen.get("start") else "",
        "until": chosen["until"].isoformat() if chosen.get("until") else "",
        "region": chosen["region"].code if chosen.get("region") else "",
        "audience": chosen.get("audience") or "",
        **{each.code: chosen.get(each.code) or "" for each in DIMENSIONS},
    }
    return {name: value for name, value in values.items() if value}


def _day(text: str | None) -> dt.date | None:
    return iso_date(text) if text else None
