"""What businesses sell beside vouchers, as slices count it for the yearly report of § 4 PStTG."""

from __future__ import annotations

from typing import NamedTuple


class SoldBesides(NamedTuple):
    """So many sales of a business in a quarter (1 to 4), and what was paid for them."""

    business_id: int
    quarter: int
    number: int
    cents: int
