"""Letters to backers, and to the businesses that they back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.payments.models import Attempt
from billing.providers.bank_transfer.ask import BANK_TRANSFER, ask_for_transfer
from billing.providers.bank_transfer.instructions import transfer_instructions
from billing.providers.bank_transfer.sheet import sheet_name, transfer_sheet
from kreislauf.mail.kinds import Kind, letter
from kreislauf.mail.message import Attachment, Letter
from kreislauf.money import format_euro
from kreislauf.regions import current_region
from marketplace.campaigns.models import PURPOSE, Pledge, RewardKind
from marketplace.campaigns.pledges.addresses import pledge_page
from marketplace.campaigns.pledges.receipt import receipt_details
from marketplace.vouchers.orders.emails import addresses_of, mailed, papers, usable_vouchers

RELATED = ("campaign__business", "reward")
OF_BACKER: dict[str, Any] = {"related": RELATED, "answers_visitor": True}


def queue(kind: Kind[Pledge], pledge: Pledge) -> None:
    """In the language in which somebody backed."""
    with translation.override(pledge.locale):
        kind.queue(pledge, to=pledge.email)


def _mailed(pledge: Pledge, at: datetime) -> None:
    Pledge.objects.filter(pk=pledge.pk).update(mailed_at=at)
    if pledge.voucher_order_id is not None:
        mailed(pledge.voucher_order_id, at)


@letter("campaigns.thanks", Pledge, title=gettext_lazy("Dank und Beleg einer Unterstützung"), sent=_mailed, **OF_BACKER)
def thanks(pledge: Pledge) -> Letter | None:
    """What was given and bought, with the receipt, and a voucher as PDF."""
    if not pledge.is_paid:
        return None
    vouchers = [] if pledge.voucher_order_id is None else usable_vouchers(pledge.voucher_order_id)
    said = {"business": pledge.campaign.business.name, "amount": format_euro(pledge.total_cents)}
    paragraphs = [
        _("vielen Dank! Ihre %(amount)s sind bei %(business)s angekommen.") % said,
        *_what_comes(pledge, bool(vouchers)),
    ]
    if pledge.withdrawable_until is not None:
        day = date_format(pledge.withdrawable_until, "j. F Y")
        paragraphs.append(
            _("Doch nicht? Bis zum %(day)s können Sie alles zusammen auf Ihrer Seite widerrufen.") % {"day": day}
        )
    subject = _("Danke für Ihre Unterstützung: %(title)s")
    return _to_backer(pledge, subject, paragraphs, details=receipt_details(pledge), attachments=papers(vouchers))


def _what_comes(pledge: Pledge, with_voucher: bool) -> list[str]:
    if pledge.reward is None:
        return []
    title = pledge.terms.get("title") or pledge.reward.title
    if pledge.reward.kind == RewardKind.VOUCHER and not with_voucher:
        return []  # withdrawn or blocked since
    if pledge.reward.kind == RewardKind.VOUCHER:
        return [_("Ihr Gutschein „%(title)s“ hängt als PDF an dieser E-Mail.") % {"title": title}]
    due = pledge.reward.deliver_by
    if due is None:
        return [_("Ihre Gegenleistung: %(title)s.") % {"title": title}]
    return [
        _("Ihre Gegenleistung „%(title)s“ bekommen Sie bis zum %(day)s.")
        % {"title": title, "day": date_format(due, "j. F Y")}
    ]


@letter("campaigns.transfer", Pledge, title=gettext_lazy("Überweisung einer Unterstützung"), **OF_BACKER)
def transfer(pledge: Pledge) -> Letter | None:
    """Where the backer sends the money, with the same on paper; nothing once that is over."""
    attempt = Attempt.objects.of(PURPOSE, pledge.pk).undecided().last()
    if attempt is None or attempt.provider != BANK_TRANSFER:
        return None
    ask_for_transfer(attempt, at=timezone.now())
    found = transfer_instructions(attempt)
    if found is None:
        return None
    sheet = Attachment(sheet_name(found), transfer_sheet(found), "application/pdf")
    paragraphs = [_("vielen Dank! Sobald das Geld da ist, zählt Ihre Unterstützung, und Sie bekommen einen Beleg.")]
    return _to_backer(pledge, _("Bitte überweisen: %(title)s"), paragraphs, transfer=found, attachments=[sheet])


@letter("campaigns.sent", Pledge, title=gettext_lazy("Gegenleistung unterwegs"), **OF_BACKER)
def sent(pledge: Pledge) -> Letter | None:
    if pledge.sent_at is None or pledge.reward is None or not pledge.is_paid:
        return None
    title = pledge.terms.get("title") or pledge.reward.title
    said = {"business": pledge.campaign.business.name, "reward": title}
    paragraphs = [
        _("%(business)s hat Ihre Gegenleistung auf den Weg gebracht: %(reward)s.") % said,
        _("Ist alles da? Dann sagen Sie es bitte auf Ihrer Seite, damit der Betrieb es weiß."),
    ]
    return _to_backer(pledge, _("Ihre Gegenleistung ist unterwegs: %(title)s"), paragraphs)


@letter("campaigns.withdrawal", Pledge, title=gettext_lazy("Widerruf einer Unterstützung eingegangen"), **OF_BACKER)
def withdrawal(pledge: Pledge) -> Letter | None:
    """Confirm what was declared and when (§ 356a Abs. 4 BGB)."""
    if pledge.withdrawn_at is None:
        return None
    at = localtime(pledge.withdrawn_at)
    said = {"number": pledge.number, "day": date_format(at, "j. F Y"), "time": date_format(at, "H:i")}
    paragraphs = [_("Ihr Widerruf der Unterstützung %(number)s ist am %(day)s um %(time)s Uhr eingegangen.") % said]
    if pledge.withdrawal_refusal:
        paragraphs.append(_("Das Geld geht nicht von selbst zurück. Der Betrieb meldet sich bei Ihnen."))
    else:
        paragraphs.append(_("Das Geld kommt auf dem Weg zurück, auf dem Sie bezahlt haben."))
    return _to_backer(pledge, _("Ihr Widerruf ist eingegangen: %(title)s"), paragraphs)


@letter("campaigns.withdrawal_declared", Pledge, title=gettext_lazy("Widerruf bestätigen"), **OF_BACKER)
def withdrawal_declared(pledge: Pledge) -> Letter | None:
    """Ask the pledge's own address whether the declaration is theirs. Nothing that was typed stands in it."""
    if pledge.withdrawn_at is not None or pledge.withdrawal_declared_at is None:
        return None
    paragraphs = [
        _("jemand hat mit der Nummer %(number)s den Widerruf Ihrer Unterstützung erklärt.") % {"number": pledge.number},
        _("Waren Sie das? Dann bestätigen Sie es bitte auf Ihrer Seite. Es zählt der Zeitpunkt der Erklärung."),
    ]
    subject = _("Bitte bestätigen Sie Ihren Widerruf: %(title)s")
    return _to_backer(pledge, subject, paragraphs, anchor="#widerruf")


