from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone

from tenants.archive.import_archive import ImportRunning, OriginalIsHere, SchemaTaken, import_archive
from tenants.management.region import Echo, Options, region_of
from tenants.management.region.refusals import archive_refusals
from tenants.signup.labels import LabelRefused

HELP = "make a region out of an archive; people set new passwords, codes and links go on working"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--label", default="", help="another subdomain than the archive's")
    parser.add_argument("--trust", default="", metavar="KEY", help="of the installation that wrote it")


def run(options: Options, *, echo: Echo, by: str) -> None:
    try:
        with archive_refusals(SchemaTaken, OriginalIsHere, ImportRunning):
            region = import_archive(
                options["file"],
                label=options["label"].lower(),
                trusted=options["trust"],
                by=by,
                at=timezone.now(),
                report=lambda sentence: echo(f"  {sentence}"),
            )
    except LabelRefused as refused:
        idea = f" Free: {refused.suggestion}" if refused.suggestion else ""
        raise CommandError(f"{refused.reason}{idea}") from None
    echo(f"{region.name}: {region.status} at {region_of(region.label).url}/")
    echo("People sign in by “Passwort vergessen”. Businesses make new keys for the API.")
