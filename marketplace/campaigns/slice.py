"""The campaigns' place in the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Slice
from marketplace.campaigns.pledges import words as pledges
from marketplace.campaigns.pledges.purpose import PLEDGE

SLICE = Slice(
    app="marketplace.campaigns",
    title=_("Kampagnen"),
    module=_("Betriebe sammeln für ein Vorhaben, die Nachbarschaft unterstützt sie."),
    when_off=_("Niemand sieht die Kampagnen, und niemand kann sie unterstützen. Was bezahlt ist, bleibt gültig."),
    urls="marketplace.campaigns.urls",
    purpose=PLEDGE,
    log_words=pledges.LOG_WORDS,
    log_kinds=pledges.LOG_KINDS,
    log_links=pledges.LOG_LINKS,
    account_names=pledges.ACCOUNT_NAMES,
    account_texts=pledges.ACCOUNT_TEXTS,
    journal_words=pledges.JOURNAL_WORDS,
    journal_texts=pledges.JOURNAL_TEXTS,
    journal_links=pledges.JOURNAL_LINKS,
    sweeps={"marketplace.campaigns.tasks.release_pledges_in_regions": 60},
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
    },
    not_secret={
        "campaigns_campaign.key": "names the form that was sent; opens nothing",
        "campaigns_pledge.key": "names the form that was sent; opens nothing",
        "campaigns_pledge.token": "the address of the backer's page, which stands in a mail and must go on working",
        "campaigns_matchfund.key": "names the form that was sent; opens nothing",
        "campaigns_update.key": "names the form that was sent; opens nothing",
    },
)
