"""The ``kreislauf`` command: operators' verbs, and what ``manage.py`` does elsewhere."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module

# The commands that run until they are stopped, and those that say in plain words why they do not start.
PROCESSES = {"web", "worker", "beat"}
PLAIN = {*PROCESSES, "prepare", "check-start"}


def main() -> None:
    words = sys.argv[1:]
    if words[:1] and words[0] in PROCESSES:
        # The first process of a container ignores SIGTERM until it has a handler; the command sets its own later.
        # No exception, which is dropped where Python cannot pass it on, as in the middle of an import's callback.
        signal.signal(signal.SIGTERM, lambda number, frame: os._exit(128 + number))
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kreislauf.settings")
    if words[:1] and words[0] in PLAIN:
        try:
            import_module(os.environ["DJANGO_SETTINGS_MODULE"])
        except ImproperlyConfigured as problem:
            sys.exit(str(problem))
    # A command is a module, whose name takes no hyphen.
    execute_from_command_line(["kreislauf", *("check_start" if word == "check-start" else word for word in words)])


if __name__ == "__main__":
    main()
