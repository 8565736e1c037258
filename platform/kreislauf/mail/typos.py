"""A slip in the part of an address after the @: said as a question, never a reason to refuse."""

from __future__ import annotations

from difflib import get_close_matches

# What people here have most, and others that only look like a slip of those.
_PROVIDERS = (
    *("gmail.com", "googlemail.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com", "web.de", "t-online.de"),
    *("freenet.de", "outlook.com", "outlook.de", "hotmail.com", "hotmail.de", "live.com", "live.de", "icloud.com"),
    *("yahoo.com", "yahoo.de", "ymail.com", "mail.com", "mail.de", "email.de", "aol.com", "aol.de", "arcor.de"),
    *("posteo.de", "posteo.net", "mailbox.org", "online.de", "magenta.de", "vodafone.de", "kabelmail.de", "me.com"),
    *("proton.me", "protonmail.com", "1und1.de", "online.home.de", "msn.com", "mac.com"),
)
_USUAL_SLIPS = {"gmail.de": "gmail.com", "web.com": "web.de", "gmx.be": "gmx.de", "tonline.de": "t-online.de"}
_CLOSE = 0.84


def meant_address(address: str) -> str:
    """``ute@gmial.com`` → ``ute@gmail.com``; an empty text where nothing looks like a slip."""
    name, _, domain = address.strip().rpartition("@")
    domain = domain.lower()
    if not name or domain in _PROVIDERS:
        return ""
    meant = _USUAL_SLIPS.get(domain) or next(iter(get_close_matches(domain, _PROVIDERS, n=1, cutoff=_CLOSE)), "")
    return f"{name}@{meant}" if meant else ""
