"""Letters about the end of campaigns: to those who have backed one, and to its business."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.mail.kinds import Kind, letter
from kreislauf.mail.message import Letter
from kreislauf.money import format_euro
from kreislauf.regions import current_region
from marketplace.businesses.emails import deciding_addresses
from marketplace.campaigns.ending.reached import reached_cents
from marketplace.campaigns.models import Campaign, Mode, Pledge
from marketplace.campaigns.promises.letters import RELATED, to_campaign, why_over

BUSINESS: dict[str, Any] = {"related": ("business",)}


def to_business(kind: Kind[Campaign], campaign: Campaign) -> None:
    """To its address, or, where it has none, to the Rathaus that speaks for it."""
    for address in [campaign.business.email] if campaign.business.email else deciding_addresses():
        kind.queue(campaign, to=address)


@letter("campaigns.ended", Pledge, title=gettext_lazy("Kampagne zu Ende"), **RELATED)
def ended(pledge: Pledge) -> Letter | None:
    """To those who have paid, or signed on paper."""
    campaign = pledge.campaign
    if campaign.ended_at is None:
        return None
    if campaign.succeeded:
        text = _("„%(title)s“ hat sein Ziel erreicht. Danke, dass Sie dabei sind!") % {"title": campaign}
        return _about(pledge, _("Geschafft"), text, _outlook(pledge))
    if campaign.mode == Mode.KEEP:
        text = _("„%(title)s“ ist zu Ende. Das Ziel ist nicht ganz erreicht, aber jeder Betrag hilft.")
        return _about(pledge, _("Die Kampagne ist zu Ende"), text % {"title": campaign}, _outlook(pledge))
    text = _("Was Sie schon bezahlt haben, bleibt gültig, und Sie können es wie jeden Kauf widerrufen.")
    return _about(pledge, _("Die Kampagne ist zu Ende"), why_over(campaign), text if pledge.paid_at else "")


@letter("campaigns.extended", Pledge, title=gettext_lazy("Kampagne läuft länger"), **RELATED)
def extended(pledge: Pledge) -> Letter | None:
    if not pledge.campaign.is_running:
        return None
    text = _("„%(title)s“ läuft jetzt bis zum %(day)s. Für Sie ändert sich sonst nichts.")
    day = date_format(pledge.campaign.ends_on, "j. F Y")
    return _about(pledge, _("Die Kampagne läuft länger"), text % {"title": pledge.campaign, "day": day})


@letter("campaigns.stopped", Pledge, title=gettext_lazy("Kampagne angehalten"), **RELATED)
def stopped(pledge: Pledge) -> Letter | None:
    if pledge.campaign.stopped_at is None:
        return None
    text = _("Die Verwaltung hat die Kampagne „%(title)s“ angehalten. Niemand kann sie gerade unterstützen.")
    if pledge.paid_at:
        rights = _("Was Sie bezahlt haben, bleibt gültig, und Sie können es wie jeden Kauf widerrufen.")
    else:
        rights = _("Sie zahlen nichts, solange sie angehalten ist.")
    return _about(pledge, _("Die Kampagne ist angehalten"), text % {"title": pledge.campaign}, rights)


@letter("campaigns.resumed", Pledge, title=gettext_lazy("Kampagne geht weiter"), **RELATED)
def resumed(pledge: Pledge) -> Letter | None:
    if not pledge.campaign.is_running:
        return None
    text = _("Die Verwaltung hat die Kampagne „%(title)s“ geprüft. Sie geht weiter.") % {"title": pledge.campaign}
    return _about(pledge, _("Die Kampagne geht weiter"), text)


@letter("campaigns.withdrawn", Pledge, title=gettext_lazy("Kampagne zurückgezogen"), **RELATED)
def withdrawn(pledge: Pledge) -> Letter | None:
    """It says what becomes of what the reader has paid."""
    campaign = pledge.campaign
    if campaign.withdrawn_at is None:
        return None
    planned = (campaign.plan or {}).get(str(pledge.reward_id) if pledge.reward_id else "support", "refund")
    if planned == "refund":
        text = _("Sie bekommen Ihr Geld zurück, auf dem Weg, auf dem Sie bezahlt haben. Das dauert einige Tage.")
    elif pledge.reward_id:
        text = _("Ihre Gegenleistung bekommen Sie trotzdem.")
    else:
        text = _("Was Sie bezahlt haben, bleibt beim Betrieb. Sie können es wie jeden Kauf widerrufen.")
    return _about(pledge, _("Die Kampagne ist zurückgezogen"), why_over(campaign), campaign.withdraw_reason, text)


@letter("campaigns.business_called", Campaign, title=gettext_lazy("Zusagen werden abgerufen"), **BUSINESS)
def business_called(campaign: Campaign) -> Letter | None:
    if campaign.called_at is None:
        return None
    text = _(
        "Es ist genug zugesagt. Wir bitten jetzt alle, die zugesagt haben, innerhalb von sieben Tagen zu bezahlen, "
        "und erinnern zweimal. Ein Teil der Zusagen verfällt erfahrungsgemäß."
    )
    return _to_business(campaign, _("Ihr Ziel ist erreicht"), text)


@letter("campaigns.business_ended", Campaign, title=gettext_lazy("Eigene Kampagne zu Ende"), **BUSINESS)
def business_ended(campaign: Campaign) -> Letter | None:
    if campaign.ended_at is None:
        return None
    if campaign.succeeded:
        text = _("Ihre Kampagne ist zu Ende und hat ihr Ziel erreicht. Bitte schreiben Sie allen, wie es weitergeht.")
        return _to_business(campaign, _("Geschafft"), text)
    if campaign.mode == Mode.KEEP:
        text = _("Ihre Kampagne ist zu Ende. Was bezahlt ist, gehört Ihnen; die Gegenleistungen schulden Sie.")
    else:
        text = _("Ihre Kampagne ist zu Ende und hat ihr Ziel nicht erreicht. Niemand muss zahlen.")
    return _to_business(campaign, _("Ihre Kampagne ist zu Ende"), text)


@letter("campaigns.business_settled", Campaign, title=gettext_lazy("Eigene Kampagne abgerechnet"), **BUSINESS)
def business_settled(campaign: Campaign) -> Letter | None:
    if campaign.settled_at is None:
        return None
    text = _("Alle Zahlungen sind eingegangen, und niemand kann mehr widerrufen. Diese Summe bleibt.")
    return _to_business(campaign, _("Ihre Kampagne ist abgerechnet"), text)


def _outlook(pledge: Pledge) -> str:
    """What somebody who has paid still gets."""
    day = pledge.terms.get("deliver_by")
    if pledge.reward_id is None or not pledge.paid_at or not day:
        return ""
    return _("Ihre Gegenleistung kommt bis zum %(day)s.") % {"day": date_format(_day(day), "j. F Y")}


def _day(text: str) -> Any:
    from datetime import date

    return date.fromisoformat(text)


def _about(pledge: Pledge, subject: str, *paragraphs: str) -> Letter:
    return to_campaign(pledge, subject, *filter(None, paragraphs))


def _to_business(campaign: Campaign, subject: str, text: str) -> Letter:
    address = current_region().url + reverse("campaigns:business:campaign", args=[campaign.pk])
    return Letter(
        template="campaigns/mail/words",
        context={
            "subject": f"{subject}: {campaign.title}",
            "heading": subject,
            "paragraphs": [text],
            "details": [
                (_("Ziel"), format_euro(campaign.goal_cents)),
                (_("Erreicht"), format_euro(reached_cents(campaign.pk))),
            ],
            "button_url": address,
            "button_text": _("Kampagne ansehen"),
        },
    )
