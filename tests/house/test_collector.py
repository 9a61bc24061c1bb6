"""What a worker loads before it divides into processes stays shared by them."""

import subprocess
import sys

# A worker loads the program, tells that a process is coming, and forks; there the collector has its first full look.
_A_WORKER = """
import gc, os, re
from pathlib import Path
from celery.signals import worker_before_create_process
from ekc.celery import app
app.loader.import_default_modules()
own = lambda: int(re.search(r"Private_Dirty:\\s+(\\d+)", Path("/proc/self/smaps_rollup").read_text())[1])
worker_before_create_process.send(sender=None)
if not os.fork():
    before = own()
    gc.collect()
    print(before, own())
    os._exit(0)
os.wait()
"""


def test_a_process_of_a_worker_copies_little_of_what_was_loaded() -> None:
    told = subprocess.run(
        [sys.executable, "-u", "-c", _A_WORKER], stdout=subprocess.PIPE, check=True, text=True
    ).stdout.split()

    before, after = map(int, told)
    # In kB. Without it the collector writes into nearly all of some sixty megabytes, and so copies them.
    assert after - before < 8_000
