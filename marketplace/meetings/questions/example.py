"""Questions with the secret word in their texts, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kreislauf.links import sign
from kreislauf.slices import Example
from marketplace.meetings.models import Meeting, Question, Registration
from marketplace.meetings.seats.links import SEAT

DAY = timedelta(days=1)


def question_examples(secret: str, *, partner: Meeting, business: Meeting, office: Meeting) -> dict[str, Example]:
    """One on stage, and one in the list, of each of them; somebody with a seat asks at the partner's."""
    found: dict[str, Example] = {}
    for area, meeting in (("partner", partner), ("business", business), ("office", office)):
        Meeting.objects.filter(pk=meeting.pk).update(questions_open_at=timezone.now() - DAY)
        question = _question(secret, meeting, area)
        one = {"pk": meeting.pk, "question": question.pk}
        found[f"meetings:{area}:questions"] = Example(meeting)
        found[f"meetings:{area}:question_answer"] = Example(question, one)
        if area != "business":  # which writes no advice
            found[f"meetings:{area}:question_article"] = Example(question, one)
        found[f"meetings:{area}:question_step"] = Example(question, one | {"step": "vormerkung"})
    _question(secret, partner, "buehne", live=True)
    listed = _question(secret, partner, "liste")
    seat = Registration.objects.create(
        meeting=partner,
        name=f"Jan {secret}",
        email=f"frage-{secret.lower()}@example.org",
        key=f"frage-{secret.lower()}",
        asked_at=timezone.now(),
        confirmed_at=timezone.now(),
    )
    found["meetings:questions:list"] = found["meetings:questions:stage"] = Example(partner)
    found["meetings:questions:vote"] = Example(listed, {"pk": partner.pk, "question": listed.pk})
    found["meetings:questions:of_seat"] = Example(seat, {"token": sign(SEAT, seat.pk, expires=DAY)})
    return found


def _question(secret: str, meeting: Meeting, name: str, *, live: bool = False) -> Question:
    now = timezone.now()
    return Question.objects.create(
        meeting=meeting,
        text=f"Wie ist es mit {secret}?",
        asked_at=now,
        shortlisted_at=now,
        live_at=now if live else None,
        key=f"frage-{name}-{secret.lower()}",
    )
