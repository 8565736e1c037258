"""Compile the modules that web, worker and beat import when they start, so that they start quickly.

``compile_used.py ROOT``: Python's own are compiled into the root file system there. The others are compiled in memory
where they are used; all of them together would be 80 MB. A compiled file names its source by content and not by date:
the same sources give the same files.
"""

from __future__ import annotations

import importlib
import py_compile
import sys
import sysconfig
from importlib.util import cache_from_source
from pathlib import Path

import django
from django.conf import settings

STARTED = ("granian.cli", "granian.server", "celery.bin.celery", "celery.apps.worker", "celery.apps.beat", "redis")
# A console that Celery's command could open, and nobody does.
LEFT_OUT = ("click_repl", "prompt_toolkit", "wcwidth")


def main(root: Path) -> None:
    django.setup()
    from kreislauf.celery import app

    app.loader.import_default_modules()
    for name in ("urls_public", "urls_operator", "urls_region", "urls_api", "web.wsgi_handler"):
        importlib.import_module(f"kreislauf.{name}")
    for name in [*STARTED, *settings.MIDDLEWARE, *settings.INSTALLED_APPS]:
        _import(name)
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and file.endswith(".py") and name.partition(".")[0] not in LEFT_OUT:
            _compile(Path(file), root)


def _compile(file: Path, root: Path) -> None:
    """A module of the environment beside itself, one of Python's beside its copy."""
    if file.is_relative_to(sys.prefix):
        place = file
    elif file.is_relative_to(sysconfig.get_path("stdlib")):
        place = root / file.relative_to("/")
    else:
        return
    if place.exists():
        compiled, by_content = cache_from_source(str(place)), py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(place), cfile=compiled, dfile=str(file), invalidation_mode=by_content, doraise=True)


def _import(name: str) -> None:
    """A module, or the module of a class."""
    try:
        importlib.import_module(name)
    except ImportError:
        importlib.import_module(name.rpartition(".")[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
