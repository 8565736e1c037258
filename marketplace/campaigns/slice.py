"""The campaigns' place in the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.menus import Link
from kreislauf.permissions import Audience
from kreislauf.slices import Slice
from marketplace.campaigns.funds import words as fund_words
from marketplace.campaigns.funds.accounts import ACCOUNT_OWNERS
from marketplace.campaigns.funds.example import example
from marketplace.campaigns.funds.todo import fund_todo

SLICE = Slice(
    app="marketplace.campaigns",
    title=_("Kampagnen"),
    module=_("Betriebe sammeln für ein Vorhaben, die Nachbarschaft unterstützt sie."),
    when_off=_("Niemand sieht die Kampagnen, und niemand kann sie unterstützen. Was bezahlt ist, bleibt gültig."),
    urls="marketplace.campaigns.urls",
    office_menu=(Link(_("Töpfe"), "campaigns:funds:office_list", "plus", Audience.EDITOR, position=36),),
    log_words=fund_words.LOG_WORDS,
    log_kinds=fund_words.LOG_KINDS,
    log_links=fund_words.LOG_LINKS,
    account_names=fund_words.ACCOUNT_NAMES,
    account_texts=fund_words.ACCOUNT_TEXTS,
    account_owners=ACCOUNT_OWNERS,
    journal_words=fund_words.JOURNAL_WORDS,
    journal_texts=fund_words.JOURNAL_TEXTS,
    office_todo=fund_todo,
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
    },
    not_secret={
        "campaigns_campaign.key": "names the form that was sent; opens nothing",
        "campaigns_pledge.key": "names the form that was sent; opens nothing",
        "campaigns_matchfund.key": "names the form that was sent; opens nothing",
        "campaigns_update.key": "names the form that was sent; opens nothing",
    },
)
