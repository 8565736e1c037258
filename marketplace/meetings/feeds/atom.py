"""Newly announced meetings as an Atom feed."""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from kreislauf.web.public_page import public_page
from marketplace.meetings.models import Meeting
from marketplace.meetings.models.meeting import SCOPE

NEWEST = 50


class MeetingFeed(Feed):  # type: ignore[type-arg]
    """``/termine/feed/``: those that are not over, the newest first."""

    feed_type = Atom1Feed
    item_guid_is_permalink = False

    def title(self) -> str:
        return _("Termine – %(region)s") % {"region": current_region().name}

    def link(self) -> str:
        return reverse("meetings:list")

    def items(self) -> list[Meeting]:
        rows = Meeting.objects.public().to_come(timezone.now()).select_related("body", "business")
        return list(rows.order_by("-approved_at", "-pk")[:NEWEST])

    def item_title(self, item: Meeting) -> str:
        return item.title

    def item_description(self, item: Meeting) -> str:
        day = date_format(timezone.localtime(item.starts_at), "l, j. F Y, H:i")
        when = _("%(day)s Uhr") % {"day": day}
        return format_html("<p>{}, {}</p><p>{}</p>", when, item.place, item.cancel_reason or item.lead)

    def item_guid(self, item: Meeting) -> str:
        """It stays when the title or the region's host changes."""
        return uuid5(NAMESPACE_URL, item.uid).urn

    def item_pubdate(self, item: Meeting) -> datetime | None:
        return item.released_at or item.approved_at

    def item_updateddate(self, item: Meeting) -> datetime:
        return item.changed_at

    def item_author_name(self, item: Meeting) -> str:
        return item.host_name


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=300, shows=(SCOPE,))
def newest(request: HttpRequest) -> HttpResponse:
    return MeetingFeed()(request)
