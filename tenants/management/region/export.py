from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError
from django.db import OperationalError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from kreislauf.regions import stepping_into
from tenants.archive.export import export
from tenants.archive.signature import public_key
from tenants.logbook.record import log_operation
from tenants.management.region import Echo, Options, region_of
from tenants.models import SERVED

HELP = "write everything of a region into one signed file"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("label")
    parser.add_argument("--to", required=True, type=Path, metavar="FILE", help="a .zip that is not there yet")


def run(options: Options, *, echo: Echo, by: str) -> None:
    region, to = region_of(options["label"]), options["to"]
    if region.status not in SERVED:
        raise CommandError(f"{region.name} is {region.status}: there is nothing to export.")
    if to.exists():
        raise CommandError(f"{to} is there already.")
    half = to.with_name(f"{to.name}.unfertig")  # cut off halfway, it must not look like an archive
    at = timezone.now()
    try:
        about = export(region, half, at=at, report=lambda sentence: echo(f"  {sentence}"))
        half.rename(to)
    except (OSError, OperationalError) as problem:
        raise CommandError(f"It did not work: {problem}") from problem
    finally:
        half.unlink(missing_ok=True)
    with stepping_into(None):
        log_operation("region.exported", region.name, by=by, at=at, region_id=region.pk, files=len(about["files"]))
    cents = about["balances"]["cents"]
    echo(f"{to}: {filesizeformat(to.stat().st_size)}, {len(about['files'])} files.")
    echo(f"Open vouchers: {about['balances']['vouchers']}, worth {cents // 100}.{cents % 100:02d} euro.")
    echo(f"Signed with the key {public_key()}")
