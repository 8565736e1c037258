"""Atom feeds of the board: of all of it, of a kind, of a category. Only what stands on the page."""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from kreislauf.web.page_cache import shows_only
from kreislauf.web.public_page import public_page
from marketplace.listings.models import Kind, Listing
from marketplace.listings.public.filter import ListingFilter

NEWEST = 50


class BoardFeed(Feed):  # type: ignore[type-arg]
    """``/boerse/feed/`` and ``/boerse/<kind>/feed/``, both with the filters of the list."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, kind: Kind | None) -> tuple[Kind | None, ListingFilter]:
        return kind, ListingFilter.of(request.GET)

    def title(self, asked: tuple[Kind | None, ListingFilter]) -> str:
        name = asked[0].name if asked[0] else _("Börse")
        return f"{name}, {current_region().name}"

    def link(self, asked: tuple[Kind | None, ListingFilter]) -> str:
        board = reverse("listings:of_kind", args=[asked[0].slug]) if asked[0] else reverse("listings:board")
        return f"{board}{asked[1].query()}"

    def items(self, asked: tuple[Kind | None, ListingFilter]) -> list[Listing]:
        rows = asked[1].results(asked[0]).select_related("kind", "category", "business")
        return list(rows.order_by("-shown_at", "-pk")[:NEWEST])

    def item_title(self, item: Listing) -> str:
        return item.title

    def item_description(self, item: Listing) -> str:
        return linebreaks(item.body, autoescape=True)

    item_guid_is_permalink = False

    def item_guid(self, item: Listing) -> str:
        """It stays when the title or the region's host changes."""
        return uuid5(NAMESPACE_URL, f"{current_region().schema}/listing/{item.pk}").urn

    def item_pubdate(self, item: Listing) -> datetime | None:
        return item.shown_at

    def item_updateddate(self, item: Listing) -> datetime | None:
        return item.approved_at

    def item_author_name(self, item: Listing) -> str:
        return item.author_name

    def item_categories(self, item: Listing) -> list[str]:
        return [item.kind.name, *([item.category.name] if item.category else [])]


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=300)
def board(request: HttpRequest, kind: str = "") -> HttpResponse:
    one = get_object_or_404(Kind.objects.on_show(), slug=kind) if kind else None
    answer = BoardFeed()(request, kind=one)
    return shows_only(answer, one.page_scope) if one else answer
