"""The files of somebody as their list tells them: of which figures, and how far one is that is being made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import FundingProgramme
from ekc.accounts.models import Region
from ekc.dutch import iso_date

from .catalogue.dimensions import labels_of, ways_of
from .codes import Audience, DownloadStage, DownloadState
from .models import Download, ResearchProject
from .periods import period_words


@dataclass(frozen=True)
class DownloadRow:
    """One file. `figures` says of what, `now` how far it is; empty once it is there, or will not come.

    Of a bar of `whole` there is `part`: a step that is under way counts half; 0 while others go first.
    """

    download: Download
    figures: str
    now: str
    part: int
    whole: int = 2 * len(DownloadStage)


def download_rows(downloads: Sequence[Download]) -> list[DownloadRow]:
    """What the list of files says of each; a few queries, however many there are."""
    chosen = [each.selection for each in downloads]
    names = {
        "research": _names(ResearchProject.objects.all(), "slug", chosen, "research"),
        "programme": _names(FundingProgramme.objects.all(), "slug", chosen, "programme"),
        "region": _names(Region.objects.all(), "code", chosen, "region"),
    }
    before = _before(downloads)
    return [
        DownloadRow(
            each,
            str(each.edition) if each.edition else _words(each.selection, names),
            *_how_far(each, before.get(each.pk, 0)),
        )
        for each in downloads
    ]


def _names(rows: QuerySet[Any], by: str, chosen: Sequence[Mapping[str, Any]], key: str) -> dict[str, str]:
    wanted = {each[key] for each in chosen if each.get(key)}
    return dict(rows.filter(**{f"{by}__in": wanted}).values_list(by, "name")) if wanted else {}


def _words(chosen: Mapping[str, Any], names: Mapping[str, Mapping[str, str]]) -> str:
    """What was chosen, in the words of the page on which it was."""
    start, until = (iso_date(chosen[key]) if chosen.get(key) else None for key in ("start", "until"))
    named = {key: found.get(chosen.get(key, ""), chosen.get(key, "")) for key, found in names.items()}
    audience = chosen.get("audience", "")
    parts = [
        named["research"],
        named["programme"] or _("Landelijk"),
        period_words(start, until),
        named["region"],
        *(f"{label}: {value}" for label, value in labels_of(ways_of(chosen) or ())),
        str(Audience(audience).label).partition(":")[0] if audience in Audience.values else "",
        _("met een vergelijking") if chosen.get("compare") else "",
    ]
    return ", ".join(part for part in parts if part)


def _before(downloads: Sequence[Download]) -> dict[int, int]:
    """Of each that waits how many files, of anybody, the worker makes first."""
    waiting = [each for each in downloads if each.state == DownloadState.WAITING]
    if not waiting:
        return {}
    going_first = sorted(Download.objects.filter(state=DownloadState.WAITING).values_list("requested_at", "pk"))
    busy = Download.objects.filter(state=DownloadState.CLAIMED).count()
    return {each.pk: busy + going_first.index((each.requested_at, each.pk)) for each in waiting}


def _how_far(download: Download, before: int) -> tuple[str, int]:
    if download.state == DownloadState.CLAIMED:
        stage = DownloadStage(download.stage or DownloadStage.COUNTING)
        step = list(DownloadStage).index(stage) + 1
        words = _("Stap %(step)d van %(steps)d: %(what)s")
        return words % {"step": step, "steps": len(DownloadStage), "what": stage.label}, 2 * step - 1
    if download.state != DownloadState.WAITING:
        return "", 0
    if not before:
        return _("Is zo aan de beurt"), 0
    words = ngettext("Eerst nog %(number)d ander bestand", "Eerst nog %(number)d andere bestanden", before)
    return words % {"number": before}, 0
