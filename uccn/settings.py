"""The portal's settings: one file, by environment, safe by default.

`LOCAL=yes` (written to .env by `make setup`) is a developer's machine: http, SQLite, static files
from the source tree, mail to the console. Without it this is production, and whatever production
needs and does not find stops the start with one message that names all of it.
"""

from pathlib import Path
from urllib.parse import quote

from csp.constants import NONE, SELF
from dotenv import load_dotenv

from uccn.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
load_dotenv(BASE_DIR / ".env")

environment = Environment()
LOCAL = environment.switch("LOCAL", default=False)
PRODUCTION = not LOCAL
DEBUG = environment.switch("DEBUG", default=False)
if DEBUG and PRODUCTION:
    environment.problems.append("DEBUG=yes shows secrets to visitors: unset it in production.")

# Identity and addresses ------------------------------------------------------------------------

SECRET_KEY = environment.secret(
    "SECRET_KEY",
    strong=PRODUCTION,
    hint="Set it to a long random text that only this deployment knows.",
)
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = environment.words(
    "ALLOWED_HOSTS",
    ["localhost", "127.0.0.1", "[::1]"],
    required=PRODUCTION,
    hint="Name the hosts that this portal answers for, separated by commas.",
)
# Letters are sent by a process that nobody asks by any name.
PUBLIC_ADDRESS = environment.site(
    "PUBLIC_ADDRESS",
    "http://localhost:8000" if LOCAL else f"https://{ALLOWED_HOSTS[0].lstrip('*.') or 'localhost'}",
    hint="Write it with its scheme and without a path, such as https://portal.example.org.",
)
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS", [])
CONTACT_EMAIL = environment.text(
    "CONTACT_EMAIL",
    "secretariat@localhost",
    required=PRODUCTION,
    hint="Name the address that the contact page shows.",
)
RELEASE = environment.text("RELEASE")

INSTALLED_APPS = [
    "uccn",
    "applications",
    "cities",
    "fields",
    "uccn.apps.RecordAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "csp",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    # Outside of the portal proper: for those who run it.
    "uccn.operations.probes.ProbesMiddleware",
    "uccn.operations.observing.ObservationMiddleware",
    # Answers from memory as everything below would, after one query.
    "uccn.delivery.public_answers.PublicAnswersMiddleware",
    "uccn.delivery.handler.BeginningMiddleware",
    # What every answer carries, a 304 too.
    "uccn.access.other_sites.OpenToOtherSitesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "uccn.delivery.etags.RevisionETagMiddleware",
    # What a 304 does without. None of these sets a cookie or `Vary` unless a view asks for it.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "uccn.delivery.languages.AddressLocaleMiddleware",
    "uccn.accounts.languages.OwnLanguagesMiddleware",
    # Its answers are in the language of the address.
    "uccn.access.middleware.AccessMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "uccn.accounts.sessions.OwnPagesMiddleware",
]
ROOT_URLCONF = "uccn.urls"
WSGI_APPLICATION = "uccn.wsgi.application"
AUTH_USER_MODEL = "uccn.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
            ],
        },
    }
]
FORM_RENDERER = "uccn.doors.form_renderer.FormRenderer"

# Storage ---------------------------------------------------------------------------------------

