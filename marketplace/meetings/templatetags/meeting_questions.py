"""Addresses of a host's desk, in whichever area: ``{% load meeting_questions %}``."""

from __future__ import annotations

from django import template
from django.urls import reverse

from marketplace.advice.models import Article
from marketplace.meetings.models import Question
from marketplace.meetings.writing.side import Side

register = template.Library()


@register.simple_tag
def question_url(side: Side, route: str, question: Question, *more: object) -> str:
    return side.url(route, question.meeting_id, question.pk, *more)


@register.simple_tag
def article_url(side: Side, article: Article) -> str:
    """Where it is written."""
    return reverse(f"advice:{side.name}:article", args=[article.pk])
