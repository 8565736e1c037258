from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import CommandError
from django.utils import timezone

from tenants.archive.stay import NotLeaving, TooLate, stay
from tenants.management.region import Echo, Options, region_of

HELP = "cancel a region's departure"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("label")


def run(options: Options, *, echo: Echo, by: str) -> None:
    region = region_of(options["label"])
    try:
        region = stay(region, by=by, at=timezone.now())
    except NotLeaving:
        raise CommandError(f"{region.name} is {region.status}; it was not leaving.") from None
    except TooLate:
        raise CommandError("Its deletion has begun. What there is of it is in its archive.") from None
    echo(f"{region.name} stays: {region.status}.")
