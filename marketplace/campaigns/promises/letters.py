"""Letters to those who promise. No money moves by any of them: what is due is paid on the promise's own page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.mail.kinds import Kind, letter
from kreislauf.mail.message import Letter
from kreislauf.money import format_euro
from marketplace.campaigns.models import Campaign, Pledge
from marketplace.campaigns.promises import links
from marketplace.campaigns.promises.days import last_day

RELATED: dict[str, Any] = {"related": ("campaign__business", "reward"), "answers_visitor": True}


def queue(kind: Kind[Pledge], pledge: Pledge, **detail: Any) -> None:
    """In the language in which somebody backed it. Who signed on paper without an address gets none."""
    with translation.override(pledge.locale):
        kind.queue(pledge, to=pledge.email, **detail)


@letter("campaigns.confirmation", Pledge, title=gettext_lazy("Zusage zu einer Kampagne bestätigen"), **RELATED)
def confirmation(pledge: Pledge) -> Letter | None:
    """The first letter to an address that anybody may have typed: it repeats nothing that was typed."""
    if pledge.promised_at is not None or pledge.is_closed:
        return None
    return Letter(
        template="campaigns/mail/words",
        context={
            "subject": _("Bitte bestätigen Sie Ihre Zusage"),
            "paragraphs": [
                _(
                    "Guten Tag, jemand hat mit Ihrer Adresse zugesagt, diese Kampagne zu unterstützen. Waren Sie das? "
                    "Dann bestätigen Sie es bitte mit einem Klick innerhalb von 48 Stunden. Erst dann zählt die Zusage."
                )
            ],
            "details": campaign_details(pledge.campaign),
            "after": [
                _("War das nicht von Ihnen? Dann brauchen Sie nichts zu tun: Ohne Bestätigung wird alles gelöscht.")
            ],
            "button_url": links.confirmation_address(pledge),
            "button_text": _("Zusage ansehen und bestätigen"),
        },
    )


@letter("campaigns.promised", Pledge, title=gettext_lazy("Zusage zählt"), **RELATED)
def promised(pledge: Pledge) -> Letter | None:
    if not _is_open(pledge):
        return None
    day = date_format(pledge.campaign.ends_on, "j. F Y")
    return own(
        pledge,
        _("Ihre Zusage zählt"),
        _("Danke! Sie zahlen jetzt nichts."),
        _(
            "Kommt bis zum %(day)s genug zusammen, schicken wir Ihnen einen Link zum Bezahlen. Dafür haben Sie dann "
            "sieben Tage Zeit. Klappt es nicht, zahlt niemand."
        )
        % {"day": day},
        after=[
            _("Eine Zusage ist kein Kaufvertrag. Auf Ihrer Seite können Sie sie jederzeit zurücknehmen."),
            private(),
        ],
    )


@letter("campaigns.called", Pledge, title=gettext_lazy("Bitte um Bezahlung einer Zusage"), **RELATED)
def called(pledge: Pledge) -> Letter | None:
    """The days to pay begin with this letter."""
    if not _is_open(pledge) or pledge.called_at is None:
        return None
    return own(
        pledge,
        _("Es klappt: Jetzt bitte bezahlen"),
        _("„%(title)s“ hat sein Ziel erreicht, auch durch Ihre Zusage.") % {"title": pledge.campaign},
        _("Bitte bezahlen Sie bis %(day)s. Danach verfällt Ihre Zusage.") % {"day": _last_day(pledge)},
        button=_("Jetzt bezahlen"),
        after=[_("Mit der Bezahlung kaufen Sie verbindlich. Sie können dann 14 Tage lang widerrufen."), private()],
    )


@letter("campaigns.reminder", Pledge, title=gettext_lazy("Erinnerung an eine Zusage"), **RELATED)
def reminder(pledge: Pledge) -> Letter | None:
    if not _is_open(pledge) or pledge.called_at is None or pledge.campaign.stopped_at is not None:
        return None
    return own(
        pledge,
        _("Ihre Zusage wartet noch auf die Bezahlung"),
        _("Bitte bezahlen Sie bis %(day)s. Danach verfällt Ihre Zusage.") % {"day": _last_day(pledge)},
        _("Möchten Sie nicht mehr? Dann brauchen Sie nichts zu tun."),
        button=_("Jetzt bezahlen"),
        after=[private()],
    )


@letter("campaigns.lapsed", Pledge, title=gettext_lazy("Zusage verfallen"), **RELATED)
def lapsed(pledge: Pledge) -> Letter | None:
    if pledge.lapsed_at is None:
        return None
    text = _("Die sieben Tage sind vorbei, und Ihre Zusage ist verfallen. Sie zahlen nichts.")
    return to_campaign(pledge, _("Ihre Zusage ist verfallen"), text)


@letter("campaigns.given_up", Pledge, title=gettext_lazy("Zusage zurückgenommen"), **RELATED)
def given_up(pledge: Pledge) -> Letter | None:
    if pledge.cancelled_at is None:
        return None
    text = _("Sie haben Ihre Zusage zurückgenommen. Sie zahlen nichts.")
    return to_campaign(pledge, _("Ihre Zusage ist zurückgenommen"), text)


@letter("campaigns.called_off", Pledge, title=gettext_lazy("Zusage hinfällig, niemand zahlt"), **RELATED)
def called_off(pledge: Pledge) -> Letter | None:
    if pledge.cancelled_at is None:
        return None
    thanks = _("Ihre Zusage ist damit hinfällig: Sie zahlen nichts. Danke, dass Sie dabei sein wollten.")
    return to_campaign(pledge, _("Niemand muss zahlen"), why_over(pledge.campaign), thanks)


def why_over(campaign: Campaign) -> str:
    """How a campaign ended without success, in a sentence."""
    if campaign.withdrawn_at is not None:
        text = _("%(business)s hat die Kampagne „%(title)s“ zurückgezogen.")
    elif campaign.stopped_at is not None:
        text = _("Die Verwaltung hat die Kampagne „%(title)s“ angehalten, und ihre Zeit ist um.")
    elif campaign.business.closed_at is not None:
        text = _("%(business)s hat geschlossen, und die Zeit der Kampagne „%(title)s“ ist um.")
    else:
        text = _("„%(title)s“ hat sein Ziel nicht erreicht.")
    return text % {"business": campaign.business.name, "title": campaign.title}


def own(pledge: Pledge, subject: str, *paragraphs: str, after: list[str], button: str = "") -> Letter:
    """It leads to the reader's own page."""
    return Letter(
        template="campaigns/mail/words",
        context={
            "subject": f"{subject}: {pledge.campaign.title}",
            "heading": subject,
            "name": pledge.name,
            "paragraphs": paragraphs,
            "details": pledge_details(pledge),
            "after": after,
            "button_url": links.own_address(pledge),
            "button_text": button or _("Meine Zusage ansehen"),
        },
        reply_to=pledge.campaign.business.email,
    )


