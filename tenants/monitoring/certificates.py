"""How long the certificates last that visitors get: asked at the platform's own edge, as a browser would."""

from __future__ import annotations

import ssl
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from socket import create_connection

from cryptography import x509
from django.conf import settings

from kreislauf.metrics.counts import CERTIFICATES, note_all
from tenants.domains.models import OwnHost
from tenants.models import Domain, Status

SECONDS = 5
AT_ONCE = 8
MOST_OWN_HOSTS = 500  # the newest ones: each hour the same, so that a figure never goes to and fro
OWN_HOSTS = "own hosts"  # they have one row together, by the one that ends first
OWN_HOSTS_ENDS, SILENT = "metrics:own_hosts_ends", "silent"  # a day → how many certificates; those that did not answer


def look_at_certificates() -> None:
    """Note when each ends. One that could not be asked is not noted; without https there is none."""
    if settings.PUBLIC_SCHEME != "https":
        return
    hosts = {settings.PLATFORM_HOST, settings.OPERATOR_HOST, *_a_region()}
    own = OwnHost.objects.open().filter(live_at__isnull=False, lost_since__isnull=True).order_by("-pk")
    found = {host: end for host, end in _ends(hosts).items() if end}
    theirs = _ends(own.values_list("host", flat=True)[:MOST_OWN_HOSTS]).values()
    ends = [end for end in theirs if end]
    note_all(CERTIFICATES, found | ({OWN_HOSTS: min(ends)} if ends else {}))
    # For the operators' chart: how many end on which day, without their names.
    days = Counter(datetime.fromtimestamp(end, UTC).date().isoformat() for end in ends)
    note_all(OWN_HOSTS_ENDS, days | ({SILENT: silent} if (silent := len(theirs) - len(ends)) else {}))


def end_of(host: str, *, address: tuple[str, int]) -> int | None:
    """Seconds since 1970. Nobody's word is taken for anything, so the certificate need not be one that we trust."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        suppress(OSError, ValueError),
        create_connection(address, timeout=SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=host) as secured,
    ):
        given = secured.getpeercert(binary_form=True)
        return int(x509.load_der_x509_certificate(given).not_valid_after_utc.timestamp()) if given else None
    return None


def _ends(hosts: Iterable[str]) -> dict[str, int | None]:
    names = list(hosts)
    address = (settings.EDGE_HOST, int(settings.PUBLIC_PORT or 443))
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return dict(zip(names, threads.map(lambda host: end_of(host, address=address), names), strict=True))


def _a_region() -> list[str]:
    """One of the platform's own hosts for regions: all of them share a certificate, or are made in the same way."""
    below = Domain.objects.filter(domain__endswith=f".{settings.PLATFORM_HOST}", tenant__status=Status.LIVE)
    return list(below.order_by("pk").values_list("domain", flat=True)[:1])
