"""A business's offers: written, put on sale, changed, stopped for a while."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.businesses.models import Business
from marketplace.vouchers.models import STAFF, Offer, OfferKind, VatKind
from marketplace.vouchers.offers.payable import can_be_paid

# What the business decides. Everything else about an offer is state, which has verbs of its own.
TEXT = (
    *("kind", "title", "description", "terms", "price_cents", "min_cents", "max_cents", "stock_left"),
    *("vat_kind", "vat_rate", "validity_years", "validity_reason", "picture", "picture_alt"),
)


class NotPossible(Exception):
    """The offer stays as it is; each reason is a class of its own."""


class AlreadyPublished(NotPossible):
    """It is on sale, or was."""


class NotPublished(NotPossible):
    """A draft can neither be stopped nor resumed."""


class AlreadyStopped(NotPossible):
    """Nobody can buy it at the moment anyway."""


class NotStopped(NotPossible):
    """It is on sale already."""


class StoppedByStaff(NotPossible):
    """The region's staff stopped it, so only they put it on sale again."""


class StockMoved(NotPossible):
    """Since somebody looked, pieces were sold or the number was changed; ``left`` is what there is now."""

    def __init__(self, left: int | None) -> None:
        super().__init__(left)
        self.left = left


class NotForTheRegion(NotPossible):
    """Many businesses take it: so it is an amount, and nobody knows its tax rate before it is redeemed."""


@transaction.atomic
def draft_offer(business: Business, *, text: Mapping[str, Any], by: Actor, at: datetime) -> Offer:
    """Write down an offer that nobody sees yet. ``text`` holds the fields named in ``TEXT``.

    Refuses with NotForTheRegion.
    """
    offer = Offer(business=business, created_at=at, **_known(text))
    _refuse_for_the_region(offer)
    offer.save()
    settle_pictures(names_of(offer))
    record("offer.drafted", offer, by=by, at=at)
    return offer


@transaction.atomic
def copy_offer(offer: Offer, *, by: Actor, at: datetime) -> Offer:
    """A draft that says the same, to be changed and published as another offer."""
    return draft_offer(offer.business, text={name: getattr(offer, name) for name in TEXT}, by=by, at=at)


@transaction.atomic
def delete_draft(offer: Offer, *, by: Actor, at: datetime) -> None:
    """Throw away what nobody ever saw. Refuses with AlreadyPublished: vouchers may have been sold of it."""
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if offer.published_at is not None:
        raise AlreadyPublished
    record("offer.deleted", offer, by=by, at=at)
    names = names_of(offer)
    offer.delete()
    settle_pictures(names)


@transaction.atomic
def publish_offer(offer: Offer, *, by: Actor, at: datetime) -> Offer:
    """Put a draft on sale; the public sees it once the business is approved too. Refuses with AlreadyPublished."""
    payable = can_be_paid(offer.business.paid_to)
    if not Offer.objects.filter(pk=offer.pk, published_at__isnull=True).update(published_at=at, is_payable=payable):
        raise AlreadyPublished
    offer.published_at, offer.is_payable = at, payable
    record("offer.published", offer, by=by, at=at)
    return offer


@transaction.atomic
def change_offer(offer: Offer, *, changes: Mapping[str, Any], by: Actor, at: datetime) -> Offer:
    """Change what the business decides; orders keep what was promised to them.

    Only the named fields are written: somebody who corrects the title does not put back the stock of a minute ago.
    Refuses with StockMoved another stock than that of ``offer``, with NotForTheRegion.
    """
    changes = _known(changes)
    if not changes:
        return offer
    before = names_of(offer)
    if "stock_left" in changes:
        _refuse_moved(offer)
    for name, value in changes.items():
        setattr(offer, name, value)
    _refuse_for_the_region(offer)
    offer.save(update_fields=list(changes))
    if "picture" in changes:
        settle_pictures(before | names_of(offer))
    record("offer.changed", offer, by=by, at=at, fields=sorted(changes))
    return offer


@transaction.atomic
def stop_offer(offer: Offer, *, by: Actor, at: datetime, by_staff: bool = False, reason: str = "") -> Offer:
    """Take an offer off sale; vouchers that were sold stay good. Refuses with NotPublished, AlreadyStopped.

    The business reads the ``reason``.
    """
    stopped_by = STAFF if by_staff else str(by)[:254]
    published = Offer.objects.filter(pk=offer.pk, published_at__isnull=False)
    if not published.filter(stopped_at__isnull=True).update(stopped_at=at, stopped_by=stopped_by, stop_reason=reason):
        raise AlreadyStopped if published.exists() else NotPublished
    offer.stopped_at, offer.stopped_by, offer.stop_reason = at, stopped_by, reason
    record("offer.stopped", offer, by=by, at=at, staff=by_staff, reason=reason)
    return offer


@transaction.atomic
def resume_offer(offer: Offer, *, by: Actor, at: datetime, by_staff: bool = False) -> Offer:
    """Put a stopped offer on sale again. Refuses with NotPublished, NotStopped, StoppedByStaff."""
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if not offer.published_at:
        raise NotPublished
    if not offer.stopped_at:
        raise NotStopped
    if offer.stopped_by == STAFF and not by_staff:
        raise StoppedByStaff
    offer.stopped_at, offer.stopped_by, offer.stop_reason = None, "", ""
    offer.save(update_fields=["stopped_at", "stopped_by", "stop_reason"])
    record("offer.resumed", offer, by=by, at=at, staff=by_staff)
    return offer


def _refuse_for_the_region(offer: Offer) -> None:
    """§ 3 Abs. 15 UStG: a multi-purpose voucher; a service is somebody's, not the region's."""
    if offer.business.is_region and (offer.kind == OfferKind.SERVICE or offer.vat_kind != VatKind.MULTI):
        raise NotForTheRegion


def _refuse_moved(offer: Offer) -> None:
    """Locked until it is written, so that nobody sells a piece in between."""
    left = Offer.objects.select_for_update().values_list("stock_left", flat=True).get(pk=offer.pk)
    if left != offer.stock_left:
        raise StockMoved(left)


def _known(text: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(text) - set(TEXT)
    if unknown:
        raise ValueError(f"A business does not decide {', '.join(sorted(unknown))}.")
    return dict(text)
