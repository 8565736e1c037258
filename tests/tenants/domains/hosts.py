"""Claims, made and proved short."""

from __future__ import annotations

from datetime import datetime, timedelta

from kreislauf.regions import RegionCard
from tenants.domains.check import check
from tenants.domains.claim import claim
from tenants.domains.models import OwnHost
from tenants.models import Region
from tests.make import NOON
from tests.tenants.domains.conftest import EDGE
from tests.tenants.domains.fake_dns import FakeDns

HOST = "gutscheine.kreis-demo.de"


def claimed(region: RegionCard, host: str = HOST, *, at: datetime = NOON) -> OwnHost:
    return claim(region, host, by="Ute", at=at)


def proved(region: RegionCard, dns: FakeDns, host: str = HOST, *, at: datetime = NOON) -> OwnHost:
    """By TXT, and its address leads here."""
    own = claimed(region, host, at=at)
    put_txt(dns, own)
    dns.zone["A", own.host] = [EDGE]
    return looked(own, at=at + timedelta(minutes=1))


def put_txt(dns: FakeDns, own: OwnHost) -> None:
    dns.zone["TXT", own.txt_name] = [f'"{own.txt_value}"']


def looked(own: OwnHost, *, at: datetime = NOON) -> OwnHost:
    check(own.pk, at=at)
    return OwnHost.objects.select_related("region").get(pk=own.pk)


def card_of(label: str) -> RegionCard:
    """As it is now."""
    return Region.objects.prefetch_related("domains").get(label=label).card()
