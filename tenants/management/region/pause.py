from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import CommandError
from django.utils import timezone

from kreislauf.regions import stepping_into
from tenants.golive.suspend import NotLive, NotSuspended, ReasonMissing, resume, suspend
from tenants.management.region import Echo, Options, region_of

SUSPEND = "pause a published region; its vouchers can still be redeemed"
RESUME = "let a paused region go on"


def add_arguments(parser: ArgumentParser, *, reason_needed: bool) -> None:
    parser.add_argument("label")
    parser.add_argument("--reason", required=reason_needed, default="", help="stands in the region's history")


def suspend_it(options: Options, *, echo: Echo, by: str) -> None:
    region = region_of(options["label"])
    try:
        with stepping_into(None):
            suspend(region, reason=options["reason"], by=by, at=timezone.now())
    except NotLive:
        raise CommandError(f"{region.name} is {region.status}; only a published region can be paused.") from None
    except ReasonMissing:
        raise CommandError("Give a --reason: the region reads it.") from None
    echo(f"{region.name} is paused.")


def resume_it(options: Options, *, echo: Echo, by: str) -> None:
    region = region_of(options["label"])
    try:
        with stepping_into(None):
            resume(region, reason=options["reason"], by=by, at=timezone.now())
    except NotSuspended:
        raise CommandError(f"{region.name} is {region.status}, not paused.") from None
    echo(f"{region.name} is open again.")
