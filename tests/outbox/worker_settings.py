"""The test settings, in a worker: on the test's own database, with the acts and the mail server of the tests."""

import os

from ekc.settings.test import *  # noqa: F403  settings modules are layered by star import
from ekc.settings.test import CELERY_BEAT_SCHEDULE, CELERY_BROKER_TRANSPORT_OPTIONS, DATABASES

DATABASES["default"]["NAME"] = os.environ["EKC_TEST_WORKER_DB"]
CELERY_IMPORTS = ["tests.outbox.worker_acts"]
EMAIL_BACKEND = "tests.outbox.worker_acts.FailingServer"
EKC_CLAIM_LEASE = int(os.environ.get("EKC_TEST_WORKER_LEASE", "600"))
CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] = int(os.environ.get("EKC_TEST_WORKER_VISIBILITY", "3600"))
# What comes each minute, and nothing heavier: a worker that counts all figures twice a second sends no mail.
CELERY_BEAT_SCHEDULE = {
    name: {**tick, "schedule": 0.5} for name, tick in CELERY_BEAT_SCHEDULE.items() if tick["schedule"] == 60.0
}
