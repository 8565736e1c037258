"""What anybody may send a notice about; see ``marketplace.trust``."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kreislauf.audit.actor import Actor
from marketplace.trust.noticeable import Noticeable, absolute
from marketplace.vouchers.models import STAFF, Offer
from marketplace.vouchers.offers.edit import AlreadyStopped, NotStopped, resume_offer, stop_offer


def _hide(offer: Offer, *, reason: str, by: Actor, at: datetime) -> None:
    """Off sale, and without a page. One that its business had stopped is staff's to resume from now on."""
    if offer.stopped_at is not None and offer.stopped_by != STAFF:
        resume_offer(offer, by=by, at=at)
    with suppress(AlreadyStopped):
        stop_offer(offer, by=by, at=at, by_staff=True, reason=reason[:200])


def _show(offer: Offer, *, by: Actor, at: datetime) -> None:
    with suppress(NotStopped):
        resume_offer(offer, by=by, at=at, by_staff=True)


def _edit_address(offer: Offer) -> str:
    return absolute(reverse("vouchers:business:offer", urlconf="kreislauf.urls_region", args=[offer.pk]))


NOTICEABLE = Noticeable(
    kind="offer",
    model=Offer,
    title=_("Angebot"),
    rows=lambda: Offer.objects.select_related("business"),
    is_shown=lambda offer: Offer.objects.public().filter(pk=offer.pk).exists(),
    author=lambda offer: offer.business.email,
    words=lambda offer: "\n\n".join(filter(None, [offer.title, offer.description, offer.terms, offer.picture_alt])),
    page="vouchers:office:offer",
    hide=_hide,
    show=_show,
    edit_address=_edit_address,
)