@letter("campaigns.refunded", Pledge, title=gettext_lazy("Geld einer Unterstützung ist zurück"), **OF_BACKER)
def refunded(pledge: Pledge) -> Letter | None:
    """The provider has sent the money back."""
    if pledge.refunded_at is None:
        return None
    said = {"amount": format_euro(pledge.total_cents)}
    paragraphs = [
        _("wir haben %(amount)s zurückgezahlt, auf dem Weg, auf dem Sie bezahlt haben.") % said,
        _("Bis der Betrag auf Ihrem Konto steht, kann es einige Tage dauern."),
    ]
    return _to_backer(pledge, _("Ihr Geld ist auf dem Rückweg: %(title)s"), paragraphs)


@letter("campaigns.withdrawal_business", Pledge, title=gettext_lazy("Widerruf an den Betrieb"), related=RELATED)
def withdrawal_business(pledge: Pledge) -> Letter:
    said = {"number": pledge.number, "name": pledge.name or pledge.email, "amount": format_euro(pledge.total_cents)}
    paragraphs = [_("%(name)s hat die Unterstützung %(number)s über %(amount)s widerrufen.") % said]
    if pledge.withdrawal_refusal:
        paragraphs.append(
            _(
                "Das Geld geht nicht von selbst zurück: Die Frist ist vorbei, der Gutschein ist benutzt, oder die Bank "
                "hat das Geld schon. Bitte melden Sie sich bei der Person."
            )
        )
    else:
        paragraphs.append(_("Wir zahlen das Geld zurück. Bitte verschicken Sie nichts mehr."))
    return _to_business(pledge, _("Widerruf zu Ihrer Kampagne: %(title)s"), paragraphs)


@letter("campaigns.refund_failed", Pledge, title=gettext_lazy("Erstattung fehlgeschlagen"), related=RELATED)
def refund_failed(pledge: Pledge) -> Letter:
    """The provider could not send the money back: the business has to find another way."""
    said = {"number": pledge.number, "name": pledge.name or pledge.email, "amount": format_euro(pledge.total_cents)}
    paragraphs = [
        _("%(amount)s der Unterstützung %(number)s ließen sich nicht zurückzahlen.") % said,
        _("Bitte klären Sie mit %(name)s, wie das Geld zurückkommt.") % said,
    ]
    return _to_business(pledge, _("Erstattung fehlgeschlagen: %(title)s"), paragraphs)


def confirm_withdrawal(pledge: Pledge) -> None:
    """Write to the backer, and to the business."""
    queue(withdrawal, pledge)
    for address in addresses_of(pledge.campaign.business):
        withdrawal_business.queue(pledge, to=address)


def notify_of_failed_refund(pledge: Pledge) -> None:
    for address in addresses_of(pledge.campaign.business):
        refund_failed.queue(pledge, to=address)


def _to_backer(
    pledge: Pledge,
    subject: str,
    paragraphs: Sequence[str],
    *,
    anchor: str = "",
    attachments: Sequence[Attachment] = (),
    **more: Any,
) -> Letter:
    context = _context(pledge, subject, paragraphs) | {
        "name": pledge.name,
        "button_url": pledge_page(pledge) + anchor,
        "button_text": _("Zu meiner Unterstützung"),
    }
    return Letter(
        template="campaigns/mail/pledge",
        context=context | more,
        attachments=attachments,
        reply_to=pledge.campaign.business.email,
    )


def _to_business(pledge: Pledge, subject: str, paragraphs: Sequence[str]) -> Letter:
    page = reverse("campaigns:pledges:backers", urlconf="kreislauf.urls_region", args=[pledge.campaign_id])
    context = _context(pledge, subject, paragraphs) | {
        "button_url": f"{current_region().url}{page}",
        "button_text": _("Alle Unterstützungen ansehen"),
    }
    return Letter(template="campaigns/mail/pledge", context=context, reply_to=pledge.email)


def _context(pledge: Pledge, subject: str, paragraphs: Sequence[str]) -> dict[str, Any]:
    return {"subject": subject % {"title": pledge.campaign.title}, "paragraphs": paragraphs, "pledge": pledge}
