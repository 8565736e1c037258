"""`kreislauf check-start`: what is missing or dangerous, in one list."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kreislauf.start_check import may_start


class Command(BaseCommand):
    help = "List the settings that are missing or dangerous; end with an error if nothing is to start with them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("process", nargs="?", default="", choices=["", "web", "worker", "beat", "prepare"])

    def handle(self, *args: Any, process: str, **options: Any) -> None:
        if not may_start(process, write=self.stdout.write):
            raise CommandError("Nothing is to start like this.")
        self.stdout.write("Nothing stands against a start.")
