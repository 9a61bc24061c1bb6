"""The settings of development, in a process that is about to be killed: own engines, real SMTP, a short lease."""

import os

from ekc.settings.dev import *  # noqa: F403  settings modules are layered by star import
from ekc.settings.dev import CELERY_BEAT_SCHEDULE, CELERY_BROKER_TRANSPORT_OPTIONS, DATABASES

DATABASES["default"]["CONN_MAX_AGE"] = 0
CELERY_IMPORTS = ["tests.outbox.killing_acts"]
CELERY_BEAT_SCHEDULE = {
    name: {**CELERY_BEAT_SCHEDULE[name], "schedule": 1.0} for name in ("claim-due-rows", "send-messages")
}
CELERY_BROKER_TRANSPORT_OPTIONS = {**CELERY_BROKER_TRANSPORT_OPTIONS, "visibility_timeout": 60}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ.get("EKC_KILLING_SMTP", "0"))
EKC_CLAIM_LEASE = 8
