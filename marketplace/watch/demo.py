"""A few watches of a demo region, in different states."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.demo.clock import days_ago
from marketplace.watch.block import address_hash
from marketplace.watch.confirm import LIVES
from marketplace.watch.consent import TEXT_VERSION
from marketplace.watch.kinds import Search, key_of
from marketplace.watch.models import Blocked, EndedBy, Reason, Rhythm, Watch
from marketplace.watch.slots import next_slot


class DemoWatch(NamedTuple):
    search: Search
    rhythm: Rhythm
    confirmed_days_ago: int
    state: str = ""


WATCHES = (
    DemoWatch({"q": ["Kinderfahrrad"]}, Rhythm.DAILY, 3),
    DemoWatch({"q": ["Kinderfahrrad"]}, Rhythm.WEEKLY, 40),
    DemoWatch({"q": ["Gartenmöbel"]}, Rhythm.WEEKLY, 12, "paused"),
    DemoWatch({}, Rhythm.WEEKLY, 60),
    DemoWatch({"q": ["Bücherregal"]}, Rhythm.DAILY, 355, "reminded"),
    DemoWatch({"q": ["Kinderwagen"]}, Rhythm.DAILY, 90, "ended"),
)


def demo(data: Any, by: Actor) -> None:
    """Once, of the list that the region's data names."""
    if Watch.objects.exists():
        return
    now = timezone.now()
    Watch.objects.bulk_create(_watch(one, number, data.watched, data, now) for number, one in enumerate(WATCHES))
    address = f"weg@{data.label}.example"
    Blocked.objects.create(address_hash=address_hash(address), reason=Reason.REFUSED, at=days_ago(9))


def _watch(one: DemoWatch, number: int, kind: str, data: Any, now: datetime) -> Watch:
    confirmed = days_ago(one.confirmed_days_ago, hour=18)
    is_running = one.state not in ("paused", "ended")
    return Watch(
        email=f"sucht{number}@{data.label}.example",
        language="de",
        kind=kind,
        search=one.search,
        search_key=key_of(one.search),
        rhythm=one.rhythm,
        asked_at=confirmed - timedelta(minutes=4),
        confirmed_at=confirmed,
        text_version=TEXT_VERSION,
        region=data.name,
        ends_at=confirmed + LIVES,
        seen_until=now,
        next_at=next_slot(one.rhythm, now) if is_running else None,
        paused_at=confirmed + timedelta(days=2) if one.state == "paused" else None,
        reminded_at=now - timedelta(days=4) if one.state == "reminded" else None,
        ended_at=confirmed + timedelta(days=30) if one.state == "ended" else None,
        ended_by=EndedBy.REQUEST if one.state == "ended" else "",
    )
