"""Production: everything from the environment, and a refusal to start on anything unsafe.

All faults are gathered and shown at once, without a traceback, whichever program was started.
"""

from django.core.exceptions import ImproperlyConfigured

from ekc.accounts.organisation_doors import read_doors
from ekc.steady_cache import steady_caches

from .base import *  # noqa: F403  settings modules are layered by star import
from .base import EKC_SSO, env

MAKE_ONE = "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
DEFAULT_WORDS = ("change", "default", "secret", "insecure", "example", "wijzig", "verander", "geheim")
DEFAULT_PASSWORDS = ("", "ekc", "postgres", "password", "secret", "changeme", "geheim", "wachtwoord")
_faults: list[str] = []


def _required(name: str, *, hint: str) -> str:
    value: str = env(name, default="").strip()
    if not value:
        _faults.append(f"{name} is not set. {hint}")
    return value


def _secret(name: str) -> str:
    value = _required(name, hint=MAKE_ONE)
    if value and (len(value) < 40 or len(set(value)) < 12 or any(word in value.lower() for word in DEFAULT_WORDS)):
        _faults.append(f"{name} is too short, too simple or a default value. {MAKE_ONE}")
    return value


def _keys() -> str:
    text: str = env("EKC_KEYS", default="").strip()
    for number, key in enumerate(text.replace(",", " ").split(), start=1):
        if len(key) < 40 or len(set(key)) < 12:
            _faults.append(f"Key {number} of EKC_KEYS is too short or too simple. {MAKE_ONE}")
    return text


def _hosts() -> list[str]:
    text = _required("ALLOWED_HOSTS", hint="Give the host names of the site, with commas between them.")
    hosts = [host.strip() for host in text.split(",") if host.strip()]
    if text and not hosts:
        _faults.append("ALLOWED_HOSTS holds no name. Give the host names of the site, with commas between them.")
    if "*" in hosts:
        _faults.append("ALLOWED_HOSTS is '*', which lets any name through. Name the hosts of the site.")
    return hosts


def _database() -> dict[str, object]:
    url = _required("DATABASE_URL", hint="For example postgres://ekc:PASSWORD@db/ekc")
    if not url:
        return {}
    try:
        database: dict[str, object] = env.db_url_config(url)
    except ValueError:
        database = {}
    if database.get("ENGINE") != "django.db.backends.postgresql":
        _faults.append("DATABASE_URL is not that of a PostgreSQL. For example postgres://ekc:PASSWORD@db/ekc")
    if str(database.get("PASSWORD", "")).lower() in DEFAULT_PASSWORDS:
        _faults.append("The password in DATABASE_URL is missing or a default one.")
    return database | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def _email() -> dict[str, object]:
    example = "For example smtp+tls://user:password@mail.example:587"
    try:
        settings: dict[str, object] = env.email_url_config(_required("EMAIL_URL", hint=example) or "smtp://")
    except (ImproperlyConfigured, ValueError):
        _faults.append(f"EMAIL_URL is not the address of a mail server. {example}")
        return {}
    is_sealed = settings.get("EMAIL_USE_TLS") or settings.get("EMAIL_USE_SSL")
    if not is_sealed and settings.get("EMAIL_HOST") not in (None, "", "localhost", "127.0.0.1", "::1"):
        # With STARTTLS asked for, a server that does not offer it, or shows another's certificate, gets no mail.
        _faults.append(f"EMAIL_URL sends mail that anybody on the way can read. {example}")
    return settings


def _proxies() -> int:
    text = env("PROXY_COUNT", default="").strip() or "1"
    if text.isascii() and text.isdigit():
        return int(text)
    _faults.append("PROXY_COUNT is not a number. It says how many proxies stand in front; most often that is 1.")
    return 1


if env("DEBUG", default="").strip().lower() not in ("", "0", "false", "no", "off"):
    _faults.append("DEBUG is on. Remove it from the environment: production never shows its inside.")

DEBUG = False
SECRET_KEY = _secret("SECRET_KEY")
EKC_FIELD_KEY = _secret("EKC_FIELD_KEY")
if SECRET_KEY and SECRET_KEY == EKC_FIELD_KEY:
    _faults.append("EKC_FIELD_KEY is the same as SECRET_KEY. The one must be replaceable without the other.")
EKC_KEYS = _keys()
ALLOWED_HOSTS = _hosts()
DATABASES = {"default": _database()}
REDIS_URL = _required("REDIS_URL", hint="For example redis://:PASSWORD@valkey:6379/0")
_mail = _email()
_proxy_count = _proxies()
_faults.extend(read_doors(EKC_SSO)[1])

if _faults:
    raise SystemExit("Eigen Kracht does not start:\n" + "\n".join(f"- {fault}" for fault in _faults))

CELERY_BROKER_URL = REDIS_URL
CACHES = steady_caches(REDIS_URL)

_site = ALLOWED_HOSTS[0].lstrip(".")
EKC_BASE_URL = env("EKC_BASE_URL", default="") or f"https://{_site}"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
# The proxy in front must set this header itself, and throw away one that comes from outside.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The same proxy writes X-Forwarded-For. Without this every visitor would have its address: one office that is
# busy would close the door for the whole country, and the read log would say nothing.
ALLAUTH_TRUSTED_PROXY_COUNT = _proxy_count
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^gezondheid/"]
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
LANGUAGE_COOKIE_NAME = "__Host-taal"
LANGUAGE_COOKIE_SECURE = True
EKC_COOKIE_PREFIX = "__Host-"

vars().update(_mail)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"Eigen Kracht <noreply@{_site}>")
EKC_BOUNCE_EMAIL = env("EKC_BOUNCE_EMAIL", default="")
EKC_PHONE = env("EKC_PHONE", default="")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

MEDIA_ROOT = env("MEDIA_ROOT", default="/data/media")
