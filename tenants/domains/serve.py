"""Serve a region at a host: a row of ``Domain``, which a proof adds for an own host and closing removes."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from kreislauf.audit.actor import Actor
from kreislauf.regions import RegionCard, stepping_into
from tenants.domains.hosts import is_own
from tenants.domains.log_host import log_host
from tenants.domains.models import OwnHost, Pointing
from tenants.models import Domain, Region
from tenants.regions.lookup import forget_cards


class NotReached(Exception):
    """The host does not point here or its proof is lost: links to it would lead nowhere."""


def start_serving(own: OwnHost) -> None:
    """Refuses with ``IntegrityError`` if the host leads to another region."""
    if Domain.objects.filter(domain=own.host).exists():
        raise IntegrityError(own.host)
    Domain.objects.create(tenant=own.region, domain=own.host, is_primary=False)
    _changed(own.region)


def stop_serving(own: OwnHost) -> None:
    """If this was the main address, the region's subdomain becomes it."""
    gone = Domain.objects.filter(tenant=own.region, domain=own.host)
    was_primary = gone.filter(is_primary=True).exists()
    gone.delete()
    if was_primary:
        _platform_host(own.region)
    _changed(own.region)


def choose(own: OwnHost, *, by: Actor, at: datetime) -> None:
    """Make this the main address of links, mails and PDFs; the others redirect to it. Refuses with ``NotReached``."""
    with stepping_into(None), transaction.atomic():
        own = OwnHost.objects.select_for_update(of=("self",)).select_related("region").get(pk=own.pk)
        if not own.is_proved or own.lost_since is not None or own.pointing != Pointing.HERE:
            raise NotReached
        domain = Domain.objects.get(tenant=own.region, domain=own.host)
        if domain.is_primary:
            return
        domain.is_primary = True
        domain.save()  # django-tenants makes the former one secondary
        log_host("host.chosen", own, by=by, at=at)
        _changed(own.region)


def choose_platform_host(region: RegionCard, *, by: Actor, at: datetime) -> None:
    """Make the subdomain the main address again. Does nothing if it is."""
    with stepping_into(None), transaction.atomic():
        row = Region.objects.select_for_update().get(pk=region.id)
        own = OwnHost.objects.proved().select_related("region").filter(region=row, host=row.host).first()
        if own is None:
            return
        _platform_host(row)
        log_host("host.given_up", own, by=by, at=at)
        _changed(row)


def _platform_host(region: Region) -> None:
    for domain in Domain.objects.filter(tenant=region):
        if not is_own(domain.domain):
            domain.is_primary = True
            domain.save()
            return


def _changed(region: Region) -> None:
    Region.objects.filter(pk=region.pk).update(version=F("version") + 1)
    transaction.on_commit(forget_cards)
