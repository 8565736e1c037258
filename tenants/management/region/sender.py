from __future__ import annotations

from argparse import ArgumentParser

from django.utils import timezone, translation

from kreislauf.regions import stepping_into
from tenants.management.region import Echo, Options, region_of
from tenants.senders.check import check
from tenants.senders.models import OwnSender
from tenants.senders.words import badge, dkim_words, dmarc_words, spf_words

HELP = "the address that a region sends from, and what its DNS says; --check looks into the DNS now"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("label")
    parser.add_argument("--check", action="store_true", help="look into the DNS now")


def run(options: Options, *, echo: Echo, by: str) -> None:
    region = region_of(options["label"])
    with stepping_into(None), translation.override("de"):
        found = list(OwnSender.objects.open().filter(region_id=region.pk))
        if not found:
            echo("The region sends from the platform's address.")
        for own in found:
            seen = check(own.pk, at=timezone.now(), by=by) if options["check"] else None
            _show(seen or own, echo=echo)


def _show(own: OwnSender, *, echo: Echo) -> None:
    echo(f"{own}: {badge(own)[0]}")
    for key in own.keys.valid():
        echo(f"  DKIM   {dkim_words(own, key)}")
        echo(f"         {key.name}  {key.value}")
    echo(f"  SPF    {spf_words(own)}")
    echo(f"  DMARC  {dmarc_words(own)}")
