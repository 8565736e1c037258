"""Letters about withdrawals that were declared with an order number, and about money that is back."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kreislauf.links import sign
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import current_region
from marketplace.vouchers.models import Declaration, Voucher
from marketplace.vouchers.orders.addresses import withdrawal_page

CONFIRMATION = "withdrawal confirmation"
VALID = timedelta(days=30)


@letter(
    "vouchers.withdrawal_confirmation",
    Declaration,
    title=_("Widerruf bestätigen"),
    related=("order__offer__business",),
    answers_visitor=True,
)
def withdrawal_confirmation(declaration: Declaration) -> Letter | None:
    """Ask the order's own address whether the declaration is theirs. Nothing that was typed stands in it."""
    if declaration.is_over or declaration.confirmed_at or declaration.order is None:
        return None
    token = sign(CONFIRMATION, declaration.pk, expires=VALID, at=declaration.declared_at)
    page = f"{current_region().url}{reverse('vouchers:withdrawal_link', args=[token])}"
    context = {
        "declaration": declaration,
        "order": declaration.order,
        "button_url": page,
        "button_text": _("Widerruf bestätigen"),
    }
    return Letter(template="vouchers/mail/withdrawal_confirmation", context=context)


@letter(
    "vouchers.withdrawal_lapsed",
    Declaration,
    title=_("Widerruf nicht bestätigt"),
    related=("order__offer__business",),
)
def withdrawal_lapsed(declaration: Declaration) -> Letter | None:
    if declaration.order is None:
        return None
    order = declaration.order
    context = {"declaration": declaration, "order": order, "withdrawal": withdrawal_page(order)}
    return Letter(template="vouchers/mail/withdrawal_lapsed", context=context, reply_to=order.offer.business.email)


@letter("vouchers.refunded", Voucher, title=_("Geld ist zurück"), related=("order__offer__business",))
def refunded(voucher: Voucher) -> Letter | None:
    """The provider has sent the money back."""
    if voucher.refunded_at is None:
        return None
    context = {"voucher": voucher, "order": voucher.order}
    return Letter(template="vouchers/mail/refunded", context=context, reply_to=voucher.order.offer.business.email)