def to_campaign(pledge: Pledge, subject: str, *paragraphs: str) -> Letter:
    """It leads to the campaign's page."""
    found = own(pledge, subject, *paragraphs, after=[])
    button = {"button_url": pledge.campaign.page_address, "button_text": _("Zur Kampagne")}
    return replace(found, context={**found.context, **button})


def campaign_details(campaign: Campaign) -> list[tuple[str, str]]:
    day = date_format(campaign.ends_on, "j. F Y")
    return [(_("Kampagne"), campaign.title), (_("Betrieb"), campaign.business.name), (_("Läuft bis"), day)]


def pledge_details(pledge: Pledge) -> list[tuple[str, str]]:
    """What somebody backs, and with how much."""
    rows = [(_("Kampagne"), pledge.campaign.title), (_("Betrieb"), pledge.campaign.business.name)]
    if pledge.reward_id:
        rows.append((_("Gegenleistung"), str(pledge.terms.get("title", ""))))
    if pledge.shipping_cents:
        rows.append((_("Versand"), format_euro(pledge.shipping_cents)))
    if pledge.reward_id and pledge.support_cents:
        rows.append((_("Freier Betrag"), format_euro(pledge.support_cents)))
    return [*rows, (_("Zusammen"), format_euro(pledge.total_cents))]


def private() -> str:
    return _("Der Link gehört nur Ihnen, geben Sie ihn bitte nicht weiter.")


def _is_open(pledge: Pledge) -> bool:
    return pledge.promised_at is not None and pledge.paid_at is None and not pledge.is_closed


def _last_day(pledge: Pledge) -> str:
    day = last_day(pledge)
    return date_format(day, "l, j. F Y") if day else ""
