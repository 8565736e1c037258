"""The campaigns' place in the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Slice
from marketplace.campaigns.ending.words import LOG_WORDS as ENDING_WORDS
from marketplace.campaigns.promises.words import LOG_KINDS as PROMISE_KINDS
from marketplace.campaigns.promises.words import LOG_WORDS as PROMISE_WORDS

SLICE = Slice(
    app="marketplace.campaigns",
    title=_("Kampagnen"),
    module=_("Betriebe sammeln für ein Vorhaben, die Nachbarschaft unterstützt sie."),
    when_off=_("Niemand sieht die Kampagnen, und niemand kann sie unterstützen. Was bezahlt ist, bleibt gültig."),
    urls="marketplace.campaigns.urls",
    log_words=ENDING_WORDS | PROMISE_WORDS,
    log_kinds=PROMISE_KINDS,
    sweeps={
        "marketplace.campaigns.tasks.sweep_endings": 60,
        "marketplace.campaigns.tasks.settle_in_regions": 3600,
    },
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
        "campaigns_update.key": "names the form that was sent; opens nothing",
    },
)
