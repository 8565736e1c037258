"""The ``kreislauf`` command: operators' verbs, and what ``manage.py`` does elsewhere."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kreislauf.settings")
    execute_from_command_line(["kreislauf", *sys.argv[1:]])


if __name__ == "__main__":
    main()
