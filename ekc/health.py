"""Two pages for whoever keeps the program running (R118). They say yes or no; why not is in the log.

Live: this process answers. Ready: everything it stands on is there too.
"""

import datetime as dt
import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ekc import claims, pulse
from ekc.backups.late import late_backups
from ekc.registry import Registry
from ekc.sealed.trying import keys_open

log = logging.getLogger(__name__)

# Beat comes by each minute: what has waited this long shows that beat or the worker is gone.
OVERDUE = dt.timedelta(minutes=15)
LEAST_DISK = 500 * 1024 * 1024
BROKER_SECONDS = 2


AMISS: Registry[Callable[[], int]] = Registry("count of what is amiss")
"""What an app counts that must be nought, by the name that the log gives it."""


class Unhealthy(Exception):
    """Something the program stands on is missing; the message is for the log only."""


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 as long as this process can answer; looks at nothing else."""
    return HttpResponse("levend\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when every check holds, else 503; every fault is logged, and none is shown."""
    if faults := find_faults():
        log.error("Not ready: %s", "; ".join(faults))
        return HttpResponse("niet klaar\n", status=503, content_type="text/plain")
    return HttpResponse("klaar\n", content_type="text/plain")


def find_faults() -> list[str]:
    """What is wrong, a line per failed check. A check that others depend on stops the round."""
    faults = []
    for check in CHECKS:
        try:
            check()
        except Exception as error:  # whatever it is, the answer is "not ready" and never a page with a traceback
            faults.append(f"{check.__name__}: {type(error).__name__}: {error}".strip())
            if check is database:
                break
    return faults


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def migrations() -> None:
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unhealthy(f"{len(plan)} not applied")


def broker() -> None:
    client = redis.Redis.from_url(
        settings.CELERY_BROKER_URL, socket_connect_timeout=BROKER_SECONDS, socket_timeout=BROKER_SECONDS
    )
    try:
        client.ping()
    finally:
        client.close()


def waiting_rows() -> None:
    before = timezone.now() - OVERDUE
    for kind in claims.kinds():
        if claims.claimable(kind._default_manager.all(), before).exists():
            raise Unhealthy(f"a {kind._meta.model_name} has waited for more than {OVERDUE}")


def workers() -> None:
    if since := pulse.silent_since():
        raise Unhealthy(f"no worker looked for work since {since:%H:%M:%S}")


def disk() -> None:
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < LEAST_DISK:
        raise Unhealthy(f"{free // 1024**2} MiB left for files")


def nothing_amiss() -> None:
    for name in AMISS.names():
        if number := AMISS[name]():
            raise Unhealthy(f"{name}: {number}")


def keys() -> None:
    keys_open()


def backups() -> None:
    if late := late_backups():
        raise Unhealthy("; ".join(late))


CHECKS: tuple[Callable[[], None], ...] = (
    database,
    migrations,
    broker,
    workers,
    waiting_rows,
    disk,
    nothing_amiss,
    keys,
    backups,
)
