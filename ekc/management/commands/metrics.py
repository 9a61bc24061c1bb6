"""Figures for Prometheus on a port of its own: `manage.py metrics`. gunicorn starts it beside itself."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from prometheus_client import start_http_server

from ekc.metrics import everything


class Command(BaseCommand):
    help = "Answer Prometheus until it is stopped; where, says EKC_METRICS (for example 0.0.0.0:9464)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default=settings.EKC_METRICS, metavar="ADDRESS:PORT")

    def handle(self, *, bind: str, **_options: Any) -> None:
        address, _, port = bind.rpartition(":")
        if not address or not port.isdecimal():
            raise CommandError("EKC_METRICS says where to listen, as 0.0.0.0:9464.")
        ended = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: ended.set())
        try:
            server, _thread = start_http_server(int(port), addr=address, registry=everything())
        except OSError as fault:
            raise CommandError(f"Nobody can listen on {bind}: {fault.strerror}.") from None
        self.stdout.write(f"Figures are on {bind}.")
        ended.wait()
        server.shutdown()
