from __future__ import annotations

from argparse import ArgumentParser

from kreislauf.regions import stepping_into
from tenants.management.region import Echo, Options, table
from tenants.models import Region

HELP = "every region with its state"


def add_arguments(parser: ArgumentParser) -> None:
    """Takes none."""


def run(options: Options, *, echo: Echo, by: str) -> None:
    with stepping_into(None):
        regions = list(Region.objects.prefetch_related("domains").order_by("label"))
    if not regions:
        echo("No region yet.")
        return
    rows = [("LABEL", "STATE", "NAME", "ADDRESS")]
    rows += [(region.label, region.status, region.name, f"{region.url}/") for region in regions]
    for line in table(rows):
        echo(line)
