"""What people ask before and during a meeting."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from marketplace.advice.models import Article
from marketplace.meetings.models.meeting import Meeting
from marketplace.meetings.models.registration import Registration

ON_SHOW = Q(hidden_at__isnull=True) & (
    Q(shortlisted_at__isnull=False)
    | Q(live_at__isnull=False)
    | Q(answered_at__isnull=False)
    | Q(asked_by__isnull=False)
)


class Questions(models.QuerySet["Question"]):
    def on_show(self) -> Questions:
        """What everybody sees: what people with a seat have asked, and what the host has chosen of all others'."""
        return self.filter(ON_SHOW)

    def open(self) -> Questions:
        """Not answered and not hidden."""
        return self.filter(answered_at__isnull=True, hidden_at__isnull=True)

    def new(self) -> Questions:
        """Those that the host has not decided on."""
        return self.open().filter(shortlisted_at__isnull=True, live_at__isnull=True)

    def live(self) -> Questions:
        """The one on stage."""
        return self.open().filter(live_at__isnull=False)


class Question(models.Model):
    """Anonymous on screen unless ``shown_name`` says a name. ``votes`` counts the rows of ``QuestionVote``.

    ``key`` names the form that was sent: sent twice, it makes one.
    """

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
    key = models.CharField(max_length=64, unique=True)
    # What it became: a question and its answer for everybody who looks for advice.
    published_article = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="questions")

    objects = Questions.as_manager()

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

    @property
    def log_title(self) -> str:
        """Without its words, which are forgotten after the meeting."""
        return _("Frage %(number)s zum Termin %(meeting)s") % {"number": self.pk, "meeting": self.meeting_id}

    @property
    def state(self) -> str:
        """One word: hidden, answered, live, shortlisted or new."""
        dates = {
            "hidden": self.hidden_at,
            "answered": self.answered_at,
            "live": self.live_at,
            "shortlisted": self.shortlisted_at,
        }
        return next((name for name, at in dates.items() if at), "new")


class QuestionVote(models.Model):
    """One vote; ``voter_hash`` is of the meeting, so that nobody's votes are found over several."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="voters")
    voter_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "voter_hash"], name="question_vote_once")]

    def __str__(self) -> str:
        return str(self.question_id)
