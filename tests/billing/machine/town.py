"""A small town for one seeded run: little on the shelf, neighbours who buy, tills, staff, and a bad world."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from random import Random
from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.test import Client
from django.utils import timezone

from billing.bank.payouts.run import AlreadyPaid as TransferPaid
from billing.bank.payouts.run import NothingWaits
from billing.payments.checkout import AlreadyPaid
from billing.payments.models import Attempt, Refund
from billing.payments.sweep import sweep
from billing.providers.base import ProviderDown, ProviderRefused
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Pledge
from marketplace.campaigns.pledges.back import NotBacked
from marketplace.campaigns.pledges.deliver import NotSent, WasReceived
from marketplace.regionwide.taking_part.change import NotPossible
from marketplace.subsidies.reserve import SubsidyChanged
from marketplace.vouchers.block import NotChanged
from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.orders.purchase import NotOnSale, OutOfStock, PriceChanged
from marketplace.vouchers.till.redeem import NotRedeemed
from marketplace.vouchers.till.reverse import NotReversed
from tests.billing.machine import acts_of_backers as backers
from tests.billing.machine import acts_of_buyers as buyers
from tests.billing.machine import acts_of_shops as shops
from tests.billing.machine import acts_of_the_platform as platform
from tests.billing.machine import acts_of_the_region as region
from tests.billing.machine import acts_outside as outside
from tests.billing.machine.onlooker import Notebook, Seen
from tests.billing.machine.weather import Weather
from tests.billing.machine.worlds import Message, Page, World
from tests.make import make_business, make_category, make_offer
from tests.marketplace.regionwide.steps import taking_part
from tests.marketplace.subsidies.steps import make_action

REFUSALS = (
    AlreadyPaid,
    NotChanged, NotOnSale, NotRedeemed, NotReversed, OutOfStock, PriceChanged, ProviderDown, ProviderRefused,
    NotBacked, NotSent, WasReceived,
    SubsidyChanged,
    NotPossible, NothingWaits, TransferPaid,
)  # fmt: skip
Act = Callable[[], object]
Row = TypeVar("Row", bound=Model)
Thing = TypeVar("Thing")
SWEEPS = 12
WEIGHTS: dict[Callable[[Town], Act | None], float] = {
    buyers.buy: 4,
    buyers.repricing: 1,
    buyers.another_tab: 2,
    buyers.reopening: 4,
    buyers.return_page: 3,
    buyers.withdrawal: 4,
    shops.till: 5,
    shops.reversal: 2,
    shops.office: 1,
    outside.at_the_page: 9,
    outside.behind_our_back: 4,
    outside.payout: 1,
    outside.trouble: 0.6,
    platform.event: 6,
    platform.forged_event: 1,
    platform.worker: 4,
    platform.sweeper: 3,
    platform.outage: 1,
}
# In every third town, where the shops are quiet: else 36 steps bring hardly a pledge to its end.
OF_CAMPAIGNS: dict[Callable[[Town], Act | None], float] = WEIGHTS | {
    **dict.fromkeys((buyers.buy, buyers.another_tab, buyers.reopening, buyers.withdrawal, shops.till), 0.5),
    **dict.fromkeys((buyers.repricing, shops.reversal, shops.office, platform.forged_event), 0.2),
    outside.at_the_page: 12,
    outside.pay_and_look: 8,
    outside.behind_our_back: 7,
    backers.backing: 5,
    backers.paying_on: 2,
    backers.change_of_mind: 4,
    backers.delivery: 6,
    backers.holds: 1,
    backers.stopping: 0.3,
}
# In some towns the region sells: one shop is the region, the other takes its vouchers.
OF_THE_REGION: dict[Callable[[Town], Act | None], float] = WEIGHTS | {
    **dict.fromkeys((buyers.repricing, buyers.another_tab, shops.office, buyers.withdrawal), 0.5),
    outside.at_the_page: 12,
    outside.pay_and_look: 8,
    shops.till: 20,
    shops.reversal: 5,
    region.taking_part: 0.3,
    region.settling: 5,
    region.paying: 8,
}


class Town:
    def __init__(self, seed: int, weather: Weather, provider: Client, world: World) -> None:
        self.world = world
        self.random = Random(seed)
        self.weather = weather
        self.provider = provider
        self.now = timezone.now()
        self.notes = Notebook()
        self.events: list[Message] = []  # what the provider has to tell
        self.queue: list[tuple[str, int]] = []  # tasks that wait: verb, id
        self.forms: list[buyers.Form] = []
        self.pledge_forms: list[backers.PledgeForm] = []
        self.weights = OF_CAMPAIGNS if seed % 3 == 1 else WEIGHTS
        self.takers: list[Business] = []  # who redeems, where the region sells
        sells_itself = seed % 10 == 3 and self.weights is WEIGHTS
        if sells_itself:
            self.weights = OF_THE_REGION
        self.habits = {name: self.random.choice([0.3, 1, 3]) for name in self.weights}  # each is wild in its own way
        self.slow_banks = self.random.choice([0.0, 0.5, 1.0])  # how many charges have refunds that take their time
        self.seen = Seen()
        self.expired_once: set[int] = set()
        category = make_category()
        for name in ("Bäckerei Jansen", "Buchladen am Markt"):
            business = make_business(name=name, category=category, is_region=sells_itself and not self.takers)
            if sells_itself:
                self._welcome(business)
            world.open_account(business.paid_to)
            business = self.takers[0] if self.takers else business  # all vouchers are the region's, if it sells
            limited = make_offer(business=business, price_cents=2500, stock_left=self.random.randint(1, 2))
            self.notes.shelf[limited.pk] = limited.stock_left or 0
        if self.random.random() < 0.6:
            make_offer(business=business, price_cents=5000, stock_left=None)
        if self.weights is OF_CAMPAIGNS:
            backers.begin_campaign(self, business)
        if seed % 2:  # without asking chance: every other town stays what it was
            make_action(budget_cents=6_00 + seed % 7 * 5_00, starts_at=self.now - timedelta(days=1))

    def _welcome(self, business: Business) -> None:
        """The region takes its own vouchers seldom; everybody else takes part."""
        self.takers.append(business)
        if not business.is_region:
            taking_part(business, at=self.now)
            self.takers += [business] * 3

    def step(self) -> None:
        name, act = self._something()
        meanwhile = self._something_else()
        self.notes.acts.append(name)
        self.now += timedelta(seconds=self.random.choice([1, 5, 30, 90, 1200]))
        self.world.set_clock(self.now)
        self.weather.prepare(meanwhile)
        with self.weather.over(connection), suppress(*REFUSALS):
            self._watched(name, act)
        for failure in self.weather.wait_for_others():
            if not isinstance(failure, REFUSALS):
                self.notes.surprises.append(f"somebody else: {type(failure).__name__}: {failure}")
        self.notes.surprises += self.seen.what_went_back()
        self._remember_expired()

    def _remember_expired(self) -> None:
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
        names = list(self.weights)
        while True:
            name = self.random.choices(names, [self.weights[name] * self.habits[name] for name in names])[0]
            act = name(self)
            if act is not None:
                return name.__name__, act

    def _something_else(self) -> Act | None:
        """What another process may do in the middle of an act; chosen before it, so that a seed stays a seed."""
        acts = [platform.look, shops.till, buyers.withdrawal, buyers.return_page, outside.pay_and_look]
        if self.weights is OF_CAMPAIGNS:
            acts += [backers.change_of_mind, backers.delivery]
        return self.random.choice(acts)(self)

    def any(self, rows: QuerySet[Row]) -> Row | None:
        return self.one_of(list(rows.order_by("pk")))

    def one_of(self, things: list[Thing]) -> Thing | None:
        return self.random.choice(things) if things else None

    def outside(self, act: Act, page: Page) -> Act:
        """An act that our weather does not touch. Its events get lost, come twice, and come in any order."""

        def happen() -> None:
            with self.weather.sheltered():
                act()
            for message in self.world.news(page):
                self.events += [message] * self.random.choice([0, 1, 1, 2])

        return happen

    def calm_down(self) -> None:
        """The weather clears, what is under way outside comes to its end, and the sweeper works until nothing moves."""
        self.weather.is_rough = self.weather.outage = False
        self.world.calm_down()
        seen: list[tuple[object, ...]] = []
        while len(seen) < 2 or seen[-1] != seen[-2]:
            if len(seen) == SWEEPS:
                self.notes.surprises.append("the sweeper never comes to rest")
                return
            self.world.let_pages_expire()
            self.now += timedelta(days=60)
            self.world.set_clock(self.now)
            self._watched("sweep", partial(sweep, at=self.now))
            seen.append(self._picture())
            if len(seen) == 1:
                self._remember_expired()
                self._last_late_money()
                if self.takers:
                    region.pay_everybody(self)

    def _last_late_money(self) -> None:
        """Some who let their page expire pay after all, when every order is closed."""
        for page in self.world.pages():
            if not page.charges and not page.is_cancelled and self.random.random() < 0.5:
                self.world.pay(page)

    def _picture(self) -> tuple[object, ...]:
        return (
            list(Attempt.objects.order_by("pk").values_list("state", "provider_ref")),
            list(Refund.objects.order_by("pk").values_list("state", "amount_cents")),
            list(Voucher.objects.order_by("pk").values_list("left_cents", "reserved_cents")),
            list(Pledge.objects.order_by("pk").values_list("paid_at", "refunded_at", "charged_back_cents")),
        )
