"""A notice may cost something: what is paid is remembered in its row."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from kreislauf.slices import OpenBalance, SoldBesides
from tests.notices.models import Notice


def paid(order_id: int, *, amount_cents: int, at: datetime) -> bool:
    return bool(Notice.objects.filter(pk=order_id, paid_cents=0).update(paid_cents=amount_cents))


def closed(order_id: int, *, at: datetime) -> None:
    Notice.objects.filter(pk=order_id).update(taken_down_at=at)


def refunded(subject_id: int, *, amount_cents: int, succeeded: bool, at: datetime) -> None:
    if succeeded:
        Notice.objects.filter(pk=subject_id).update(paid_cents=0)


def charged_back(order_id: int, *, amount_cents: int, at: datetime) -> None:
    Notice.objects.filter(pk=order_id).update(paid_cents=0)


def recovered(order_id: int, *, amount_cents: int, at: datetime) -> None:
    Notice.objects.filter(pk=order_id).update(paid_cents=amount_cents)


def sellable(business_id: int | None, *, ready: bool, at: datetime) -> None:
    Notice.objects.filter(paid_cents=0).update(text="bezahlbar" if ready else "nicht bezahlbar")


def open_balances() -> Iterator[OpenBalance]:
    for notice in Notice.objects.filter(paid_cents__gt=0):
        cents, day = notice.paid_cents, notice.posted_at.date()
        yield OpenBalance(f"N{notice.pk}", "Rathaus", cents, cents, day, notice.until, notice.title)


def sold_besides(year: int, businesses: Collection[int] | None) -> Iterator[SoldBesides]:
    for pk in businesses or ():
        yield SoldBesides(pk, 2, 30, 700)


def transfers(names: Collection[str]) -> dict[str, int]:
    """A prize for the best notice is on its way."""
    return dict.fromkeys({"AUSHANG"} & {*names}, 5)


def their_transfers(names: Collection[str]) -> dict[str, str]:
    return dict.fromkeys({"AUSHANG"} & {*names}, "/verwaltung/aushang/")


def transferred(name: str, at: datetime) -> None:
    Notice.objects.update(text=f"überwiesen: {name}")
