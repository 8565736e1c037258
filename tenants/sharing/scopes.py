"""Which cached pages show adopted cards."""

from __future__ import annotations

from tenants.sharing.kinds import kinds

SCOPE = "shared"  # of the pages of the sharing itself


def scopes_of(kind: str) -> tuple[str, ...]:
    """Pages that name none are void by every change anyway."""
    shareable = kinds().get(kind)
    return (SCOPE, *(shareable.scopes if shareable else ()))
