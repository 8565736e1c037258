"""Clicks that come at the same moment: one of approve, refuse and ask back counts; one entry of many is the first."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard, stepping_into
from marketplace.review.approve import approve
from marketplace.review.ask_back import ask_back
from marketplace.review.bundle import send_bundle
from marketplace.review.decisions import TooLate
from marketplace.review.reject import reject
from marketplace.review.submit import submit
from tests.make import NOON, make_business, make_user
from tests.marketplace.review.cast import queued, utc

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 6


def together(kiel: RegionCard, act: Callable[[int], object]) -> Counter[str]:
    start = threading.Barrier(HANDS)

    def run(number: int) -> str:
        start.wait(timeout=30)
        try:
            with stepping_into(kiel):
                act(number)
        except TooLate:
            return "too late"
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(HANDS) as hands:
        return Counter(hands.map(run, range(HANDS)))


def test_one_of_three_decisions_counts(kiel: RegionCard, in_kiel: RegionCard) -> None:
    shop = make_business(approved_at=None)
    decide: list[Callable[[], object]] = [
        lambda: approve(shop, version=1, by="x", at=NOON, corrections={"description": "Brot."}),
        lambda: reject(shop, version=1, reason="Nein.", by="x", at=NOON),
        lambda: ask_back(shop, version=1, question="Wo?", by="x", at=NOON),
    ]
    assert together(kiel, lambda number: decide[number % 3]()) == {"done": 1, "too late": HANDS - 1}
    actions = ["business.approved", "business.rejected", "business.asked"]
    assert Entry.objects.filter(action__in=actions).count() == 1


def test_of_many_that_come_at_once_one_goes_out_alone(kiel: RegionCard, in_kiel: RegionCard) -> None:
    make_user(email="rathaus@kiel.example")
    shops = [make_business(approved_at=None) for _ in range(HANDS)]
    together(kiel, lambda number: submit(shops[number], by="Jan", at=utc(3, 9)))
    assert queued() == [("businesses.approval", "rathaus@kiel.example")]


def test_two_sweeps_at_once_write_one_bundle(kiel: RegionCard, in_kiel: RegionCard) -> None:
    make_user(email="rathaus@kiel.example")
    for _ in range(3):
        make_business(approved_at=None, submitted_at=utc(2, 9))
    assert together(kiel, lambda number: send_bundle(at=utc(3, 9))) == {"done": HANDS}
    assert queued() == [("review.bundle", "rathaus@kiel.example")]
