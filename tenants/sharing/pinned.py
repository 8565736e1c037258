"""Pictures that pinned cards keep. They lie with the origin, whose own rows may have let go of them since."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from django.db import transaction
from django.db.models.fields.json import KT

from kreislauf.pictures.settle import settle_now
from kreislauf.regions import current_region, stepping_into
from tenants.models import Region
from tenants.sharing.models import Adoption, Card


def pictures_pinned(public: bool) -> set[str]:
    """Of the region at work, by its adopters; public while both sides show the card, private until it is forgotten."""
    region = current_region()
    with stepping_into(None):
        rows = Adoption.objects.filter(card__origin_id=region.id, mode=Adoption.Mode.PIN)
        if public:
            rows = rows.filter(dropped_at=None, card__withdrawn_at=None)
        return set(filter(None, rows.values_list(KT("snapshot__picture"), flat=True).distinct()))


def settle_pinned_of(card: Card) -> None:
    """Everything that is pinned of it, once the transaction stands: its origin withdraws it, or shows it again."""
    rows = card.adoptions.filter(mode=Adoption.Mode.PIN)
    settle_with_origin(card.origin_id, set(rows.values_list(KT("snapshot__picture"), flat=True).distinct()))


def settle_with_origin(origin_id: int, names: Collection[str | None]) -> None:
    """Where the origin keeps these pictures follows from the rows, once the transaction stands. Repeatable.

    The origin's nightly sweep does what could not be done.
    """
    named = sorted(filter(None, names))
    if named:
        transaction.on_commit(partial(_settle, origin_id, named), robust=True)


def _settle(origin_id: int, names: Collection[str]) -> None:
    with stepping_into(None):
        origin = Region.objects.for_cards().get(pk=origin_id).card()
    with stepping_into(origin):
        settle_now(names)
