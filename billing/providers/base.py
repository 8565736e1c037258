"""What every payment provider can do, and the words it answers in. Nobody knows anything else of a provider.

Each act is named by our own row's ``key``: done twice, it has one effect and the same answer. None of them runs inside
a database transaction of ours, since what they do cannot be rolled back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Protocol, runtime_checkable
from uuid import UUID

from django.utils.functional import Promise

from billing.payments.models import Attempt, AttemptState, Merchant, MerchantState, PayoutState, Refund


class ProviderDown(Exception):
    """No answer. Nobody knows whether it had its effect: ask again with the same key."""


class ProviderRefused(Exception):
    """A clear no. Nothing happened, and asking again would change nothing."""


class AccountGone(ProviderRefused):
    """The merchant's account is closed, or was taken from us: nothing can be done on it any more."""


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
    """``fee_cents`` is what the provider keeps of it, and None while that is not known."""

    ref: str
    amount_cents: int
    received_at: datetime
    currency: str = "eur"
    fee_cents: int | None = None


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


class DisputeState(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class ReportedDispute:
    """The buyer's bank took the money back. ``amount_cents`` is what is gone until the dispute is won."""

    ref: str
    charge_ref: str
    amount_cents: int
    state: DisputeState = DisputeState.OPEN
    fee_cents: int = 0


@dataclass(frozen=True, slots=True)
class ProviderState:
    """Everything the provider knows of an attempt, at one moment.

    ``news_at``: nothing will happen before that we do not hear of by ourselves; None where nobody can say.
    """

    state: AttemptState
    charges: tuple[ReportedCharge, ...] = ()
    refunds: tuple[ReportedRefund, ...] = ()
    disputes: tuple[ReportedDispute, ...] = ()
    news_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportedPayoutLine:
    """A part of a payout; ``source_ref`` is the charge, refund or dispute that it comes of, if it comes of one."""

    ref: str
    kind: str  # of PayoutLineKind
    source_ref: str
    gross_cents: int
    fee_cents: int
    net_cents: int


@dataclass(frozen=True, slots=True)
class ReportedPayout:
    """What was sent to the merchant's bank account; ``amount_cents`` is what the bank statement shows."""

    ref: str
    amount_cents: int
    state: PayoutState
    arrives_on: date
    lines: tuple[ReportedPayoutLine, ...] = ()
    reason: str = ""  # why it failed, in the provider's own word; ``canceled`` if the merchant stopped it there


@dataclass(frozen=True, slots=True)
class Need:
    """Something that the provider asks the merchant for, by its own name of the field, and until when."""

    field: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ReportedAccount:
    """How an account stands. PENDING and RESTRICTED cannot sell; an ACTIVE one may still have needs."""

    state: MerchantState
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class AttemptEvent:
    """A hint that something happened to an attempt of a region. ``fetch`` returns what it was.

    ``ref`` is the provider's name of the event: sent again, it is the same. ``livemode`` is None where nobody says.
    """

    ref: str
    schema: str
    attempt_key: UUID
    livemode: bool | None = None


@dataclass(frozen=True, slots=True)
class MerchantEvent:
    """A hint that something happened to an account: to its state (``account``), its payouts (``payout``), or to one
    of its charges (``charge``), where the event does not say which attempt that belongs to. ``about`` is the
    provider's name of the payout or charge.
    """

    ref: str
    account_ref: str
    livemode: bool
    kind: str
    about: str = ""


Event = AttemptEvent | MerchantEvent


class Provider(Protocol):
    """Calls take ``patience.seconds_left()`` at most; a slower provider counts as down."""

    # What buyers are offered: „Karte, PayPal, Apple Pay“ and what happens next, in a sentence.
    title: ClassVar[str | Promise]
    hint: ClassVar[str | Promise]
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


@runtime_checkable
class PaysOut(Protocol):
    """A provider that collects a merchant's money and sends it on to the merchant's bank account."""

    def fetch_payouts(self, merchant: Merchant, *, since: datetime) -> tuple[ReportedPayout, ...]:
        """The payouts made or changed since then, the oldest first. Raises ProviderDown, ProviderRefused.

        A payout's lines sum to its amount. Each line is told once. A charge, refund or dispute of ours is named by the
        ``ref`` that ``fetch`` gives it; money of a payout that came back is OTHER, with that payout's ``ref``.
        """


class ConnectProvider(Provider, PaysOut, Protocol):
    """A provider at which merchants have accounts of their own, each named by its row's ``key``."""

    def open_account(self, merchant: Merchant) -> str:
        """Open the account and return the provider's name of it. Raises ProviderDown, ProviderRefused."""

    def onboarding_url(self, merchant: Merchant, *, return_url: str, refresh_url: str) -> str:
        """The provider's page where the merchant says who they are; good for minutes and for one person.

        Raises ProviderDown, ProviderRefused.
        """

    def fetch_account(self, merchant: Merchant) -> ReportedAccount:
        """How the account stands. One that was taken from us is GONE. Raises ProviderDown, ProviderRefused."""
