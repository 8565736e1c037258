"""Letters to buyers, and to the businesses that sell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.payments.models import Attempt
from billing.providers.bank_transfer.ask import BANK_TRANSFER, ask_for_transfer
from billing.providers.bank_transfer.instructions import transfer_instructions
from billing.providers.bank_transfer.sheet import sheet_name, transfer_sheet
from kreislauf.german import midnight
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Attachment, Letter
from kreislauf.regions import current_region
from marketplace.businesses.emails import deciding_addresses
from marketplace.businesses.models import Business
from marketplace.regionwide.find import takers_page
from marketplace.vouchers.models import Order, Voucher, Withdrawal
from marketplace.vouchers.models.order import PURPOSE
from marketplace.vouchers.orders.addresses import order_page, withdrawal_page
from marketplace.vouchers.orders.recipient_letter import recipient_changed as recipient_changed
from marketplace.vouchers.sheet.document import file_name, voucher_document


def mailed(order_id: int, at: datetime) -> None:
    """The buyer has the order's vouchers."""
    Order.objects.filter(pk=order_id).update(mailed_at=at)


def _mailed(order: Order, at: datetime) -> None:
    mailed(order.pk, at)


@letter("vouchers.vouchers", Order, title=_("Gutscheine"), related=("offer__business__category",), sent=_mailed)
def vouchers(order: Order) -> Letter | None:
    """The vouchers to the buyer as PDF; those that were withdrawn or blocked since are left out."""
    if order.fulfilled_at is None:
        return None
    found = usable_vouchers(order.pk)
    if not found:
        return None
    context = {
        "order": order,
        "vouchers": found,
        "page": order_page(order),
        "withdrawal": withdrawal_page(order),
        "takers": takers_page() if order.offer.business.is_region else "",
    }
    return Letter(
        template="vouchers/mail/vouchers",
        context=context,
        attachments=papers(found),
        reply_to=order.offer.business.email,
    )


def usable_vouchers(order_id: int) -> list[Voucher]:
    """Those of the order that were neither withdrawn nor blocked."""
    issued = (
        Voucher.objects.filter(order=order_id).select_related("order__offer", "business__category").order_by("position")
    )
    return [voucher for voucher in issued if not voucher.is_void]


def papers(vouchers: Sequence[Voucher]) -> list[Attachment]:
    """Each as a PDF. Needs the vouchers' orders with their offers, and businesses with their categories."""
    return [Attachment(file_name(one), voucher_document(one), "application/pdf") for one in vouchers]


@letter("vouchers.transfer", Order, title=_("Überweisung"), answers_visitor=True)
def transfer(order: Order) -> Letter | None:
    """Where the buyer sends the money, with the same on paper; nothing once that is over."""
    attempt = Attempt.objects.of(PURPOSE, order.pk).undecided().last()
    if attempt is None or attempt.provider != BANK_TRANSFER:
        return None
    ask_for_transfer(attempt, at=timezone.now())
    found = transfer_instructions(attempt)
    if found is None:
        return None
    return Letter(
        template="vouchers/mail/transfer",
        context={"order": order, "transfer": found},
        attachments=[Attachment(sheet_name(found), transfer_sheet(found), "application/pdf")],
        reply_to=order.offer.business.email,
    )


@letter("vouchers.withdrawal", Order, title=_("Widerruf eingegangen"), answers_visitor=True)
def withdrawal(order: Order, *, withdrawal_ids: Sequence[int]) -> Letter:
    """Confirm what was declared and when, to the person who declared it (§ 356a Abs. 4 BGB)."""
    return Letter(template="vouchers/mail/withdrawal", context=_declared(order, withdrawal_ids))


@letter("vouchers.withdrawal_business", Order, title=_("Widerruf an den Betrieb"))
def withdrawal_business(order: Order, *, withdrawal_ids: Sequence[int]) -> Letter:
    context = _declared(order, withdrawal_ids)
    return Letter(template="vouchers/mail/withdrawal_business", context=context, reply_to=context["first"].email)


@letter("vouchers.refund_failed", Voucher, title=_("Erstattung fehlgeschlagen"), related=("order", "business"))
def refund_failed(voucher: Voucher) -> Letter:
    """The provider could not send the money back: the business has to find another way."""
    context = {"voucher": voucher, "order": voucher.order, "business": voucher.business}
    return Letter(template="vouchers/mail/refund_failed", context=context, reply_to=voucher.order.email)


@letter("vouchers.sold", Business, title=_("Verkauft gestern"))
def sold(business: Business, *, day: str) -> Letter | None:
    """What the business sold on a day, offer by offer; nothing about the buyers."""
    first = midnight(date.fromisoformat(day))
    vouchers = Voucher.objects.filter(
        business=business, issued_at__gte=first, issued_at__lt=midnight(date.fromisoformat(day) + timedelta(days=1))
    )
    rows = list(
        vouchers.order_by("order__title").values("order__title").annotate(n=Count("pk"), cents=Sum("value_cents"))
    )
    if not rows:
        return None
    context = {
        "business": business,
        "rows": rows,
        "day": first,
        "count": sum(row["n"] for row in rows),
        "sum_cents": sum(row["cents"] for row in rows),
        "button_url": f"{current_region().url}{reverse('vouchers:business:sales')}",
        "button_text": str(_("Verkauf ansehen")),
    }
    return Letter(template="vouchers/mail/sold", context=context)


def confirm_withdrawal(declared: Sequence[Withdrawal]) -> None:
    """Write to the person who declared it, and to the business."""
    first, ids = declared[0], [withdrawal.pk for withdrawal in declared]
    withdrawal.queue(first.voucher.order, to=first.email, withdrawal_ids=ids)
    for address in addresses_of(first.voucher.business):
        withdrawal_business.queue(first.voucher.order, to=address, withdrawal_ids=ids)


def notify_of_failed_refund(voucher: Voucher) -> None:
    for address in addresses_of(voucher.business):
        refund_failed.queue(voucher, to=address)


def addresses_of(business: Business) -> list[str]:
    """The business, or, where it has no address, the Rathaus that speaks for it."""
    return [business.email] if business.email else deciding_addresses()


def _declared(order: Order, withdrawal_ids: Sequence[int]) -> dict[str, Any]:
    found = Withdrawal.objects.filter(pk__in=withdrawal_ids).select_related("voucher__order", "voucher__business")
    declared = list(found.order_by("voucher__position"))
    return {"declared": declared, "first": declared[0], "order": order, "business": declared[0].voucher.business}
