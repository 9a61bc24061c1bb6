"""A laptop, and the demo world: embedded engines, mail on a page, no second factor asked."""

import secrets

from ekc import embedded

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
            embedded.write_private(path, secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or _local_secret()
EKC_FIELD_KEY = env("EKC_FIELD_KEY", default="") or SECRET_KEY

# A process started from here finds the same engines by the same rule: nothing is written to the environment.
try:
    DATABASE_URL = env("DATABASE_URL", default="") or embedded.start_postgres(durable=env.bool("EKC_DURABLE", True))
    REDIS_URL = env("REDIS_URL", default="") or embedded.start_valkey()
except embedded.EngineError as error:
    raise SystemExit(str(error)) from None

DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"]["CONN_MAX_AGE"] = 60
CELERY_BROKER_URL = REDIS_URL
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

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
