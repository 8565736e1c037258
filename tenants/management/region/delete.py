from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import CommandError
from django.utils import timezone

from tenants.archive.leave import CannotLeave, HandOverUnexplained, StillOwed, WrongHost, leave
from tenants.management.region import Echo, Options, region_of

HELP = "let a region leave: it stops selling at once and is deleted after KREISLAUF_GRACE_DAYS"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("label")
    parser.add_argument("--host", required=True, help="the region's address, typed out: it is meant")
    parser.add_argument("--reason", default="", help="stands in the region's history")
    parser.add_argument("--contact", default="", metavar="EMAIL", help="gets the certificate of deletion")
    parser.add_argument("--handed-over-to", default="", metavar="WHO", help="who pays for vouchers that are still open")
    parser.add_argument("--because", default="", help="why they do: a contract, a decision")


def run(options: Options, *, echo: Echo, by: str) -> None:
    region = region_of(options["label"])
    try:
        departure = leave(
            region,
            host=options["host"],
            by=by,
            at=timezone.now(),
            reason=options["reason"],
            contact=options["contact"],
            handed_over_to=options["handed_over_to"],
            hand_over_reason=options["because"],
        )
    except CannotLeave:
        raise CommandError(f"{region.name} is {region.status}.") from None
    except WrongHost:
        raise CommandError(f"That is not its address. It is {region.host}.") from None
    except StillOwed as refused:
        raise CommandError(
            f"People hold vouchers worth {refused.cents // 100}.{refused.cents % 100:02d} euro. "
            "Name who pays for them: --handed-over-to WHO --because WHY"
        ) from None
    except HandOverUnexplained:
        raise CommandError("Say why they pay for the vouchers: --because") from None
    echo(f"{region.name} leaves. It will be deleted after {timezone.localtime(departure.due_at):%d.%m.%Y %H:%M}.")
    echo(f"Until then: kreislauf region stay {region.label}")
