"""Settlements of every slice that has the region pay businesses."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from billing.bank.payer import Payer
from billing.bank.payouts.kind import AnyPayouts
from billing.bank.payouts.pay import withdraw_payment
from billing.bank.payouts.run import make_run
from marketplace.regionwide.payouts.kind import PAYOUTS as REGIONWIDE
from marketplace.subsidies.payouts.kind import PAYOUTS as SUBSIDIES
from tests.billing.bank.imported import take, verdicts
from tests.billing.bank.make import IBAN
from tests.billing.bank.statement import debit, statement
from tests.make import make_business
from tests.marketplace.subsidies.steps import make_action

KINDS: tuple[AnyPayouts, ...] = (REGIONWIDE, SUBSIDIES)
PAYER = Payer("Stadtkasse", IBAN)


def make_settlement(payouts: AnyPayouts, *, cents: int = 10_00, **fields: Any) -> Any:
    """With an account, and in no file."""
    now = timezone.now()
    own: dict[str, Any] = {"until": now, "made_by": "Ute"}
    if payouts is SUBSIDIES:
        own = {"action": make_action(), "month": timezone.localdate().replace(day=1)}
    business = make_business(name=f"Laden {payouts.rows.count()}")
    values = {"business": business, "cents": cents, "name": business.name, "iban": IBAN, "made_at": now}
    return payouts.rows.create(**values | own | fields)


def filed(payouts: AnyPayouts, *cents: int) -> Any:
    """A file with settlements of these sums."""
    for one in cents:
        make_settlement(payouts, cents=one)
    return make_run(payouts, PAYER, by="Ute", at=timezone.now())


def left_account(name: str, cents: int = 10_00, *, ref: str = "B1") -> list[str]:
    """As a statement of the region's account shows it."""
    return verdicts(take(statement(debit(cents, e2e=name, ref=ref)), business_id=None))


def withdraw(payouts: AnyPayouts, one: Any, *, leaves_file: bool) -> None:
    withdraw_payment(payouts, one, reason="Irrtum", leaves_file=leaves_file, by="Ute", at=timezone.now())


def confirm(client: Client, url: str, **data: str) -> HttpResponse:
    """Asked, and answered with yes."""
    return answer_to(client.get(url), client, url, **data)


def answer_to(question: HttpResponse, client: Client, url: str, **data: str) -> HttpResponse:
    """Of a page that may be open for long."""
    found = re.search(r'name="asked_about" value="(\w+)"', question.content.decode())
    answer: HttpResponse = client.post(url, {"asked_about": found[1] if found else "", **data}, follow=True)
    return answer


def paid(payouts: AnyPayouts) -> list[bool]:
    return [one.paid_at is not None for one in payouts.rows.order_by("pk")]
