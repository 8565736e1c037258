"""What slices take money for, and what billing calls when money moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol


class Paid(Protocol):
    def __call__(self, order_id: int, /, *, amount_cents: int, at: datetime) -> bool: ...


class Closed(Protocol):
    def __call__(self, order_id: int, /, *, at: datetime) -> None: ...


class Refunded(Protocol):
    def __call__(self, subject_id: int, /, *, amount_cents: int, succeeded: bool, at: datetime) -> None: ...


class ChargedBack(Protocol):
    def __call__(self, order_id: int, /, *, amount_cents: int, at: datetime) -> None: ...


class Recovered(Protocol):
    def __call__(self, order_id: int, /, *, amount_cents: int, at: datetime) -> None: ...


class Sellable(Protocol):
    def __call__(self, business_id: int | None, /, *, ready: bool, at: datetime) -> None: ...


class MerchantBefore(NamedTuple):
    """How an account stood before it changed: its state, and what its provider asked for."""

    state: str
    needs: list[dict[str, Any]]


class Number(Protocol):
    def __call__(self, order_id: int, /) -> str: ...


class BuyerPage(Protocol):
    def __call__(self, order_id: int, /) -> str: ...


class WithdrawalDeclared(Protocol):
    def __call__(self, number: str, *, name: str, email: str, at: datetime) -> bool: ...


def _no_number(order_id: int) -> str:
    return ""


def _not_declared(number: str, *, name: str, email: str, at: datetime) -> bool:
    return False


@dataclass(frozen=True)
class Purpose:
    """What a slice takes money for. Each verb runs inside the transaction of ``billing.payments.converge``.

    - ``paid`` gives out what was bought; False: the money is not owed (any more) and goes back;
    - ``closed``: nobody is paying for this order any more;
    - ``refunded``: a refund has arrived, or has failed for good;
    - ``charged_back``: money that the order took has left without us;
    - ``recovered``: such money has come back, because the dispute was won;
    - ``sellable``: a business (None: the region itself) can be paid from now on, or no longer.

    ``page`` is the office's page of one order, ``number`` what a buyer calls it on the phone or in a transfer, and
    ``buyer_page`` the path of the buyer's own page. ``withdrawal_declared`` hears of a withdrawal (§ 356a BGB) that
    somebody declares with an order's number and the buyer's address; False: they do not fit an order of this purpose.
    """

    name: str
    paid: Paid
    closed: Closed
    refunded: Refunded
    charged_back: ChargedBack
    recovered: Recovered
    sellable: Sellable
    page: str = ""
    number: Number = _no_number
    buyer_page: BuyerPage = _no_number
    withdrawal_declared: WithdrawalDeclared = _not_declared
