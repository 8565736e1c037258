"""Query the DNS about a claimed host: is the claim proved, and where does the host point? Changes nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.conf import settings

from tenants.domains.hosts import zone_of
from tenants.domains.models import OwnHost, Pointing, Proof
from tenants.domains.nameserver import Nameserver

MARK = "kreislauf-proof="


@dataclass(frozen=True)
class Examination:
    proof: Proof
    pointing: Pointing
    seen: dict[str, list[str]] = field(default_factory=dict)


def examine(own: OwnHost, *, void: Collection[str]) -> Examination:
    """``void`` holds tokens of earlier claims to the host, which do not prove anything any more."""
    dns = Nameserver()
    targets = dns.cname(own.host)
    proof, seen = _proof(own, dns, targets.values, void)
    pointing, more = _pointing(own.host, dns, targets.values)
    return Examination(proof=proof, pointing=pointing, seen={**seen, **more})


def _proof(
    own: OwnHost, dns: Nameserver, targets: Collection[str], void: Collection[str]
) -> tuple[Proof, dict[str, list[str]]]:
    if own.cname_target in targets:
        return Proof.CNAME, {}
    answer = dns.txt(own.txt_name)
    values = [value.strip() for value in answer.values]
    if own.txt_value in values:
        return Proof.TXT, {}
    if answer.silent:
        return Proof.SILENT, {}
    tokens = {value.removeprefix(MARK) for value in values} | {target.partition(".")[0] for target in targets}
    if tokens & set(void):
        return Proof.OLD, {}
    if values:
        return Proof.OTHER, {"values": [value[:100] for value in values[:3]]}
    for place in _usual_mistakes(own):
        if own.txt_value in dns.txt(place).values:
            return Proof.WRONG_PLACE, {"place": [place]}
    return Proof.NOTHING, {}


def _usual_mistakes(own: OwnHost) -> list[str]:
    """The record at the host itself, or with the domain twice, because the provider's form appends it."""
    twice = f"{own.txt_name}.{zone_of(own.host)}"
    return [own.host, *([twice] if len(twice) <= 253 else [])]


def _pointing(host: str, dns: Nameserver, targets: Collection[str]) -> tuple[Pointing, dict[str, list[str]]]:
    edge, found = set(dns.addresses(settings.EDGE_HOST).values), dns.addresses(host)
    here = set(found.values)
    seen = {"addresses": sorted(here)[:6], "edge": sorted(edge)[:6]}
    if found.silent:
        return Pointing.SILENT, seen
    if not here:
        return Pointing.NOWHERE, seen
    if any(target == settings.EDGE_HOST or target.endswith(f".{settings.PLATFORM_HOST}") for target in targets):
        return Pointing.HERE, seen
    if not edge:
        return Pointing.UNKNOWN, seen
    if here <= edge:
        return Pointing.HERE, seen
    return (Pointing.PARTLY if here & edge else Pointing.ELSEWHERE), seen
