"""Senders, requested, confirmed and live in one line."""

from __future__ import annotations

from datetime import datetime, timedelta

from kreislauf.regions import RegionCard
from tenants.senders.check import check
from tenants.senders.code import confirm
from tenants.senders.models import DkimKey, OwnSender
from tenants.senders.request import request_sender
from tests.make import NOON
from tests.tenants.domains.fake_dns import FakeDns
from tests.tenants.senders.conftest import SPF_HOST

DOMAIN = "kreis-demo.de"
ADDRESS = f"gutscheine@{DOMAIN}"


def requested(region: RegionCard, address: str = ADDRESS, *, at: datetime = NOON) -> OwnSender:
    return request_sender(region, address, by="Ute", at=at)


def confirmed(region: RegionCard, address: str = ADDRESS, *, at: datetime = NOON) -> OwnSender:
    own = requested(region, address, at=at)
    return confirm(own, own.code, by="Ute", at=at)


def live(region: RegionCard, dns: FakeDns, address: str = ADDRESS, *, at: datetime = NOON) -> OwnSender:
    """Its DNS has all three entries."""
    own = confirmed(region, address, at=at)
    put_key(dns, own.keys.get())
    dns.zone["TXT", own.domain] = [f'"v=spf1 mx include:{SPF_HOST} -all"']
    dns.zone["TXT", f"_dmarc.{own.domain}"] = ['"v=DMARC1; p=reject; adkim=s; aspf=s"']
    return checked(own, at=at + timedelta(minutes=1))


def put_key(dns: FakeDns, key: DkimKey) -> None:
    """In pieces, as a zone holds what is longer than 255 signs."""
    pieces = [key.value[at : at + 200] for at in range(0, len(key.value), 200)]
    dns.zone["TXT", key.name] = [" ".join(f'"{piece}"' for piece in pieces)]


def checked(own: OwnSender, *, at: datetime = NOON) -> OwnSender:
    check(own.pk, at=at)
    return OwnSender.objects.select_related("region").get(pk=own.pk)
