"""Which hosts lead to a region: rows of ``Domain``. Only a proof makes one for an own host, only its end removes it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from kreislauf.audit.actor import Actor
from kreislauf.regions import RegionCard, stepping_into
from tenants.domains.hosts import is_own
from tenants.domains.models import OwnHost, Pointing
from tenants.domains.note import note
from tenants.models import Domain, Region
from tenants.regions.lookup import forget_cards


class NotReached(Exception):
    """Visitors of the host do not come out here, or its proof is gone: links to it would lead nowhere."""


def start_serving(own: OwnHost) -> None:
    """Refuses with ``IntegrityError`` where the host leads to another region."""
    if Domain.objects.filter(domain=own.host).exists():
        raise IntegrityError(own.host)
    Domain.objects.create(tenant=own.region, domain=own.host, is_primary=False)
    _changed(own.region)


def stop_serving(own: OwnHost) -> None:
    """The region's own subdomain takes over where this was the main address."""
    gone = Domain.objects.filter(tenant=own.region, domain=own.host)
    was_primary = gone.filter(is_primary=True).exists()
    gone.delete()
    if was_primary:
        _platform_host(own.region)
    _changed(own.region)


def choose(own: OwnHost, *, by: Actor, at: datetime) -> None:
    """Links, mails and paper carry this host from now on; the others lead to it. Refuses with ``NotReached``."""
    with stepping_into(None), transaction.atomic():
        own = OwnHost.objects.select_for_update(of=("self",)).select_related("region").get(pk=own.pk)
        if not own.is_proved or own.lost_since is not None or own.pointing != Pointing.HERE:
            raise NotReached
        domain = Domain.objects.get(tenant=own.region, domain=own.host)
        if domain.is_primary:
            return
        domain.is_primary = True
        domain.save()  # takes it from the one before
        note("host.chosen", own, by=by, at=at)
        _changed(own.region)


def choose_platform_host(region: RegionCard, *, by: Actor, at: datetime) -> None:
    """Back to the subdomain. Changes nothing where that is the main address."""
    with stepping_into(None), transaction.atomic():
        row = Region.objects.select_for_update().get(pk=region.id)
        own = OwnHost.objects.proved().select_related("region").filter(region=row, host=row.host).first()
        if own is None:
            return
        _platform_host(row)
        note("host.given_up", own, by=by, at=at)
        _changed(row)


def _platform_host(region: Region) -> None:
    for domain in Domain.objects.filter(tenant=region):
        if not is_own(domain.domain):
            domain.is_primary = True
            domain.save()
            return


def _changed(region: Region) -> None:
    Region.objects.filter(pk=region.pk).update(version=F("version") + 1)
    transaction.on_commit(lambda: forget_cards(region))
