"""Files that the worker makes for somebody: asked for, claimed, made once, kept for a while."""

import datetime as dt
import logging
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import norms
from ekc.accounts.models import User
from ekc.claims import claim_each, end_after_fault, end_claim, refuse_lost, still_mine, wake_worker_after_commit
from ekc.refusal import Refusal

from ..choices import Choice, choice_for
from ..codes import (
    BUSY_STATES,
    FIGURE_FORMATS,
    GONE_EDITION_STATES,
    ROW_FORMATS,
    DownloadFormat,
    DownloadStage,
    DownloadState,
)
from ..models import Download, Edition
from ..rendering import file_name, render_report
from ..side_by_side import report_of
from .editions import edition_file
from .research import make_rows, project_for

logger = logging.getLogger(__name__)

MOST_WAITING = 10
"""More than this at once by one person is no work but a loop (R70)."""


@transaction.atomic
def request_download(user: User, *, kind: str, chosen: Mapping[str, str]) -> Download:
    """Put a file on the list of the worker. The same file that is still waiting is not asked for twice.

    Raises Refusal when this person already waits for many files, or may not see the selection.
    """
    User.objects.select_for_update().get(pk=user.pk)
    choice = choice_for(user, chosen)
    if kind not in DownloadFormat.values or choice is None:
        raise Refusal(_("Deze cijfers kunt u niet opvragen. Kies opnieuw een programma."))
    if kind in ROW_FORMATS:
        project_for(user, chosen.get("research", ""))
    stored = {**chosen, "audience": choice.audience.value}
    return _ask(user, {"format": kind, "selection": stored, "region_ids": _regions(choice), "edition": None})


@transaction.atomic
def request_edition_file(edition: Edition, *, by: User, kind: str) -> Download:
    """Put a file of an edition on the list of the worker. Raises Refusal as `request_download` does."""
    User.objects.select_for_update().get(pk=by.pk)
    found = _edition_for(by, edition)
    if kind not in FIGURE_FORMATS:
        raise Refusal(_("Van een editie is er geen bestand van deze soort."))
    return _ask(by, {"format": kind, "selection": found.selection, "region_ids": None, "edition": found})


def _edition_for(user: User, edition: Edition) -> Edition:
    found: Edition | None = Edition.objects.for_user(user).filter(pk=edition.pk).first()
    if found is None or found.state in GONE_EDITION_STATES:
        raise Refusal(_("Van deze editie worden geen bestanden meer gegeven."))
    return found


def _ask(user: User, what: dict[str, Any]) -> Download:
    waiting = Download.objects.filter(user=user, state__in=BUSY_STATES)
    same: Download | None = waiting.filter(**what).first()
    if same is not None:
        return same
    if waiting.count() >= MOST_WAITING:
        raise Refusal(_("Er worden al veel bestanden voor u gemaakt. Wacht tot die klaar zijn."))
    download: Download = Download.objects.create(user=user, **what)
    wake_worker_after_commit(Download)
    return download


def _regions(choice: Choice) -> list[int] | None:
    """Whose cases are counted in a file, with those of what it is compared with; None where that is everybody's."""
    both = [choice.selection, choice.against.selection if choice.against else None]
    found = [selection.region_ids for selection in both if selection is not None]
    return None if None in found else sorted({region for regions in found for region in regions or ()})


def make_downloads() -> int:
    """Make every file that waits, and return how many were made. Safe to run twice and in many workers at once.

    A file that cannot be made is not tried again, for whoever asked reads that; one whose worker died is, a few times.
    Stops after a few minutes; the next tick goes on.
    """
    _remove_old()
    return sum(_make(download) for download in claim_each(Download.objects.select_related("user").defer("content")))


def _make(download: Download) -> bool:
    try:
        refuse_lost(download)
        content, name, regions = _file_of(download)
    except Refusal as refusal:
        _fail(download, refusal.reason)
        return False
    except Exception as error:
        logger.error("download %s: %s", download.pk, type(error).__name__, exc_info=True)  # noqa: TRY400  by name
        _fail(download, _failure())
        return False
    ready = {"content": content, "filename": name, "region_ids": regions}
    return end_claim(download, DownloadState.READY, finished_at=timezone.now(), **ready)


def _file_of(download: Download) -> tuple[bytes, str, list[int] | None]:
    """The file, its name, and whose cases are counted in it. Raises Refusal where a right ended meanwhile."""
    if download.edition is not None:
        _now_at(download, DownloadStage.WRITING)
        return *edition_file(_edition_for(download.user, download.edition), download.format), None
    choice = choice_for(download.user, download.selection)
    if choice is None:
        raise Refusal(_("U kunt deze cijfers niet meer zien."))
    _now_at(download, DownloadStage.COUNTING)
    if download.format in ROW_FORMATS:
        return *make_rows(download.user, download.format, download.selection), _regions(choice)
    report = report_of(choice.selection, choice.audience, choice.against)
    _now_at(download, DownloadStage.WRITING)
    return render_report(report, download.format), file_name(report, download.format), _regions(choice)


def _now_at(download: Download, stage: DownloadStage) -> None:
    """Tell whoever waits for the file how far it is."""
    still_mine(download).update(stage=stage)


def _fail(download: Download, error: str) -> None:
    end_after_fault(download, None, finished_at=timezone.now(), error=error)


def _failure() -> str:
    return _(
        "Het maken van dit bestand is mislukt. Vraag het opnieuw aan; lukt het weer niet, bel dan het landelijk bureau."
    )


def _remove_old() -> None:
    Download.objects.filter(requested_at__lt=timezone.now() - dt.timedelta(days=norms.DOWNLOAD_DAYS)).delete()
