#!/usr/bin/env bash
# Django 5.2.19 on CPython 3.11.7: how deep the caller stands decides what it costs to write a query.
#
# Sure it would: the same query takes the same work to write, wherever in a program it is asked.
# Seen: at most depths ten queries of 40 columns ask the system for no page of memory, at some for almost two thousand.
# CPython keeps the frames of functions in pieces of 16 KiB, maps one when a call does not fit and unmaps it when that call
# returns. Django's compiler calls a small method per column; where that loop stands just before an edge, each call costs
# two system calls and a page fault. Middleware and wrappers decide on which side of an edge a page stands. From a function
# that says it needs a large stack, which gets a piece of 1 MiB of its own, no depth is dear.
# What we did: pages, papers and tests are called with such room (ekc/frames.py, tests/house/test_frames.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "django==5.2.19"
cat >"$folder/look.py" <<'PY'
import resource
import sys

import django
from django.conf import settings

settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
django.setup()
from django.db import models  # noqa: E402

fields = {f"column_{number}": models.IntegerField() for number in range(40)}
meta = type("Meta", (), {"app_label": "wide", "ordering": ["column_1"]})
Wide = type("Wide", (models.Model,), {"__module__": "wide", "Meta": meta, **fields})


def written():
    """The pages that the system gave while the same query was written ten times."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(10):
        str(Wide.objects.filter(column_2=1).query)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def at(depth):
    return at(depth - 1) if depth else written()


def with_room(call, *args):
    return call(*args)


with_room.__code__ = with_room.__code__.replace(co_stacksize=70_000)

at(300)
plain = [at(depth) for depth in range(300)]
roomy = [with_room(at, depth) for depth in range(300)]
cheap = sorted(plain)[150]
print(f"Django {django.get_version()} on CPython {sys.version.split()[0]}")
print(f"pages per ten queries, 300 depths: half at most {cheap}, the dearest {max(plain)}")
print(f"the same with one large piece: the dearest {max(roomy)}")
assert cheap < 50, "most depths are no longer cheap"
assert max(plain) > 1000, "no depth is dear any more"
assert max(roomy) < 50, "a large piece no longer helps"
PY
"$folder/venv/bin/python" "$folder/look.py"
