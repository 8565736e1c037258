"""Which domains a region can send from, checked before a code is mailed."""

from __future__ import annotations

import idna
from disposable_email_domains import blocklist
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kreislauf.lookalikes import skeleton
from tenants.domains.hosts import HostRefused, is_own, own_host, zone_of
from tenants.models import Domain, Region
from tenants.senders.models import OwnSender
from tenants.signup.lists import words


class SenderRefused(Exception):
    """The address cannot be a sender, or not this region's; ``reason`` is the German message."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def check_domain(address: str, region: Region) -> None:
    """Refuse with ``SenderRefused`` what belongs to nobody, to everybody, to us, or looks like somebody else's."""
    domain = address.rpartition("@")[2]
    try:
        own_host(domain)
    except HostRefused as refused:
        raise SenderRefused(refused.reason) from None
    zone, everybodys = zone_of(domain), words("freemail_domains")
    if {domain, zone} & (everybodys | blocklist):
        raise SenderRefused(
            _("Unter %(domain)s kann jeder eine Adresse haben. Bitte nehmen Sie die Ihrer Verwaltung.")
            % {"domain": domain}
        )
    for other in {*everybodys, zone_of(settings.PLATFORM_HOST), *_others(region)} - {zone}:
        if _shape(other) == _shape(zone):
            raise SenderRefused(_("Das ist kaum von „%(other)s“ zu unterscheiden.") % {"other": other})


def _others(region: Region) -> set[str]:
    """Registered domains that other regions stand under or send from."""
    hosts = Domain.objects.exclude(tenant=region).values_list("domain", flat=True)
    senders = OwnSender.objects.confirmed().exclude(region=region).values_list("address", flat=True)
    own = {host for host in hosts if is_own(host)} | {address.rpartition("@")[2] for address in senders}
    return {zone_of(host) for host in own}


def _shape(zone: str) -> str:
    try:
        written = idna.decode(zone)
    except idna.IDNAError:
        written = zone
    return ".".join(skeleton(part) for part in written.split("."))
