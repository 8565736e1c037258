"""Open voucher balances, as the slice that sells them tells of them (``OPEN_BALANCES`` in the settings)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class OpenBalance:
    """A voucher that is still worth something. ``left_cents`` holds what is reserved or blocked, too."""

    code: str
    business: str
    value_cents: int
    left_cents: int
    issued_on: date
    expires_on: date
    note: str


def open_balances() -> Iterable[OpenBalance]:
    """Of the current region, by business and code; those that have run out are among them."""
    found: Iterable[OpenBalance] = import_string(settings.OPEN_BALANCES)()
    return found


def owed_cents(*, on: date) -> int:
    """What the current region's people may still ask for: everything that has not run out."""
    return sum(balance.left_cents for balance in open_balances() if balance.expires_on >= on)
