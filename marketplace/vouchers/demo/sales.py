"""Offers, and twelve weeks of buying and redeeming by the real verbs with the sandbox's money; the same every time."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from billing.payments.converge import converge
from billing.payments.models import Attempt, Merchant, Payout
from billing.payments.payouts import sync_payouts
from billing.payments.ways import SANDBOX
from billing.providers.sandbox import payouts as sandbox_bank
from billing.providers.sandbox import world as sandbox_world
from billing.providers.sandbox.models import SandboxCharge, SandboxCheckout
from kreislauf.audit.actor import Actor
from kreislauf.audit.models import Entry
from kreislauf.demo.clock import days_ago
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Offer, OfferKind, Order, VatKind, Voucher
from marketplace.vouchers.models.order import PURPOSE
from marketplace.vouchers.orders.purchase import Buyer, purchase
from marketplace.vouchers.till.redeem import redeem

if TYPE_CHECKING:
    from marketplace.demo.shape import DemoOffer, DemoRegion

TERMS = "Bitte bringen Sie den Gutschein mit, auf dem Telefon oder auf Papier."
ORDERS = 14
_BUYERS = (
    "Ute Brandt",
    "Karim Haddad",
    "Lena Voss",
    "Piotr Nowak",
    "Gesa Thomsen",
    "Ali Demir",
    "Hanne Kruse",
    "Tom Wegner",
)
_GREETINGS = (
    "Alles Liebe zum Geburtstag! Nimm dir den Tag frei.",
    "Danke, dass du auf die Kinder aufgepasst hast.",
    "Für deine neue Wohnung. Und für den Sonntag danach.",
    "Zum Ruhestand: Jetzt hast du endlich Zeit dafür.",
)


def sell(data: DemoRegion, by: Actor) -> None:
    if not Offer.objects.exists():
        _add_offers(data, by=by)
    if not Order.objects.filter(key=order_key(data, ORDERS - 1), fulfilled_at__isnull=False).exists():
        _sell(data)


@transaction.atomic
def _add_offers(data: DemoRegion, *, by: Actor) -> None:
    chance = random.Random(f"offers:{data.label}")
    businesses = {business.name: business for business in Business.objects.public()}
    offers = [
        _offer(businesses[one.name], offer, glyph=offer.glyph or one.glyph, chance=chance)
        for one in data.businesses
        for offer in one.offers
    ]
    Offer.objects.bulk_create(offers)
    Entry.objects.bulk_create(
        Entry(
            at=offer.published_at or offer.created_at,
            actor=str(by),
            action="offer.published",
            subject=offer._meta.label,
            subject_id=offer.pk,
            title=str(offer)[:200],
        )
        for offer in offers
    )


def _offer(business: Business, one: DemoOffer, *, glyph: str, chance: random.Random) -> Offer:
    published = days_ago(chance.uniform(2, 84), hour=chance.randint(8, 17))
    return Offer(
        business=business,
        kind=one.kind,
        title=one.title,
        description=one.description,
        terms=TERMS,
        glyph=glyph,
        price_cents=one.price_cents,
        min_cents=one.min_cents,
        max_cents=one.max_cents,
        stock_left=one.stock,
        vat_kind=VatKind.MULTI if one.vat_rate is None else VatKind.SINGLE,
        vat_rate=one.vat_rate,
        created_at=published - timedelta(hours=1),
        published_at=published,
    )


def pay_out() -> None:
    """What came in is in the bank, or on its way for every third."""
    if Payout.objects.exists():
        return
    for merchant in Merchant.objects.filter(provider=SANDBOX).order_by("pk"):
        payout = sandbox_bank.pay_out(merchant.key)
        if payout is not None and merchant.pk % 3:
            sandbox_bank.end_payout(payout, arrived=True)
        sync_payouts(merchant.pk, at=timezone.now())


def _sell(data: DemoRegion) -> None:
    chance = random.Random(f"sales:{data.label}")
    for number in range(ORDERS):
        at = days_ago(80 - number * 5.6 + chance.uniform(0, 2), hour=chance.randint(8, 21))
        order = _sale(data, number, at, chance)
        if order is not None:
            _redemptions(order, at, chance)


def _sale(data: DemoRegion, number: int, at: datetime, chance: random.Random) -> Order | None:
    offers = list(Offer.objects.on_sale().filter(published_at__lt=at).select_related("business").order_by("pk"))
    # The owner who can sign in sees something, too: every fourth sale is theirs.
    own = [offer for offer in offers if offer.business.members.exists()] if number % 4 == 0 else []
    offers = own or offers
    if not offers:
        return None
    offer = chance.choice(offers)
    cents = _price(offer, chance)
    purchase(
        offer,
        quantity=1 if cents > 3000 else chance.choice((1, 1, 2)),
        unit_cents=cents,
        buyer=buyer(number, chance),
        key=order_key(data, number),
        at=at,
    )
    order = Order.objects.get(key=order_key(data, number))
    pay(order, at=at + timedelta(minutes=2))
    # No mail for a sale of last month: it would only confuse readers of the demo's mailbox.
    Order.objects.filter(pk=order.pk).update(mailed_at=at + timedelta(minutes=3))
    return order


def pay(order: Order, *, at: datetime) -> None:
    attempt = Attempt.objects.of(PURPOSE, order.pk).get()
    checkout = SandboxCheckout.objects.get(key=attempt.key)
    if not checkout.charges.exists():
        sandbox_world.pay(checkout)
        SandboxCharge.objects.filter(checkout=checkout).update(paid_at=at)
    converge(attempt.pk, at=at)


def _redemptions(order: Order, at: datetime, chance: random.Random) -> None:
    """Some vouchers lie in a drawer, some are spent in one go, some in two or three visits."""
    untouched = Voucher.objects.filter(order=order, redemptions=None)
    for voucher in untouched.select_related("business").order_by("pk"):
        for visit in range(chance.choice((0, 0, 1, 1, 2, 3))):
            at += timedelta(days=chance.uniform(1, 9))
            if voucher.left_cents == 0 or at >= timezone.now():
                break
            cents = min(voucher.left_cents, chance.choice((voucher.left_cents, 750, 980, 1250, 1600, 2240)))
            till = till_person(voucher.business)
            redeem(voucher.code, by=voucher.business, actor=till, amount_cents=cents, at=at, key=f"demo-{visit}")
            voucher.refresh_from_db()


def till_person(business: Business) -> str:
    member = business.members.select_related("user").first()
    return str(member.user) if member else business.name


def _price(offer: Offer, chance: random.Random) -> int:
    if offer.kind != OfferKind.FREE:
        return offer.price_cents or 0
    steps = range(offer.min_cents or 0, min(offer.max_cents or 0, 10_000) + 1, 500)
    return chance.choice(list(steps)[:12])


def buyer(number: int, chance: random.Random) -> Buyer:
    name = _BUYERS[number % len(_BUYERS)]
    gift = chance.random() < 0.45
    return Buyer(
        email=f"{name.split()[0].lower()}@nachbarn.example",
        name=name,
        is_gift=gift,
        recipient_name=chance.choice(_BUYERS).split()[0] if gift else "",
        greeting=chance.choice(_GREETINGS) if gift else "",
    )


def order_key(data: DemoRegion, number: int) -> str:
    """Found again when the demo starts again, and known to nobody else."""
    return f"demo-{salted_hmac('kreislauf.demo.order', f'{data.label}-{number}').hexdigest()}"
