"""`kreislauf places import FILE`: the borders of Germany's Gemeinden, for the maps of all regions."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kreislauf.regions import stepping_into
from tenants.areas.geopackage import Unreadable
from tenants.areas.import_areas import import_areas
from tenants.models import Region
from tenants.places.ground import settle_ground


class Command(BaseCommand):
    help = "Read borders from VG250, the GeoPackage of the Bundesamt für Kartographie und Geodäsie (gdz.bkg.bund.de)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        reading = verbs.add_parser("import", help=self.help)
        reading.add_argument("file", type=Path, help="DE_VG250.gpkg, in UTM32s")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = import_areas(options["file"], at=timezone.now(), report=self.stdout.write)
        except Unreadable as refused:
            raise CommandError(str(refused)) from None
        with stepping_into(None):
            cards = [region.card() for region in Region.objects.with_schema().for_cards()]
        for card in cards:
            with stepping_into(card):
                settle_ground()
        self.stdout.write(f"{count} areas")
