"""How gunicorn serves the program, on a laptop and in production alike.

`BIND`, `WEB_CONCURRENCY` and `WEB_THREADS` come from the environment.
"""

import os
from typing import Any

from ekc import collector

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
    collector.settle()
