from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone

from tenants.archive.restore import CannotRestore, OtherRegion, drop_old, restore
from tenants.management.region import Echo, Options, region_of
from tenants.management.region.refusals import archive_refusals

HELP = "restore one region from its archive while the others are served"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("label")
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--trust", default="", metavar="KEY", help="of the installation that wrote the archive")
    parser.add_argument("--drop-old", action="store_true", help="delete the former rows that earlier restores left")


def run(options: Options, *, echo: Echo, by: str) -> None:
    region = region_of(options["label"])
    if options["file"] is None and not options["drop_old"]:
        raise CommandError("Name the archive's file, or say --drop-old.")
    if options["drop_old"]:
        echo(f"Deleted: {', '.join(drop_old(region)) or 'nothing'}")
    if options["file"] is None:
        return
    try:
        with archive_refusals(OtherRegion, CannotRestore):
            former = restore(
                region,
                options["file"],
                trusted=options["trust"],
                by=by,
                at=timezone.now(),
                report=lambda sentence: echo(f"  {sentence}"),
            )
    except DatabaseError as problem:
        raise CommandError(f"Nothing was changed: {problem}") from problem
    echo(f"{region.name} is restored. Its former rows are in {former}, until: ")
    echo(f"  kreislauf region restore {region.label} --drop-old")
