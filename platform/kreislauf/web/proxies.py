"""Which headers are believed: those of our own proxy, and nobody else's."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def sender_of(request: HttpRequest) -> Address | None:
    """Who opened the connection; None for a Unix socket."""
    return address_in(request.META.get("REMOTE_ADDR", ""))


def address_in(text: str) -> Address | None:
    """The address that a text is; None if it is none."""
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    # A socket for both kinds shows ::ffff:203.0.113.7; as a /64 that would be all of IPv4.
    return (address.ipv4_mapped if address.version == 6 else None) or address


def is_trusted_proxy(address: Address | None) -> bool:
    """Whoever reaches the server past the proxy may write any header. A Unix socket has no address, and is our own."""
    if address is None:
        return True
    return any(address in network for network in settings.TRUSTED_PROXIES if network.version == address.version)


def comes_through_our_proxy(request: HttpRequest) -> bool:
    """Without a proxy (``CLIENT_ADDRESS_HEADER=none``) visitors write their headers themselves."""
    return bool(settings.CLIENT_ADDRESS_HEADER) and is_trusted_proxy(sender_of(request))
