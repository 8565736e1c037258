"""What people ask before and during a meeting."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from marketplace.meetings.models.meeting import Meeting
from marketplace.meetings.models.registration import Registration


class Question(models.Model):
    """Anonymous on screen unless ``shown_name`` says a name. ``votes`` counts the rows of ``QuestionVote``."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=500)
    shown_name = models.CharField(max_length=80, blank=True)
    asked_by = models.ForeignKey(Registration, null=True, on_delete=models.SET_NULL, related_name="questions")
    asked_at = models.DateTimeField()
    votes = models.PositiveIntegerField(default=0)
    shortlisted_at = models.DateTimeField(null=True)
    live_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer_md = models.TextField(max_length=5000, blank=True)
    answer_html = models.TextField(blank=True, editable=False)
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-votes", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(live_at__isnull=False, answered_at__isnull=True),
                name="question_one_live",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "-votes", "asked_at"], name="question_of_meeting")]

    def __str__(self) -> str:
        return self.text


class QuestionVote(models.Model):
    """One vote; ``voter_hash`` is of the meeting, so that nobody's votes are found over several."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="voters")
    voter_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "voter_hash"], name="question_vote_once")]

    def __str__(self) -> str:
        return str(self.question_id)
