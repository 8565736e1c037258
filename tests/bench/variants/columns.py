"""Ours with one app more, whose migrations are as many as the bench has written so far."""

import os

from kreislauf.settings import *  # noqa: F403
from kreislauf.settings import INSTALLED_APPS, TENANT_APPS

TENANT_APPS = [*TENANT_APPS, "tests.bench.column.apps.Column"]
INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench.column.apps.Column"]
MIGRATION_MODULES = {"bench_column": os.environ["BENCH_MIGRATIONS"]}
