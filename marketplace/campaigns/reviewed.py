"""What staff decides on before a campaign, or news of one, is seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kreislauf.money import format_euro_short
from marketplace.campaigns.author import author_of, author_of_update
from marketplace.campaigns.models import Campaign, Mode, Update, UpdateKind
from marketplace.campaigns.updates.forms import TextsForm as UpdateTextsForm
from marketplace.campaigns.updates.forms import texts_of
from marketplace.campaigns.updates.publish import mark_released, published
from marketplace.campaigns.writing.forms import LiveForm, ReviewForm, initial_of
from marketplace.campaigns.writing.release import begin, released
from marketplace.campaigns.writing.rules import doubts_about_money, doubts_about_rewards, doubts_about_time
from marketplace.campaigns.writing.say import costs_in_words, in_words, stretch_in_words
from marketplace.campaigns.writing.word_list import forbidden
from marketplace.campaigns.writing.words_of import forbidden_in
from marketplace.review.differences import Difference, differences, value_in_words
from marketplace.review.kinds import Fact, Review

REFUSED_KEPT = timedelta(days=182)


def _facts(campaign: Campaign) -> Iterable[Fact]:
    yield _("Betrieb"), campaign.business.name
    yield _("Ziel"), format_euro_short(campaign.goal_cents)
    yield _("Läuft bis"), date_format(campaign.ends_on, "j. F Y")
    yield _("Wie es geht"), Mode(campaign.mode).label
    yield _("Kosten"), costs_in_words(campaign.costs)
    yield _("Wenn mehr zusammenkommt"), stretch_in_words(campaign.stretch)
    yield _("Video"), campaign.video_url
    for number, reward in enumerate(campaign.rewards.order_by("position", "pk"), start=1):
        yield _("Gegenleistung %(n)s") % {"n": number}, in_words(reward)


def _doubts(campaign: Campaign) -> list[str]:
    return [
        *(found.sentence for found in forbidden_in(campaign)),
        *doubts_about_money(campaign),
        *doubts_about_time(campaign),
        *map(str, doubts_about_rewards(campaign)),
    ]


def _differences(before: Campaign, after: Campaign) -> list[Difference]:
    return differences(before, after, words_of=_in_words, leave=("text_html",))


def _in_words(name: str, value: Any) -> str:
    if name == "new_rewards":
        return "\n\n".join(one["said"] for one in value)
    if name == "costs":
        return costs_in_words(value)
    if name == "stretch":
        return stretch_in_words(value)
    return format_euro_short(value) if name == "goal_cents" else value_in_words(name, value)


def _form(campaign: Campaign, data: Any, files: Any) -> LiveForm:
    """A public one keeps its title, also where somebody writes from the link of a letter."""
    kind = LiveForm if campaign.approved_at else ReviewForm
    return kind(data, files, initial=initial_of(campaign))


CAMPAIGN = Review(
    kind="campaign",
    model=Campaign,
    title=_("Kampagne"),
    plural=_("Kampagnen"),
    page="campaigns:office:campaign",
    form=_form,
    submitter=author_of,
    facts=_facts,
    text=lambda campaign: "\n\n".join(filter(None, [campaign.lead, campaign.text_md])),
    is_rich=True,
    line=lambda campaign: f"{campaign.business.name} · {format_euro_short(campaign.goal_cents)}",
    related=("business",),
    differences=_differences,
    pictures=lambda campaign: [(campaign.picture, campaign.picture_alt)] if campaign.picture else [],
    doubts=_doubts,
    promise=lambda campaign: _("Dann steht die Kampagne sofort auf der Seite und kann unterstützt werden."),
    approving=begin,
    approved=released,
    emptied={"picture": "", "picture_alt": ""},
    known_as=lambda campaign: (f"business:{campaign.business_id}", campaign.business.name),
    refused_kept=REFUSED_KEPT,
)

UPDATE = Review(
    kind="campaign_update",
    model=Update,
    title=_("Neues aus der Kampagne"),
    plural=_("Neues aus Kampagnen"),
    page="campaigns:office:update",
    form=lambda row, data, files: UpdateTextsForm(data, files, initial=texts_of(row)),
    mail_name="campaign_updates",
    submitter=author_of_update,
    facts=lambda update: [
        (_("Kampagne"), update.campaign.title),
        (_("Betrieb"), update.campaign.business.name),
        (_("Art"), UpdateKind(update.kind).label),
        (_("Wer es liest"), _("nur wer unterstützt hat") if update.backers_only else _("alle")),
    ],
    text=lambda update: update.text_md,
    is_rich=True,
    line=lambda update: f"{update.campaign.title} · {update.campaign.business.name}",
    related=("campaign__business",),
    doubts=lambda update: [found.sentence for found in forbidden(f"{update.title}\n{update.text_md}")],
    pictures=lambda update: [(update.picture, update.picture_alt)] if update.picture else [],
    differences=lambda before, after: differences(before, after, leave=("text_html",)),
    promise=lambda update: _("Dann bekommen es alle, die diese Kampagne unterstützen, per E-Mail."),
    approving=mark_released,
    approved=published,
    emptied={"picture": "", "picture_alt": ""},
    known_as=lambda update: (f"business:{update.campaign.business_id}", update.campaign.business.name),
    refused_kept=REFUSED_KEPT,
)
