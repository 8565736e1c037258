from __future__ import annotations

from argparse import ArgumentParser

from django.utils import timezone, translation

from kreislauf.regions import stepping_into
from tenants.domains.check import check
from tenants.domains.models import OwnHost
from tenants.domains.words import badge, pointing_words, proof_words
from tenants.management.region import Echo, Options, region_of, table

HELP = "a region's hosts and how they are; --check looks into the DNS now"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("label")
    parser.add_argument("--check", action="store_true", help="look into the DNS now")


def run(options: Options, *, echo: Echo, by: str) -> None:
    region = region_of(options["label"])
    if options["check"]:
        for own in _open(region.pk):
            check(own.pk, at=timezone.now(), by=by)
    region = region_of(options["label"])
    own_hosts = _open(region.pk)
    rows = [("HOST", "MAIN", "STATE", "CHECKED")]
    known = {own.host for own in own_hosts}
    rows += [
        (domain.domain, _main(domain.is_primary), "served", "–")
        for domain in region.domains.all()
        if domain.domain not in known
    ]
    with translation.override("de"):
        for own in own_hosts:
            checked = f"{timezone.localtime(own.checked_at):%d.%m.%Y %H:%M}" if own.checked_at else "never"
            rows.append((own.host, _main(own.host == region.host), badge(own)[0], checked))
        for line in table(rows):
            echo(line)
        for own in own_hosts:
            echo("")
            echo(f"{own.host}: {proof_words(own)} {pointing_words(own)}")
            if own.proved_at is None:
                echo(f"  TXT    {own.txt_name}  {own.txt_value}")
                echo(f"  CNAME  {own.host}  {own.cname_target}")


def _open(region_id: int) -> list[OwnHost]:
    with stepping_into(None):
        return list(OwnHost.objects.open().filter(region_id=region_id).select_related("region"))


def _main(is_main: bool) -> str:
    return "yes" if is_main else ""
