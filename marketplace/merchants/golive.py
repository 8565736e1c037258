"""What the region's checklist asks before it goes live: can anybody be paid at all?"""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from billing.payments.models import Merchant
from kreislauf.slices import Check
from marketplace.businesses.models import Business
from tenants.branding.models import Branding
from tenants.branding.modules import slices_on


def somebody_can_be_paid() -> Check:
    """Fulfilled where nothing is sold, and outside of production, where the sandbox takes the payments."""
    paid = Merchant.objects.selling().in_this_mode()
    if not Business.objects.filter(is_region=True).exists():  # which sells vouchers, too
        paid = paid.filter(business_id__isnull=False)
    sells = any(one.purpose is not None for one in slices_on(Branding.objects.get()))
    return Check(
        title=_("Zahlungen"),
        done=not settings.PRODUCTION or not sells or paid.exists(),
        words=_("Mindestens ein Betrieb kann Geld empfangen. Laden Sie ihn auf seiner Seite dazu ein."),
        route="businesses:office:list",
    )


def how_many_sell() -> int:
    """Businesses that can be paid now; the sandbox counts for those that it was used for."""
    selling = Merchant.objects.selling().in_this_mode().filter(business_id__isnull=False)
    return selling.order_by().values("business_id").distinct().count()
