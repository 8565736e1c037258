"""How an offer stands, as its business and the staff see it."""

from __future__ import annotations

from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.vouchers.models import STAFF, Offer


class OfferState(Enum):
    """Each with its words and its colour (``components/badge.html``)."""

    DRAFT = (_("Entwurf"), "info")
    WAITING = (_("wartet auf die Freigabe des Betriebs"), "warning")
    CLOSED = (_("Betrieb geschlossen"), "danger")
    STOPPED = (_("angehalten"), "warning")
    STOPPED_BY_STAFF = (_("vom Team der Seite angehalten"), "danger")
    NOT_PAYABLE = (_("noch kein Weg, bezahlt zu werden"), "danger")
    SOLD_OUT = (_("ausverkauft"), "warning")
    ON_SALE = (_("im Verkauf"), "success")

    @property
    def label(self) -> str | Promise:
        return self.value[0]

    @property
    def colour(self) -> str:
        return self.value[1]


def state_of(offer: Offer) -> OfferState:
    """The first thing that keeps it from being sold, or ON_SALE. Needs the business."""
    if offer.published_at is None:
        return OfferState.DRAFT
    if offer.stopped_at is not None:
        return OfferState.STOPPED_BY_STAFF if offer.stopped_by == STAFF else OfferState.STOPPED
    if offer.business.closed_at is not None:
        return OfferState.CLOSED
    if offer.business.approved_at is None:
        return OfferState.WAITING
    if not offer.is_payable:
        return OfferState.NOT_PAYABLE
    return OfferState.SOLD_OUT if offer.stock_left == 0 else OfferState.ON_SALE
