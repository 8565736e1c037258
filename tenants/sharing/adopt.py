"""A region shows a neighbour's card under its own roof, changes how, and ends it any day."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models.fields.json import KT

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.regions import current_region, stepping_into
from kreislauf.shareable import PARTNERS
from kreislauf.web.page_cache import void_pages_at_once
from tenants.sharing.kinds import kinds
from tenants.sharing.models import Adoption, Card, Partnership
from tenants.sharing.offered import above, offered
from tenants.sharing.pinned import settle_with_origin
from tenants.sharing.scopes import scopes_of

PARTNERSHIP_ENDED = "Die Nachbarschaft ist beendet"


class NotOffered(Exception):
    """The origin has withdrawn it, or does not offer it to this region."""


class NotAdopted(Exception):
    """The region does not show it, or not any more."""


@transaction.atomic
def adopt(card: Card, *, mode: str, intro: str, by: Actor, at: datetime) -> Adoption:
    """Show the card from now on; what was dropped before is shown again. Refuses with ``NotOffered``."""
    region = current_region()
    with stepping_into(None), transaction.atomic():
        current = offered(region.id, kinds()).select_for_update(of=("self",)).filter(pk=card.pk).first()
        if current is None:
            raise NotOffered
        values = {
            "mode": mode,
            "intro": intro.strip(),
            "adopted_at": at,
            "by": str(by)[:254],
            "card_version": current.version,
            "snapshot": snapshot_of(current, mode),
            "dropped_at": None,
            "reason": "",
            "notified_at": current.changed_at,
        }
        adoption, _new = Adoption.objects.update_or_create(card=current, region_id=region.id, defaults=values)
        adoption.card = current
    record("shared.adopted", adoption, by=by, at=at, region=current.origin.name, mode=mode)
    return adoption


@transaction.atomic
def change(adoption: Adoption, *, mode: str, intro: str, by: Actor, at: datetime) -> None:
    """Another introduction; pinning takes the words as they are now. Refuses with ``NotAdopted``."""
    adoption.intro = intro.strip()
    before = adoption.snapshot.get("picture", "")
    if mode != adoption.mode:
        adoption.mode, adoption.card_version = mode, adoption.card.version
        adoption.snapshot = snapshot_of(adoption.card, mode)
    _save(adoption, before=before)
    record("shared.changed", adoption, by=by, at=at, mode=mode)


@transaction.atomic
def take_version(adoption: Adoption, *, version: int, by: Actor, at: datetime) -> bool:
    """Pin the words that the office has just read. False if the origin has changed them once more meanwhile."""
    if adoption.card.version != version:
        return False
    before = adoption.snapshot.get("picture", "")
    adoption.card_version, adoption.snapshot = version, snapshot_of(adoption.card, adoption.mode)
    _save(adoption, before=before)
    record("shared.version_taken", adoption, by=by, at=at, version=version)
    return True


@transaction.atomic
def drop(adoption: Adoption, *, reason: str, by: Actor, at: datetime) -> None:
    """Show it no longer. Refuses with ``NotAdopted``."""
    with stepping_into(None):
        live = Adoption.objects.filter(pk=adoption.pk, dropped_at=None)
        if not live.update(dropped_at=at, reason=reason.strip()[:300]):
            raise NotAdopted
    settle_with_origin(adoption.card.origin_id, {adoption.snapshot.get("picture", "")})
    record("shared.dropped", adoption, by=by, at=at, reason=reason.strip())


@transaction.atomic
def show_again(adoption: Adoption, *, by: Actor, at: datetime) -> None:
    """What was dropped, as it was then. Shown already, nothing happens. Refuses with ``NotOffered``."""
    region = current_region()
    with stepping_into(None), transaction.atomic():
        if not offered(region.id, kinds()).filter(pk=adoption.card_id).exists():
            raise NotOffered
        dropped = Adoption.objects.filter(pk=adoption.pk, dropped_at__isnull=False)
        if not dropped.update(dropped_at=None, reason=""):
            return
    settle_with_origin(adoption.card.origin_id, {adoption.snapshot.get("picture", "")})
    record("shared.adopted", adoption, by=by, at=at, region=adoption.card.origin.name, mode=adoption.mode)


def drop_between(partnership: Partnership, *, at: datetime) -> None:
    """What either shows of the other because they were partners. In the platform's schema."""
    pair = (partnership.asker_id, partnership.asked_id)
    for origin_id, region_id in (pair, pair[::-1]):
        if origin_id in above(region_id):
            continue
        shown = Adoption.objects.filter(card__origin_id=origin_id, card__audience=PARTNERS, region_id=region_id)
        live = shown.filter(dropped_at=None)
        pictures = set(live.values_list(KT("snapshot__picture"), flat=True).distinct())
        scopes = {scope for kind in live.values_list("card__kind", flat=True) for scope in scopes_of(kind)}
        if live.update(dropped_at=at, reason=PARTNERSHIP_ENDED):
            schema = _schema_of(partnership, region_id)
            transaction.on_commit(partial(void_pages_at_once, schema, *scopes))
            settle_with_origin(origin_id, pictures)


def snapshot_of(card: Card, mode: str) -> dict[str, str]:
    """The words that a pinned card keeps."""
    return {name: getattr(card, name) for name in Adoption.PINNED} if mode == Adoption.Mode.PIN else {}


def _save(adoption: Adoption, *, before: str) -> None:
    """``before`` is the picture that was pinned."""
    values = {name: getattr(adoption, name) for name in ("intro", "mode", "card_version", "snapshot")}
    with stepping_into(None):
        if not Adoption.objects.filter(pk=adoption.pk, dropped_at=None).update(**values):
            raise NotAdopted
    settle_with_origin(adoption.card.origin_id, {before})


def _schema_of(partnership: Partnership, region_id: int) -> str:
    region = partnership.asker if partnership.asker_id == region_id else partnership.asked
    return str(region.schema_name)
