"""`kreislauf inventory`: what each region holds, and whether a restored copy of the installation has all of it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from billing.ledger.inventory.inventory import Inventory, differences, take_inventory


class Command(BaseCommand):
    help = "Count rows, ledger balances, open vouchers and missing pictures of every region; compare with a copy's."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", metavar="FILE", help="write it as JSON; - prints it and nothing else")
        parser.add_argument(
            "--compare", metavar="FILE", help="an inventory that a restored copy has written; - reads it"
        )
        parser.add_argument(
            "--exact", action="store_true", help="nothing has changed since: rows and open vouchers must be equal too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        copy = _read(options["compare"]) if options["compare"] else None
        here = take_inventory(at=timezone.now(), books_of=copy)
        written = json.dumps(here, indent=1, ensure_ascii=False)
        if options["to"] == "-":
            self.stdout.write(written)
            return
        if options["to"]:
            Path(options["to"]).write_text(written, encoding="utf-8")
        for label, holdings in here["regions"].items():
            self.stdout.write(_line(label, holdings))
        if copy is not None:
            self._compare(copy, here, exact=options["exact"])

    def _compare(self, copy: Inventory, here: Inventory, *, exact: bool) -> None:
        found = list(differences(copy, here, exact=exact))
        for sentence in found:
            self.stdout.write(f"✗ {sentence}")
        if found:
            raise CommandError(f"Differences: {len(found)}.")
        self.stdout.write(f"✓ The copy of {len(copy['regions'])} regions is whole, its balances equal to the cent.")


def _read(name: str) -> Inventory:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        read: Inventory = json.loads(text)
    except (OSError, ValueError) as problem:
        raise CommandError(f"{name} cannot be read: {problem}") from problem
    return read


def _line(label: str, holdings: dict[str, Any]) -> str:
    missing = "?" if holdings["missing"] is None else len(holdings["missing"])
    return (
        f"{label}: {sum(holdings['rows'].values())} rows, {holdings['journals']} journals, sum "
        f"{sum(holdings['balances'].values())} cents, {holdings['vouchers']} open vouchers worth"
        f" {holdings['open_cents'] / 100:.2f} euro, {missing} pictures missing"
    )
