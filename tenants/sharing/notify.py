"""Adopters hear that a card changed: one job for each, which voids the pages that show it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.regions import stepping_into
from kreislauf.soon import soon
from kreislauf.web.page_cache import void_pages_at_once
from tenants.models import Status
from tenants.sharing.emails import withdrawn
from tenants.sharing.letters import to_office
from tenants.sharing.models import Adoption, Card
from tenants.sharing.scopes import scopes_of


def notify_adopters(card: Card) -> None:
    """In the platform's schema. Whoever has dropped it long ago hears nothing."""
    for pk in card.adoptions.filter(dropped_at=None).values_list("pk", flat=True):
        soon("tenants.sharing.tasks.notify_adopter", adoption_id=pk)


def notify(adoption_id: int) -> None:
    """Void the region's pages that show the card, and write to its office if the card is gone. Repeatable."""
    with stepping_into(None), transaction.atomic():
        rows = Adoption.objects.select_for_update(of=("self",)).select_related("card__origin", "region")
        adoption = rows.filter(pk=adoption_id).first()
        if adoption is None:
            return
        changed_at = adoption.card.changed_at
        is_news = adoption.notified_at is None or adoption.notified_at < changed_at
        Adoption.objects.filter(pk=adoption_id).update(notified_at=changed_at)
        if is_news and adoption.dropped_at is None and adoption.card.withdrawn_at == changed_at:
            _write_to_office(adoption)
        schema, scopes = adoption.region.schema_name, scopes_of(adoption.card.kind)
        transaction.on_commit(lambda: void_pages_at_once(schema, *scopes))


def unnotified(at: datetime) -> list[int]:
    """Whose job the queue has lost. For the sweep, in the platform's schema."""
    rows = Adoption.objects.unnotified().filter(dropped_at=None, card__changed_at__lte=at)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:1000])


def _write_to_office(adoption: Adoption) -> None:
    if adoption.region.status not in (Status.LIVE, Status.SUSPENDED, Status.LEAVING):
        return
    with stepping_into(adoption.region.card()):
        to_office(withdrawn, adoption)
