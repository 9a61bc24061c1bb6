"""The Celery application: a thin clock and a pair of hands; all state is in PostgreSQL (design 4.3)."""

import os

from celery import Celery

import ekc.receivers  # noqa: F401  what a task belongs to goes along with it

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekc.settings.dev")

app = Celery("ekc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
