"""The sandbox as the world outside: its rows stand in the region's own schema."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from django.db.models import F
from django.test import Client
from django.utils import timezone

from billing.payments.models import Attempt
from billing.providers.sandbox import events as sandbox_events
from billing.providers.sandbox import payouts as bank
from billing.providers.sandbox import world as world
from billing.providers.sandbox.models import SandboxCharge, SandboxCheckout, SandboxPayout, SandboxRefund
from kreislauf.regions import current_region
from tests.billing import outside
from tests.billing.machine.worlds import OutsideCharge, OutsideRefund, Page


@dataclass(frozen=True)
class SandboxMessage:
    schema: str
    key: UUID
    forged: bool = False

    def post(self, client: Client) -> int:
        body = sandbox_events.body_of(schema=self.schema, key=self.key)
        signature = sandbox_events.sign(body + b" " if self.forged else body, at=timezone.now())
        return client.post(
            "/zahlungen/ereignisse/sandbox/",
            body,
            content_type="application/json",
            headers={sandbox_events.HEADER: signature},
        ).status_code


class SandboxWorld:
    provider = "sandbox"
    troubles = ()
    never: frozenset[str] = frozenset()
    path = "billing.providers.sandbox.provider.Sandbox"

    met: tuple[str, ...] = ()

    def __init__(self, seed: int) -> None:
        """Its rows are emptied with the region."""

    def close(self) -> None:
        """Nothing was opened."""

    def open_account(self, business_id: int | None) -> None:
        """It opens one by itself."""

    def trouble(self, random: Random) -> str:
        return ""

    def pages(self) -> list[Page]:
        return [_page(row) for row in SandboxCheckout.objects.prefetch_related("charges").order_by("pk")]

    def charges(self) -> list[OutsideCharge]:
        rows = SandboxCharge.objects.select_related("checkout").order_by("pk")
        return [OutsideCharge(row.ref, row.amount_cents, _lost(row), _page(row.checkout), row) for row in rows]

    def refunds(self) -> list[OutsideRefund]:
        rows = SandboxRefund.objects.order_by("pk")
        return [OutsideRefund(row.ref, row.key, row.amount_cents, row.refunded_at is not None) for row in rows]

    def money_cents(self) -> int:
        there = sum(charge.amount_cents - charge.lost_cents - (charge.row.fee_cents or 0) for charge in self.charges())
        there -= sum(refund.amount_cents for refund in self.refunds() if refund.arrived)
        in_the_bank = SandboxPayout.objects.exclude(arrived_at=None).filter(failed_at=None)
        return there - sum(in_the_bank.values_list("amount_cents", flat=True))

    def pay(self, page: Page, *, times: int = 1, slow: bool = False) -> None:
        world.pay(page.row, times=times)
        if slow:
            page.row.charges.update(holds_refunds=True)

    def decline(self, page: Page) -> None:
        world.decline(page.row)

    def abort(self, page: Page) -> None:
        world.abort(page.row)

    def promise(self, page: Page) -> None:
        if not page.row.charges.exists():
            world.pay_later(page.row)

    def arrive(self, page: Page) -> None:
        SandboxCheckout.objects.filter(pk=page.row.pk, pays_at__isnull=False).update(pays_at=timezone.now())

    def expire(self, page: Page) -> None:
        outside.expire(page.row)

    def refund(self, charge: OutsideCharge, *, cents: int) -> None:
        outside.refund_outside(charge.row, amount_cents=cents)

    def dispute(self, charge: OutsideCharge) -> None:
        world.dispute(charge.row)

    def win(self, charge: OutsideCharge) -> None:
        world.decide_dispute(charge.row, won=True)

    def end_refunds(self, charge: OutsideCharge, *, succeeded: bool) -> None:
        for refund in charge.row.refunds.all():
            outside.end_refund(refund, succeeded=succeeded)

    def pay_out(self) -> None:
        """A payout leaves for each merchant; the one before it arrives, or comes back now and then."""
        for merchant in SandboxCheckout.objects.exclude(merchant=None).values_list("merchant", flat=True).distinct():
            before = SandboxPayout.objects.filter(merchant=merchant).order_by("pk").last()
            if before is not None:
                bank.end_payout(before, arrived=before.pk % 3 != 0)
            bank.pay_out(merchant)

    def news(self, page: Page) -> list[SandboxMessage]:
        return [SandboxMessage(current_region().schema, page.key)]

    def forged(self, attempt: Attempt) -> SandboxMessage:
        return SandboxMessage(current_region().schema, attempt.key, forged=True)

    def calm_down(self) -> None:
        SandboxCheckout.objects.filter(pays_at__isnull=False).update(pays_at=timezone.now())
        SandboxCharge.objects.update(holds_refunds=False)
        for number, refund in enumerate(SandboxRefund.objects.filter(refunded_at=None, failed_at=None)):
            outside.end_refund(refund, succeeded=number % 2 == 0)

    def let_pages_expire(self) -> None:
        SandboxCheckout.objects.update(expires_at=F("opened_at"))
        for charge in SandboxCharge.objects.filter(fee_cents=None):
            bank.know_fee(charge)

    def set_clock(self, now: datetime) -> None:
        """The sandbox looks at the real clock only."""


def _lost(row: SandboxCharge) -> int:
    return 0 if row.dispute_won_at else row.disputed_cents


def _page(row: SandboxCheckout) -> Page:
    return Page(row.key, row.charges.count(), row.cancelled_at is not None, row)
