"""Meetings, who comes to them, and what is asked there."""

from __future__ import annotations

from marketplace.meetings.models.choices import Kind, RecordingPolicy, RegistrationRule, RoomKind, Shares
from marketplace.meetings.models.meeting import Meeting
from marketplace.meetings.models.query import Meetings
from marketplace.meetings.models.question import Question, Questions, QuestionVote
from marketplace.meetings.models.registration import Registration, Registrations

__all__ = [
    "Kind",
    "Meeting",
    "Meetings",
    "Question",
    "QuestionVote",
    "Questions",
    "RecordingPolicy",
    "Registration",
    "RegistrationRule",
    "Registrations",
    "RoomKind",
    "Shares",
]
