"""Compile the modules that web, worker and beat import when they start, so that they start quickly.

The others are compiled in memory where they are used; all of them together would be 80 MB. A compiled file names its
source by content and not by date: the same sources give the same files.
"""

from __future__ import annotations

import importlib
import py_compile
import sys
from pathlib import Path

import django
from django.conf import settings

STARTED = ("granian.cli", "granian.server", "celery.bin.celery", "celery.apps.worker", "celery.apps.beat", "redis")


def main() -> None:
    django.setup()
    from kreislauf.celery import app

    app.loader.import_default_modules()
    for name in ("urls_public", "urls_operator", "urls_region", "urls_api", "web.wsgi_handler"):
        importlib.import_module(f"kreislauf.{name}")
    for name in [*STARTED, *settings.MIDDLEWARE, *settings.INSTALLED_APPS]:
        _import(name)
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if file and file.endswith(".py") and Path(file).is_relative_to(sys.prefix):
            py_compile.compile(file, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH, doraise=True)


def _import(name: str) -> None:
    """A module, or the module of a class."""
    try:
        importlib.import_module(name)
    except ImportError:
        importlib.import_module(name.rpartition(".")[0])


if __name__ == "__main__":
    main()
