"""Claim a host for a region. It is served once the DNS proves the claim."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kreislauf.audit.actor import Actor
from kreislauf.regions import RegionCard, stepping_into
from tenants.domains.hosts import HostRefused, check_not_confusing, own_host
from tenants.domains.log_host import log_host
from tenants.domains.models import OwnHost
from tenants.models import Domain, Region

MAX_OPEN = 5  # claims of one region


def claim(region: RegionCard, text: str, *, by: Actor, at: datetime) -> OwnHost:
    """Return the region's open claim to the host, or a new one with a new token. Refuses with ``HostRefused``."""
    host = own_host(text)
    with stepping_into(None), transaction.atomic():
        # The lock makes two clicks at once create one claim.
        row = Region.objects.select_for_update().get(pk=region.id)
        mine = OwnHost.objects.open().filter(region=row)
        known = mine.filter(host=host).first()
        if known is not None:
            return known
        if mine.count() >= MAX_OPEN:
            raise HostRefused(_("Mehr als %(most)s eigene Adressen gehen nicht zugleich.") % {"most": MAX_OPEN})
        _check_free(host, row)
        own = OwnHost.objects.create(
            region=row, host=host, requested_at=at, requested_by=str(by)[:254], next_check_at=at
        )
        log_host("host.requested", own, by=by, at=at)
    return own


def _check_free(host: str, region: Region) -> None:
    if Domain.objects.filter(domain=host).exists():
        raise HostRefused(_("Unter dieser Adresse ist schon eine andere Region erreichbar."))
    check_not_confusing(host, Domain.objects.exclude(tenant=region).values_list("domain", flat=True))
