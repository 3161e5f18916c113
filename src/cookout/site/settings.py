"""One file of settings. What an operator chooses comes from COOKOUT_* variables; secrets also from *_FILE."""

import os
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from cookout.site.surroundings import data_dir, secret, version

env = environ.Env()

VERSION = version()
DATA_DIR = data_dir("COOKOUT_DATA_DIR")
SECRET_KEY = secret("COOKOUT_SECRET_KEY", DATA_DIR / "secret.key")
DEBUG = env.bool("COOKOUT_DEBUG", default=False)
BASE_URL = env.str("COOKOUT_BASE_URL", default="").rstrip("/")
ALLOWED_HOSTS = env.list("COOKOUT_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
if BASE_URL:
    ALLOWED_HOSTS.append(urlsplit(BASE_URL).hostname or "")
    CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "cookout.core",
    "django.forms",  # after core, whose templates of forms come first
    "cookout.people",
    "cookout.groups",
    "cookout.ties",
    "cookout.events",
    "cookout.one_to_ones",
    "cookout.referrals",
    "cookout.rounds",
    "cookout.plan",
    "cookout.insight",
    "cookout.connect",
    "cookout.site",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cookout.core.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cookout.core.middleware.PrivatePages",
    "cookout.core.middleware.WholeText",
    "cookout.site.sessions.NoteWhenSeen",
    "cookout.core.middleware.LocalTime",
    "cookout.core.middleware.ReadOnce",
    "cookout.site.leading_on.OneByNow",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cookout.core.middleware.Refusals",
]
ROOT_URLCONF = "cookout.site.urls"
WSGI_APPLICATION = "cookout.site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cookout.site.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "cookout.core.templatetags.cookout"],
        },
    }
]
FORM_RENDERER = "cookout.core.forms.CookoutRenderer"

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA temp_store=MEMORY;"
        "PRAGMA mmap_size=268435456;PRAGMA cache_size=-64000;"
        # The log is copied home by whoever ends a write beyond this many pages: an import does so earlier, so that
        # it is never another's short write that has to wait for it.
        "PRAGMA wal_autocheckpoint=8000;"
    ),
}
DATABASES = {"default": env.db_url("COOKOUT_DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'cookout.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE
elif not DATABASES["default"]["ENGINE"].endswith(("postgresql", "psycopg")):
    raise ImproperlyConfigured(
        "COOKOUT_DATABASE_URL names a database Cookout does not run on: use sqlite:/// or postgres://."
    )
else:
    # A house lies in memory or on a solid disk: where PostgreSQL fears a turning one, it reads whole tables for a page.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c random_page_cost=1.1")
DATABASES["default"]["CONN_MAX_AGE"] = 600
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits must hold across workers, so they are counted in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # With Django's three hundred, whoever has many addresses pushes the counts of others out.
        "max_entries": "10000",
    },
    # What takes long to count and many read; each worker keeps its own.
    "counts": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "counts"},
}

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "cookout.site.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"signup": "cookout.site.forms.SignUpForm"}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Cookout: "
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Cookout"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts come by invitation; nobody can sit on another's address
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("COOKOUT_PROXIES", default=0)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_HANDLERS = [
    "cookout.core.uploads.Limited",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
UPLOAD_LIMIT = 200 * 1024 * 1024

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if smtp := os.environ.get("COOKOUT_SMTP_URL"):
    mail = environ.Env.email_url_config(smtp)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = mail["EMAIL_HOST"], mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = mail.get("EMAIL_USE_TLS", False), mail.get("EMAIL_USE_SSL", False)
    EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("COOKOUT_MAIL_FROM", default="Cookout <cookout@localhost>")

WEBHOOKS_PRIVATE = env.bool("COOKOUT_WEBHOOKS_PRIVATE", default=False)

SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
if SECURE:
    # Only behind https do we believe the proxy's word about the scheme.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("COOKOUT_LOG_LEVEL", default="WARNING")},
    "loggers": {"django.request": {"level": "ERROR"}},
}
