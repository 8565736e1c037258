"""Signed links in mails: they work in the region that sent them, for the purpose they name, until they expire."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import signing

from kreislauf.regions import current_region

Payload = dict[str, Any] | list[Any] | str | int


class BadLink(Exception):
    """The link is no good; see which of the two below."""


class Expired(BadLink):
    """The link was ours, but its time is over."""


class Tampered(BadLink):
    """The link is not ours, was changed, or belongs to another region or purpose."""


def sign(
    purpose: str, payload: Payload, *, expires: timedelta, at: datetime | None = None, platform: bool = False
) -> str:
    """A token for an address, good for ``expires``. Outside a region only with ``platform=True``."""
    until = (at or datetime.now(UTC)) + expires
    return signing.dumps([int(until.timestamp()), payload], salt=_salt(purpose, platform=platform), compress=True)


def unsign(purpose: str, token: str, *, at: datetime | None = None, platform: bool = False) -> Any:
    """The payload of ``token``. Refuses with Expired or Tampered."""
    try:
        until, payload = signing.loads(token, salt=_salt(purpose, platform=platform))
    except (signing.BadSignature, ValueError, TypeError):
        # Zlib, base64 and JSON complain in their own ways about what nobody signed.
        raise Tampered(purpose) from None
    if (at or datetime.now(UTC)).timestamp() > until:
        raise Expired(purpose)
    return payload


def _salt(purpose: str, *, platform: bool) -> str:
    if platform:
        return f"kreislauf.links:platform:{purpose}"
    return f"kreislauf.links:region:{current_region().schema}:{purpose}"
