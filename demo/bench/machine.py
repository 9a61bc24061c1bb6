"""On what the figures were measured: without it they say nothing."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

from django.db import connection
from django.utils import timezone

GIGABYTE = 1024**3


def machine() -> list[tuple[str, str]]:
    """Name and value of each fact of this machine."""
    return [
        ("Measured at", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("Processor", f"{_processor()}, {_cores()} core(s) to use"),
        ("Memory", f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / GIGABYTE:.1f} GB"),
        ("Load at the start", f"{os.getloadavg()[0]:.2f} (1 minute)"),
        ("System", f"{platform.system()} {platform.release()}"),
        ("Python", platform.python_version()),
        ("PostgreSQL", _postgres()),
        ("Django", version("django")),
        ("WeasyPrint", version("weasyprint")),
    ]


def _processor() -> str:
    """What the machine calls its processor; the kind of machine where it gives no name."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _cores() -> int:
    """Cores that this process may run on; a container often has fewer than its machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _postgres() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('shared_buffers'), current_setting('fsync')"
        )
        server, buffers, fsync = cursor.fetchone()
    return f"{server} (shared_buffers {buffers}, fsync {fsync})"
