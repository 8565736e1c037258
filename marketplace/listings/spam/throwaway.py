"""Addresses that somebody makes for ten minutes. Said to the clerk, never a reason to refuse."""

from __future__ import annotations

from disposable_email_domains import blocklist


def is_throwaway(address: str) -> bool:
    """Whether the domain, or one that it belongs to, is on the list."""
    labels = address.rpartition("@")[2].lower().split(".")
    return any(".".join(labels[at:]) in blocklist for at in range(len(labels) - 1))
