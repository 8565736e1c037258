"""The consultation hours of a demo region's advisers, some of them booked by telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.demo.clock import days_ago
from marketplace.advice.models import Adviser
from marketplace.meetings.models import Meeting
from marketplace.meetings.seats.by_phone import register_by_phone
from marketplace.meetings.seats.hours.offer import Hours, offer_hours
from marketplace.meetings.seats.register import Guest

if TYPE_CHECKING:
    from marketplace.demo.hub.shape import DemoHours
    from marketplace.demo.shape import DemoRegion


def add_hours(data: DemoRegion, *, by: Actor) -> None:
    for one in data.hub.hours:
        talks = _talks(data, one, by=by)
        for number, talk in enumerate(talks[: one.taken]):
            guest = Guest(name=f"Gast {number + 1}", email=f"gast{number}.{one.adviser}@gaeste.example")
            register_by_phone(talk, guest, phone="", key=f"{talk.key}-gast", by=by, at=days_ago(3, hour=9 + number))


def _talks(data: DemoRegion, one: DemoHours, *, by: Actor) -> list[Meeting]:
    key = f"demo-{data.label}-{one.adviser}"
    adviser = Adviser.objects.select_related("body").get(key=key)
    begins, ends = one.clocks
    hours = Hours(
        day=one.day_from(timezone.localdate()),
        begins=begins,
        ends=ends,
        minutes=one.minutes,
        weeks=one.weeks,
        where=one.where,
        room_url=f"https://treffen.{data.label}.example/{one.adviser}" if one.where == "online" else "",
    )
    return offer_hours(adviser, hours, key=key, by=by, at=days_ago(9))
