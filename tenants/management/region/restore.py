from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone

from tenants.archive.compatibility import TooNew
from tenants.archive.reader import Damaged, NotAnArchive
from tenants.archive.restore import CannotRestore, OtherRegion, drop_old, restore
from tenants.archive.signature import BadSignature, UnknownKey
from tenants.management.region import Echo, Options, region_of

HELP = "restore one region from its archive while the others are served"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("label")
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--trust", default="", metavar="KEY", help="of the installation that wrote the archive")
    parser.add_argument("--drop-old", action="store_true", help="delete what earlier restores have kept")


def run(options: Options, *, echo: Echo, by: str) -> None:
    region = region_of(options["label"])
    if options["file"] is None and not options["drop_old"]:
        raise CommandError("Name the archive's file, or say --drop-old.")
    if options["drop_old"]:
        echo(f"Deleted: {', '.join(drop_old(region)) or 'nothing was kept'}")
    if options["file"] is None:
        return
    try:
        kept = restore(
            region,
            options["file"],
            trusted=options["trust"],
            by=by,
            at=timezone.now(),
            report=lambda sentence: echo(f"  {sentence}"),
        )
    except BadSignature:
        raise CommandError("The signature does not fit: it was changed after it was signed.") from None
    except UnknownKey as refused:
        raise CommandError(
            f"It was signed with the key {refused.key}, which is not ours: --trust {refused.key}"
        ) from None
    except (NotAnArchive, Damaged, TooNew, OtherRegion, CannotRestore) as refused:
        raise CommandError(str(refused)) from None
    except DatabaseError as problem:
        raise CommandError(f"Nothing was changed: {problem}") from problem
    echo(f"{region.name} is back. What it was before is kept as {kept}, until: ")
    echo(f"  kreislauf region restore {region.label} --drop-old")
