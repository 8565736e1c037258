"""What the log says of news of campaigns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOG_WORDS = {
    "campaign_update.written": _("Neues aus einer Kampagne geschrieben"),
    "campaign_update.hidden": _("Neues aus einer Kampagne ausgeblendet"),
    "campaign_update.shown": _("Neues aus einer Kampagne wieder eingeblendet"),
    "campaign.unsubscribed": _("Neues aus einer Kampagne abbestellt"),
}
LOG_KINDS = {"campaign_update.": _("Neues aus Kampagnen")}
LOG_LINKS = {"campaigns.Update": "campaigns:office:update"}
