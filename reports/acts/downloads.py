"""Files that the worker makes for somebody: asked for, claimed, made once, kept for a while."""

import datetime as dt
import logging
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import norms
from ekc.accounts.models import User
from ekc.claims import claim_each, end_after_fault, end_claim, refuse_lost, wake_worker_after_commit
from ekc.refusal import Refusal

from ..catalogue import Selection, build_report
from ..choices import audience_for, selection_for
from ..codes import BUSY_STATES, ROW_FORMATS, Audience, DownloadFormat, DownloadState
from ..models import Download
from ..protecting import protect
from ..rendering import file_name, render_report
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
    selection = selection_for(user, chosen)
    audience = audience_for(user, chosen, selection) if selection is not None else None
    if kind not in DownloadFormat.values or selection is None or audience is None:
        raise Refusal(_("Deze cijfers kunt u niet opvragen. Kies opnieuw een programma."))
    if kind in ROW_FORMATS:
        project_for(user, chosen.get("research", ""))
    waiting = Download.objects.filter(user=user, state__in=BUSY_STATES)
    what = {"format": kind, "selection": {**chosen, "audience": audience.value}, "region_ids": _regions(selection)}
    same: Download | None = waiting.filter(**what).first()
    if same is not None:
        return same
    if waiting.count() >= MOST_WAITING:
        raise Refusal(_("Er worden al veel bestanden voor u gemaakt. Wacht tot die klaar zijn."))
    download: Download = Download.objects.create(user=user, **what)
    wake_worker_after_commit(Download)
    return download


def _regions(selection: Selection) -> list[int] | None:
    return None if selection.region_ids is None else sorted(selection.region_ids)


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
        selection = selection_for(download.user, download.selection)
        audience = audience_for(download.user, download.selection, selection) if selection is not None else None
        if selection is None or audience is None:
            raise Refusal(_("U kunt deze cijfers niet meer zien."))
        content, name = _file_of(download, selection, audience)
    except Refusal as refusal:
        _fail(download, refusal.reason)
        return False
    except Exception as error:
        logger.error("download %s: %s", download.pk, type(error).__name__, exc_info=True)  # noqa: TRY400  by name
        _fail(download, _failure())
        return False
    ready = {"content": content, "filename": name, "region_ids": _regions(selection)}
    return end_claim(download, DownloadState.READY, finished_at=timezone.now(), **ready)


def _file_of(download: Download, selection: Selection, audience: Audience) -> tuple[bytes, str]:
    if download.format in ROW_FORMATS:
        return make_rows(download.user, download.format, download.selection)
    report = protect(build_report(selection), audience)
    return render_report(report, download.format), file_name(report, download.format)


def _fail(download: Download, error: str) -> None:
    end_after_fault(download, None, finished_at=timezone.now(), error=error)


def _failure() -> str:
    return _(
        "Het maken van dit bestand is mislukt. Vraag het opnieuw aan; lukt het weer niet, bel dan het landelijk bureau."
    )


def _remove_old() -> None:
    Download.objects.filter(requested_at__lt=timezone.now() - dt.timedelta(days=norms.DOWNLOAD_DAYS)).delete()
