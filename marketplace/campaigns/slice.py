"""The campaigns' place in the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.menus import Link
from kreislauf.permissions import Audience
from kreislauf.slices import Slice
from marketplace.campaigns.ending import words as ending
from marketplace.campaigns.example import example
from marketplace.campaigns.paper import words as paper
from marketplace.campaigns.promises import words as promises
from marketplace.campaigns.updates import words as updates
from marketplace.campaigns.writing import todo
from marketplace.campaigns.writing import words as writing

SLICE = Slice(
    app="marketplace.campaigns",
    title=_("Kampagnen"),
    module=_("Betriebe sammeln für ein Vorhaben, die Nachbarschaft unterstützt sie."),
    when_off=_("Niemand sieht die Kampagnen, und niemand kann sie unterstützen. Was bezahlt ist, bleibt gültig."),
    urls="marketplace.campaigns.urls",
    office_menu=(Link(_("Kampagnen"), "campaigns:office:list", "heart", Audience.EDITOR, position=31),),
    business_menu=(Link(_("Kampagnen"), "campaigns:business:list", "heart", Audience.BUSINESS, position=55),),
    business_actions=(Link(_("Kampagne starten"), "campaigns:business:new", audience=Audience.BUSINESS),),
    office_tiles=todo.office_tiles,
    business_tiles=todo.business_tiles,
    business_todo=todo.business_todo,
    log_words=writing.LOG_WORDS | updates.LOG_WORDS | ending.LOG_WORDS | promises.LOG_WORDS | paper.LOG_WORDS,
    log_kinds=writing.LOG_KINDS | updates.LOG_KINDS | promises.LOG_KINDS | paper.LOG_KINDS,
    log_links=writing.LOG_LINKS | updates.LOG_LINKS,
    sweeps={
        "marketplace.campaigns.tasks.mail_news_in_regions": 60,
        "marketplace.campaigns.tasks.ask_afterwards_in_regions": 3600,
        "marketplace.campaigns.tasks.sweep_endings": 60,
        "marketplace.campaigns.tasks.settle_in_regions": 3600,
    },
    example=example,
    tables={
        "campaigns_campaign": "Kampagnen",
        "campaigns_reward": "Gegenleistungen von Kampagnen",
        "campaigns_pledge": "Unterstützungen und Zusagen",
        "campaigns_matchfund": "Töpfe, die Unterstützungen verdoppeln",
        "campaigns_grant": "Bewilligungen aus Töpfen",
        "campaigns_match": "Vorgemerktes aus Töpfen",
        "campaigns_update": "Neues aus Kampagnen",
        "campaigns_unsubscribed": "Wer keine Briefe aus einer Kampagne will, ohne Adresse",
        "campaigns_sharedword": "Wörter in geteilten Links, ohne Personen",
        "campaigns_batch": "was für alle getan wird, die eine Kampagne unterstützen",
    },
    not_secret={
        "campaigns_campaign.key": "names the form that was sent; opens nothing",
        "campaigns_pledge.key": "names the form that was sent; opens nothing",
        "campaigns_matchfund.key": "names the form that was sent; opens nothing",
        "campaigns_reward.key": "names the form that was sent; opens nothing",
        "campaigns_update.key": "names the form that was sent; opens nothing",
    },
)
