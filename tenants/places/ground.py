"""What the region's map stands on where there are no tiles: its own drawing, or the borders of its Gemeinden."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from kreislauf.regions import current_region, stepping_into
from tenants.areas.find import areas_of, newest_import
from tenants.areas.models import Area
from tenants.models import Region
from tenants.places.drawing import Feature, feature_of
from tenants.places.models import OwnMap
from tenants.regions.lookup import forget_cards


def ground() -> dict[str, Any]:
    """GeoJSON, with whom to name for it."""
    own = OwnMap.objects.first()
    if own is not None:
        return {"type": "FeatureCollection", "credit": "", "features": own.features}
    source = newest_import()
    features = [_feature(area, first=not number) for number, area in enumerate(areas_of(current_region().ars))]
    return {"type": "FeatureCollection", "credit": source.credit if source else "", "features": features}


def settle_ground() -> None:
    """Note at the region which ground its map has now; every address of the map changes with it."""
    version, card = _version(), current_region()
    with stepping_into(None):
        changed = Region.objects.filter(pk=card.id).exclude(ground=version)
        if changed.update(ground=version, version=F("version") + 1):
            forget_cards()


def _version() -> str:
    own = OwnMap.objects.values_list("digest", flat=True).first()
    if own is not None:
        return own
    source = newest_import()
    return source.digest if source and areas_of(current_region().ars) else ""


def _feature(area: Area, *, first: bool) -> Feature:
    """The first is the outline; its name stands on the page already."""
    polygons = [[[(x, y) for x, y in ring] for ring in polygon] for polygon in area.shape]
    return feature_of("outline" if first else "district", "" if first else area.name, polygons, None)
