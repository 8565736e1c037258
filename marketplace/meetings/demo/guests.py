"""Who comes to a demo region's meetings, and what they ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from kreislauf.demo.clock import days_ago
from kreislauf.rich_text import rich_text
from marketplace.meetings.models import Meeting, Question, QuestionVote, Registration

if TYPE_CHECKING:
    from marketplace.demo.hub.shape import DemoMeeting, DemoQuestion

_FIRST = ("Anke", "Birte", "Claus", "Dilan", "Enno", "Frauke", "Gesa", "Hauke", "Ines", "Jannik", "Karin", "Lars")
_LAST = ("Asmussen", "Behn", "Carstensen", "Demir", "Ehlers", "Friis", "Greve", "Harder", "Iversen", "Jacobs", "Kock")


def add_guests(one: DemoMeeting, meeting: Meeting) -> None:
    """Seated ones first, then those who wait."""
    Registration.objects.bulk_create(_registrations(one, meeting))
    Meeting.objects.filter(pk=meeting.pk).update(taken=one.taken)


def _registrations(one: DemoMeeting, meeting: Meeting) -> Iterator[Registration]:
    for number in range(one.taken + one.waiting):
        asked = days_ago(max(0.2, 12 - number * 0.3), hour=8 + number % 12)
        if one.day < 0:
            asked -= timedelta(days=14)
        yield Registration(
            meeting=meeting,
            name=f"{_FIRST[number % len(_FIRST)]} {_LAST[number % len(_LAST)]}",
            email=f"gast{number}.{one.key}@gaeste.example",
            key=f"{meeting.key}-{number}",
            asked_at=asked,
            mailed_sequence=meeting.sequence,
            **_seat(one, asked, meeting, number=number, seated=number < one.taken),
        )


def _seat(one: DemoMeeting, asked: datetime, meeting: Meeting, *, number: int, seated: bool) -> dict[str, Any]:
    answered = asked + timedelta(minutes=6)
    if not seated:
        return {"waitlisted_at": answered}
    facts: dict[str, Any] = {"confirmed_at": answered, "is_member": number % 3 == 0}
    if one.recording != "none":
        facts["consents"] = {"registration": {"policy": one.recording, "at": asked.isoformat()}}
    if one.day < 0:
        facts |= {
            "reminded_day_at": meeting.starts_at - timedelta(days=1),
            "reminded_soon_at": meeting.starts_at - timedelta(minutes=30),
            "thanked_at": meeting.ends_at + timedelta(hours=1),
            "joined_at": meeting.starts_at if number % 5 else None,
            "certificate_wanted": one.certificate and number % 4 == 0,
        }
    return facts


def add_questions(one: DemoMeeting, meeting: Meeting) -> None:
    rows = [_question(said, number, meeting) for number, said in enumerate(one.questions)]
    Question.objects.bulk_create(rows)
    QuestionVote.objects.bulk_create(
        QuestionVote(question=row, voter_hash=f"demo{number:060d}") for row in rows for number in range(row.votes)
    )


def _question(said: DemoQuestion, number: int, meeting: Meeting) -> Question:
    asked = days_ago(8 - number)
    answered = meeting.ends_at + timedelta(hours=2, minutes=10 * number) if said.answer else None
    return Question(
        meeting=meeting,
        text=said.text,
        key=f"{meeting.key}-frage-{number}",
        shown_name=said.name,
        asked_at=asked,
        votes=said.votes,
        shortlisted_at=asked + timedelta(hours=3) if said.shortlisted else None,
        answered_at=answered,
        answer_md=said.answer,
        answer_html=rich_text(said.answer) if said.answer else "",
    )
