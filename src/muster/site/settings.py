"""Django's settings. What differs from site to site comes from the environment (`environment.py`)."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from muster.site.environment import read_environment

HERE = Path(__file__).resolve().parent
ENVIRONMENT = read_environment()
WEEK = 7 * 24 * 3600
YEAR = 365 * 24 * 3600

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = ENVIRONMENT.hosts
ROOT_URLCONF = "muster.site.urls"
WSGI_APPLICATION = "muster.site.wsgi.application"
SITE_ID = None

INSTALLED_APPS = [
    "muster.site",
    "muster.apps.core",
    "muster.apps.accounts",
    "muster.apps.org",
    "muster.apps.hire",
    "muster.apps.pay",
    "muster.apps.market",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
if ENVIRONMENT.saml:
    INSTALLED_APPS.append("allauth.socialaccount.providers.saml")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "muster.apps.core.middleware.EncodingMiddleware",
    "csp.middleware.CSPMiddleware",
    "muster.apps.core.middleware.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "muster.apps.accounts.middleware.LanguageMiddleware",
    "muster.apps.accounts.middleware.RolesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "muster.apps.core.middleware.ProblemMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "muster.site.navigation.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "template_partials.templatetags.partials",
                "muster.site.templatetags.look",
            ],
        },
    },
]
# What the sections offer to the navigation, the first page, the talent page and the command palette (docs/look.md).
SITE_MENUS = {
    "hire": "muster.apps.hire.menus.menu",
    "pay": "muster.apps.pay.menus.menu",
    "market": "muster.apps.market.menus.menu",
    "org": "muster.apps.org.menus.menu",
    "accounts": "muster.apps.accounts.menus.menu",
}
SITE_PANELS = [
    "muster.apps.hire.menus.panel_reviews",
    "muster.apps.hire.menus.panel_scorecards",
    "muster.apps.hire.menus.panel_decisions",
    "muster.apps.pay.menus.panel_signoffs",
    "muster.apps.pay.menus.panel_questions",
    "muster.apps.hire.menus.panel_openings",
]
SITE_TALENT = [
    "muster.apps.hire.talent.talent",
    "muster.apps.hire.talent.talent_committee",
    "muster.apps.hire.talent_company.talent_company",
    "muster.apps.pay.talent.talent",
    "muster.apps.market.talent.talent",
]
SITE_SEARCHES = [
    "muster.apps.hire.menus.search_requisitions",
    "muster.apps.hire.menus.search_applications",
    "muster.apps.hire.menus.search_interviews",
    "muster.apps.org.selectors.search_employees",
    "muster.apps.org.selectors.search_teams",
    "muster.apps.market.searches.search_outsiders",
    "muster.apps.market.searches.search_organisations",
    "muster.apps.market.searches.search_documents",
]
# What `muster doctor` looks at, in this order.
SITE_CHECKS = [
    "muster.apps.core.doctor.configuration.check_settings",
    "muster.apps.core.doctor.configuration.check_secret",
    "muster.apps.core.doctor.storage.check_folders",
    "muster.apps.core.doctor.storage.check_disk",
    "muster.apps.core.doctor.storage.check_database",
    "muster.apps.core.doctor.configuration.check_static_files",
    "muster.apps.core.doctor.configuration.check_email",
    "muster.apps.core.doctor.storage.check_tables",
    "muster.apps.core.doctor.walls.check_walls",
    "muster.apps.core.doctor.work.check_jobs",
    "muster.apps.hire.checks.check_tallies",
    "muster.apps.hire.checks.check_owed",
    "muster.apps.hire.checks.check_search",
    "muster.apps.core.doctor.storage.check_files",
    "muster.apps.core.doctor.storage.check_clock",
    "muster.apps.core.doctor.storage.check_ledger",
]
# What is done after a backup was restored.
SITE_RESTORED = [
    "muster.apps.accounts.services.tokens.access_end_all",
    "muster.apps.hire.services.erasures.candidates_erase_again",
    "muster.apps.market.services.erasing.outsiders_erase_again",
]
# What is erased with a candidate, beside what hiring knows of them.
SITE_ERASING = ["muster.apps.pay.services.erasing.offers_erase"]
# What the ledger calls the erasure of somebody: an export that was being made meanwhile is not kept.
SITE_ERASURES = ["candidate.erase", "outsider.erase"]
# What other sections write into an export beside hiring: `(person, folder, format) -> rows of each table`.
SITE_EXPORTS = ["muster.apps.market.services.exporting.market_write"]
# What ends when somebody is kept from signing in, beside sessions and tokens.
SITE_LEAVING = ["muster.apps.hire.services.calendar_links.calendar_link_end"]
# The links that messages to candidates may have, filled in when they leave: `{offer_link}`, made of an application.
SITE_MESSAGE_LINKS = {"offer_link": "muster.apps.pay.links.offer_link"}
# What other sections have about an application, as links on its page: `(person, application) -> list[Link]`.
SITE_APPLICATION_LINKS = ["muster.apps.pay.menus.application_links"]
# The events of which webhooks can be told.
SITE_EVENTS = [
    "muster.apps.org.events.EVENTS",
    "muster.apps.hire.events.EVENTS",
    "muster.apps.pay.events.EVENTS",
]
FORM_RENDERER = "muster.site.forms.FormRenderer"

# Database ------------------------------------------------------------------------------------------------------

DATABASES = {"default": {**ENVIRONMENT.database}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits for its turn at the start, instead of failing midway
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=ON; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    # Writers take turns: one waits as long as on SQLite, and one that was stopped in its turn loses it.
    waiting = "-c lock_timeout=20s -c idle_in_transaction_session_timeout=60s"
    # Our statements are short. To compile them, to start processes that help, or to weigh every order of many joins
    # takes longer than it saves; and what they read lies in memory, or on a disk that finds a row as fast as the next.
    planning = (
        "-c jit=off -c max_parallel_workers_per_gather=0 -c join_collapse_limit=4 -c random_page_cost=1.1"
    )
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "options": f"{waiting} {planning}",
    }
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in --------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "muster.apps.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "muster.apps.accounts.adapters.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator gave the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # it would invite strangers to sign up, which nobody can here
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the other sessions end; the one that changed it goes on
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.https
MFA_TOTP_ISSUER = "Muster"
MFA_FORMS = {
    "authenticate": "muster.apps.accounts.forms.CodeForm",
    "reauthenticate": "muster.apps.accounts.forms.CodeAgainForm",
    "activate_totp": "muster.apps.accounts.forms.AppForm",
    "add_webauthn": "muster.apps.accounts.forms.KeyForm",
}
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": ENVIRONMENT.openid_connect, "OAUTH_PKCE_ENABLED": True},
    "saml": {"APPS": ENVIRONMENT.saml},
}

# Safety ----------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [
            SELF,
            *ENVIRONMENT.identity_origins,
        ],  # where a form of ours leads to a sign-in elsewhere
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.https
SESSION_COOKIE_AGE = WEEK
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_HSTS_SECONDS = YEAR if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENVIRONMENT.https
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ENVIRONMENT.proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
CSRF_FAILURE_VIEW = "muster.site.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_PERMISSIONS = 0o600

# Attempts to sign in are counted here, for all processes of the site together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": ENVIRONMENT.data / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# The API: so many requests of one person in so many seconds.
API_REQUESTS, API_WINDOW = 600, 60
API_COUNTS = ENVIRONMENT.data / "requests"

# Files -------------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.data / "static"
MEDIA_ROOT = ENVIRONMENT.data / "files"
MEDIA_URL = ""  # uploaded files are served by views alone, which ask for permission
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "muster.site.static.StaticFiles"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# Language and time --------------------------------------------------------------------------------------------------

LANGUAGE_CODE = ENVIRONMENT.language
LANGUAGES = [
    ("en", _("English")),
    ("id", _("Indonesian")),
    ("nl", _("Dutch")),
    ("fr", _("French")),
    ("ar", _("Arabic")),
    ("pt", _("Portuguese")),
]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# E-mail and jobs -----------------------------------------------------------------------------------------------------

locals().update(ENVIRONMENT.email)
MUSTER_DATA = ENVIRONMENT.data  # the folder of all that is kept beside the database
MUSTER_WEBHOOK_NETWORKS = ENVIRONMENT.webhook_networks  # of our own, to which webhooks may lead
MUSTER_COMPANY = ENVIRONMENT.company
MUSTER_ADDRESS = ENVIRONMENT.address
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.sender
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