DATABASES = {
    "default": environment.database(
        "DATABASE_URL",
        f"sqlite:///{quote(str(BASE_DIR / 'var' / 'portal.sqlite3'))}",
        required=PRODUCTION,
        hint="Write postgres://user:password@host:5432/name, or sqlite:////path/of/a/file.",
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock at BEGIN, where the busy timeout can wait for it; a deferred
    # transaction that turns into a writing one would fail at once instead.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        # A row that REPLACE puts away is deleted for triggers, too.
        " PRAGMA recursive_triggers=ON;",
    }
CACHES = {
    "default": environment.cache("CACHE_URL", hint="Write redis://host:6379/0, or leave it out.")
}
# How much each process keeps of what it has answered; see uccn/delivery/.
RESPONSE_CACHE_BYTES = environment.number("RESPONSE_CACHE_BYTES", 20_000_000)

STATIC_URL = "static/"
STATIC_ROOT = Path(environment.text("STATIC_ROOT", str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Documents of candidate cities: no address leads here, only a permission check.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": environment.text("PRIVATE_ROOT", str(BASE_DIR / "var" / "private")),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# A developer's machine serves the source tree, so that an edited style sheet shows at once.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = LOCAL
WHITENOISE_MAX_AGE = 0 if LOCAL else 60
# Source maps are large and asked for by nobody but a debugger; the rest is compressed already.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    "map",
    "png",
    "jpg",
    "webp",
    "gif",
    "woff2",
    "zip",
    "gz",
    "br",
]

# Languages and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ru", "Русский"),
    ("ar", "العربية"),
    ("zh-hans", "中文"),
]
# Those of the pages that belong to a person, under /account/ and /applications/.
OWN_LANGUAGES = ["en", "fr"]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "uccn.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# People and security ---------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
CSRF_FAILURE_VIEW = "uccn.pages.form_refused"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
# Two weeks without a visit end a session; uccn/accounts/sessions.py prolongs it.
SESSION_COOKIE_AGE = CSRF_COOKIE_AGE = 1_209_600
ACCOUNT_ADAPTER = "uccn.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {
    "login": "uccn.accounts.forms.SignInForm",
    "signup": "uccn.accounts.forms.SignUpForm",
    "reauthenticate": "uccn.accounts.forms.ConfirmPasswordForm",
    "add_email": "uccn.accounts.forms.NewAddressForm",
    "change_password": "uccn.accounts.forms.ChangePasswordForm",
    "set_password": "uccn.accounts.forms.SetPasswordForm",
    "reset_password": "uccn.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "uccn.accounts.forms.ResetPasswordForm",
}
MFA_ADAPTER = "uccn.accounts.second_factor.SecondFactorAdapter"
# Else nobody with a second factor could change their address. Signing in takes a confirmed one.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "uccn.accounts.forms.CodeForm",
    "reauthenticate": "uccn.accounts.forms.ConfirmCodeForm",
    "activate_totp": "uccn.accounts.forms.SetUpAppForm",
}
# The clocks of telephones are late or early by some seconds.
MFA_TOTP_TOLERANCE = 1
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS", 31_536_000) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
BEHIND_PROXY = environment.switch("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# How many proxies of our own a request passes, each of which notes where it came from.
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", 1) if BEHIND_PROXY else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Mail and logs ---------------------------------------------------------------------------------

EMAIL_HOST = environment.text(
    "EMAIL_HOST", required=PRODUCTION, hint="Name the mail server that sends the portal's letters."
)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = environment.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = environment.switch("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("FROM_EMAIL", CONTACT_EMAIL)
ADMINS = [(address, address) for address in environment.words("ADMINS", [])]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "production": {"()": "django.utils.log.RequireDebugFalse"},
        "ours": {"()": "uccn.operations.logs.OurMistakes"},
    },
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "json": {"()": "uccn.operations.logs.JsonLines"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line" if LOCAL else "json"},
        "admins": {
            "class": "django.utils.log.AdminEmailHandler",
            "level": "ERROR",
            "filters": ["production", "ours"],
        },
    },
    # Django's own loggers hand their lines to the root, which writes each of them once.
    "loggers": {
        "django": {"handlers": ["admins"], "propagate": True},
        # Below errors it repeats the line of the request, with the address as it was asked.
        "django.request": {"level": "ERROR"},
        # These tell of each glyph, and of each fault in a file that somebody sent.
        "fontTools": {"level": "WARNING"},
        "fpdf": {"level": "WARNING"},
        "pypdf": {"level": "CRITICAL"},
    },
    "root": {
        "handlers": ["console"],
        "level": environment.choice(
            "LOG_LEVEL", "INFO", ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
        ),
    },
}
METRICS_TOKEN = environment.secret(
    "METRICS_TOKEN",
    strong=PRODUCTION,
    required=False,
    hint="Set it to a long random text that only Prometheus knows, or leave it out.",
)
# Where worker processes write their figures, so that any of them can tell for all; the library
# reads it from the environment.
PROMETHEUS_MULTIPROC_DIR = environment.text("PROMETHEUS_MULTIPROC_DIR")

# The REST API ----------------------------------------------------------------------------------

API_LIMIT_ANONYMOUS = environment.limit("API_LIMIT_ANONYMOUS", "600/minute")
API_LIMIT_PARTNER = environment.limit("API_LIMIT_PARTNER", "6000/minute")
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["uccn.access.resources.PartnerKeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.AllowAny",
        "uccn.access.resources.InScope",
    ],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["uccn.doors.negotiation.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "uccn.doors.negotiation.FormatNegotiation",
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "uccn.doors.paging.ListPagination",
    "EXCEPTION_HANDLER": "uccn.doors.problems.exception_handler",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "UNESCO Creative Cities Network",
    "DESCRIPTION": (BASE_DIR / "docs" / "api.md").read_text(encoding="utf-8"),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "LICENSE": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "uccn.doors.resource_schema.with_parts_and_facets",
        "uccn.doors.described.with_errors",
        "uccn.doors.described.with_labels",
        "uccn.doors.described.with_ends",
        "uccn.doors.described.with_examples",
    ],
    "ENUM_NAME_OVERRIDES": {
        "NameKind": "cities.models.NameKind",
        "OrganisationKind": "cities.models.OrganisationKind",
        "AssetKind": "cities.models.AssetKind",
        "RegionEnum": "cities.models.Region",
        "TerritoryEnum": "cities.models.Territory",
    },
}
SIMPLE_HISTORY_REVERT_DISABLED = False

environment.complain()
