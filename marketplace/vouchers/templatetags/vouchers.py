"""Offers and vouchers as tickets: the one picture of a voucher, in lists, on its page and on the buyer's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from billing.payments.models import Payout, PayoutState
from kreislauf.house import declared
from kreislauf.money import format_euro_short
from kreislauf.pictures.stored import picture_srcset, picture_url
from kreislauf.qr import qr_svg
from marketplace.merchants.payout_reasons import what_now
from marketplace.vouchers.books.report import Row
from marketplace.vouchers.codes import grouped
from marketplace.vouchers.models import Offer, OfferKind, Order, Voucher
from marketplace.vouchers.offers.find import OfferRow
from marketplace.vouchers.orders.addresses import check_page
from marketplace.vouchers.orders.state import OrderState, state_of_order
from marketplace.vouchers.subsidised.badges import Badges, Plus

register = template.Library()
FEW = 10
_CODE = re.compile(r"…?\b[A-Z0-9]{4}(?:-[A-Z0-9]{4})*\b")


@register.filter
def provider_name(provider: str) -> str:
    """How the ledger calls a payment provider: „Testkasse“."""
    return str(declared("account_names").get(provider, provider))


_PAYOUTS = {PayoutState.PAID: "success", PayoutState.PENDING: "info", PayoutState.FAILED: "danger"}


@register.inclusion_tag("components/badge.html")
def payout_badge(payout: Payout) -> dict[str, Any]:
    return {"text": payout.get_state_display(), "kind": _PAYOUTS[PayoutState(payout.state)]}


@register.filter
def why_returned(payout: Payout) -> str:
    """Of one that came back: why, where its money is, and what to do."""
    return what_now(payout.reason)


_KINDS = {
    OrderState.WAITING: "warning",
    OrderState.PAID: "success",
    OrderState.REFUNDING: "info",
    OrderState.PARTLY_REFUNDED: "info",
    OrderState.REFUNDED: "info",
    OrderState.CHARGED_BACK: "danger",
}


@register.inclusion_tag("components/badge.html")
def order_badge(order: Order) -> dict[str, Any]:
    state = state_of_order(order)
    return {"text": state.label, "kind": _KINDS.get(state, "")}


@dataclass(frozen=True, slots=True)
class Picture:
    url: str
    srcset: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What ``parts/ticket.html`` shows."""

    title: str
    business: str
    price: str
    cover: SafeString | str = ""
    picture: Picture | None = None
    url: str = ""
    category: str = ""
    place: str = ""
    left: str = ""
    plus: Plus | None = None  # what an action of the region adds
    spent: bool = False


@register.simple_tag(takes_context=True)
def ticket_of(context: Context, offer: Offer, link: bool = True, badges: Badges | None = None) -> Ticket:
    """``{% ticket_of offer badges=section.badges as ticket %}``. Needs the business and its category."""
    business = offer.business
    picture = _picture(offer)
    return Ticket(
        title=offer.title,
        business=business.name,
        price=price_of(offer),
        picture=picture,
        cover="" if picture else _cover(context, offer),
        url=offer.get_absolute_url() if link else "",
        category=business.category.name,
        place=business.place,
        left=stock_words(offer),
        plus=badges.of(offer.kind, business.category_id) if badges else None,
        spent=offer.stock_left == 0 or offer.stopped_at is not None,
    )


@register.simple_tag(takes_context=True)
def tickets(context: Context, listed: Sequence[OfferRow]) -> SafeString:
    """``{% tickets page %}``: a list's offers as ``parts/ticket.html``."""
    return SafeString("".join(_ticket_html(context["site"], offer) for offer in listed))


def _ticket_html(site: Any, listed: OfferRow) -> SafeString:
    offer = Offer(pk=listed.pk, title=listed.title, kind=listed.kind, price_cents=listed.price_cents,
                  min_cents=listed.min_cents, stock_left=listed.stock_left)  # fmt: skip
    picture = _picture(listed)
    ticket = Ticket(
        title=listed.title,
        business=listed.business,
        price=price_of(offer),
        picture=picture,
        cover="" if picture else site.cover(offer.cover_seed, listed.glyph or listed.category_glyph),
        url=offer.get_absolute_url(),
        category=listed.category,
        place=listed.place,
        left=stock_words(offer),
        plus=listed.plus,
    )
    return render_to_string("parts/ticket.html", {"ticket": ticket})


@register.filter
def price_of(offer: Offer) -> str:
    """``25 €``, or ``ab 10 €`` where the buyer chooses."""
    if offer.kind == OfferKind.FREE:
        return _("ab %(price)s") % {"price": format_euro_short(offer.min_cents or 0)}
    return format_euro_short(offer.price_cents or 0)


@register.filter
def stock_words(offer: Offer) -> str:
    """How many there are, once that matters."""
    if offer.stock_left is None:
        return _("frei wählbar") if offer.kind == OfferKind.FREE else ""
    if offer.stock_left == 0:
        return _("ausverkauft")
    words = _("nur noch %(n)s") if offer.stock_left < FEW else _("%(n)s verfügbar")
    return words % {"n": offer.stock_left}


@register.simple_tag(takes_context=True)
def cover_of(context: Context, offer: Offer) -> SafeString:
    """The offer's photo, or the picture drawn for it."""
    picture = _picture(offer)
    if picture is None:
        return _cover(context, offer)
    return format_html(
        '<img src="{}" srcset="{}" sizes="(min-width: 720px) 560px, 92vw" alt="{}">',
        picture.url,
        picture.srcset,
        picture.alt,
    )


@register.filter
def code_of(voucher: Voucher) -> str:
    """The code in groups of four, as it is printed."""
    return grouped(voucher.code)


@register.simple_tag
def qr_of(voucher: Voucher) -> SafeString:
    label = _("QR-Code des Gutscheins mit dem Code %(code)s") % {"code": grouped(voucher.code)}
    return qr_svg(check_page(voucher), label=label)


@register.simple_tag
def mail_ticket(voucher: Voucher) -> dict[str, str]:
    """What ``mail/ticket.html`` shows."""
    until = f"{voucher.expires_on:%d.%m.%Y}"
    return {
        "title": voucher.order.title,
        "business": voucher.order.issuer.name,
        "price": format_euro_short(voucher.value_cents),
        "code": grouped(voucher.code),
        "until": _("gültig bis %(day)s") % {"day": until},
    }


def _picture(offer: Offer | OfferRow) -> Picture | None:
    if not offer.picture:
        return None
    return Picture(picture_url(offer.picture), picture_srcset(offer.picture), offer.picture_alt)


def _cover(context: Context, offer: Offer) -> SafeString:
    cover: SafeString = context["site"].cover(offer.cover_seed, offer.cover_glyph)
    return cover


@register.filter
def whole_codes(memo: str) -> SafeString:
    """A ledger's words, in which no line ends inside of a code or an order number: „Gutschein …W3GW“."""
    return SafeString(_CODE.sub(r'<span class="kl-code">\g<0></span>', escape(memo)))


@register.filter
def most_sold(rows: Sequence[Row]) -> int:
    """What the longest bar stands for, in cents; never 0, which no bar can be measured against."""
    return max((row.sold_cents for row in rows), default=0) or 1
