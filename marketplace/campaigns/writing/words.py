"""What the log says of campaigns and their rewards, and the office's page about one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOG_WORDS = {
    "campaign.written": _("Kampagne entworfen"),
    "campaign.handed_in": _("Kampagne zur Freigabe gegeben"),
    "campaign.discarded": _("Entwurf einer Kampagne gelöscht"),
    "campaign.hidden": _("Kampagne ausgeblendet"),
    "campaign.shown": _("Kampagne wieder eingeblendet"),
    "reward.added": _("Gegenleistung hinzugefügt"),
    "reward.changed": _("Gegenleistung geändert"),
    "reward.withdrawn": _("Gegenleistung zurückgezogen"),
    "reward.moved": _("Gegenleistung kommt später"),
}
LOG_KINDS = {"campaign.": _("Kampagnen"), "reward.": _("Gegenleistungen")}
LOG_LINKS = {"campaigns.Campaign": "campaigns:office:campaign"}
