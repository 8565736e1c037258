"""`kreislauf beat`: queue what is due by the clock."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from kreislauf.celery import app
from kreislauf.start_check import refuse_dangerous_start


class Command(BaseCommand):
    help = "Queue what is due by the clock, until SIGTERM. Of several beats one sends, the others wait for their turn."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_dangerous_start("beat", write=self.stderr.write)
        scheduler = "kreislauf.processes.beat_schedule.SharedScheduler"
        app.start(["--quiet", "beat", "--loglevel", "INFO", "--scheduler", scheduler, "--pidfile="])
