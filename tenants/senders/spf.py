"""Read a domain's SPF entry (RFC 7208) as far as needed: does it list the servers that our own name lists?"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings

from tenants.domains.nameserver import Nameserver
from tenants.senders.models import Spf

MOST_LOOKUPS = 10  # RFC 7208, 4.6.4: whoever needs more is as good as without
LOOKUPS = ("include", "a", "mx", "ptr", "exists", "redirect")


@dataclass
class SpfFound:
    """``record`` is the domain's entry, ``with_us`` what it should be instead."""

    state: Spf
    record: str = ""
    with_us: str = ""


@dataclass
class _Walk:
    """Along the includes of an entry, in the order in which a mail server follows them."""

    dns: Nameserver
    seen: set[str] = field(default_factory=set)
    lookups: int = 0
    silent: bool = False

    def lists_us(self, record: str) -> bool:
        """Whether our name comes before something that refuses the rest."""
        for term in record.split()[1:]:
            kind, name = _parts(term)
            self.lookups += kind in LOOKUPS
            if kind == "all":
                return False
            if term.startswith(("-", "~", "?")) or kind not in ("include", "redirect"):
                continue
            if name == settings.SPF_HOST or self._behind(name):
                return True
        return False

    def _behind(self, name: str) -> bool:
        if self.lookups > MOST_LOOKUPS or name in self.seen or "%" in name:
            return False
        self.seen.add(name)
        records, silent = entries(self.dns, name)
        self.silent = self.silent or silent
        return len(records) == 1 and self.lists_us(records[0])


def read_spf(domain: str, dns: Nameserver) -> SpfFound:
    records, silent = entries(dns, domain)
    ours, ours_silent = entries(dns, settings.SPF_HOST)
    if silent or ours_silent:
        return SpfFound(Spf.SILENT)
    proposed = with_us(records[0] if len(records) == 1 else "")
    if len(records) > 1:
        return SpfFound(Spf.SEVERAL, " / ".join(records)[:300], proposed)
    record = records[0] if records else ""
    if len(ours) != 1:  # an entry that includes a name without one is void as a whole (RFC 7208, 5.2)
        return SpfFound(Spf.PLATFORM, record[:300])
    if not record:
        return SpfFound(Spf.NOTHING, "", proposed)
    walk = _Walk(dns)
    found = walk.lists_us(record)
    if walk.lookups > MOST_LOOKUPS:
        return SpfFound(Spf.TOO_LONG, record[:300], proposed)
    if found:
        return SpfFound(Spf.FOUND, record[:300])
    return SpfFound(Spf.SILENT if walk.silent else Spf.LACKING, record[:300], proposed)


def entries(dns: Nameserver, name: str) -> tuple[list[str], bool]:
    """The SPF entries among a name's TXT entries, and whether it did not answer. More than one is a mistake."""
    answer = dns.txt(name)
    found = [value.strip() for value in answer.values]
    return [value for value in found if value.lower().split(" ")[0] == "v=spf1"], answer.silent


def with_us(record: str) -> str:
    """The entry to copy: the domain's own with our name in front, or a new one that leaves the rest open."""
    ours = f"include:{settings.SPF_HOST}"
    if not record:
        return f"v=spf1 a mx {ours} ?all"  # says nothing about what else the domain sends
    head, *rest = record.split()
    return " ".join([head, ours, *rest])


def _parts(term: str) -> tuple[str, str]:
    """``include`` and ``a.example`` of ``include:a.example``."""
    bare = term.lstrip("+-~?").lower()
    for sign in (":", "=", "/"):
        kind, found, name = bare.partition(sign)
        if found and kind.isalnum():
            return kind, name.rstrip(".")
    return bare, ""
