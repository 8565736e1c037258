"""What the platform itself is paid: pages on its own account, for an amount that is owed to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from billing.payments.models import AttemptState
from billing.providers.base import Started


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What a page is opened with; the same ``key`` comes with the same of everything. ``ref``: once it is known."""

    key: UUID
    title: str  # what is paid: „Rechnung RE-2026-00001“
    amount_cents: int
    return_url: str
    opened_at: datetime
    ref: str = ""


@dataclass(frozen=True, slots=True)
class OwnPageState:
    """``state`` is OPEN, PROCESSING, SUCCEEDED or EXPIRED; ``paid_cents`` is what came, 0 until then."""

    state: AttemptState
    paid_cents: int = 0


@runtime_checkable
class OwnAccount(Protocol):
    """A provider at which the platform has an account of its own. A page that is not paid ends within an hour."""

    def open_own_page(self, page: OwnPage) -> Started:
        """Open the page where somebody pays; once for each key. Raises ProviderDown, ProviderRefused."""

    def fetch_own_page(self, page: OwnPage) -> OwnPageState | None:
        """How it stands; None where there is none. Raises ProviderDown, ProviderRefused."""

    def close_own_page(self, page: OwnPage) -> None:
        """Nobody can begin to pay from now on. Raises ProviderDown; ProviderRefused where it is over already."""
