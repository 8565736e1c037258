"""Ask an address that somebody typed, without being led into our own network: names are resolved once and held to.

A name that leads to a private address is refused, also where a redirect names it, and the connection goes to the very
address that was looked at.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings

TIMEOUT = httpx.Timeout(8.0, connect=4.0)
SECONDS_IN_ALL = 30.0  # a site may send a byte now and then, and so hold whoever waits for the next one
MOST_REDIRECTS = 4
_GIVEN_OUT = ipaddress.IPv6Network("2000::/3")


class Unreachable(Exception):
    """No such host, no answer in time, or an address that is not of the public internet."""


def status_of(address: str) -> int:
    """What a GET is answered with, at the end of its redirects; the body is not read. Refuses with ``Unreachable``."""
    try:
        return asyncio.run(_status_in_time(address))
    except (
        TimeoutError,
        httpx.HTTPError,
        httpx.InvalidURL,
        ValueError,
    ) as error:  # another site may lead to what is no address
        raise Unreachable(type(error).__name__) from error


def public_address(host: str, port: int) -> str:
    """The first address of a host, an IP. Refuses with ``Unreachable`` what is not of the public internet."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(host) from error
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(is_public(one) for one in addresses):
        raise Unreachable(host)
    return addresses[0]


def is_public(address: str) -> bool:
    """Of IPv6 only what is given out, and none of it that holds an IPv4 address, which a gateway would go on to."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        return ip.is_global and ip in _GIVEN_OUT and not (ip.sixtofour or ip.teredo)
    return ip.is_global and not ip.is_multicast


async def _status_in_time(address: str) -> int:
    async with asyncio.timeout(SECONDS_IN_ALL):
        for _redirect in range(MOST_REDIRECTS + 1):
            status, leads_to = await _ask(address)
            if not leads_to:
                return status
            address = urljoin(address, leads_to)
    raise Unreachable("redirects without end")


async def _ask(address: str) -> tuple[int, str]:
    """The status, and where it leads on if it does."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    if parts.scheme not in ("http", "https") or not host:
        raise Unreachable(address)
    held = httpx.URL(address).copy_with(host=public_address(host, port))
    headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": f"Kreislauf ({settings.PLATFORM_HOST})"}
    async with (
        httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client,
        client.stream("GET", held, headers=headers, extensions={"sni_hostname": host}) as answer,
    ):
        return answer.status_code, answer.headers.get("Location", "") if answer.is_redirect else ""
