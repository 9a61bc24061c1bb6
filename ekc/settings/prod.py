"""Production: everything from the environment, and a refusal to start on anything unsafe."""

import sys

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403  settings modules are layered by star import
from .base import env


def _required(name: str, *, hint: str) -> str:
    value: str = env(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {hint}")
    return value


def _secret(name: str) -> str:
    hint = "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    value = _required(name, hint=hint)
    defaults = ("change", "default", "secret", "insecure", "example", "wijzig", "verander")
    if len(value) < 40 or any(word in value.lower() for word in defaults):
        raise ImproperlyConfigured(f"{name} is too short or a default value. {hint}")
    return value


if env.bool("DEBUG", False):
    raise ImproperlyConfigured("DEBUG is on. Remove it from the environment: production never shows its inside.")

DEBUG = False
SECRET_KEY = _secret("SECRET_KEY")
EKC_FIELD_KEY = _secret("EKC_FIELD_KEY")
ALLOWED_HOSTS = [
    host.strip()
    for host in _required("ALLOWED_HOSTS", hint="Give the host names of the site, with commas.").split(",")
    if host.strip()
]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is '*'. Name the hosts of the site.")
_required("DATABASE_URL", hint="For example postgres://ekc:PASSWORD@db/ekc")
REDIS_URL = _required("REDIS_URL", hint="For example redis://valkey:6379/0")

DATABASES = {"default": env.db("DATABASE_URL")}
if DATABASES["default"].get("PASSWORD") in ("", "ekc", "postgres", "password", "PASSWORD"):
    raise ImproperlyConfigured("The password in DATABASE_URL is missing or a default one.")
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
CELERY_BROKER_URL = REDIS_URL
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

EKC_BASE_URL = env("EKC_BASE_URL", default=f"https://{ALLOWED_HOSTS[0]}")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^gezondheid/"]
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True

_mail = env.email("EMAIL_URL", default="consolemail://") if "EMAIL_URL" in env.ENVIRON else None
if _mail is None and "collectstatic" not in sys.argv:
    raise ImproperlyConfigured("EMAIL_URL is not set. For example smtp+tls://user:password@mail.example:587")
if _mail is not None:
    vars().update(_mail)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"Eigen Kracht <noreply@{ALLOWED_HOSTS[0]}>")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = env("MEDIA_ROOT", default="/data/media")
