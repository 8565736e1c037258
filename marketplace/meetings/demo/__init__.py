"""A demo region's meetings: rows in bulk, with the states that they would have come to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.demo.clock import days_ago
from kreislauf.rich_text import rich_text
from marketplace.advice.models import Topic
from marketplace.businesses.models import Business
from marketplace.meetings.demo.guests import add_guests, add_questions
from marketplace.meetings.demo.hours import add_hours
from marketplace.meetings.models import Meeting
from marketplace.meetings.uid import new_uid
from marketplace.partners.models import Body

if TYPE_CHECKING:
    from marketplace.demo.hub.shape import DemoMeeting
    from marketplace.demo.shape import DemoRegion


@transaction.atomic
def demo(data: DemoRegion, by: Actor) -> None:
    """Once."""
    if Meeting.objects.exists():
        return
    hosts: dict[str, Body | Business | None] = {one.name: one for one in Business.objects.all()}
    hosts |= {one.key: body for one in data.hub.bodies for body in Body.objects.filter(name=one.name)} | {"": None}
    made = [
        (one, number, _meeting(data, one, number, begins, hosts[one.host]))
        for one in data.hub.meetings
        for number, begins in enumerate(_begins(one))
    ]
    topics = dict(Topic.objects.values_list("slug", "pk"))
    for one, _number, meeting in made:
        meeting.topic_id = topics.get(one.topic)
    Meeting.objects.bulk_create(meeting for _one, _number, meeting in made)
    for one, number, meeting in made:
        if number == 0:
            add_guests(one, meeting)
            add_questions(one, meeting)
    add_hours(data, by=by)


def _begins(one: DemoMeeting) -> list[datetime]:
    """Of each of a series, four weeks apart on the clock."""
    begins, _ends = one.times(timezone.localdate())
    return [begins + timedelta(days=28 * number) for number in range(one.repeat)]


def _meeting(
    data: DemoRegion, one: DemoMeeting, number: int, begins: datetime, host: Body | Business | None
) -> Meeting:
    first, end = one.times(timezone.localdate())
    ends = begins + (end - first)
    written = min(days_ago(18, hour=9), timezone.now())
    return Meeting(
        body=host if isinstance(host, Body) else None,
        business=host if isinstance(host, Business) else None,
        title=one.title,
        lead=one.lead,
        text_md=one.text,
        text_html=rich_text(one.text),
        kind=one.kind,
        starts_at=begins,
        ends_at=ends,
        **_where(data, one),
        **_rules(one, begins),
        experts=[{"name": name, "role": role, "body_id": None, "business_id": None} for name, role in one.experts],
        recording_policy=one.recording,
        material=[{"label": label, "url": url} for label, url in one.material],
        certificate=one.certificate,
        series_key=f"demo-{one.key}" if one.repeat > 1 else "",
        uid=new_uid(),
        key=f"demo-{data.label}-{one.key}-{number}",
        written_at=written,
        submitted_at=written,
        audience=one.shared,
        **_state(one, begins, ends, written),
    )


def _where(data: DemoRegion, one: DemoMeeting) -> dict[str, Any]:
    room = {"room_kind": one.room or "none", "dial_in": one.dial_in, "dial_in_pin": "4711" if one.dial_in else ""}
    if one.room in ("url", "jitsi"):
        room["room_url"] = f"https://treffen.{data.label}.example/{one.key}"
    if one.kind == "online":
        return room
    spot = data.spots[one.place]
    return room | {
        "place_name": one.place_name,
        "street": one.street,
        "postcode": spot.postcode,
        "town": data.place if data.kind == "kreisfreie_stadt" else one.place,
        "latitude": spot.latitude,
        "longitude": spot.longitude,
    }


def _rules(one: DemoMeeting, begins: datetime) -> dict[str, Any]:
    first = timezone.now() + timedelta(days=one.members_first_days) if one.members_first_days else None
    return {
        "registration": "needed" if one.registration else "none",
        "capacity": one.capacity,
        "members_first_until": first,
        "minimum": one.minimum,
        "decide_by": begins - timedelta(days=4) if one.minimum else None,
        "questions_open_at": days_ago(10) if one.questions else None,
    }


def _state(one: DemoMeeting, begins: datetime, ends: datetime, written: datetime) -> dict[str, Any]:
    if one.state == "waiting":
        return {"changed_at": written}
    approved = written + timedelta(hours=2)
    facts: dict[str, Any] = {"approved_at": approved, "released_at": approved, "changed_at": approved}
    if one.moved_hours:
        moved = days_ago(2)
        before = begins - timedelta(hours=one.moved_hours)
        facts |= {"moved_at": moved, "moved_from": before, "changed_at": moved, "sequence": 1}
    if one.cancelled:
        cancelled = days_ago(1)
        facts |= {"cancelled_at": cancelled, "cancel_reason": one.cancelled, "changed_at": cancelled, "sequence": 1}
    if one.day < 0:
        facts["over_handled_at"] = ends + timedelta(hours=1)
        facts["recording"] = {
            "url": f"https://aufnahmen.kiel.example/{one.key}",
            "published_at": (ends + timedelta(hours=20)).isoformat(),
            "expires_on": (ends + timedelta(days=90)).date().isoformat(),
        }
    return facts
