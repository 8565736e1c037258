"""New campaigns as an Atom feed."""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from kreislauf.web.public_page import public_page
from marketplace.campaigns.models import SCOPE, Campaign
from marketplace.campaigns.public.filter import CampaignFilter
from marketplace.campaigns.public.find import matching

NEWEST = 50


class CampaignFeed(Feed):  # type: ignore[type-arg]
    """``/kampagnen/feed/``, with the filters of the list."""

    feed_type = Atom1Feed
    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest) -> CampaignFilter:
        return CampaignFilter.of(request.GET)

    def title(self, filters: CampaignFilter) -> str:
        return _("Kampagnen – %(region)s") % {"region": current_region().name}

    def link(self, filters: CampaignFilter) -> str:
        return reverse("campaigns:list") + filters.query()

    def items(self, filters: CampaignFilter) -> list[Campaign]:
        rows = matching(filters, at=timezone.now()).select_related("business__category")
        return list(rows.order_by("-starts_at", "-pk")[:NEWEST])

    def item_title(self, item: Campaign) -> str:
        return item.title

    def item_description(self, item: Campaign) -> str:
        return linebreaks(item.lead, autoescape=True) + item.text_html

    def item_guid(self, item: Campaign) -> str:
        """It stays when the title or the region's host changes."""
        return uuid5(NAMESPACE_URL, f"{current_region().schema}/campaign/{item.pk}").urn

    def item_pubdate(self, item: Campaign) -> datetime | None:
        return item.starts_at

    def item_updateddate(self, item: Campaign) -> datetime | None:
        return item.approved_at

    def item_author_name(self, item: Campaign) -> str:
        return item.business.name

    def item_categories(self, item: Campaign) -> list[str]:
        return [item.business.category.name]


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=300, shows=[SCOPE])
def newest(request: HttpRequest) -> HttpResponse:
    return CampaignFeed()(request)
