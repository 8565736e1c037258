"""The letter to a business that comes near the threshold."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import current_region
from marketplace.vouchers.books.platform_tax.threshold import years_of
from marketplace.vouchers.models import SellerWarning


@letter("vouchers.near_threshold", SellerWarning, title=_("Bald meldepflichtig (PStTG)"), related=("business",))
def near_threshold(warning: SellerWarning) -> Letter:
    business = warning.business
    context = {
        "business": business,
        "year": warning.year,
        "sold": years_of([business.pk], warning.year)[business.pk],
        "button_url": f"{current_region().url}{reverse('vouchers:business:seller')}",
        "button_text": str(_("Angaben machen")),
    }
    return Letter(template="vouchers/mail/near_threshold", context=context)
