"""The test suite: the same engines in a folder of their own, so that tests never meet demo data."""

import os

from ekc import embedded

os.environ.setdefault("EKC_VAR", str(embedded.ROOT / "var" / "test"))
os.environ.setdefault("EKC_DURABLE", "0")
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)

from .dev import *  # noqa: E402,F403  after EKC_VAR is set, which dev reads
from .dev import DATABASES  # noqa: E402

DEBUG = False
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("EKC_TEST_DB", "test_ekc")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A test that waits for a lock it holds itself fails, and does not keep the others waiting for ever.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=30s"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EKC_DEMO = True
# Tests let days pass between two presses of a button; those of the limit itself set it.
EKC_IDLE_MINUTES = {"": 0}
# Tests look at the statements themselves; that of `ekc.written_once` sets it.
EKC_PREPARES_STATEMENTS = False
CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"} for name in ("default", "engine")}
# Files are found when they are asked for: without this every client of a test looks up all of them first.
WHITENOISE_AUTOREFRESH = True
