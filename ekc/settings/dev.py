"""A laptop, and the demo world: embedded engines, mail on a page, no second factor asked."""

import secrets
from typing import Any

from ekc import embedded
from ekc.engine_account import write_private
from ekc.on_demand import OnDemand
from ekc.steady_cache import steady_caches

from .base import *  # noqa: F403  settings modules are layered by star import
from .base import INSTALLED_APPS, env

INSTALLED_APPS += ["demo"]
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]


def _local_secret() -> str:
    """A secret of this machine's own, made at the first start; never in the repository."""
    path = embedded.var_folder() / "secret-key"
    with embedded.alone("secret-key"):
        if not path.exists():
            write_private(path, secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or OnDemand(_local_secret)
EKC_FIELD_KEY = env("EKC_FIELD_KEY", default="") or SECRET_KEY


def _embedded_database() -> dict[str, Any]:
    """The embedded PostgreSQL, started by the first who connects."""
    durable = env.bool("EKC_DURABLE", True)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": embedded.DATABASE_NAME,
        "USER": "postgres",
        "PASSWORD": "",
        "HOST": OnDemand(lambda: env.db_url_config(embedded.start_postgres(durable=durable))["HOST"]),
        "PORT": embedded.POSTGRES_PORT,
    }


# A process started from here finds the same engines by the same rule: nothing is written to the environment.
DATABASES = {
    "default": env.db_url_config(env("DATABASE_URL")) if env("DATABASE_URL", default="") else _embedded_database()
}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
CELERY_BROKER_URL = env("REDIS_URL", default="") or OnDemand(embedded.start_valkey)
# A list, for of a bare text the cache wants to know at once whether it names several servers.
CACHES = steady_caches([CELERY_BROKER_URL])

EMAIL_BACKEND = "ekc.outbox.mail.MailboxBackend"
EKC_DEMO = True
EKC_PHONE = "030 555 01 00"
EKC_REQUIRE_SECOND_FACTOR = env.bool("EKC_REQUIRE_SECOND_FACTOR", False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
EKC_BASE_URL = env("EKC_BASE_URL", default="http://127.0.0.1:8000")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# The finders serve the files where they are; nothing is collected, and whitenoise would miss the folder.
STATIC_ROOT = None
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = embedded.var_folder() / "media"
