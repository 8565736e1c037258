"""django-tenants with the same app more."""

import os

from tests.bench.variants.stock import *  # noqa: F403
from tests.bench.variants.stock import INSTALLED_APPS, TENANT_APPS

TENANT_APPS = [*TENANT_APPS, "tests.bench.column.apps.Column"]
INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench.column.apps.Column"]
MIGRATION_MODULES = {"bench_column": os.environ["BENCH_MIGRATIONS"]}
