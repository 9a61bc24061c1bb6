"""Settings that hold everywhere. `dev`, `test` and `prod` add what differs, and nothing else."""

import json
from pathlib import Path

import environ
from celery.schedules import crontab

from ekc.queues import QUEUES, ROUTES

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

DEBUG = False
ALLOWED_HOSTS: list[str] = []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "pghistory",
    "pgtrigger",
    "rules",
    "csp",
    "ekc",
    "ekc.accounts",
    "ekc.audit",
    "ekc.once",
    "ekc.outbox",
    "ekc.merging",
    "ekc.documents",
    "ekc.lists",
    "ekc.breaches",
    "ekc.retention",
    "ekc.backups",
    "cases",
    "conferences",
    "plans",
    "followup",
    "surveys",
    "reports",
]

MIDDLEWARE = [
    # Around everything: what a page took, and the number by which its lines in the log are found.
    "ekc.request_number.RequestNumberMiddleware",
    "ekc.metrics.MeasureMiddleware",
    # First of the others, so that it sees last what goes out: pages, and files that were not compressed when they were
    # collected.
    "ekc.middleware.CompressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ekc.middleware.WholeLinkMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ekc.accounts.door.DoorMiddleware",
    "ekc.accounts.middleware.SignInMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ekc.accounts.middleware.SecondFactorMiddleware",
    "ekc.audit.middleware.HistoryContextMiddleware",
    "ekc.middleware.PrivateResponseMiddleware",
    "ekc.middleware.ForeignWordsMiddleware",
    "ekc.middleware.NotNowMiddleware",
    "ekc.sealed.middleware.KeyAwayMiddleware",
    "ekc.once.middleware.OnceMiddleware",
]

ROOT_URLCONF = "ekc.urls"
WSGI_APPLICATION = "ekc.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ekc.context.house",
            ],
            "builtins": [
                f"ekc.templatetags.house_{kind}" for kind in ("drawings", "figures", "forms", "lists", "page")
            ],
        },
    }
]

# --- people -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {"login": "ekc.accounts.forms.LoginForm"}
MFA_FORMS = {"add_webauthn": "ekc.accounts.forms.AddKeyForm"}
ACCOUNT_ADAPTER = "ekc.accounts.adapter.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "ekc.accounts.adapter.MFAAdapter"
# The doors of organisations, as JSON (docs/deploy.md); empty: none.
EKC_SSO = env("EKC_SSO", default="")
SOCIALACCOUNT_ADAPTER = "ekc.accounts.sign_on.SocialAdapter"
# Seconds that an organisation may be silent.
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# There is no signup: landelijk beheer gave the address, and the link that was mailed there opened the account.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Eigen Kracht"
# Staff must have a second factor (R27). The demo world switches it off with this one setting.
EKC_REQUIRE_SECOND_FACTOR = True
# At most so long, whatever somebody does (R36).
SESSION_COOKIE_AGE = 10 * 3600
# Minutes without doing anything after which a session ends, by role; "" is every other role. Nought: never.
EKC_IDLE_MINUTES = {"": 15, "coordinator": 30, "professional": 30}
# Of the cookies that the house itself sets; in production `__Host-`.
EKC_COOKIE_PREFIX = ""
# Sentences of the house stay on the server: they may name somebody.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# PostgreSQL is asked once per connection how it will answer what every page asks (`ekc.written_once`).
EKC_PREPARES_STATEMENTS = True

# Where "Sluit deze pagina" leads: a page that anybody may have open.
EKC_QUICK_EXIT = "https://www.buienradar.nl/"

# --- language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English"), ("tr", "Türkçe"), ("ar", "العربية"), ("pl", "Polski")]
LANGUAGE_COOKIE_NAME = "taal"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

# --- files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "ekc.sheets.SheetFinder",
]
STATIC_ROOT = BASE_DIR / "static-collected"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- what a browser may load: nothing from outside, no inline script or style (design 2) --------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- what happens later (design 4.3; stack 6) --------------------------------------------------
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 10 * 60
CELERY_TASK_TIME_LIMIT = 12 * 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
# A worker that is told to stop lets the task it is doing finish, and hands back what it cannot.
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30.0
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Above twice the hard time limit, so that a running task is never handed out again (R104).
    "visibility_timeout": 60 * 60,
    # kombu looks for lost tasks every interval x throttle seconds; its defaults make that 100 s.
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    # A page never waits long for a broker that is away: mail leaves at the next tick anyway (R102).
    "socket_connect_timeout": 2,
    "max_retries": 0,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_QUEUES = QUEUES
