"""What Prometheus reads: how long pages take, what waits, what failed, what of the copies is late. Nothing of anybody.

Pages are counted by the name of their route; an address, a case number or a person is no label. The rest is asked of
the database when somebody asks (`manage.py metrics`).
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from ekc import claims, health, pulse
from ekc.backups.models import BackupMark

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where the processes of the web server write their counts together."""
NO_PAGE = "none"
SECONDS = Histogram(
    "ekc_request_seconds",
    "Seconds that a page took, by the name of its route",
    ["view"],
    buckets=(0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10),
)
ANSWERS = Counter("ekc_answers", "Answers by the first digit of their status", ["status"])


class MeasureMiddleware:
    """Counts every answer. First in the list, so that all of the work is in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        SECONDS.labels((match.view_name if match else "") or NO_PAGE).observe(time.perf_counter() - began)
        ANSWERS.labels(f"{response.status_code // 100}xx").inc()
        return response


class HouseCollector(Collector):
    """What the database says of the work of the house, at the moment that somebody asks."""

    def describe(self) -> Iterable[Any]:
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        faults = GaugeMetricFamily("ekc_fault", "1 where a check of /gezondheid/klaar fails", labels=["check"])
        found = {fault.partition(":")[0] for fault in health.find_faults()}
        for check in health.CHECKS:
            faults.add_metric([check.__name__], check.__name__ in found)
        yield faults
        for part in (_waiting, _copies, _amiss):
            # While it is away, or not migrated yet, the faults above say so.
            with suppress(DatabaseError):
                yield from part()
        yield _workers()


def _waiting() -> Iterator[GaugeMetricFamily]:
    now = timezone.now()
    number = GaugeMetricFamily("ekc_waiting", "Rows that a worker could take now", labels=["kind"])
    oldest = GaugeMetricFamily("ekc_waiting_seconds", "Seconds that the oldest of them waits", labels=["kind"])
    failed = GaugeMetricFamily("ekc_failed", "Rows that failed and wait for a person", labels=["kind"])
    for kind in claims.kinds():
        name, said = kind._meta.model_name or "", kind.claims
        rows = claims.claimable(kind._default_manager.all(), now).order_by(said.begins_at)
        first = rows.values_list(said.begins_at, flat=True).first()
        number.add_metric([name], rows.count())
        oldest.add_metric([name], (now - first).total_seconds() if first else 0)
        failed.add_metric([name], kind._default_manager.filter(state=said.failed).count())
    yield from (number, oldest, failed)


def _copies() -> Iterator[GaugeMetricFamily]:
    found = GaugeMetricFamily("ekc_backup_seconds", "Seconds since a copy was made", labels=["kind"])
    for mark in BackupMark.objects.all():
        found.add_metric([mark.done], (timezone.now() - mark.at).total_seconds())
    yield found


def _amiss() -> Iterator[GaugeMetricFamily]:
    found = GaugeMetricFamily("ekc_amiss", "What must be nought, such as files without a keeper", labels=["what"])
    for name in health.AMISS.names():
        found.add_metric([name], health.AMISS[name]())
    yield found


def _workers() -> GaugeMetricFamily:
    found = GaugeMetricFamily("ekc_worker_silent_seconds", "Seconds since a worker last looked for work")
    try:
        last = caches["engine"].get(pulse.KEY)
    except Exception:  # the clients of redis and valkey each have their own
        return found
    if last is not None:
        found.add_metric([], (timezone.now() - last).total_seconds())
    return found


class _Closing(HouseCollector):
    """Each question comes in a thread of its own, whose connection nobody else uses."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            yield from super().collect()
        finally:
            connection.close()


def everything() -> CollectorRegistry:
    """All there is to read: of all processes of the web server together, and of the house."""
    registry = CollectorRegistry()
    if os.environ.get(FOLDER):
        multiprocess.MultiProcessCollector(registry)
    registry.register(_Closing())
    return registry
