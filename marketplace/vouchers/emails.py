"""Letters to those who bought, and to the businesses they bought from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kreislauf import mail
from marketplace.vouchers.addresses import order_page, withdrawal_page
from marketplace.vouchers.documents import file_name, voucher_document
from marketplace.vouchers.models import Order, Voucher, Withdrawal


@transaction.atomic
def send_vouchers(order_id: int, *, at: datetime) -> None:
    """The vouchers to the buyer as PDF, once.

    A crash between the sending and our note sends it again under the same Message-ID, and mailboxes show it once.
    """
    # Locked while it is sent, so that two workers with the same task send one mail; who comes second leaves it alone.
    waiting = Order.objects.unmailed().select_for_update(of=("self",), skip_locked=True)
    order = waiting.select_related("offer__business__category").filter(pk=order_id).first()
    if order is None:
        return
    vouchers = _vouchers(order)
    mail.send(
        template="vouchers/mail/vouchers",
        to=order.email,
        context={
            "order": order,
            "vouchers": vouchers,
            "business": order.offer.business,
            "page": order_page(order),
            "withdrawal": withdrawal_page(order),
        },
        attachments=[mail.Attachment(file_name(one), voucher_document(one), "application/pdf") for one in vouchers],
        reply_to=order.offer.business.email,
        key=f"vouchers {order.pk}",
    )
    Order.objects.filter(pk=order.pk).update(mailed_at=at)


def send_withdrawal_receipt(withdrawal_ids: Sequence[int]) -> None:
    """What was declared and when, to whoever declared it (§ 356a Abs. 4 BGB); and to the business, which must know."""
    declared = list(
        Withdrawal.objects.filter(pk__in=withdrawal_ids)
        .select_related("voucher__order", "voucher__business")
        .order_by("voucher__position")
    )
    first = declared[0]
    context = {"declared": declared, "first": first, "order": first.voucher.order, "business": first.voucher.business}
    name = "-".join(str(withdrawal.pk) for withdrawal in declared)
    mail.send(template="vouchers/mail/withdrawal", to=first.email, context=context, key=f"withdrawal {name}")
    mail.send(
        template="vouchers/mail/withdrawal_business",
        to=first.voucher.business.email,
        context=context,
        reply_to=first.email,
        key=f"withdrawal business {name}",
    )


def send_failed_refund(voucher_id: int) -> None:
    """The provider could not send the money back: the business has to find another way."""
    voucher = Voucher.objects.select_related("order", "business").get(pk=voucher_id)
    mail.send(
        template="vouchers/mail/refund_failed",
        to=voucher.business.email,
        context={"voucher": voucher, "order": voucher.order, "business": voucher.business},
        reply_to=voucher.order.email,
        key=f"refund failed {voucher.pk}",
    )


def _vouchers(order: Order) -> list[Voucher]:
    found = order.vouchers.select_related("order__offer", "business__category").order_by("position")
    return list(found)
