"""`kreislauf web`: serve the sites on the address of the setting BIND."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kreislauf.start_check import refuse_dangerous_start


class Command(BaseCommand):
    help = "Serve the sites on the address of the setting BIND, until SIGTERM."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_dangerous_start("web", write=self.stderr.write)
        (host, port), processes = settings.BIND, settings.WEB_PROCESSES
        words = [sys.executable, "-m", "kreislauf.processes.web_server", host, str(port), str(processes)]
        self.stdout.flush()
        # In this process's place: the web server needs nothing of what was loaded to get here.
        os.execv(sys.executable, words)  # noqa: S606 - our own interpreter
