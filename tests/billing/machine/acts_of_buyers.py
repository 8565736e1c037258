"""What neighbours do on the site: order, pay in another tab, come back, withdraw."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypedDict

from django.db.models import F

from billing.payments.converge import converge_quietly
from billing.payments.models import Attempt
from marketplace.vouchers.models import Offer, Order, Voucher, Withdrawal
from marketplace.vouchers.orders.purchase import Buyer, pay_order, purchase
from marketplace.vouchers.orders.reopen import reopen_order
from marketplace.vouchers.withdrawal.withdraw import declare

if TYPE_CHECKING:
    from tests.billing.machine.town import Act, Town


OWN = Order.objects.filter(payment_id__isnull=True)  # a pledge's goes back with the pledge


class Form(TypedDict):
    """What a buyer sends: the key names the form, so that sending it twice orders once."""

    offer: Offer
    quantity: int
    unit_cents: int
    key: str


def buy(town: Town) -> Act:
    again = town.forms and town.random.random() < 0.2
    form = town.random.choice(town.forms) if again else _filled_in(town)
    return partial(purchase, buyer=Buyer(email="ute@example.org"), at=town.now, **form)


def _filled_in(town: Town) -> Form:
    offer = town.random.choice(list(Offer.objects.order_by("pk")))
    seen, quantity = offer.price_cents or 0, town.random.choice([1, 1, 2])
    form: Form = {"offer": offer, "quantity": quantity, "unit_cents": seen, "key": f"form-{len(town.forms)}"}
    town.forms.append(form)
    town.notes.promised[form["key"]] = seen * quantity
    if town.random.random() < 0.15:
        Offer.objects.filter(pk=offer.pk).update(price_cents=F("price_cents") + 100)  # while they fill it in
    return form


def repricing(town: Town) -> Act:
    offer = town.random.choice(list(Offer.objects.order_by("pk")))
    return lambda: Offer.objects.filter(pk=offer.pk).update(price_cents=F("price_cents") + 100)


def another_tab(town: Town) -> Act | None:
    order = town.any(OWN)
    return order and partial(pay_order, order, at=town.now)


def reopening(town: Town) -> Act | None:
    order = town.any(OWN.exclude(expired_at=None))
    if order is None:
        return None
    return lambda: pay_order(reopen_order(order.pk, at=town.now), at=town.now)


def return_page(town: Town) -> Act | None:
    attempt = town.any(Attempt.objects.all())
    return attempt and partial(converge_quietly, attempt, at=town.now)


def withdrawal(town: Town) -> Act | None:
    withdrawn = Withdrawal.objects.filter(accepted=True).values("voucher__order")
    beside = town.random.random() < 0.5 and town.any(Voucher.objects.filter(order__in=withdrawn))
    voucher = beside or town.any(Voucher.objects.filter(order__payment_id=None))
    return voucher and partial(declare, [voucher], name="Ute Brandt", email="ute@example.org", at=town.now)
