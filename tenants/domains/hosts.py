"""Which names can be a region's own host, checked before the DNS is queried."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import idna
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from publicsuffixlist import PublicSuffixList

from kreislauf.lookalikes import skeleton

# A host name has at most 253 characters, and „_kreislauf.“ must fit in front of it.
LONGEST = 253 - len("_kreislauf.")


class HostRefused(Exception):
    """The name cannot be an own host, or not this region's; ``reason`` is the German message."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def own_host(text: str) -> str:
    """``https://Gutscheine.Köln.de/`` → ``gutscheine.xn--kln-sna.de``. Refuses with ``HostRefused``."""
    typed = re.sub(r"^https?://", "", text.strip(), flags=re.IGNORECASE).removesuffix("/")
    if re.search(r"[\s/\\:@?#%\[\]]", typed):
        raise HostRefused(_("Bitte nur den Namen, ohne Pfad, Port und Leerzeichen: gutscheine.kreis.de"))
    if "*" in typed:
        raise HostRefused(_("Ein Stern steht für viele Namen. Bitte nennen Sie einen einzelnen."))
    host = _in_ascii(typed)
    _check_parts(host)
    _check_not_ours(host)
    _check_script(host)
    return host


def is_own(host: str) -> bool:
    """Whether it is not a subdomain of the platform."""
    return not host.endswith(f".{settings.PLATFORM_HOST}")


def check_not_confusing(host: str, others: Iterable[str]) -> None:
    """Refuse with ``HostRefused`` a name that looks like another region's. ASCII names are the registries' task."""
    if "xn--" not in host:
        return
    mine = _shape(host)
    for other in others:
        if other != host and _shape(other) == mine:
            raise HostRefused(_("Das ist kaum von „%(other)s“ zu unterscheiden.") % {"other": other})


def zone_of(host: str) -> str:
    """The registered domain: ``kreis.de`` for ``gutscheine.kreis.de``."""
    return str(_suffixes().privatesuffix(host) or host)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


def _in_ascii(typed: str) -> str:
    bare = typed.removesuffix(".")
    if not bare:
        raise HostRefused(_("Bitte geben Sie eine Adresse an."))
    try:
        return idna.encode(bare, uts46=True, std3_rules=True, transitional=False).decode()
    except (idna.IDNAError, UnicodeError):
        raise HostRefused(_("Das ist kein gültiger Name im Internet: gutscheine.kreis.de")) from None


def _check_parts(host: str) -> None:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        raise HostRefused(_("Das ist eine IP-Adresse. Bitte nennen Sie einen Namen."))
    if len(host) > LONGEST:
        raise HostRefused(_("Das ist zu lang: höchstens %(most)s Zeichen.") % {"most": LONGEST})
    if not re.fullmatch(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+", host):
        raise HostRefused(_("Zu einer Adresse gehören mindestens zwei Teile: gutscheine.kreis.de"))
    if _suffixes().publicsuffix(host) is None:
        raise HostRefused(_("Diese Endung gibt es im Internet nicht."))
    if _suffixes().privatesuffix(host) is None:
        raise HostRefused(_("Das ist eine Endung, unter der viele ihre Namen haben, und gehört niemandem allein."))


def _check_not_ours(host: str) -> None:
    for ours in {settings.PLATFORM_HOST, settings.OPERATOR_HOST, settings.EDGE_HOST}:
        if host == ours or host.endswith(f".{ours}") or ours.endswith(f".{host}"):
            raise HostRefused(_("Diese Adresse gehört zur Plattform."))


def _check_script(host: str) -> None:
    for character in idna.decode(host):
        if not character.isascii() and not unicodedata.name(character, "").startswith("LATIN "):
            raise HostRefused(_("Bitte nur lateinische Buchstaben: Andere sehen oft gleich aus und sind es nicht."))


def _shape(host: str) -> str:
    """Equal for names that look alike; ü stays ü, because Münster and Munster are two towns."""
    try:
        written = idna.decode(host)
    except idna.IDNAError:
        written = host
    return ".".join(skeleton("".join(_plain(character) for character in part)) for part in written.split("."))


def _plain(character: str) -> str:
    if character in "äöüß":
        return character
    base = unicodedata.normalize("NFKD", character)[0]
    return base if base.isascii() else character
