"""A question and its written answer become an article of „Rat & Hilfe“, for those who were not there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.text import Truncator

from kreislauf.accounts.models import User
from kreislauf.audit.record import record
from kreislauf.slices import Text
from marketplace.advice.models import Article, ArticleKind
from marketplace.advice.writing.write import write
from marketplace.meetings.models import Question
from marketplace.meetings.questions.plain import first_paragraph

TITLE, LEAD = 120, 400


class Unanswered(Exception):
    """Without a written answer there is nothing to publish; a hidden question is not published either."""


@transaction.atomic
def publish_as_article(question: Question, *, by: User, at: datetime) -> Article:
    """A draft under the host's body, handed in like any other text; nobody is named in it.

    A second call returns the same article. Refuses with ``Unanswered``.
    """
    rows = Question.objects.select_for_update(of=("self",)).select_related("meeting__body", "published_article")
    current = rows.get(pk=question.pk)
    if current.published_article is not None:
        return current.published_article
    if not current.answer_md or current.hidden_at is not None:
        raise Unanswered
    key = f"question-{current.pk}-{current.meeting.uid}"[:64]
    body = current.meeting.body
    article = write(ArticleKind.FAQ, _texts(current), body=body, author=by, key=key, by=by, at=at)
    current.published_article = article
    current.save(update_fields=["published_article"])
    record("question.published", current, by=by, at=at)
    return article


def _texts(question: Question) -> dict[str, Text]:
    """The lead is the answer in short; what is short anyway is not said twice."""
    lead, rest = first_paragraph(question.answer_md, limit=LEAD)
    return {"title": Truncator(" ".join(question.text.split())).chars(TITLE), "lead": lead, "text_md": rest}
