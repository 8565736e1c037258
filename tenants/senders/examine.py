"""Query the DNS about a sender's domain: the keys, SPF and DMARC. Changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tenants.domains.hosts import zone_of
from tenants.domains.nameserver import Nameserver
from tenants.senders.models import Dkim, DkimKey, Dmarc, OwnSender, Spf
from tenants.senders.spf import read_spf

POLICIES = ("none", "quarantine", "reject")


@dataclass(frozen=True)
class Examination:
    """``keys`` by the key's number; ``seen`` is what the sentences of ``tenants.senders.words`` quote."""

    keys: dict[int, Dkim]
    spf: Spf
    dmarc: Dmarc
    seen: dict[str, Any]


def examine(own: OwnSender, keys: Sequence[DkimKey]) -> Examination:
    """The keys come first: a person may be waiting, and the time for all queries is limited."""
    dns = Nameserver()
    seen: dict[str, Any] = {}
    states = {key.pk: _dkim(key, own, dns, seen) for key in keys}
    spf = read_spf(own.domain, dns)
    dmarc, record = _dmarc(own.domain, dns)
    seen |= {"spf": spf.record, "spf_with_us": spf.with_us, "dmarc": record[:300]}
    return Examination(states, spf.state, dmarc, seen)


def tags(record: str) -> dict[str, str]:
    """``{"v": "DKIM1", "k": "rsa", "p": "MIIB…"}``; blanks inside a value mean nothing (RFC 6376, 3.2)."""
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): "".join(value.split()) for name, _, value in pairs if name.strip()}


def _dkim(key: DkimKey, own: OwnSender, dns: Nameserver, seen: dict[str, Any]) -> Dkim:
    if not key.private(own.region.schema_name):
        return Dkim.UNREADABLE
    answer = dns.txt(key.name)
    found = [tags(value) for value in answer.values]
    if any(one.get("p") == key.public for one in found) and len(found) == 1:
        return Dkim.FOUND
    if answer.silent:
        return Dkim.SILENT
    if any(one.get("p") == "" for one in found):
        return Dkim.REVOKED
    if found:
        seen["values"] = [value[:100] for value in answer.values[:3]]
        return Dkim.OTHER
    for place in _usual_mistakes(key, own.domain):
        if any(tags(value).get("p") == key.public for value in dns.txt(place).values):
            seen["place"] = place
            return Dkim.WRONG_PLACE
    return Dkim.NOTHING


def _usual_mistakes(key: DkimKey, domain: str) -> list[str]:
    """Without the domain's part for keys, or with the domain twice, because the provider's form appends it."""
    places = [f"{key.name}.{zone_of(domain)}", f"{key.selector}.{domain}", domain]
    return [place for place in places if len(place) <= 253]


def _dmarc(domain: str, dns: Nameserver) -> tuple[Dmarc, str]:
    """The domain's own entry, else the registered domain's (RFC 7489, 6.6.3)."""
    for place in dict.fromkeys([domain, zone_of(domain)]):
        answer = dns.txt(f"_dmarc.{place}")
        if answer.silent:
            return Dmarc.SILENT, ""
        found = [value.strip() for value in answer.values if value.replace(" ", "").startswith("v=DMARC1")]
        if len(found) > 1:
            return Dmarc.SEVERAL, " / ".join(found)
        if found:
            return (Dmarc.FOUND if tags(found[0]).get("p") in POLICIES else Dmarc.BROKEN), found[0]
    return Dmarc.NOTHING, ""
