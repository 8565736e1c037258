"""The sweeper takes up what was left lying, in every region, and comes back less and less often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from billing.payments import sweep as sweeping
from billing.payments.models import Attempt, AttemptState
from billing.payments.schedule import next_check
from billing.payments.sweep import CLAIM, DOWN_FOR_NOW, sweep
from billing.payments.tasks import sweep_region, sweep_regions
from billing.providers.sandbox import world as world
from kreislauf.celery import RegionTask
from kreislauf.regions import RegionCard, current_region, stepping_into
from tests.billing import outside
from tests.billing.handlers import Shop
from tests.billing.make import make_attempt, make_row, page_of
from tests.make import NOON

pytestmark = pytest.mark.django_db


def test_a_payment_without_an_event_is_found(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt))

    assert sweep(at=timezone.now()) == 0
    assert sweep(at=timezone.now() + timedelta(seconds=15)) == 1
    assert shop.told == [("paid", 7, 5000)]


def test_money_that_comes_after_the_end_is_found_too(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    outside.expire(page_of(attempt))
    sweep(at=timezone.now() + timedelta(seconds=15))
    world.pay(page_of(attempt))

    sweep(at=timezone.now() + timedelta(hours=1))

    assert shop.told == [("closed", 7), ("paid", 7, 5000)]


def test_one_that_fails_stops_no_other(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = make_attempt(order_id=1), make_attempt(order_id=2)
    world.pay(page_of(first))
    world.pay(page_of(second))
    Attempt.objects.filter(pk=first.pk).update(purpose="nobody's")

    assert sweep(at=timezone.now() + timedelta(minutes=1)) == 2

    assert shop.told == [("paid", 2, 5000)]


def test_a_silent_provider_is_not_asked_for_each_and_the_rest_comes_next_time(shop: Shop, settings: Settings) -> None:
    for order_id in range(DOWN_FOR_NOW + 2):
        make_attempt(order_id=order_id)
    settings.PAYMENT_PROVIDERS = {"sandbox": "tests.billing.providers.away.Away"}
    later = timezone.now() + timedelta(minutes=1)

    assert sweep(at=later) == DOWN_FOR_NOW
    assert sweep(at=later + CLAIM) == DOWN_FOR_NOW


def test_two_sweepers_do_not_do_the_same_work(shop: Shop) -> None:
    make_attempt()
    later = timezone.now() + timedelta(minutes=1)

    assert (len(sweeping._claim(Attempt.objects.due(later), at=later)), sweep(at=later)) == (1, 0)


def test_an_undecided_payment_is_looked_at_every_minute_and_a_decided_one_ever_less(shop: Shop) -> None:
    attempt = make_row()
    attempt.created_at = NOON

    def waits(age: timedelta) -> timedelta | None:
        found = next_check(attempt, at=NOON + age)
        return found and found - NOON - age

    assert [waits(timedelta(seconds=seconds)) for seconds in (0, 40, 3600)] == [
        timedelta(seconds=10),
        timedelta(seconds=20),
        timedelta(minutes=1),
    ]
    attempt.state = AttemptState.SUCCEEDED
    assert [waits(age) for age in (timedelta(0), timedelta(hours=2), timedelta(days=60), timedelta(days=201))] == [
        timedelta(minutes=1),
        timedelta(hours=1),
        timedelta(days=30),
        None,
    ]


def test_a_payment_is_asked_about_some_forty_times_in_all(shop: Shop) -> None:
    attempt = make_row()
    attempt.created_at, attempt.state = NOON, AttemptState.SUCCEEDED
    looks, at = 0, NOON
    while (at := next_check(attempt, at=at)) is not None:  # type: ignore[assignment]
        looks += 1

    assert looks == 32


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_region_with_something_due_gets_a_task_and_one_without_gets_none(
    kiel: RegionCard, dortmund: RegionCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[tuple[str, str]] = []

    def queue(task: RegionTask, *args: object, **options: object) -> None:
        queued.append((task.name, current_region().label))

    with stepping_into(kiel):
        make_row()
        Attempt.objects.update(check_at=timezone.now() + timedelta(hours=1))
    with stepping_into(dortmund):
        make_row()
        Attempt.objects.update(check_at=NOON)
    monkeypatch.setattr(RegionTask, "apply_async", queue)
    sweep_regions()

    assert queued == [(sweep_region.name, "dortmund")]
