"""The region uploads a drawing of itself, or takes it away."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from tenants.branding.models import Branding
from tenants.places.drawing import Feature, read_drawing
from tenants.places.ground import settle_ground
from tenants.places.models import OwnMap


@transaction.atomic
def draw_map(content: bytes, *, by: Actor, at: datetime) -> None:
    """From now on the map shows this GeoJSON. Refuses with ``drawing.Unusable``."""
    features = read_drawing(content)
    OwnMap.objects.update_or_create(only=True, defaults={"features": features, "digest": _digest(features), "at": at})
    settle_ground()
    record("places.map_drawn", Branding.objects.get(), by=by, at=at)


@transaction.atomic
def remove_map(*, by: Actor, at: datetime) -> None:
    """Back to Germany's borders, where this platform has them. A second click changes nothing."""
    if OwnMap.objects.all().delete()[0]:
        settle_ground()
        record("places.map_removed", Branding.objects.get(), by=by, at=at)


def _digest(features: list[Feature]) -> str:
    return hashlib.sha256(json.dumps(features, sort_keys=True).encode()).hexdigest()[:12]
