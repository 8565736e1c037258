"""The settings that no installation changes: middleware, templates, sign-in, content security, API, queue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent


def _declared(ask: str, *words: str) -> Any:
    """What the rooms declare; whoever needs it asks when all apps are ready."""
    return SimpleLazyObject(lambda: import_string(ask)(*words))


TENANT_MODEL = "tenants.Region"
TENANT_DOMAIN_MODEL = "tenants.Domain"
TENANT_DB_ALIAS = "owner"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter", "tenants.engine.router.OneHome"]
TENANT_SYNC_ROUTER = "django_tenants.routers.TenantSyncRouter"

# The way from the kit to the regions, which it may not import: a schema name in, its card out.
REGION_BY_SCHEMA = "tenants.regions.lookup.card_by_schema"
# Whether the tables are those that this code may meet: asked by `/-/ready`.
READY_CHECK = "tenants.fleet.prepared.is_prepared"

# What is missing or dangerous, asked by `kreislauf check-start` and before the processes of a production start.
START_CHECKS = [
    "kreislauf.start_check.of_settings.findings",
    "kreislauf.start_check.of_servers.findings",
    "tenants.engine.start_check.findings",
]

# ---- Requests
ROOT_URLCONF = "kreislauf.urls_region"
URLCONFS = {
    "platform": "kreislauf.urls_public",
    "operator": "kreislauf.urls_operator",
    "region": "kreislauf.urls_region",
    "unknown": "kreislauf.urls_unknown",
}
WSGI_APPLICATION = "kreislauf.wsgi.application"
# The order counts:
# 1. what measures, the request's number, then headers on whatever comes back, also from what answers before a
#    region is known (health, certificates, no region);
# 2. the region: everything below reads its schema, cache and look;
# 3. views are counted, then cached pages, which carry the headers and the language of what stands below;
# 4. the limit of bodies, then what nobody can read, before the protection of forms reads the first one;
# 5. who asks, then what they may: the module is on, the route is theirs, the region is served.
MIDDLEWARE = [
    "kreislauf.metrics.middleware.MetricsMiddleware",
    "kreislauf.web.request_id.RequestIdMiddleware",
    "kreislauf.web.headers.HeadersMiddleware",
    "kreislauf.web.health.HealthMiddleware",
    "tenants.domains.domain_check.DomainCheckMiddleware",
    "tenants.middleware.RegionMiddleware",
    "kreislauf.web.from_replica.NoteWritesMiddleware",
    "tenants.domains.middleware.MainAddressMiddleware",
    "kreislauf.web.views_counted.CountViewsMiddleware",
    "kreislauf.web.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kreislauf.web.secret_pages.SecretPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kreislauf.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "kreislauf.web.body_limit.BodyLimitMiddleware",
    "kreislauf.web.readable.ReadableMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "kreislauf.accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kreislauf.web.errors.MethodNotAllowedMiddleware",
    "kreislauf.web.errors.StoreAwayMiddleware",
    "kreislauf.web.errors.GoneMeanwhileMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tenants.middleware.ModuleMiddleware",
    "kreislauf.admission.PermissionMiddleware",
    "kreislauf.accounts.middleware.SecondFactorMiddleware",
    "tenants.middleware.ServedMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tenants.branding.context.branding",
            ],
            "builtins": [
                "django.templatetags.static",
                "django.templatetags.i18n",
                "kreislauf.templatetags.kreislauf",
                "kreislauf.templatetags.components",
                "tenants.branding.templatetags.branding",
            ],
        },
    }
]
FORM_RENDERER = "kreislauf.forms.layout.KernRenderer"

# ---- Sign-in
LOGIN_URL = "accounts:sign_in"
SESSION_ENGINE = "kreislauf.web.sessions"
SESSION_COOKIE_NAME = "sitzung"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # from the last click on
PLATFORM_SESSION_AGE = 12 * 3600  # operators'
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "formularschutz"
DEVICE_COOKIE_NAME = "geraet"
CSRF_COOKIE_AGE = None  # gone with the browser window
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kreislauf.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
PLATFORM_SESSION_MODEL = "operators.Session"
REGION_SESSION_MODEL = "accounts.Session"
PLATFORM_FAILED_ATTEMPT_MODEL = "operators.FailedAttempt"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["kreislauf.accounts.backend.EmailBackend", "tenants.operators.backend.OperatorBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "kreislauf.accounts.passwords.strength.StrengthValidator"}]
REGION_REALM = "kreislauf.accounts.region_realm.REALM"
PLATFORM_REALM = "tenants.operators.realm.REALM"

# ---- Content security, bodies, files
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
# A body's length: of most routes, and of those that take pictures (``images.MAX_BYTES`` and the fields around one).
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_MAX_BYTES = 26 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
# Other logins of the machine see no uploads: a part of them is private, and the public part is served by us.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o640, 0o750
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}

# ---- Background work
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A queue that is away is asked once more and then left to the sweeps. Kombu by itself would keep a buyer for 6 seconds.
_ONCE_MORE = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900, "socket_connect_timeout": 5, **_ONCE_MORE}
CELERY_WORKER_CONSUMER = "kreislauf.processes.alive.PatientConsumer"
CELERY_BEAT_SCHEDULE = _declared("kreislauf.house.timetable")

# ---- Metrics: what each process reads when it is asked, beside what it counts. One of them asks for all regions.
METRICS_COLLECTORS = {
    "web": ["tenants.engine.collector.Connections"],
    "worker": [
        "tenants.engine.collector.Connections",
        "kreislauf.metrics.shared.Shared",
        "tenants.monitoring.collector.Platform",
    ],
    "beat": [],
}

# ---- API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["kreislauf.accounts.api.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_SCHEMA_CLASS": "kreislauf.accounts.api_schema.Description",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["kreislauf.web.api_json.Json"],
    "DEFAULT_PAGINATION_CLASS": "kreislauf.web.api_pages.Pages",
    "EXCEPTION_HANDLER": "kreislauf.web.api.answer_refusals",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Kreislauf API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_URLCONF": "kreislauf.urls_region",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "kreislauf.accounts.api_schema.add_refusals",
    ],
    "ENUM_NAME_OVERRIDES": _declared("kreislauf.house.declared", "enum_names"),
}

# ---- Language and time
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("Deutsch")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "sprache"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = "kreislauf.formats"
TIME_ZONE = CELERY_TIMEZONE = "Europe/Berlin"

# Other people's files below /static/, and where npm puts them. What slices and the kit bring stands in their folders
# `static`.
VENDOR = {
    "vendor/kern": ".kern",  # cut down to what the pages use: kern.txt
    "vendor/fira": "@fontsource/fira-sans/files",
    "vendor/htmx": "htmx.org/dist",
    "vendor/leaflet": "leaflet/dist",
    "vendor/cluster": "leaflet.markercluster/dist",
    "vendor/protomaps": "protomaps-leaflet/dist",
    "vendor/zxing/js": "zxing-wasm/dist/iife/reader",
    "vendor/zxing/wasm": "zxing-wasm/dist/reader",
}
