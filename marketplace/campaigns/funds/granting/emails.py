"""What a business hears of a pot: what it gives, with the paper where it is public money."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Attachment, Letter
from marketplace.campaigns.funds.granting.certificate import certificate
from marketplace.campaigns.models import Grant
from tenants.branding.on_paper import file_name


@letter(
    "campaigns.granted", Grant, title=_("Geld aus einem Topf"), related=("fund__body", "fund__business", "campaign")
)
def granted(made: Grant) -> Letter | None:
    context = {"grant": made, "fund": made.fund, "campaign": made.campaign}
    papers = []
    if made.fund.is_public_money:
        papers = [Attachment(file_name("bescheinigung", str(made.pk)), certificate(made), "application/pdf")]
    return Letter(template="campaigns/mail/granted", context=context, attachments=papers)
