"""What a receipt says of a pledge: each part, its price, and the tax within it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kreislauf.money import format_euro
from marketplace.campaigns.models import Pledge
from marketplace.campaigns.pledges.choice import Choice, terms_of
from marketplace.campaigns.pledges.parts import is_voucher
from marketplace.vouchers.receipts.document import tax_of


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """``tax_cents`` is what of ``cents`` is VAT at ``rate`` per cent; None where the receipt shows none."""

    what: str
    cents: int
    rate: int | None = None

    @property
    def tax_cents(self) -> int | None:
        return None if self.rate is None else tax_of(self.cents, self.rate)

    @property
    def words(self) -> str:
        """The price, and the tax within it where it is shown."""
        if self.tax_cents is None:
            return format_euro(self.cents)
        said = {"cents": format_euro(self.cents), "rate": self.rate, "tax": format_euro(self.tax_cents)}
        return _("%(cents)s, darin %(rate)s %% Umsatzsteuer: %(tax)s") % said


def receipt_of(pledge: Pledge) -> list[ReceiptLine]:
    """The reward, its shipping, and what was given without one. Needs the reward.

    Shipping is taxed as the thing is. A voucher says itself how it is taxed; support is no sale and shows no tax.
    """
    lines = []
    if pledge.reward is not None:
        rate = None if is_voucher(pledge) else pledge.terms.get("vat_rate")
        title = pledge.terms.get("title") or pledge.reward.title
        lines.append(ReceiptLine(str(title), pledge.reward_cents, rate))
        if pledge.shipping_cents:
            lines.append(ReceiptLine(_("Versand"), pledge.shipping_cents, rate))
    if pledge.support_cents:
        lines.append(ReceiptLine(_("Freier Betrag ohne Gegenleistung"), pledge.support_cents))
    return lines


def receipt_of_choice(choice: Choice) -> list[ReceiptLine]:
    """The same before it is ordered."""
    reward = choice.reward
    return receipt_of(
        Pledge(
            reward=reward,
            reward_cents=reward.price_cents if reward else 0,
            shipping_cents=(reward.shipping_cents or 0) if reward else 0,
            support_cents=choice.support_cents,
            terms=terms_of(reward) if reward else {},
        )
    )


def receipt_details(pledge: Pledge) -> list[tuple[str, str]]:
    """The same for a mail: each part with its price, the sum, and by whom and when it was paid."""
    details = [(line.what, line.words) for line in receipt_of(pledge)]
    return [
        *details,
        (_("Zusammen"), format_euro(pledge.total_cents)),
        (_("Nummer"), pledge.number),
        (_("Bezahlt am"), date_format(localtime(pledge.paid_at), "d.m.Y") if pledge.paid_at else ""),
        (_("Empfänger"), f"{pledge.campaign.business.name}, {pledge.campaign.business.address}"),
    ]
