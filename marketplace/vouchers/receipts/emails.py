"""The receipt by mail, to an address that somebody says at the counter."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Attachment, Letter
from marketplace.vouchers.models import Redemption
from marketplace.vouchers.receipts.document import Paper, file_name, receipt_pdf


@letter(
    "vouchers.receipt",
    Redemption,
    title=_("Beleg über eine Einlösung"),
    related=("voucher__order", "voucher__business", "elsewhere"),
    forgets_address=True,
)
def receipt(redemption: Redemption) -> Letter | None:
    if hasattr(redemption, "reversal"):
        return None
    business = redemption.business
    pdf = Attachment(file_name(redemption), receipt_pdf(redemption, Paper.A4), "application/pdf")
    context = {"redemption": redemption, "business": business}
    return Letter(template="vouchers/mail/receipt", context=context, attachments=[pdf], reply_to=business.email)
