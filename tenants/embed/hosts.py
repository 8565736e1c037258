"""Names of sites that may show a frame, as staff types them."""

from __future__ import annotations

import re

import idna
from django.utils.translation import gettext_lazy as _

from tenants.domains.hosts import HostRefused, own_host

_STAR = "*."


def embed_host(text: str) -> str:
    """``https://www.Köln.de/rathaus`` → ``www.xn--kln-sna.de``; ``*.köln.de`` means all below it.

    Refuses with ``HostRefused``, whose ``reason`` is the German message.
    """
    typed = text.strip()
    if re.match(r"http://", typed, flags=re.IGNORECASE):
        raise HostRefused(_("Nur verschlüsselte Websites: Die Adresse beginnt mit https://"))
    typed = re.sub(r"^https://", "", typed, flags=re.IGNORECASE)
    typed = re.split(r"[/?#]", typed, maxsplit=1)[0]  # the address of a page means its site
    star = _STAR if typed.startswith(_STAR) else ""
    name = typed.removeprefix(star)
    if "*" in name:
        raise HostRefused(_("Ein Stern steht nur ganz vorn und vor einem Punkt: *.kreis.de"))
    return star + own_host(name)


def written(host: str) -> str:
    """With its umlauts, as people write it."""
    star = _STAR if host.startswith(_STAR) else ""
    try:
        return star + idna.decode(host.removeprefix(star))
    except idna.IDNAError:
        return host
