"""The settings that differ between machines; each comes from the environment. The rest is in ``settings_wiring``."""

from __future__ import annotations

from pathlib import Path

from kreislauf import env
from kreislauf.setting_problems import problem, refuse_problems
from kreislauf.settings_logs import *  # noqa: F403 - logs and traces
from kreislauf.settings_mail import *  # noqa: F403 - who is believed to have sent a mail
from kreislauf.settings_maps import *  # noqa: F403 - where maps have their ground from
from kreislauf.settings_money import *  # noqa: F403 - who takes payments
from kreislauf.settings_processes import *  # noqa: F403 - where web, worker and beat listen
from kreislauf.settings_rooms import *  # noqa: F403 - where online meetings are held
from kreislauf.settings_store import *  # noqa: F403 - the object store
from kreislauf.settings_wiring import *  # noqa: F403 - what no installation changes

PACKAGE = Path(__file__).resolve().parent

# ---- Where and how it runs
ENVIRONMENT = env.text("KREISLAUF_ENV", "production")
if ENVIRONMENT not in {"production", "demo", "test"}:
    problem("KREISLAUF_ENV is one of production, demo, test.")
PRODUCTION = ENVIRONMENT == "production"
DEMO = ENVIRONMENT == "demo"
DEBUG = False
SECRET_KEY = env.secret("SECRET_KEY", None)
HOME = Path(env.text("KREISLAUF_HOME", "var")).resolve()
PLATFORM_NAME = env.text("PLATFORM_NAME", "Kreislauf")
PLATFORM_HOST = env.text("PLATFORM_HOST", "localhost").lower()
OPERATOR_HOST = env.text("OPERATOR_HOST", f"leitstand.{PLATFORM_HOST}").lower()
PUBLIC_SCHEME = env.text("PUBLIC_SCHEME", "https" if PRODUCTION else "http")
PUBLIC_PORT = env.text("PUBLIC_PORT", "")  # only where it is not the scheme's own
PLATFORM_SENDER = env.text("PLATFORM_SENDER", f"no-reply@{PLATFORM_HOST}")
OPERATOR_EMAIL = env.text("OPERATOR_EMAIL", f"betrieb@{PLATFORM_HOST}")

# Regions' own domains: where they must lead, and the DNS server that is asked (address:port; else the machine's own).
EDGE_HOST = env.text("KREISLAUF_EDGE_HOST", PLATFORM_HOST).lower()
DNS_SERVER = env.text("KREISLAUF_DNS", "")

# Any well-formed host gets an answer: tenants.middleware knows whose it is, and nobody's host gets a neutral 404.
ALLOWED_HOSTS = ["*"]

# Behind a reverse proxy: the header in which it writes the client's address, and from where it speaks to us.
CLIENT_ADDRESS_HEADER = env.header("CLIENT_ADDRESS_HEADER", "" if not PRODUCTION else None)
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", "127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7")

# ---- The house. A slice is a folder and its word here; the rest it declares in its `slice.py`. An installation may
# have slices of its own.
SLICES = [
    *("marketplace.review", "marketplace.watch", "marketplace.businesses"),
    *("marketplace.partners", "marketplace.merchants", "marketplace.advice", "marketplace.subsidies"),
    *("marketplace.regionwide", "marketplace.vouchers", "marketplace.listings", "marketplace.meetings"),
    *("marketplace.campaigns", "marketplace.trust"),
    *env.words("KREISLAUF_SLICES"),
]
# An app of its own that no production installs: it takes no real money.
SANDBOX = [] if PRODUCTION else ["billing.providers.sandbox"]
# Slices and fixed rooms (`room.py`), in the order in which menus and pages list what they declare.
ROOMS = [
    "marketplace.home",
    "tenants.golive",
    *SLICES,
    "marketplace.search",
    *("tenants.branding", "tenants.places", "tenants.pages", "tenants.embed", "tenants.sharing", "tenants.domains"),
    "tenants.senders",
    "kreislauf.accounts",
    "kreislauf.mail",
    "tenants.archive",
    "tenants.signup",
    "tenants",
    "billing.bank",
    "billing.payments",
    "billing.subscriptions",
    "billing.connect",
    "billing.providers.bank_transfer",
    *SANDBOX,
    "billing.ledger",
    "kreislauf.audit",
]


