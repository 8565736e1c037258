"""`kreislauf prepare`: migrate the platform and every region."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from tenants.engine.prepare import prepare_everything


class Command(BaseCommand):
    help = "Migrate the platform's schema and every region's."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        prepare_everything(told=lambda step: self.stdout.write(f"  {step}"))
