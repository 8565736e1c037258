"""A slice says that a row changed; soon afterwards its card says the same, or is withdrawn.

The mark is written with the change. Whoever takes it up locks it, reads the row as it stands then, writes the card and
removes the mark: after a crash it is still there, and the sweep finds it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from kreislauf.regions import current_region, stepping_into
from kreislauf.shareable import CardTexts
from kreislauf.soon import soon
from tenants.sharing.kinds import kinds
from tenants.sharing.models import Card
from tenants.sharing.notify import notify_adopters
from tenants.sharing.outbox.models import Due
from tenants.sharing.pinned import settle_pinned_of

# A change of one of these is a new version; the others are facts, which nobody pins.
WORDS = ("title", "lead", "text_html", "picture", "picture_alt", "language")
FACTS = ("starts_at", "ends_at", "path", "facts", "uid", "sequence", "audience")
NOT_PUBLIC = "Nicht mehr öffentlich"


def publish(kind: str, pk: int) -> None:
    """Called by a slice in the transaction of its change, also when the row stops being public or is deleted."""
    (due,) = Due.objects.bulk_create(
        [Due(kind=kind, row=pk, asked_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["kind", "row"],
        update_fields=["asked_at"],
    )
    soon("tenants.sharing.tasks.write_due_card", due_id=due.pk)


def publish_all() -> None:
    """Called in the transaction of a change that many rows depend on, such as a partner that nobody sees any more.

    The nightly comparison is what makes up for a queue that was away.
    """
    soon("tenants.sharing.tasks.compare_here")


def write_due(due_id: int, *, at: datetime) -> None:
    """Bring one card up to date. Repeatable; in the origin's region."""
    with transaction.atomic():
        due = Due.objects.select_for_update().filter(pk=due_id).first()
        if due is None:
            return
        write_card(due.kind, due.row, at=at)
        due.delete()


def write_card(kind: str, pk: int, *, at: datetime) -> None:
    """Write what the row says now, and let every adopter know if that is something new."""
    shareable, region = kinds().get(kind), current_region()
    row = shareable.row(pk) if shareable else None
    texts = shareable.card_of(row) if shareable and row is not None else None
    if texts is not None:  # a link to one of the origin's pages leads there from everywhere
        texts = replace(texts, text_html=texts.text_html.replace('href="/', f'href="{region.url}/'))
    with stepping_into(None), transaction.atomic():
        card = Card.objects.select_for_update().filter(origin_id=region.id, kind=kind, origin_pk=pk).first()
        withdrawn_at = card.withdrawn_at if card else None
        if texts is not None and _store(card or Card(origin_id=region.id, kind=kind, origin_pk=pk), texts, at=at):
            _notify(region.id, kind, pk)
            if card is not None and withdrawn_at:  # it comes back
                settle_pinned_of(card)
        elif texts is None and card is not None and card.withdrawn_at is None:
            withdraw(card, because=NOT_PUBLIC, at=at)
            settle_pinned_of(card)


def compare_all(*, at: datetime) -> None:
    """Write every card of the region anew where it says something else than its row: what nobody marked is found."""
    region = current_region()
    with stepping_into(None):
        cards = set(Card.objects.filter(origin_id=region.id, withdrawn_at=None).values_list("kind", "origin_pk"))
    wanted = {(one.kind, pk) for one in kinds().values() for pk in one.rows()}
    for kind, pk in sorted(cards | wanted):
        write_card(kind, pk, at=at)


def withdraw(card: Card, *, because: str, at: datetime) -> None:
    """The origin shows it no longer; adopters' pages say so. In the platform's schema."""
    card.withdrawn_at = card.changed_at = at
    card.withdrawn_because = because
    card.save(update_fields=["withdrawn_at", "changed_at", "withdrawn_because"])
    notify_adopters(card)


def _store(card: Card, texts: CardTexts, *, at: datetime) -> bool:
    """Returns whether the card says something else than before."""
    words, facts = _values(texts, WORDS), _values(texts, FACTS)
    is_new, other_words = card.pk is None, _differs(card, words)
    if not (is_new or other_words or _differs(card, facts) or card.withdrawn_at):
        return False
    for name, value in (words | facts).items():
        setattr(card, name, value)
    if is_new:
        card.published_at = at
    elif other_words:
        card.version += 1
    card.changed_at, card.withdrawn_at, card.withdrawn_because = at, None, ""
    card.save()
    return True


def _values(texts: CardTexts, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(texts, name) for name in names} | ({"facts": dict(texts.facts)} if "facts" in names else {})


def _differs(card: Card, values: dict[str, Any]) -> bool:
    return any(getattr(card, name) != value for name, value in values.items())


def _notify(origin_id: int, kind: str, pk: int) -> None:
    notify_adopters(Card.objects.get(origin_id=origin_id, kind=kind, origin_pk=pk))
