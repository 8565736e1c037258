"""What staff sees of vouchers on the page of a business: how many, the latest, and the way to all."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Section
from marketplace.businesses.models import Business
from marketplace.vouchers.books.balances import redeemed_in
from marketplace.vouchers.books.sales import sales_of, sold_vouchers
from marketplace.vouchers.models import Offer, Order, Redemption
from marketplace.vouchers.offers.state import state_of
from tenants.branding.models import Branding

LATEST = 5


def office_business_sections(business: Business) -> Iterable[Section]:
    offers = Offer.objects.filter(business=business).select_related("business__category").order_by("-created_at", "-pk")
    orders = Order.objects.filter(offer__business=business).select_related("offer__business")
    redemptions = Redemption.objects.filter(voucher__business=business).select_related("voucher", "reversal")
    context = {
        "business": business,
        "can_offer": business.is_public and Branding.objects.get().modules.get("vouchers", True),
        "sums": sales_of(business),
        "redeemed_in": redeemed_in(business),
        "today": timezone.localdate(),
        "offers": [(offer, state_of(offer)) for offer in offers[:LATEST]],
        "orders": orders.prefetch_related("vouchers").order_by("-created_at", "-pk")[:LATEST],
        "vouchers": sold_vouchers(business)[:LATEST],
        "redemptions": redemptions.order_by("-redeemed_at", "-pk")[:LATEST],
    }
    yield Section("vouchers/sections/office_business.html", context, "gutscheine", _("Gutscheine"))
