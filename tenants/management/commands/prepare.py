"""`kreislauf prepare`: migrate the platform and every region."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kreislauf.start_check import refuse_dangerous_start
from tenants.fleet.prepare import prepare_everything


class Command(BaseCommand):
    help = "Migrate the platform's schema and every region's. One that fails is quarantined, the others are served."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_dangerous_start("prepare", write=self.stderr.write)
        result = prepare_everything(report=lambda step: self.stdout.write(f"  {step}"))
        if result.failed or result.untouched:
            left = ", ".join(region.label for region in [*result.failed, *result.untouched])
            self.stderr.write(f"Not at the code's tables: {left}. See `kreislauf region migrate --plan`.")
        if result.untouched:
            raise CommandError("Too many regions failed: the rest was not tried, and no process of this code is ready.")
