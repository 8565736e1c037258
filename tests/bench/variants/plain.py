"""The same Django without tenancy: Django's own backend, which finds the tables in one schema, always the same."""

import os

from kreislauf.settings import *  # noqa: F403
from kreislauf.settings import DATABASES

MIDDLEWARE: list[str] = []
ROOT_URLCONF = "tests.bench.variants.views"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]  # the app will not start without; it routes no query
_path = f"-c search_path={os.environ['BENCH_SCHEMA']},public"
DATABASES = {
    "default": DATABASES["owner"]
    | {
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": {"options": _path},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