CELERY_TASK_ROUTES = ROUTES
CELERY_BEAT_SCHEDULE = {
    # `expires`: ticks do not heap up while the worker is away.
    "claim-due-rows": {"task": "ekc.outbox.tasks.run_due_rows", "schedule": 60.0, "options": {"expires": 55}},
    "send-messages": {"task": "ekc.outbox.tasks.send_messages", "schedule": 60.0, "options": {"expires": 55}},
    "make-downloads": {"task": "reports.tasks.make_downloads", "schedule": 60.0, "options": {"expires": 55}},
    "seal-log": {"task": "ekc.audit.tasks.seal_log", "schedule": 60.0, "options": {"expires": 55}},
    # What the worklist reads would bring itself up to date; this leaves it nothing to wait for.
    "next-steps": {"task": "cases.tasks.bring_steps_up_to_date", "schedule": 60.0, "options": {"expires": 55}},
    # The same for the figures.
    "kept-counts": {"task": "reports.tasks.bring_counts_up_to_date", "schedule": 300.0, "options": {"expires": 295}},
    # Monday morning, and again later in case the worker was away: one mail per week, whatever happens.
    "weekly-digests": {
        "task": "cases.tasks.send_weekly_digests",
        "schedule": crontab(day_of_week="monday", hour="7,9,12", minute="0"),
    },
    "forget-outcomes": {"task": "ekc.once.tasks.forget_outcomes", "schedule": crontab(hour="3", minute="45")},
    "forget-what-is-over": {
        "task": "ekc.retention.tasks.forget_what_is_over",
        "schedule": crontab(hour="4", minute="15"),
    },
    # After what is over was forgotten, and before anybody studies.
    "renew-research-schemas": {
        "task": "reports.tasks.renew_research_schemas",
        "schedule": crontab(hour="5", minute="15"),
    },
    # Each night, in case the worker was away on the first: a month is drawn once.
    "draw-reviews": {"task": "cases.tasks.draw_reviews", "schedule": crontab(hour="5", minute="45")},
    "mix-answers": {"task": "surveys.tasks.mix_answers", "schedule": crontab(hour="3", minute="30")},
}
# Seconds that a worker's claim of a row holds. Longer than a task can live, so that nothing is done twice.
EKC_CLAIM_LEASE = 15 * 60
# Seconds that a mail server may be silent.
EMAIL_TIMEOUT = 30

DEFAULT_FROM_EMAIL = "Eigen Kracht <noreply@eigenkracht.example>"
# The mailbox to which mail that cannot be delivered comes back (`manage.py read_bounces`); empty: to the sender.
EKC_BOUNCE_EMAIL = ""
# Where links in mail point to.
EKC_BASE_URL = "http://127.0.0.1:8000"
# Terms of the house that differ from the usual ones, by name (cases/norms.py).
EKC_NORMS: dict[str, int] = json.loads(env("EKC_NORMS", default="") or "{}")
# Whom somebody tells who found a hole (`/.well-known/security.txt`); empty: the sender of mail.
EKC_SECURITY_EMAIL = env("EKC_SECURITY_EMAIL", default="")
# The keys of what lies sealed in the database, with spaces between them: the first writes, all read (docs/deploy.md).
EKC_KEYS = env("EKC_KEYS", default="")
# Copies of the database (`manage.py backup`): the folder, the public keys of age, and how many days they go back.
EKC_BACKUP_TO = env("EKC_BACKUP_TO", default="")
EKC_BACKUP_KEY = env("EKC_BACKUP_KEY", default="")
EKC_BACKUP_DAYS = env.int("EKC_BACKUP_DAYS", 35)
# The second place of the chain over the read log and the history (`manage.py check_log`): a folder; empty: none.
EKC_LOG_COPY = env("EKC_LOG_COPY", default="")
# Where Prometheus finds figures (`manage.py metrics`), as 0.0.0.0:9464; empty: nowhere.
EKC_METRICS = env("EKC_METRICS", default="")
# Who gathers traces (OTLP over HTTP), as http://collector:4318/v1/traces; empty: nothing is traced.
EKC_TRACES = env("EKC_TRACES", default="")
# The folder of pg_basebackup and its like; empty: those of the embedded engine.
EKC_POSTGRES_TOOLS = env("EKC_POSTGRES_TOOLS", default="")
# The demo world shows its mail on a page instead of sending it.
EKC_DEMO = False
# The number behind each "bel ons"; it stands at the foot of every page.
EKC_PHONE = ""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "class": "ekc.logs.PageFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s [%(request_number)s] %(message)s",
        },
        "json": {"class": "ekc.logs.JsonFormatter", "format": "%(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            # `json`: a line is an object, for whoever gathers the logs of many machines.
            "formatter": "json" if env("EKC_LOG_FORMAT", default="") == "json" else "plain",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"fontTools": {"level": "ERROR"}, "weasyprint": {"level": "ERROR"}},
}
