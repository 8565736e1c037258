"""Atom feeds: news, and the deadlines of funding programmes. Only what stands on the page."""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from kreislauf.web.public_page import public_page
from marketplace.advice.models import Article
from marketplace.advice.public.lists import latest_news, next_deadlines

MOST = 50


class ArticlesFeed(Feed):  # type: ignore[type-arg]
    feed_type = Atom1Feed
    item_guid_is_permalink = False

    def item_title(self, item: Article) -> str:
        return item.title

    def item_description(self, item: Article) -> str:
        return f"<p>{escape(item.lead)}</p>"

    def item_guid(self, item: Article) -> str:
        """It stays when the title or the region's host changes."""
        return uuid5(NAMESPACE_URL, f"{current_region().schema}/article/{item.pk}").urn

    def item_pubdate(self, item: Article) -> datetime | None:
        return item.released_at

    def item_updateddate(self, item: Article) -> datetime | None:
        return item.approved_at

    def item_author_name(self, item: Article) -> str:
        return item.body.name if item.body else current_region().name


class NewsFeed(ArticlesFeed):
    def title(self) -> str:
        return _("Aktuelles, %(region)s") % {"region": current_region().name}

    def link(self) -> str:
        return reverse("advice:news")

    def items(self) -> list[Article]:
        return list(latest_news().only("title", "lead", "released_at", "approved_at", "body__name")[:MOST])


class DeadlinesFeed(ArticlesFeed):
    def title(self) -> str:
        return _("Fristen der Förderprogramme, %(region)s") % {"region": current_region().name}

    def link(self) -> str:
        return reverse("advice:programmes")

    def items(self) -> list[Article]:
        """The next deadline first."""
        rows = next_deadlines().only("title", "lead", "valid_until", "released_at", "approved_at", "body__name")
        return list(rows[:MOST])

    def item_title(self, item: Article) -> str:
        assert item.valid_until is not None  # noqa: S101 - the list holds those with a deadline
        return _("%(title)s: bis %(day)s") % {"title": item.title, "day": date_format(item.valid_until, "j. F Y")}


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=300)
def news(request: HttpRequest) -> HttpResponse:
    return NewsFeed()(request)


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=300)
def deadlines(request: HttpRequest) -> HttpResponse:
    return DeadlinesFeed()(request)
