"""What every payment provider can do, and the words it answers in. Nobody knows anything else of a provider.

Each act is named by our own row's ``key``: done twice, it has one effect and the same answer. None of them runs inside
a database transaction of ours, since what they do cannot be rolled back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Protocol
from uuid import UUID

from billing.payments.models import Attempt, AttemptState, Refund


class ProviderDown(Exception):
    """No answer. Nobody knows whether it had its effect: ask again with the same key."""


class ProviderRefused(Exception):
    """A clear no. Nothing happened, and asking again would change nothing."""


class BadEvent(Exception):
    """Not signed by the provider, changed on the way, or too old."""


class UnknownEvent(Exception):
    """Signed by the provider, and about nothing that we know."""


@dataclass(frozen=True, slots=True)
class Started:
    """The provider's name for the attempt, and the page where the buyer pays."""

    ref: str
    url: str


@dataclass(frozen=True, slots=True)
class ReportedCharge:
    ref: str
    amount_cents: int
    received_at: datetime


class RefundResult(StrEnum):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ReportedRefund:
    """``key`` is ours if we asked for it, and anything else if somebody did it in the provider's dashboard."""

    ref: str
    key: str
    charge_ref: str
    amount_cents: int
    result: RefundResult


@dataclass(frozen=True, slots=True)
class ReportedDispute:
    """The buyer's bank took the money back. ``amount_cents`` is what is gone."""

    ref: str
    charge_ref: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class ProviderState:
    """Everything the provider knows of an attempt, at one moment."""

    state: AttemptState
    charges: tuple[ReportedCharge, ...] = ()
    refunds: tuple[ReportedRefund, ...] = ()
    disputes: tuple[ReportedDispute, ...] = ()


@dataclass(frozen=True, slots=True)
class AttemptEvent:
    """A hint that something happened to an attempt of a region. ``fetch`` returns what it was.

    ``ref`` is the provider's name of the event: sent again, it is the same.
    """

    ref: str
    schema: str
    attempt_key: UUID


@dataclass(frozen=True, slots=True)
class MerchantEvent:
    """A hint that something happened to an account: to its state (``account``) or its payouts (``payout``)."""

    ref: str
    account_ref: str
    livemode: bool
    kind: str


Event = AttemptEvent | MerchantEvent


class Provider(Protocol):
    # Where its pages stand if not on the region's own host: ``("https://checkout.stripe.com",)``.
    page_origins: ClassVar[tuple[str, ...]]

    def start(self, attempt: Attempt) -> Started:
        """Open the page where the buyer pays ``attempt.amount_cents``. Raises ProviderDown, ProviderRefused."""

    def fetch(self, attempt: Attempt) -> ProviderState:
        """The state of an attempt that was started. Raises ProviderDown, ProviderRefused."""

    def cancel(self, attempt: Attempt) -> None:
        """No payment can begin from now on; one that is under way may still arrive. Raises ProviderDown."""

    def refund(self, refund: Refund) -> str:
        """Send money back and return the provider's reference. ``fetch`` reports later how it ended.

        Raises ProviderDown, ProviderRefused.
        """

    def verify_webhook(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Read an event that the provider sent. Raises BadEvent, UnknownEvent."""
