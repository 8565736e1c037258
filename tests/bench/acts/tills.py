"""A till that redeems as fast as it can."""

from __future__ import annotations

import itertools
import random
import time
import uuid
from typing import Any

from django.utils import timezone

from kreislauf.regions import stepping_into
from tests.bench.acts.regions import _card

_till: dict[str, Any] = {}


def open_till(label: str, number: int, vouchers: int) -> None:
    """A business of the till's own, with so many vouchers that are never used up while the bench runs."""
    from datetime import date

    from marketplace.businesses.models import Business, Category
    from marketplace.vouchers.codes import new_code
    from marketplace.vouchers.models import Offer, Order, Voucher
    from tests.make import NOON

    with stepping_into(_card(label)):
        category, _ = Category.objects.get_or_create(name="Bereich", defaults={"slug": "bereich", "glyph": "cup"})
        business = Business.objects.create(
            name=f"Betrieb {number}",
            slug=f"betrieb-{number}",
            category=category,
            street="Holtenauer Straße 12",
            postcode="24105",
            place="Wik",
            email="till@example.org",
            approved_at=NOON,
            submitted_at=NOON,
        )
        offer = Offer.objects.create(
            business=business, title="Gutschein", kind="fixed", price_cents=1_000_000, created_at=NOON
        )
        order = Order.objects.create(
            offer=offer, quantity=1, token=f"till-{number}", key=f"till-{number}", unit_cents=1_000_000,
            title=offer.title, validity_years=3, email="till@example.org", created_at=NOON, fulfilled_at=NOON,
            vat_kind=offer.vat_kind,
        )  # fmt: skip
        codes = [new_code() for _ in range(vouchers)]
        Voucher.objects.bulk_create(
            Voucher(order=order, position=place, business=business, code=code, value_cents=1_000_000,
                    left_cents=1_000_000, issued_at=NOON, expires_on=date(2099, 12, 31))
            for place, code in enumerate(codes, start=1)
        )  # fmt: skip
    random.shuffle(codes)
    _till.update(business=business, codes=itertools.cycle(codes), card=_card(label))


def redeem_for(label: str, seconds: float) -> int:
    """How many redemptions of one euro in so many seconds."""
    from marketplace.vouchers.till.redeem import redeem

    business, codes, done = _till["business"], _till["codes"], 0
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        with stepping_into(_till["card"]):  # as each request does
            redeem(next(codes), by=business, actor="till", amount_cents=100, at=timezone.now(), key=uuid.uuid4().hex)
        done += 1
    return done


def books_balance(label: str) -> bool:
    """Whether every journal sums to zero and each redemption has one."""
    from django.db.models import Count, Sum

    from billing.ledger.models import Entry, Journal
    from marketplace.vouchers.models import Redemption

    with stepping_into(_till["card"]):
        crooked = Journal.objects.annotate(sum=Sum("entries__cents"), lines=Count("entries")).exclude(sum=0, lines=2)
        total = Entry.objects.aggregate(sum=Sum("cents"))["sum"]
        return not crooked.exists() and total == 0 and Journal.objects.count() == Redemption.objects.count()
