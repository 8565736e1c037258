"""`kreislauf stripe check`: whether this installation is ready to sell, line by line."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from billing.providers.stripe.check import check
from kreislauf.regions import address_of


class Command(BaseCommand):
    help = "Check key, mode, account, Connect, event destinations, API version, secrets, clock and pages."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["check"], metavar="check")

    def handle(self, *args: Any, **options: Any) -> None:
        path = reverse("connect:events", args=["stripe"], urlconf=settings.URLCONFS["platform"])
        missing = 0
        for finding in check(address_of(settings.PLATFORM_HOST) + path, now=timezone.now()):
            self.stdout.write(f"{'✓' if finding.holds else '✗'} {finding.text}")
            missing += not finding.holds
        if missing:
            raise CommandError("Not ready to sell: one thing is missing." if missing == 1 else
                               f"Not ready to sell: {missing} things are missing.")  # fmt: skip
        self.stdout.write("Ready to sell." if settings.PAYMENTS_LIVE else "Ready to sell, as a test.")
