"""Meetings with the secret word in their texts, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kreislauf.slices import Example
from marketplace.meetings.models import Kind, Meeting, RegistrationRule, RoomKind
from marketplace.meetings.questions.example import question_examples
from marketplace.meetings.seats.example import seat_examples
from marketplace.meetings.uid import new_uid

HOUR = timedelta(hours=1)


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``business``, ``body``, ``adviser``, ``author``; makes ``meeting`` of the body, and ``waiting_meeting``."""
    now, word = timezone.now(), secret.lower()
    facts = {
        "title": f"Termin {secret}",
        "lead": f"Für alle, {secret}",
        "text_md": f"Beschreibung {secret}",
        "text_html": f"<p>Beschreibung {secret}</p>",
        "kind": Kind.HYBRID,
        "starts_at": now + 72 * HOUR,
        "ends_at": now + 74 * HOUR,
        "place_name": f"Saal {secret}",
        "street": "Bergstraße 2",
        "postcode": "24103",
        "town": "Kiel",
        "room_kind": RoomKind.URL,
        "room_url": f"https://raum.example.org/{word}",
        "registration": RegistrationRule.NEEDED,
        "capacity": 20,
        "experts": [{"name": f"Rita {secret}", "role": "Beraterin"}],
        "author_email": f"autor-{word}@example.org",
        "written_at": now,
        "changed_at": now,
        "submitted_at": now,
    }

    def make(name: str, **more: Any) -> Meeting:
        return Meeting.objects.create(**(facts | more), key=f"{name}-{word}", uid=new_uid())

    public = {"approved_at": now, "released_at": now}
    meeting = make("a", body=made["body"], **public)
    of_business = make("b", business=made["business"], **public)
    of_region = make("c", **public)
    waiting = make("d", body=made["body"])
    made.update(meeting=meeting, waiting_meeting=waiting)
    changes = ("meeting", "edit", "cancelling", "afterwards")
    return {
        "meetings:meeting": Example(meeting),
        "api:meetings:detail": Example(meeting),
        **{f"meetings:partner:{name}": Example(meeting) for name in changes},
        "meetings:partner:release": Example(waiting),
        **{f"meetings:business:{name}": Example(of_business) for name in changes},
        **{f"meetings:office:{name}": Example(of_region) for name in (*changes, "hiding", "showing")},
        **seat_examples(secret, partner=meeting, business=of_business, office=of_region),
        "meetings:hours:adviser": Example(made["adviser"]),
        **question_examples(secret, partner=meeting, business=of_business, office=of_region),
        "meetings:feeds:meeting": Example(meeting),
        "meetings:feeds:of_body": Example(made["body"]),
        "meetings:feeds:of_topic": Example(made["topic"]),
    }
