"""What anybody may send a notice about; see ``marketplace.trust``."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.campaigns.author import author_of, author_of_update
from marketplace.campaigns.models import Campaign, Update
from marketplace.campaigns.writing.hide import hide, show
from marketplace.campaigns.writing.words_of import said
from marketplace.trust.noticeable import Noticeable, absolute


def _edit_address(campaign: Campaign) -> str:
    return absolute(reverse("campaigns:business:campaign", urlconf="kreislauf.urls_region", args=[campaign.pk]))


CAMPAIGN = Noticeable(
    kind="campaign",
    model=Campaign,
    title=_("Kampagne"),
    rows=lambda: Campaign.objects.select_related("business"),
    is_shown=lambda campaign: campaign.is_public,
    author=author_of,
    words=said,
    page="campaigns:office:campaign",
    hide=hide,
    show=show,
    edit_address=_edit_address,
)

UPDATE = Noticeable(
    kind="campaign_update",
    model=Update,
    title=_("Neues aus der Kampagne"),
    rows=lambda: Update.objects.select_related("campaign__business"),
    is_shown=lambda update: update.is_public and update.campaign.is_public and not update.backers_only,
    author=author_of_update,
    words=lambda update: f"{update.title}\n\n{update.text_md}",
    page="campaigns:office:update",
    hide=hide,
    show=show,
)
