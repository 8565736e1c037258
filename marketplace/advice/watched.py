"""Searches in the partners' advice that people may watch."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.advice.models import AUDIENCES, Article, ArticleKind, Topic
from marketplace.advice.public.filter import ArticleFilter
from marketplace.watch.kinds import Item, Watchable

FIELDS = ("q", "thema", "fuer", "art", "sprache", "partner")


def _page(query: QueryDict) -> str:
    return reverse("advice:hub", urlconf="kreislauf.urls_region") + ArticleFilter.of(query).query()


def _words(query: QueryDict) -> str:
    """„Kurzarbeit“, Beschäftigung, Betriebe."""
    filters = ArticleFilter.of(query)
    topic = Topic.objects.filter(slug=filters.topic).first() if filters.topic else None
    kind = dict(ArticleKind.choices).get(filters.kind, "")
    words = f"„{filters.words}“" if filters.words else ""
    parts = [words, topic.title if topic else "", str(kind), str(AUDIENCES.get(filters.audience, ""))]
    return ", ".join(filter(None, parts)) or _("alles Neue")


def _new(query: QueryDict, *, since: datetime, until: datetime) -> QuerySet[Any]:
    found = ArticleFilter.of(query).results().filter(released_at__gt=since, released_at__lte=until)
    return found.select_related("body").order_by("kind", "-released_at", "-pk")


def _item(article: Article) -> Item:
    body = article.body.name if article.body else ""
    return Item(
        group=str(article.get_kind_display()), title=article.title, line=body or article.lead, url=article.page_address
    )


WATCHED = Watchable(
    kind="rat",
    app="marketplace.advice",
    title=gettext_lazy("Rat & Hilfe"),
    fields=FIELDS,
    page=_page,
    words=_words,
    new=_new,
    item=_item,
)
