"""django-tenants as its documentation sets it up, connections kept: its middleware, its backend, its commands."""

from kreislauf.settings import *  # noqa: F403
from kreislauf.settings import DATABASES

MIDDLEWARE = ["django_tenants.middleware.main.TenantMainMiddleware"]
ROOT_URLCONF = "tests.bench.variants.views"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
TENANT_DB_ALIAS = "default"
DATABASES = {
    "default": DATABASES["owner"]
    | {
        "ENGINE": "django_tenants.postgresql_backend",
        "OPTIONS": {},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
