"""What the current region's slices have for other sites."""

from __future__ import annotations

from collections.abc import Iterator

from kreislauf.embeds import Embed
from tenants.branding.models import Branding
from tenants.branding.modules import slices_on


def embeds(branding: Branding) -> Iterator[Embed]:
    """Of the slices that are on."""
    for one in slices_on(branding):
        yield from one.embeds
