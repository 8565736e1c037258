"""The campaigns' place in the house."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from kreislauf.audit.actor import Actor
from kreislauf.menus import Link
from kreislauf.permissions import Audience
from kreislauf.slices import Figure, Slice, Todo
from marketplace.businesses.models import Business
from marketplace.campaigns.ending import words as ending
from marketplace.campaigns.example import example
from marketplace.campaigns.funds import words as fund_words
from marketplace.campaigns.funds.accounts import ACCOUNT_OWNERS
from marketplace.campaigns.funds.todo import fund_todo
from marketplace.campaigns.paper import words as paper
from marketplace.campaigns.paper.todo import paper_todo
from marketplace.campaigns.pledges import sales
from marketplace.campaigns.pledges import words as pledge_words
from marketplace.campaigns.pledges.purpose import PLEDGE
from marketplace.campaigns.pledges.todo import line_todo, sending_todo
from marketplace.campaigns.promises import words as promises
from marketplace.campaigns.public import sections
from marketplace.campaigns.public.embed import EMBED
from marketplace.campaigns.sharing.card import SHARED, business_closed
from marketplace.campaigns.updates import words as updates
from marketplace.campaigns.writing import todo
from marketplace.campaigns.writing import words as writing


def _demo(data: Any, by: Actor) -> None:
    # It pays at the sandbox, which is not installed in production.
    from marketplace.campaigns.demo import demo

    demo(data, by)


def _office_todo() -> Iterable[Todo]:
    yield from todo.orphaned_todo()
    yield from line_todo()
    yield from paper_todo()
    yield from fund_todo()


def _business_todo(business: Business) -> Iterable[Todo]:
    yield from todo.business_todo(business)
    yield from sending_todo(business)


SLICE = Slice(
    app="marketplace.campaigns",
    title=_("Kampagnen"),
    module=_("Betriebe sammeln für ein Vorhaben, die Nachbarschaft unterstützt sie."),
    when_off=_("Niemand sieht die Kampagnen, und niemand kann sie unterstützen. Was bezahlt ist, bleibt gültig."),
    urls="marketplace.campaigns.urls",
    purpose=PLEDGE,
    api="marketplace.campaigns.urls_api",
    public_menu=(Link(_("Kampagnen"), "campaigns:list", position=12),),
    front_tiles=sections.front_tiles,
    front_sections=sections.front_sections,
    business_sections=sections.business_sections,
    body_sections=sections.body_sections,
    figures={"campaigns": Figure(_("Kampagnen"), sections.how_many)},
    sitemap=sections.sitemap,
    search=(sections.SEARCH,),
    example=example,
    demo=_demo,
    embeds=(EMBED,),
    sweeps={
        "marketplace.campaigns.tasks.release_pledges_in_regions": 60,
        "marketplace.campaigns.tasks.write_visits_in_regions": 3600,
        "marketplace.campaigns.tasks.share_progress_in_regions": 300,
        "marketplace.campaigns.tasks.mail_news_in_regions": 60,
        "marketplace.campaigns.tasks.ask_afterwards_in_regions": 3600,
        "marketplace.campaigns.tasks.forget_matched_in_regions": 3600,
        "marketplace.campaigns.tasks.sweep_endings": 60,
        "marketplace.campaigns.tasks.settle_in_regions": 3600,
    },
    enum_names={
        "CampaignMode": "marketplace.campaigns.models.Mode",
        "CampaignState": "marketplace.campaigns.api.shapes.STATES",
        "RewardKind": "marketplace.campaigns.models.RewardKind",
    },
    shares=(SHARED,),
    office_menu=(
        Link(_("Kampagnen"), "campaigns:office:list", "play", Audience.EDITOR, position=34),
        Link(_("Unterstützungen"), "campaigns:pledges:office_pledges", "check", Audience.EDITOR, position=35),
        Link(_("Töpfe"), "campaigns:funds:office_list", "lock", Audience.EDITOR, position=36),
    ),
    log_words=fund_words.LOG_WORDS
    | pledge_words.LOG_WORDS
    | writing.LOG_WORDS
    | updates.LOG_WORDS
    | ending.LOG_WORDS
    | promises.LOG_WORDS
    | paper.LOG_WORDS,
    log_kinds=fund_words.LOG_KINDS
    | pledge_words.LOG_KINDS
    | writing.LOG_KINDS
    | updates.LOG_KINDS
    | promises.LOG_KINDS
    | paper.LOG_KINDS,
    log_links=fund_words.LOG_LINKS | pledge_words.LOG_LINKS | writing.LOG_LINKS | updates.LOG_LINKS,
    account_names=fund_words.ACCOUNT_NAMES | pledge_words.ACCOUNT_NAMES,
    account_texts=fund_words.ACCOUNT_TEXTS | pledge_words.ACCOUNT_TEXTS,
    account_owners=ACCOUNT_OWNERS,
    journal_words=fund_words.JOURNAL_WORDS | pledge_words.JOURNAL_WORDS,
    journal_texts=fund_words.JOURNAL_TEXTS | pledge_words.JOURNAL_TEXTS,
    journal_links=fund_words.JOURNAL_LINKS | pledge_words.JOURNAL_LINKS,
    journal_sales=sales.JOURNAL_SALES,
    revenue_accounts=sales.REVENUE_ACCOUNTS,
    sold_besides=sales.sold_besides,
    office_todo=_office_todo,
    office_mails=fund_words.OFFICE_MAILS,
    business_menu=(Link(_("Kampagnen"), "campaigns:business:list", "heart", Audience.BUSINESS, position=55),),
    business_actions=(Link(_("Kampagne starten"), "campaigns:business:new", audience=Audience.BUSINESS),),
    closing_notes=todo.closing_notes,
    business_closed=business_closed,
    office_tiles=todo.office_tiles,
    business_tiles=todo.business_tiles,
    business_todo=_business_todo,
    tables={
        "campaigns_campaign": "Kampagnen",
        "campaigns_reward": "Gegenleistungen von Kampagnen",
        "campaigns_pledge": "Unterstützungen und Zusagen",
        "campaigns_matchfund": "Töpfe, die Unterstützungen verdoppeln",
        "campaigns_grant": "Bewilligungen aus Töpfen",
        "campaigns_match": "Vorgemerktes aus Töpfen",
        "campaigns_update": "Neues aus Kampagnen",
        "campaigns_unsubscribed": "Wer keine Briefe aus einer Kampagne will, ohne Adresse",
        "campaigns_batch": "was für alle getan wird, die eine Kampagne unterstützen",
        "campaigns_sharedword": "Wörter in geteilten Links, ohne Personen",
    },
    not_secret={
        "campaigns_campaign.key": "names the form that was sent; opens nothing",
        "campaigns_pledge.key": "names the form that was sent; opens nothing",
        "campaigns_pledge.token": "the address of the backer's page, which stands in a mail and must go on working",
        "campaigns_matchfund.key": "names the form that was sent; opens nothing",
        "campaigns_reward.key": "names the form that was sent; opens nothing",
        "campaigns_update.key": "names the form that was sent; opens nothing",
    },
)
