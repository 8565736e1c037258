"""Kiel sells a voucher that several businesses take; last month is settled and paid, and this one runs."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from billing.bank.payer import Payer
from billing.bank.payouts.pay import mark_run_paid
from billing.bank.payouts.run import make_run
from kreislauf.audit.actor import Actor
from kreislauf.demo.clock import days_ago
from marketplace.businesses.models import Business, Category
from marketplace.regionwide.issuer import set_issuer
from marketplace.regionwide.models import Participation, Run, Settlement
from marketplace.regionwide.payouts.kind import PAYOUTS
from marketplace.regionwide.payouts.overview import month_start
from marketplace.regionwide.payouts.settle import settle
from marketplace.regionwide.taking_part.change import approve, ask_to_take_part
from marketplace.vouchers.demo.sales import buyer, order_key, pay, till_person
from marketplace.vouchers.models import Offer, OfferKind, Order, VatKind, Voucher
from marketplace.vouchers.offers.edit import draft_offer, publish_offer
from marketplace.vouchers.orders.purchase import purchase
from marketplace.vouchers.till.redeem import redeem

if TYPE_CHECKING:
    from marketplace.demo.shape import DemoRegion

SINCE_DAYS, TAKERS, ORDERS = 70, 6, 8
IBANS = ("DE89370400440532013000", "DE02120300000000202051", "DE02500105170137075030")
PAYER = Payer("Stadtkasse Kiel", "DE12500105170648489890")


class Issuer(NamedTuple):
    name: str
    street: str
    postcode: str
    town: str
    title: str


ISSUERS = {"kiel": Issuer("Stadt Kiel", "Fleethörn 9", "24103", "Kiel", "Kiel-Gutschein")}


def sell_for_the_region(data: DemoRegion, by: Actor) -> None:
    """Once; who plays with it goes on from there."""
    found = ISSUERS.get(data.label)
    if found is None or Settlement.objects.exists():
        return
    offer = _offer(found, by=by)
    _takers(by=by)
    chance = random.Random(f"regional:{data.label}")
    for number in range(ORDERS):
        _sale(offer, number, chance, key=order_key(data, 100 + number))
    _settle(by=by)


def _offer(found: Issuer, *, by: Actor) -> Offer:
    at = days_ago(SINCE_DAYS, hour=9)
    entry = {
        "name": found.name,
        "street": found.street,
        "postcode": found.postcode,
        "town": found.town,
        "place": found.town,
        "category_id": _category().pk,
        "description": f"Gibt den {found.title} heraus, den viele Betriebe der Stadt annehmen.",
        "email": "gutschein@kiel.example",
    }
    issuer = set_issuer(entry, by=by, at=at)
    known = Offer.objects.filter(business=issuer).first()
    if known is not None:
        return known
    text = {
        "kind": OfferKind.FREE,
        "title": found.title,
        "description": "Ein Gutschein für die ganze Stadt: zum Essen, Lesen, Bummeln und Reparieren.",
        "terms": "Gilt bei allen Betrieben, die mitmachen.",
        "min_cents": 10_00,
        "max_cents": 200_00,
        "vat_kind": VatKind.MULTI,
        "validity_years": 3,
    }
    return publish_offer(draft_offer(issuer, text=text, by=by, at=at), by=by, at=at)


def _category() -> Category:
    """Trade, where the region has a name for it."""
    return Category.objects.filter(glyph="bag").order_by("position", "pk").first() or Category.objects.in_order()[0]


def _takers(*, by: Actor) -> None:
    """Those with somebody who can sign in come first; the last one only asks."""
    at = days_ago(SINCE_DAYS - 5, hour=10)
    public = Business.objects.public().filter(is_region=False).order_by("members", "pk")
    for number, business in enumerate(public[: TAKERS + 1]):
        if Participation.objects.filter(business=business).exists():
            continue
        is_last = number == TAKERS
        asked = days_ago(1, hour=14) if is_last else at
        one = ask_to_take_part(
            business, name=business.name[:70], iban=IBANS[number % len(IBANS)], by=till_person(business), at=asked
        )
        if not is_last:
            approve(one, by=by, at=at + timedelta(hours=3))


def _sale(offer: Offer, number: int, chance: random.Random, *, key: str) -> None:
    at = days_ago(60 - number * 7 + chance.uniform(0, 2), hour=chance.randint(8, 20))
    cents = chance.choice((25_00, 50_00, 50_00, 100_00))
    purchase(offer, quantity=1, unit_cents=cents, buyer=buyer(number, chance), key=key, at=at)
    order = Order.objects.get(key=key)
    pay(order, at=at + timedelta(minutes=2))
    Order.objects.filter(pk=order.pk).update(mailed_at=at + timedelta(minutes=3))
    for voucher in Voucher.objects.filter(order=order, redemptions=None).order_by("pk"):
        _visits(voucher, at + timedelta(days=1), chance)


def _visits(voucher: Voucher, at: datetime, chance: random.Random) -> None:
    """Each time at another business."""
    takers = [one.business for one in Participation.objects.taking_part().select_related("business").order_by("pk")]
    for visit, business in enumerate(chance.sample(takers, 3)):
        cents = min(voucher.left_cents, chance.choice((9_80, 14_50, 22_40, 31_00)))
        if not cents or at >= timezone.now():
            return
        redeem(voucher.code, by=business, actor=till_person(business), amount_cents=cents, at=at, key=f"demo-{visit}")
        voucher.refresh_from_db()
        at += timedelta(days=chance.uniform(1, 8))


def _settle(*, by: Actor) -> None:
    """Up to the end of last month, and paid two days later."""
    now = timezone.now()
    start = month_start(now)
    if settle(start, by=by, at=max(start, now - timedelta(days=3))) and not Run.objects.exists():
        run = make_run(PAYOUTS, PAYER, by=by, at=now - timedelta(days=2))
        mark_run_paid(PAYOUTS, run, by=by, at=now - timedelta(days=1))
