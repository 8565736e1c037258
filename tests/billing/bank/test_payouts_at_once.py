"""Ten people on one file at once: one of them makes it, one pays it, and nobody pays what somebody withdraws."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from billing.bank.payouts.kind import AnyPayouts
from billing.bank.payouts.pay import mark_run_paid
from billing.bank.payouts.run import AlreadyPaid, NothingWaits, make_run, withdraw_run
from billing.ledger.models import Journal
from kreislauf.regions import RegionCard, stepping_into
from tests.billing.bank.payouts import KINDS, PAYER, make_settlement

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, SETTLEMENTS = 10, 5
NOW = timezone.now()


@pytest.fixture(params=KINDS, ids=lambda one: one.log)
def payouts(request: pytest.FixtureRequest, in_kiel: RegionCard) -> AnyPayouts:
    kind: AnyPayouts = request.param
    for _number in range(SETTLEMENTS):
        make_settlement(kind)
    return kind


def at_once(kiel: RegionCard, act: Callable[[int], object]) -> Counter[str]:
    """Each of the people in a thread with a connection of its own; counts the answers."""
    start = threading.Barrier(PEOPLE)

    def run(number: int) -> str:
        start.wait(timeout=60)
        try:
            with stepping_into(kiel):
                return str(act(number))
        except (NothingWaits, AlreadyPaid) as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PEOPLE) as people:
        return Counter(people.map(run, range(PEOPLE)))


def test_one_of_ten_makes_the_file_and_one_pays_it(in_kiel: RegionCard, payouts: AnyPayouts) -> None:
    made = at_once(in_kiel, lambda number: make_run(payouts, PAYER, by="Ute", at=NOW).settlements_count)
    assert made == {str(SETTLEMENTS): 1, "NothingWaits": PEOPLE - 1}
    run = payouts.files.get()
    assert at_once(in_kiel, lambda number: mark_run_paid(payouts, run, by="Ute", at=NOW)) == {
        str(SETTLEMENTS): 1,
        "0": PEOPLE - 1,
    }
    assert Journal.objects.filter(key__startswith=f"{payouts.journal}:").count() == SETTLEMENTS


def test_a_file_is_paid_or_withdrawn_and_never_both(in_kiel: RegionCard, payouts: AnyPayouts) -> None:
    run: Any = make_run(payouts, PAYER, by="Ute", at=NOW)

    def act(number: int) -> object:
        if number % 2:
            return withdraw_run(payouts, run, by="Ute", at=NOW)
        return mark_run_paid(payouts, run, by="Ute", at=NOW)

    at_once(in_kiel, act)

    run.refresh_from_db()
    paid, inside = payouts.rows.filter(paid_at__isnull=False).count(), payouts.rows.filter(run=run).count()
    assert (paid, inside) == ((0, 0) if run.withdrawn_at else (SETTLEMENTS, SETTLEMENTS))
