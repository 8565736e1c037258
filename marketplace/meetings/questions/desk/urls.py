"""The host's desk, below its own meetings in each area."""

from __future__ import annotations

from types import ModuleType

from django.urls import URLPattern, path

from marketplace.meetings.questions.desk import business, office, partner


def _patterns(of: ModuleType) -> list[URLPattern]:
    return [
        path("<int:pk>/fragen/", of.questions, name="questions"),
        path("<int:pk>/fragen/<int:question>/antwort/", of.answer, name="question_answer"),
        path("<int:pk>/fragen/<int:question>/<slug:step>/", of.step, name="question_step"),
    ]


def _with_articles(of: ModuleType) -> list[URLPattern]:
    """For those who write advice, too."""
    return [
        path("<int:pk>/fragen/<int:question>/text/", of.publication, name="question_article"),
        *_patterns(of),
    ]


office_patterns, partner_patterns = _with_articles(office), _with_articles(partner)
business_patterns = _patterns(business)
