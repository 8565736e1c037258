"""Letters to a business about its campaign."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from marketplace.campaigns.models import Campaign


@letter("campaigns.released", Campaign, title=gettext_lazy("Kampagne ist öffentlich"), related=("business",))
def released(campaign: Campaign, *, version: int, is_new: bool) -> Letter | None:
    if not campaign.is_public or campaign.version != version:
        return None
    button = {"button_url": campaign.page_address, "button_text": _("Kampagne ansehen")}
    context = {"campaign": campaign, "is_new": is_new, **button}
    return Letter(template="campaigns/writing/mail/released", context=context)
