"""`kreislauf worker`: do the queued work."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kreislauf.celery import app
from kreislauf.processes.alive import TouchAliveFile
from kreislauf.start_check import refuse_dangerous_start


class Command(BaseCommand):
    help = "Do the queued work, until SIGTERM; what has begun is finished."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_dangerous_start("worker", write=self.stderr.write)
        app.steps["worker"].add(TouchAliveFile)
        words = ["--quiet", "worker", "--concurrency", str(settings.WORKER_PROCESSES), "--loglevel", "INFO"]
        app.worker_main([*words, "--without-gossip", "--without-mingle"])
