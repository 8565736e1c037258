"""What anybody may send a notice about; see ``marketplace.trust``."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.businesses.close import close, reopen
from marketplace.businesses.models import Business
from marketplace.trust.noticeable import Noticeable, absolute


def _edit_address(business: Business) -> str:
    return absolute(reverse("businesses:business:profile", urlconf="kreislauf.urls_region"))


NOTICEABLE = Noticeable(
    kind="business",
    model=Business,
    title=_("Betrieb"),
    rows=lambda: Business.objects.select_related("category"),
    is_shown=lambda business: business.is_public,
    author=lambda business: business.email,
    words=lambda business: "\n\n".join(filter(None, [business.name, business.description, business.picture_alt])),
    page="businesses:office:detail",
    hide=close,
    show=reopen,
    edit_address=_edit_address,
)
