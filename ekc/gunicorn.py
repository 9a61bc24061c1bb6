"""How gunicorn serves the program, on a laptop and in production alike.

`BIND`, `WEB_CONCURRENCY`, `WEB_THREADS` and `EKC_METRICS` come from the environment.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from typing import Any

from ekc import collector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_metrics: subprocess.Popen[bytes] | None = None
if os.environ.get("EKC_METRICS"):
    # Before anything that counts is loaded. Each process writes a file of its own here.
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="ekc-metrics-")

wsgi_app = "ekc.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# Settings that refuse to start do so once, with one message, and not in each worker again and again.
preload_app = True
timeout = 30
graceful_timeout = 20
# A worker that has grown is replaced, and not all of them at the same moment.
max_requests = 5000
max_requests_jitter = 500
# No access log: addresses and case numbers do not belong in it (design 4.8). The read log is in the database.
accesslog = None
errorlog = "-"
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  a heartbeat that never waits for a disk


def when_ready(server: Any) -> None:
    """The program is loaded, and no worker is there yet."""
    global _metrics
    collector.settle()
    if os.environ.get(FOLDER):
        # A process of its own: what it does at a question takes no time of a page, and shares no connection.
        _metrics = subprocess.Popen([sys.executable, "manage.py", "metrics"])


def child_exit(server: Any, worker: Any) -> None:
    """A worker is gone: what it counted stays, what it was doing does not."""
    if os.environ.get(FOLDER):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    if _metrics is not None:
        _metrics.terminate()
        with suppress(subprocess.TimeoutExpired):
            _metrics.wait(5)
        shutil.rmtree(os.environ[FOLDER], ignore_errors=True)
