"""Somebody has lost the mail with the vouchers: they go once more to the address they were bought with."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Attachment, Letter
from marketplace.vouchers.models import Voucher
from marketplace.vouchers.orders.addresses import order_page
from marketplace.vouchers.sheet.document import file_name, voucher_document

MOST_VOUCHERS = 20


@letter("vouchers.lost", None, title=_("Gutscheine noch einmal"), answers_visitor=True)
def lost(address: str) -> Letter | None:
    """Queued for every address that is typed, so that the page does not reveal who has bought here.

    The newest vouchers of the address that still hold something; none of them: no mail.
    """
    usable = Voucher.objects.filter(left_cents__gt=0, blocked_at__isnull=True, refund_pending_at__isnull=True)
    theirs = usable.filter(order__email__iexact=address, order__fulfilled_at__isnull=False)
    newest = theirs.select_related("order__offer", "business__category").order_by("-order__fulfilled_at", "position")
    found = list(newest[:MOST_VOUCHERS])
    if not found:
        return None
    orders = {voucher.order_id: voucher.order for voucher in found}
    context = {
        "vouchers": found,
        "orders": [{"order": order, "page": order_page(order)} for order in orders.values()],
    }
    attachments = [Attachment(file_name(one), voucher_document(one), "application/pdf") for one in found]
    return Letter(template="vouchers/mail/lost", context=context, attachments=attachments)
