"""The world outside a town: a provider with its pages, banks, dashboard and events. One file for each provider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, Protocol
from uuid import UUID

from django.test import Client

from billing.payments.models import Attempt


@dataclass(frozen=True)
class Page:
    """Where a buyer pays for one attempt. ``row`` is the provider's own thing."""

    key: UUID
    charges: int
    is_cancelled: bool
    row: Any


@dataclass(frozen=True)
class OutsideCharge:
    """``lost_cents`` is what a bank has taken back and not given again."""

    ref: str
    amount_cents: int
    lost_cents: int
    page: Page
    row: Any


@dataclass(frozen=True)
class OutsideRefund:
    """``key`` is ours, or empty or ``dashboard…`` for what somebody did there."""

    ref: str
    key: str
    amount_cents: int
    arrived: bool


class Message(Protocol):
    """An event on its way to us."""

    def post(self, client: Client) -> int:
        """Deliver it and return the answer's status."""


class World(Protocol):
    """``provider`` is its name in our rows, ``path`` the real class behind the weather."""

    provider: str
    path: str
    troubles: tuple[str, ...]  # what ``trouble`` may do, and each has to be met
    never: frozenset[str]  # what cannot be met there

    @property
    def met(self) -> Sequence[str]:
        """What came over the wire, beside what the town's weather tells."""

    def __init__(self, seed: int) -> None: ...
    def close(self) -> None: ...
    def open_account(self, business_id: int | None) -> None: ...

    def pages(self) -> list[Page]: ...
    def charges(self) -> list[OutsideCharge]: ...
    def refunds(self) -> list[OutsideRefund]: ...

    def money_cents(self) -> int:
        """What lies at the provider for all merchants, by its own books."""

    # ---- Buyers
    def pay(self, page: Page, *, times: int = 1, slow: bool = False) -> None:
        """``slow``: refunds of it take their time."""

    def decline(self, page: Page) -> None: ...
    def abort(self, page: Page) -> None: ...
    def promise(self, page: Page) -> None: ...
    def arrive(self, page: Page) -> None: ...
    def expire(self, page: Page) -> None: ...

    # ---- Banks, and somebody in the dashboard
    def refund(self, charge: OutsideCharge, *, cents: int) -> None: ...
    def dispute(self, charge: OutsideCharge) -> None: ...
    def win(self, charge: OutsideCharge) -> None: ...
    def end_refunds(self, charge: OutsideCharge, *, succeeded: bool) -> None: ...
    def pay_out(self) -> None: ...

    def trouble(self, random: Random) -> str:
        """What no buyer and no bank does, by name; empty where there is none."""

    # ---- News
    def news(self, page: Page) -> list[Message]:
        """What the provider has to tell after something happened to a page."""

    def forged(self, attempt: Attempt) -> Message:
        """What somebody else may send in its name."""

    # ---- The end
    def calm_down(self) -> None:
        """What is under way comes to its end, one refund well and the next badly."""

    def let_pages_expire(self) -> None: ...
    def set_clock(self, now: datetime) -> None: ...
