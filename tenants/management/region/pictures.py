from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import CommandError

from kreislauf.pictures.missing import missing_pictures, undelete_picture
from kreislauf.regions import stepping_into
from kreislauf.storage import StoreUnavailable
from tenants.management.region import Echo, Options, region_of
from tenants.models import Region

HELP = "list pictures whose files are not in the storage, and undelete them where it keeps versions"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("label", nargs="?", help="of one region; without it, all of them")
    parser.add_argument("--undelete", action="store_true", help="out of the object store's versions")


def run(options: Options, *, echo: Echo, by: str) -> None:
    with stepping_into(None):
        everywhere = Region.objects.with_schema().for_cards().order_by("label")
        cards = [region.card() for region in ([region_of(options["label"])] if options["label"] else everywhere)]
    lost = 0
    for card in cards:
        with stepping_into(card):
            try:
                for name in missing_pictures():
                    back = options["undelete"] and undelete_picture(name)
                    lost += not back
                    echo(f"{card.label}: {name}{' is there again' if back else ''}")
            except StoreUnavailable as problem:
                raise CommandError(f"The object store does not answer: {problem}") from problem
    if lost:
        raise CommandError(f"Missing: {lost}.")
    echo("No picture is missing.")
