"""Letters to those who bought."""

from __future__ import annotations

from datetime import datetime


def send_vouchers(order_id: int, *, at: datetime) -> None:
    """The vouchers to the buyer, once."""
