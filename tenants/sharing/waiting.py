"""What waits for the office because of its neighbours."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import ngettext

from kreislauf.regions import current_region, stepping_into
from kreislauf.slices import Tile
from tenants.sharing.models import Adoption, Partnership


def office_tiles() -> Iterable[Tile]:
    """Requests of other regions, and texts that a neighbour has changed since they were pinned."""
    region = current_region()
    with stepping_into(None):
        requests = Partnership.objects.open().filter(asked_id=region.id, accepted_at=None).count()
        changed = Adoption.objects.changed().filter(region_id=region.id).count()
    if requests:
        label = ngettext("Anfrage einer Nachbarregion", "Anfragen von Nachbarregionen", requests)
        yield Tile(requests, label, reverse("sharing:office:list"), todo=True)
    if changed:
        label = ngettext("neuer Text eines Nachbarn", "neue Texte von Nachbarn", changed)
        yield Tile(changed, label, f"{reverse('sharing:office:adoptions')}?stand=neu", todo=True)
