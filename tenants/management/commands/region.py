"""`kreislauf region …`: what operators do to regions from a terminal."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand

from kreislauf.terminal import terminal_user
from tenants.management.region import (
    create,
    delete,
    domains,
    export,
    import_archive,
    listing,
    migrate,
    pause,
    pictures,
    restore,
    sender,
    show,
    stay,
)

PARTS = {
    "list": listing,
    "show": show,
    "create": create,
    "migrate": migrate,
    "domains": domains,
    "sender": sender,
    "export": export,
    "import": import_archive,
    "delete": delete,
    "stay": stay,
    "restore": restore,
    "pictures": pictures,
}


class Command(BaseCommand):
    help = "List, show, create, suspend, resume, migrate and archive regions."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for name, part in PARTS.items():
            sub = verbs.add_parser(name, help=part.HELP)
            part.add_arguments(sub)
            sub.set_defaults(do=part.run)
        for name, do, summary in (
            ("suspend", pause.suspend_it, pause.SUSPEND),
            ("resume", pause.resume_it, pause.RESUME),
        ):
            sub = verbs.add_parser(name, help=summary)
            pause.add_arguments(sub, reason_needed=name == "suspend")
            sub.set_defaults(do=do)

    def handle(self, *args: Any, **options: Any) -> None:
        do: Callable[..., None] = options["do"]
        do(options, echo=self.stdout.write, by=terminal_user())
