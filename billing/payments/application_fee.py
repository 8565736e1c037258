"""What the platform keeps of a payment, as the region's plan says; nothing by default."""

from __future__ import annotations

from kreislauf.regions import current_region


def application_fee_cents(amount_cents: int, *, provider: str) -> int:
    """Of ``amount_cents``, in whole cents, rounded down. Only Stripe can pass it on."""
    if provider != "stripe":
        return 0
    return amount_cents * current_region().fee_basis_points // 10_000
