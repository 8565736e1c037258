"""The region as a seller of vouchers, and businesses that take them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from billing.ledger.models import Entry
from marketplace.businesses.models import Business
from marketplace.regionwide.models import Participation
from marketplace.regionwide.taking_part.change import approve, ask_to_take_part
from marketplace.vouchers.models import Redemption, Voucher
from marketplace.vouchers.till.redeem import redeem
from tests.make import make_business, make_offer, make_order, make_voucher

IBAN, OTHER_IBAN = "DE89370400440532013000", "DE02120300000000202051"


def make_issuer(**fields: Any) -> Business:
    return make_business(name="Stadt Kiel", street="Fleethörn 9", is_region=True, **fields)


def make_regional(issuer: Business | None = None, *, value_cents: int = 50_00, **fields: Any) -> Voucher:
    """A voucher that the region sold."""
    offer = make_offer(business=issuer or make_issuer(), title="Kiel-Gutschein", price_cents=value_cents)
    return make_voucher(order=make_order(offer=offer), value_cents=value_cents, **fields)


def taking_part(business: Business | None = None, *, at: datetime | None = None) -> Business:
    business, at = business or make_business(), at or timezone.now()
    asked = ask_to_take_part(business, name=business.name, iban=IBAN, by="Jan Jansen", at=at)
    approve(asked, by="Ute Brandt", at=at)
    return business


def part_of(business: Business) -> Participation:
    return Participation.objects.get(business=business)


def take(voucher: Voucher, by: Business, cents: int, *, key: str = "tap-1", at: datetime | None = None) -> Redemption:
    return redeem(voucher.code, by=by, actor="Jan Jansen", amount_cents=cents, at=at or timezone.now(), key=key)


def accounts() -> dict[str, int]:
    """Each kind of account and its cents, without what is nothing; debit is positive."""
    sums: dict[str, int] = {}
    for code, cents in Entry.objects.values_list("account__code", "cents"):
        kind = code.partition(":")[0]
        sums[kind] = sums.get(kind, 0) + cents
    return {kind: cents for kind, cents in sums.items() if cents}
