"""Who owes the value of a voucher: the business as it was called, and where it was, when it sold it."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.businesses.models import Business


@dataclass(frozen=True, slots=True)
class Issuer:
    name: str
    address: str

    @classmethod
    def now(cls, business: Business) -> Issuer:
        """What a sale of this moment freezes."""
        return cls(business.name, business.address)
