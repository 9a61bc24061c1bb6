"""Files that the worker makes for somebody: asked for, claimed, made once, kept for a while."""

import datetime as dt
import logging
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..catalogue import Selection, build_report
from ..choices import selection_for
from ..codes import BUSY_STATES, DownloadFormat, DownloadState
from ..models import Download
from ..rendering import file_name, render_report

logger = logging.getLogger(__name__)

KEPT_FOR = dt.timedelta(days=30)
MOST_WAITING = 10
"""More than this at once by one person is no work but a loop (R70)."""
MOST_ATTEMPTS = 3
"""A file that takes its worker down is not tried for ever."""
TICK = 60


@transaction.atomic
def request_download(user: User, *, kind: str, chosen: Mapping[str, str]) -> Download:
    """Put a file on the list of the worker. The same file that is still waiting is not asked for twice.

    Raises Refusal when this person already waits for many files, or may not see the selection.
    """
    User.objects.select_for_update().get(pk=user.pk)
    selection = selection_for(user, chosen)
    if kind not in DownloadFormat.values or selection is None:
        raise Refusal(_("Deze cijfers kunt u niet opvragen. Kies opnieuw een programma."))
    waiting = Download.objects.filter(user=user, state__in=BUSY_STATES)
    what = {"format": kind, "selection": dict(chosen), "region_ids": _regions(selection)}
    same: Download | None = waiting.filter(**what).first()
    if same is not None:
        return same
    if waiting.count() >= MOST_WAITING:
        raise Refusal(_("Er worden al veel bestanden voor u gemaakt. Wacht tot die klaar zijn."))
    download: Download = Download.objects.create(user=user, **what)
    transaction.on_commit(_wake_worker, robust=True)
    return download


def _regions(selection: Selection) -> list[int] | None:
    return None if selection.region_ids is None else sorted(selection.region_ids)


def _wake_worker() -> None:
    """Ask a worker to begin now. Without a broker the next tick of beat does it."""
    from ..tasks import make_downloads as task  # tasks stand above the domain

    try:
        task.apply_async(retry=False, expires=TICK)
    except Exception as error:  # kombu, redis and the socket each have their own
        logger.warning("no broker (%s): files are made at the next tick", type(error).__name__)


def make_downloads() -> int:
    """Make every file that waits, and return how many were made. Safe to run twice and in many workers at once."""
    _remove_old()
    made = 0
    while (download := _claim_next()) is not None:
        made += _make(download)
    return made


def _claim_next() -> Download | None:
    """Take the next file. A claim that outlived its worker is free again, a few times."""
    with transaction.atomic():
        lost = timezone.now() - dt.timedelta(seconds=settings.EKC_OUTBOX_LEASE)
        free = Q(state=DownloadState.WAITING) | Q(state=DownloadState.CLAIMED, claimed_at__lt=lost)
        found = Download.objects.select_for_update(skip_locked=True).filter(free).order_by("requested_at")
        download: Download | None = found.select_related("user").defer("content").first()
        if download is None:
            return None
        if download.attempts >= MOST_ATTEMPTS:
            _finish(download, state=DownloadState.FAILED, error=_failure())
            return _claim_next()
        download.claimed_at = timezone.now()
        download.attempts += 1
        Download.objects.filter(pk=download.pk).update(
            state=DownloadState.CLAIMED, claimed_at=download.claimed_at, attempts=F("attempts") + 1
        )
        download.state = DownloadState.CLAIMED
        return download


def _make(download: Download) -> int:
    try:
        selection = selection_for(download.user, download.selection)
        if selection is None:
            raise Refusal(_("U kunt deze cijfers niet meer zien."))
        report = build_report(selection)
        content, name = render_report(report, download.format), file_name(report, download.format)
    except Refusal as refusal:
        _finish(download, state=DownloadState.FAILED, error=refusal.reason)
        return 0
    except Exception as error:
        logger.error("download %s: %s", download.pk, type(error).__name__, exc_info=True)  # noqa: TRY400  by name
        _finish(download, state=DownloadState.FAILED, error=_failure())
        return 0
    ready = {"content": content, "filename": name, "region_ids": _regions(selection)}
    return _finish(download, state=DownloadState.READY, **ready)


def _finish(download: Download, **values: object) -> int:
    """Write the outcome, unless another worker has taken the file over meanwhile."""
    mine = Download.objects.filter(pk=download.pk, claimed_at=download.claimed_at, state=download.state)
    return int(mine.update(finished_at=timezone.now(), **values))


def _failure() -> str:
    return _(
        "Het maken van dit bestand is mislukt. Vraag het opnieuw aan; lukt het weer niet, bel dan het landelijk bureau."
    )


def _remove_old() -> None:
    Download.objects.filter(requested_at__lt=timezone.now() - KEPT_FOR).delete()
