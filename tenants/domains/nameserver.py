"""DNS queries, whose answer is values, no values, or no answer."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import dns.exception
import dns.name
import dns.nameserver
import dns.rdatatype
import dns.resolver
from django.conf import settings

TRY_SECONDS = 1.5
SECONDS = 3.0  # for one query
BUDGET_SECONDS = 8.0  # for all queries of one check: a person may be waiting for the page


@dataclass(frozen=True)
class Answer:
    values: tuple[str, ...] = ()
    silent: bool = False  # no answer, or none that can be trusted


class Nameserver:
    """The resolver named in settings, or the machine's. Made for one check; it caches nothing."""

    def __init__(self) -> None:
        self._until = time.monotonic() + BUDGET_SECONDS
        self._resolver = _resolver()

    def txt(self, name: str) -> Answer:
        """Each record in one piece, even if the zone splits it into several strings."""
        return self._ask(name, "TXT")

    def cname(self, name: str) -> Answer:
        return self._ask(name, "CNAME")

    def addresses(self, name: str) -> Answer:
        four, six = self._ask(name, "A"), self._ask(name, "AAAA")
        values = (*four.values, *six.values)
        return Answer(tuple(sorted(values)), silent=not values and (four.silent or six.silent))

    def _ask(self, name: str, kind: str) -> Answer:
        left = self._until - time.monotonic()
        if left <= 0:
            return Answer(silent=True)
        try:
            question = dns.name.from_text(name)
            found = self._resolver.resolve(question, kind, search=False, lifetime=min(SECONDS, left))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return Answer()
        except (dns.exception.DNSException, OSError):
            return Answer(silent=True)
        return Answer(tuple(_text(record) for record in found.rrset or ()))


def _resolver() -> dns.resolver.Resolver:
    if settings.DNS_SERVER:
        resolver = dns.resolver.Resolver(configure=False)
        server = urlsplit(f"//{settings.DNS_SERVER}")
        resolver.nameservers = [dns.nameserver.Do53Nameserver(server.hostname or "", server.port or 53)]
    else:
        resolver = dns.resolver.Resolver()
    resolver.timeout = TRY_SECONDS
    # Small enough for one packet everywhere; a longer answer is fetched over TCP.
    resolver.use_edns(0, 0, 1232)
    return resolver


def _text(record: object) -> str:
    strings = getattr(record, "strings", None)
    if strings is not None:
        return b"".join(strings).decode("ascii", errors="replace")
    target = getattr(record, "target", None)
    if target is not None:
        return str(target).rstrip(".").lower()
    return str(getattr(record, "address", ""))