# ---- Apps: [S] tables in the public schema, [R] tables in each region's. No app stands in both lists.
SHARED_APPS = [
    "django_tenants",
    "kreislauf.web.staticfiles.StaticFiles",
    "django.forms",  # its widget templates, which the form renderer finds through the loaders
    "tenants",
    "tenants.about",
    "tenants.signup",
    "tenants.logbook",
    "tenants.operators",
    "tenants.fleet",
    "tenants.monitoring",
    "tenants.domains",
    "tenants.senders",
    *("tenants.areas", "tenants.alike", "tenants.archive", "tenants.sharing"),
    "billing.subscriptions",
    "billing.connect",
    "kreislauf.mail.platform",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "kreislauf",
]
TENANT_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "kreislauf.accounts",
    "kreislauf.audit",
    "kreislauf.mail",
    "tenants.branding",
    *("tenants.places", "tenants.pages", "tenants.embed", "tenants.sharing.outbox"),
    "tenants.golive",
    "billing.payments",
    "billing.providers.bank_transfer",
    "billing.bank",
    "billing.ledger",
    "marketplace.search",
    *SLICES,
    "marketplace.home",
]
if not PRODUCTION:
    TENANT_APPS += [*SANDBOX, "marketplace.demo"]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]

# ---- Databases: the same database twice. `default` is powerless until it takes a region's role; `owner` makes schemas.
DATABASES = {
    "default": env.database("DATABASE_URL") | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True},
    "owner": env.database("DATABASE_OWNER_URL", env.secret("DATABASE_URL", "postgresql:///")),
}
DATABASES["owner"]["OPTIONS"]["kreislauf_owner"] = True
# A copy that follows it, for public pages, and how many seconds it may lag.
if env.secret("DATABASE_REPLICA_URL", ""):
    DATABASES["replica"] = env.replica("DATABASE_REPLICA_URL")
REPLICA_LAG_SECONDS = env.number("DATABASE_REPLICA_LAG_SECONDS", 5)
# The server keeps some 2.5 MB for each region that a connection has seen; then it is given back. 0: never.
REGIONS_PER_CONNECTION = env.number("KREISLAUF_REGIONS_PER_CONNECTION", 60)
# Strict: each region's role logs in by itself, over connections of its own, of which a thread keeps so many open.
STRICT_ISOLATION = env.switch("KREISLAUF_STRICT_ISOLATION")
STRICT_CONNECTIONS = env.number("KREISLAUF_STRICT_CONNECTIONS", 8)
REGION_PASSWORD_KEY = env.secret("KREISLAUF_REGION_PASSWORD_KEY", None if STRICT_ISOLATION else "")
if STRICT_ISOLATION:
    for alias in DATABASES.keys() - {"owner"}:
        DATABASES[alias]["ENGINE"] = "tenants.engine.database.strict"
# The database is a Citus cluster that spreads regions over servers by their schemas: deploy/scale.md.
CITUS = env.switch("KREISLAUF_CITUS")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.secret("REDIS_URL", None)
CACHES = {
    "default": {
        "BACKEND": "kreislauf.web.redis_cache.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_FUNCTION": "kreislauf.regions.cache_key",
        "KEY_PREFIX": "kreislauf",
        "TIMEOUT": 300,
        # A cache that hangs must not hang the pages: limits and cached lists do without it.
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    },
    # What ``{% cache %}`` keeps, in the process: a page does without Redis.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100},  # of some 60 KB
    },
}

