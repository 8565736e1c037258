"""A small town for one seeded run: little on the shelf, neighbours who buy, tills, staff, and a bad world."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random
from typing import TypedDict, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import F, Model, QuerySet
from django.test import Client
from django.utils import timezone

from billing.payments.checkout import AlreadyPaid
from billing.payments.converge import converge, converge_quietly
from billing.payments.models import Attempt, AttemptState, Charge, Refund, RefundState
from billing.payments.send_refund import send_refund
from billing.payments.state import RANK
from billing.payments.sweep import sweep
from billing.providers import sandbox_events
from billing.providers import sandbox_world as world
from billing.providers.base import ProviderDown, ProviderRefused
from billing.providers.models import SandboxCharge, SandboxCheckout, SandboxRefund
from marketplace.vouchers.block import NotChanged, block, unblock
from marketplace.vouchers.models import Offer, Order, Redemption, Voucher, Withdrawal
from marketplace.vouchers.purchase import Buyer, NotOnSale, OutOfStock, PriceChanged, pay_order, purchase
from marketplace.vouchers.redeem import NotRedeemed, redeem
from marketplace.vouchers.reopen import reopen_order
from marketplace.vouchers.reverse import NotReversed, reverse
from marketplace.vouchers.withdraw import withdraw
from tests.billing.machine.weather import Weather
from tests.make import make_business, make_category, make_offer

REFUSALS = (
    AlreadyPaid,
    NotChanged, NotOnSale, NotRedeemed, NotReversed, OutOfStock, PriceChanged, ProviderDown, ProviderRefused,
)  # fmt: skip
Act = Callable[[], object]
Row = TypeVar("Row", bound=Model)
REFUND_RANK = {RefundState.REQUESTED: 0, RefundState.SENT: 1, RefundState.SUCCEEDED: 2, RefundState.FAILED: 2}
SWEEPS = 12
WEIGHTS = {
    "buy": 4,
    "repricing": 1,
    "another_tab": 2,
    "reopening": 4,
    "at_the_page": 9,
    "event": 6,
    "return_page": 3,
    "worker": 4,
    "sweeper": 3,
    "till": 5,
    "reversal": 2,
    "withdrawal": 4,
    "behind_our_back": 4,
    "office": 1,
    "outage": 1,
    "forged_event": 1,
}


class Form(TypedDict):
    """What a buyer sends: the key names the form, so that sending it twice orders once."""

    offer: Offer
    quantity: int
    unit_cents: int
    key: str


@dataclass
class Notebook:
    """What an onlooker writes down, to hold it against what the platform says afterwards."""

    shelf: dict[int, int] = field(default_factory=dict)  # pieces that each limited offer began with, or was given
    promised: dict[str, int] = field(default_factory=dict)  # the sum that the buyer saw, by the form's key
    surprises: list[str] = field(default_factory=list)  # anything raised that is no refusal
    acts: list[str] = field(default_factory=list)


class Seen:
    """An onlooker who remembers how far each thing had come: nothing that was decided is ever undone."""

    def __init__(self) -> None:
        self.before: dict[str, int] = {}

    def what_went_back(self) -> list[str]:
        now = {f"payment {pk}": RANK[AttemptState(state)] for pk, state in Attempt.objects.values_list("pk", "state")}
        now |= {f"charge {pk}": 1 + taken for pk, taken in Charge.objects.values_list("pk", "taken")}
        now |= {f"refund {pk}": REFUND_RANK[state] for pk, state in Refund.objects.values_list("pk", "state")}
        back = [
            f"{thing} went from {rank} to {now.get(thing, 0)}"
            for thing, rank in self.before.items()
            if now.get(thing, 0) < rank
        ]
        self.before = now
        unpaid = Charge.objects.exclude(attempt__state=AttemptState.SUCCEEDED).values_list("attempt_id", flat=True)
        return back + [f"payment {pk} has a charge and does not know it" for pk in unpaid]


class Town:
    def __init__(self, seed: int, weather: Weather, provider: Client) -> None:
        self.random = Random(seed)
        self.weather = weather
        self.provider = provider
        self.now = timezone.now()
        self.notes = Notebook()
        self.events: list[UUID] = []  # keys of attempts that the provider has something to tell about
        self.queue: list[tuple[str, int]] = []  # tasks that wait: verb, id
        self.forms: list[Form] = []
        self.habits = {name: self.random.choice([0.3, 1, 3]) for name in WEIGHTS}  # each town is wild in its own way
        self.slow_banks = self.random.choice([0.0, 0.5, 1.0])  # how many charges have refunds that take their time
        self.seen = Seen()
        self.expired_once: set[int] = set()
        category = make_category()
        for name in ("Bäckerei Jansen", "Buchladen am Markt"):
            business = make_business(name=name, category=category)
            limited = make_offer(business=business, price_cents=2500, stock_left=self.random.randint(1, 2))
            self.notes.shelf[limited.pk] = limited.stock_left or 0
        if self.random.random() < 0.6:
            make_offer(business=business, price_cents=5000, stock_left=None)

    # ---- one step
    def step(self) -> None:
        name, act = self._something()
        meanwhile = self._something_else()
        self.notes.acts.append(name)
        self.now += timedelta(seconds=self.random.choice([1, 5, 30, 90, 1200]))
        self.weather.prepare(meanwhile)
        with self.weather.over(connection), suppress(*REFUSALS):
            self._watched(name, act)
        for failure in self.weather.wait_for_others():
            if not isinstance(failure, REFUSALS):
                self.notes.surprises.append(f"somebody else: {type(failure).__name__}: {failure}")
        self.notes.surprises += self.seen.what_went_back()
        self.expired_once |= set(Order.objects.exclude(expired_at=None).values_list("pk", flat=True))

    def _watched(self, name: str, act: Act) -> None:
        try:
            act()
        except REFUSALS:
            raise
        except Exception as surprise:
            if not self.weather.is_dead:
                self.notes.surprises.append(f"{name}: {type(surprise).__name__}: {surprise}")

    def _something(self) -> tuple[str, Act]:
        names = list(WEIGHTS)
        while True:
            name = self.random.choices(names, [WEIGHTS[name] * self.habits[name] for name in names])[0]
            act: Act | None = getattr(self, f"_{name}")()
            if act is not None:
                return name, act

    def _something_else(self) -> Act | None:
        """What another process may do in the middle of an act; chosen before it, so that a seed stays a seed."""
        return self.random.choice([self._look, self._till, self._withdrawal, self._return_page, self._pay_and_look])()

    # ---- buyers
    def _buy(self) -> Act:
        again = self.forms and self.random.random() < 0.2
        form = self.random.choice(self.forms) if again else self._filled_in()
        return partial(purchase, buyer=Buyer(email="ute@example.org"), at=self.now, **form)

    def _filled_in(self) -> Form:
        offer = self.random.choice(list(Offer.objects.order_by("pk")))
        seen, quantity = offer.price_cents or 0, self.random.choice([1, 1, 2])
        form: Form = {"offer": offer, "quantity": quantity, "unit_cents": seen, "key": f"form-{len(self.forms)}"}
        self.forms.append(form)
        self.notes.promised[form["key"]] = seen * quantity
        if self.random.random() < 0.15:
            Offer.objects.filter(pk=offer.pk).update(price_cents=F("price_cents") + 100)  # while they fill it in
        return form

    def _repricing(self) -> Act:
        offer = self.random.choice(list(Offer.objects.order_by("pk")))
        return lambda: Offer.objects.filter(pk=offer.pk).update(price_cents=F("price_cents") + 100)

    def _another_tab(self) -> Act | None:
        order = self._any(Order.objects.all())
        return order and partial(pay_order, order, at=self.now)

    def _reopening(self) -> Act | None:
        order = self._any(Order.objects.exclude(expired_at=None))
        if order is None:
            return None
        return lambda: pay_order(reopen_order(order.pk, at=self.now), at=self.now)

    def _at_the_page(self) -> Act | None:
        page = self._any(SandboxCheckout.objects.all())
        if page is None:
            return None
        deed = self.random.choices(
            ["pay", "twice", "decline", "abort", "later", "arrives", "expires"], [6, 2, 1, 2, 2, 3, 5]
        )[0]
        if page.charges.count() > 2 or (page.cancelled_at and deed != "pay"):
            return None
        slow = self.random.random() < self.slow_banks
        return self._outside(partial(self._deed, page, deed, slow), page)

    def _deed(self, page: SandboxCheckout, deed: str, slow: bool) -> None:
        if deed in ("pay", "twice"):
            world.pay(page, times=2 if deed == "twice" else 1)
            if slow:
                page.charges.update(holds_refunds=True)
        elif deed == "decline":
            world.decline(page)
        elif deed == "abort":
            world.abort(page)
        elif deed == "later" and not page.charges.exists():
            world.pay_later(page)
        elif deed == "arrives":
            SandboxCheckout.objects.filter(pk=page.pk, pays_at__isnull=False).update(pays_at=timezone.now())
        elif deed == "expires":
            world.expire(page)

    def _return_page(self) -> Act | None:
        attempt = self._any(Attempt.objects.all())
        return attempt and partial(converge_quietly, attempt, at=self.now)

    def _withdrawal(self) -> Act | None:
        withdrawn = Withdrawal.objects.filter(accepted=True).values("voucher__order")
        beside = self.random.random() < 0.5 and self._any(Voucher.objects.filter(order__in=withdrawn))
        voucher = beside or self._any(Voucher.objects.all())
        return voucher and partial(withdraw, voucher, name="Ute Brandt", email="ute@example.org", at=self.now)

    # ---- tills and staff
    def _till(self) -> Act | None:
        voucher = self._any(Voucher.objects.select_related("business"))
        if voucher is None:
            return None
        cents = self.random.choice([voucher.left_cents or 100, 700, 1250])
        key = f"tap-{self.random.randint(1, 6)}"
        return partial(redeem, voucher.code, by=voucher.business, actor="Jan", amount_cents=cents, at=self.now, key=key)

    def _reversal(self) -> Act | None:
        redemption = self._any(Redemption.objects.all())
        return redemption and partial(reverse, redemption, reason="vertippt", by="Jan", at=self.now)

    def _office(self) -> Act | None:
        voucher = self._any(Voucher.objects.all())
        if voucher is None:
            return None
        if self.random.random() < 0.5:
            return partial(block, voucher, reason="gestohlen", by="Ute", at=self.now)
        return partial(unblock, voucher, by="Ute", at=self.now)

    # ---- the provider and the platform's own work
    def _behind_our_back(self) -> Act | None:
        charge = self._any(SandboxCharge.objects.select_related("checkout"))
        if charge is None:
            return None
        deed = self.random.choice(["refund", "dispute", "end", "end"])
        cents = self.random.choice([500, 2500, charge.amount_cents])
        return self._outside(partial(self._deed_behind_our_back, charge, deed, cents), charge.checkout)

    def _deed_behind_our_back(self, charge: SandboxCharge, deed: str, cents: int) -> None:
        if deed == "refund":
            world.refund_outside(charge, amount_cents=cents)
        elif deed == "dispute":
            world.dispute(charge)
        else:
            for refund in charge.refunds.all():
                world.end_refund(refund, succeeded=cents != 500)

    def _outside(self, deed: Act, page: SandboxCheckout) -> Act:
        def happen() -> None:
            with self.weather.sheltered():
                deed()
            # Events get lost, come twice, and come in any order.
            self.events += [page.key] * self.random.choice([0, 1, 1, 2])

        return happen

    def _event(self) -> Act | None:
        if not self.events:
            return None
        key = self.events.pop(self.random.randrange(len(self.events)))
        return partial(self._post, key, forged=False)

    def _forged_event(self) -> Act | None:
        attempt = self._any(Attempt.objects.all())
        return attempt and partial(self._post, attempt.key, forged=True)

    def _post(self, key: UUID, *, forged: bool) -> None:
        body = sandbox_events.body_of(schema=self.weather.card.schema, key=key)
        signature = sandbox_events.sign(body + b" " if forged else body, at=timezone.now())
        response = self.provider.post(
            "/zahlungen/ereignisse/sandbox/",
            body,
            content_type="application/json",
            headers={sandbox_events.HEADER: signature},
        )
        expected = 400 if forged else 204
        if response.status_code != expected and not self.weather.is_dead:
            self.notes.surprises.append(f"event answered {response.status_code}, not {expected}")

    def _worker(self) -> Act | None:
        if not self.queue:
            return None
        verb, pk = self.queue[self.random.randrange(len(self.queue))]
        if self.random.random() < 0.8:  # else it will be delivered a second time
            self.queue.remove((verb, pk))
        return partial(converge if verb == "converge" else send_refund, pk, at=self.now)

    def _look(self) -> Act | None:
        attempt = self._any(Attempt.objects.all())
        return attempt and partial(converge, attempt.pk, at=self.now)

    def _pay_and_look(self) -> Act | None:
        page = self._any(SandboxCheckout.objects.filter(charges=None, cancelled_at=None))
        if page is None:
            return None

        def act() -> None:
            world.pay(page)
            converge(Attempt.objects.get(key=page.key).pk, at=self.now)

        return act

    def _sweeper(self) -> Act:
        return partial(sweep, at=self.now)

    def _outage(self) -> Act:
        def toggle() -> None:
            self.weather.outage = not self.weather.outage

        return toggle

    # ---- the end
    def calm_down(self) -> None:
        """The weather clears, what is under way outside comes to its end, and the sweeper works until nothing moves."""
        self.weather.is_rough = self.weather.outage = False
        SandboxCheckout.objects.filter(pays_at__isnull=False).update(pays_at=timezone.now())
        SandboxCharge.objects.update(holds_refunds=False)
        for number, refund in enumerate(SandboxRefund.objects.filter(refunded_at=None, failed_at=None)):
            world.end_refund(refund, succeeded=number % 2 == 0)
        seen: list[tuple[object, ...]] = []
        while len(seen) < 2 or seen[-1] != seen[-2]:
            if len(seen) == SWEEPS:
                self.notes.surprises.append("the sweeper never comes to rest")
                return
            SandboxCheckout.objects.update(expires_at=F("opened_at"))
            self.now += timedelta(days=60)
            self._watched("sweep", partial(sweep, at=self.now))
            seen.append(self._picture())
            if len(seen) == 1:
                self._last_late_money()

    def _last_late_money(self) -> None:
        """Some who let their page expire pay after all, when every order is closed."""
        for page in SandboxCheckout.objects.filter(charges=None, cancelled_at=None).order_by("pk"):
            if self.random.random() < 0.5:
                world.pay(page)

    def _picture(self) -> tuple[object, ...]:
        return (
            list(Attempt.objects.order_by("pk").values_list("state", "provider_ref")),
            list(Refund.objects.order_by("pk").values_list("state", "amount_cents")),
            list(Voucher.objects.order_by("pk").values_list("left_cents", "reserved_cents")),
        )

    def _any(self, rows: QuerySet[Row]) -> Row | None:
        found = list(rows.order_by("pk"))
        return self.random.choice(found) if found else None
