"""The fake Stripe as the world outside: real HTTP, books of its own, and everything that Stripe may do to us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.utils import timezone

from billing.payments.models import Attempt, Merchant, MerchantState
from tests.billing.machine.worlds import OutsideCharge, OutsideRefund, Page
from tests.fakestripe import FakeStripe
from tests.fakestripe.books import Json
from tests.fakestripe.wire import Request

# What a request meets, and how often. Where it has an effect, the worst is that nobody hears of it.
READING = {"down": 0.02, "429": 0.01, "503": 0.01}
WRITING = {"down": 0.02, "lost": 0.04, "429": 0.02, "503": 0.01, "500": 0.02, "500 after": 0.02}


@dataclass(frozen=True)
class StripeMessage:
    fake: FakeStripe
    event: Json
    forged: bool = False

    def post(self, client: Client) -> int:
        secrets = ["whsec_of_somebody_else"] if self.forged else None
        headers, body = self.fake.sign(self.event, at=timezone.now(), secrets=secrets)
        path = "/zahlungen/ereignisse/stripe/"
        return client.post(path, body, content_type="application/json", headers=headers).status_code


class StripeWorld:
    provider = "stripe"
    acts = ("secret rotated", "old secret dropped", "deauthorised", "reconnected", "fees late")
    troubles = (*acts, *WRITING)
    never = frozenset({"refund down after"})  # its answers get lost on the way, which is told as that
    path = "billing.providers.stripe.provider.Stripe"

    def __init__(self, seed: int) -> None:
        self.fake = FakeStripe().__enter__()
        self.random = Random(seed * 104729)
        self.is_rough = True
        self.met: list[str] = []  # what came over the wire
        self.fake.weather = self._weather
        settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = self.fake.key, self.fake.url
        settings.STRIPE_WEBHOOK_SECRETS = list(self.fake.secrets)
        settings.PAYMENTS_LIVE = False

    def close(self) -> None:
        self.fake.__exit__(None, None, None)

    def open_account(self, business_id: int | None) -> None:
        now = timezone.now()
        Merchant.objects.create(
            business_id=business_id, provider="stripe", account_ref=self.fake.connect(), livemode=False,
            state=MerchantState.ACTIVE, opened_at=now, changed_at=now,
        )  # fmt: skip

    # ---- Its books
    def pages(self) -> list[Page]:
        return [self._page(session) for session in self._all("checkout.session")]

    def charges(self) -> list[OutsideCharge]:
        """Of accounts that we still hear of, as all that follows here."""
        found = []
        for session in self._heard("checkout.session"):
            for row in self._paid(session):
                lost = sum(dispute["amount"] for dispute in self._disputes(row) if dispute["status"] != "won")
                found.append(OutsideCharge(row["id"], row["amount"], lost, self._page(session), row))
        return found

    def refunds(self) -> list[OutsideRefund]:
        return [
            OutsideRefund(row["id"], row["metadata"].get("refund", ""), row["amount"], row["status"] == "succeeded")
            for row in self._heard("refund")
        ]

    def money_cents(self) -> int:
        return sum(row["net"] for row in self._heard("balance_transaction"))

    # ---- Buyers
    def pay(self, page: Page, *, times: int = 1, slow: bool = False) -> None:
        odd = self.random.random() if self.is_rough else 1.0
        cents = page.row["amount_total"] + 100 if odd < 0.04 else None
        self.fake.pay(page.row, times=times, cents=cents, currency="chf" if 0.04 <= odd < 0.08 else "eur")
        if slow:
            self.fake.slow_banks |= {row["id"] for row in self._paid(page.row)}

    def decline(self, page: Page) -> None:
        self.fake.decline(page.row)

    def abort(self, page: Page) -> None:
        """Who leaves the page leaves it open: only time, or we, close it."""

    def promise(self, page: Page) -> None:
        if not page.charges and page.row["status"] == "open":
            self.fake.pay(page.row, late=True)

    def arrive(self, page: Page) -> None:
        if self.random.random() < 0.8:
            self.fake.arrive(page.row)
        else:
            self.fake.fall_through(page.row)

    def expire(self, page: Page) -> None:
        self.fake.expire(page.row)

    # ---- Banks, and somebody in the dashboard
    def refund(self, charge: OutsideCharge, *, cents: int) -> None:
        self.fake.refund(charge.row, cents=cents)

    def dispute(self, charge: OutsideCharge) -> None:
        self.fake.dispute(charge.row, inquiry=self.random.random() < 0.2)

    def win(self, charge: OutsideCharge) -> None:
        for dispute in self._disputes(charge.row):
            if dispute["status"] == "needs_response":
                self.fake.win(dispute)

    def end_refunds(self, charge: OutsideCharge, *, succeeded: bool) -> None:
        for refund in self._all("refund"):
            if refund["charge"] == charge.ref:
                self.fake.end_refund(refund, succeeded=succeeded)

    def pay_out(self) -> None:
        """Also of charges that we have not heard of."""
        for ref in self.fake.accounts:
            self.fake.payout(ref)

    def trouble(self, random: Random) -> str:
        """What no buyer and no bank does."""
        what = random.choice(self.acts)
        if what == "secret rotated":
            settings.STRIPE_WEBHOOK_SECRETS = [self.fake.rotate_secret(), *settings.STRIPE_WEBHOOK_SECRETS][:2]
        elif what == "old secret dropped":
            self.fake.drop_old_secrets()
        elif what == "deauthorised":
            self.fake.deauthorize(random.choice(list(self.fake.accounts)))
        elif what == "reconnected":
            self._reconnect()
        else:
            self.fake.fees_late = True
        return what

    # ---- News
    def news(self, page: Page) -> list[StripeMessage]:
        with self.fake.lock:
            events, self.fake.unsent[:] = list(self.fake.unsent), []
        return [StripeMessage(self.fake, event) for event in events]

    def forged(self, attempt: Attempt) -> StripeMessage:
        about = {"id": "evt_forged", "object": "event", "livemode": False, "type": "checkout.session.completed"}
        return StripeMessage(self.fake, about | {"data": {"object": {}}, "account": "acct_x"}, forged=True)

    # ---- The end
    def calm_down(self) -> None:
        self.is_rough = False
        self.fake.weather = None
        self._reconnect()
        self.fake.fees_known()
        for session in self._all("checkout.session"):
            self.fake.arrive(session)
        self.fake.slow_banks.clear()
        for number, refund in enumerate(one for one in self._all("refund") if one["status"] == "pending"):
            self.fake.end_refund(refund, succeeded=number % 2 == 0)
        for number, payout in enumerate(one for one in self._all("payout") if one["status"] == "in_transit"):
            if number % 2:
                self.fake.payout_fails(payout)
            else:
                self.fake.payout_arrives(payout)

    def let_pages_expire(self) -> None:
        for session in self._all("checkout.session"):
            self.fake.expire(session)

    def set_clock(self, now: datetime) -> None:
        """Its clock shows the town's time: it looks for pages that were made around the attempt."""
        ahead = now - timezone.now() - self.fake.offset
        self.fake.advance(seconds=max(ahead.total_seconds(), 0))

    def _weather(self, request: Request) -> str | None:
        odds, dice = READING if request.method == "GET" else WRITING, self.random.random()
        for what, chance in odds.items():
            dice -= chance
            if dice < 0:
                self.met.append(what)
                return what
        return None

    def _reconnect(self) -> None:
        for ref, books in self.fake.accounts.items():
            if not books.connected:
                self.fake.reconnect(ref)

    def _all(self, kind: str) -> list[Json]:
        with self.fake.lock:
            return [row for books in self.fake.accounts.values() for row in books.all(kind)]

    def _heard(self, kind: str) -> list[Json]:
        lost = set(Merchant.objects.lost().values_list("account_ref", flat=True))
        with self.fake.lock:
            return [row for ref, books in self.fake.accounts.items() if ref not in lost for row in books.all(kind)]

    def _page(self, session: Json) -> Page:
        key = UUID(session["metadata"]["attempt"])
        return Page(key, len(self._paid(session)), session["status"] == "expired", session)

    def _paid(self, session: Json) -> list[Json]:
        if session["payment_intent"] is None:
            return []
        return [row for row in self.fake.charges(session) if row["status"] == "succeeded"]

    def _disputes(self, charge: Json) -> list[Json]:
        found = [row for row in self._all("dispute") if row["charge"] == charge["id"]]
        return [row for row in found if not row["status"].startswith("warning")]