# How long a public page is cached for visitors without a session; a change in its region voids it. 0: not at all.
# A test's changes are never committed, so tests that are about it switch it on themselves.
PAGE_CACHE_SECONDS = env.number("KREISLAUF_PAGE_CACHE_SECONDS", 0 if ENVIRONMENT == "test" else 60)
SPAM_CHECKS = env.choices("KREISLAUF_SPAM_CHECKS", among=("trap", "stamp", "limits", "score", "neighbours"))

# ---- Sign-in
# An operator without a second factor can do nothing but set one up. In a demo the page only says so.
OPERATORS_NEED_SECOND_FACTOR = env.switch("KREISLAUF_OPERATORS_NEED_SECOND_FACTOR", default=PRODUCTION)

# ---- Transport and content security
if PUBLIC_SCHEME == "https":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sitzung", "__Host-formularschutz"
    DEVICE_COOKIE_NAME = "__Host-geraet"
# ---- Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(HOME / "static")))
NODE_MODULES = Path(env.text("NODE_MODULES", str(PACKAGE / "node_modules")))
STATICFILES_DIRS = [(address, NODE_MODULES / folder) for address, folder in VENDOR.items()]  # noqa: F405
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "/medien/"
STORAGES = {
    "default": {"BACKEND": "kreislauf.s3.RegionS3Storage" if S3_ENDPOINT else "kreislauf.storage.RegionStorage"},  # noqa: F405
    # Files that no address leads to; a view that knows who asks hands them over. Names begin with the schema.
    "private": {"BACKEND": "kreislauf.s3.ObjectStore", "OPTIONS": {"location": "privat"}}
    if S3_ENDPOINT  # noqa: F405
    else {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": HOME / "privat",
            # Archives hold every voucher's code: no other login of the machine reads them.
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    # Hashed and compressed files have to be collected first; the demo and the tests serve them from where they are.
    "staticfiles": {
        "BACKEND": "kreislauf.web.staticfiles.Storage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_MAX_AGE = 3600 if PRODUCTION else 60

# ---- Law: what an hour's work must pay at least, in cents (§ 1 MiLoG; 13.90 euros from January 2026)
MINIMUM_WAGE_CENTS = env.number("KREISLAUF_MINIMUM_WAGE_CENTS", 1390)

# ---- Mail
EMAIL_BACKEND = "kreislauf.demo.mailbox.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend"
_smtp = env.smtp("EMAIL_URL")
EMAIL_HOST, EMAIL_PORT = _smtp["EMAIL_HOST"], _smtp["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _smtp["EMAIL_HOST_USER"], _smtp["EMAIL_HOST_PASSWORD"]
EMAIL_USE_SSL, EMAIL_USE_TLS = _smtp["EMAIL_USE_SSL"], _smtp["EMAIL_USE_TLS"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = PLATFORM_SENDER
MAIL_CONTEXT = "tenants.branding.context.mail_context"

# ---- Background work: every task carries its region in a header (kreislauf.celery).
CELERY_BROKER_URL = env.secret("BROKER_URL", REDIS_URL)
CELERY_TASK_ALWAYS_EAGER = env.switch("CELERY_EAGER")
CELERY_TASK_EAGER_PROPAGATES = True

# ---- Backups are made outside; reports say how old the newest ones are, of database and store (deploy/backup.md).
BACKUP_REPORT = env.text("BACKUP_REPORT", "")
PICTURES_BACKUP_REPORT = env.text("PICTURES_BACKUP_REPORT", "")

# ---- A region that leaves
GRACE_DAYS = env.number("KREISLAUF_GRACE_DAYS", 30)  # it may still stay
LABEL_HOLD_DAYS = env.number("KREISLAUF_LABEL_HOLD_DAYS", 365)  # after that its label can be taken again

# ---- Errors go to the Sentry that is named here, if one is (extra `sentry`).
SENTRY_DSN = env.secret("SENTRY_DSN")

SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # unique in lower case, which the check does not see

refuse_problems()
