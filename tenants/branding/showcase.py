"""A region as the platform's own site shows it: from its row in the public schema, with its colours written into the pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from tenants.branding import art
from tenants.branding.colours import Theme, derive
from tenants.branding.glyphs import GLYPHS
from tenants.models import Region


@dataclass(frozen=True)
class ShownRegion:
    """Name, address and pictures of a region."""

    name: str
    kind: str
    url: str
    label: str
    glyphs: tuple[str, ...]
    theme: Theme

    @property
    def mark_svg(self) -> SafeString:
        return self._coloured(art.mark(self.glyphs, self.theme))

    @property
    def hero_svg(self) -> SafeString:
        return self._coloured(art.hero(self.glyphs, self.label, self.theme, columns=9, rows=4))

    @property
    def covers(self) -> list[SafeString]:
        """Three pictures of offers, for tickets."""
        drawn = (art.cover(f"{self.label}:{name}", name, self.glyphs, self.theme) for name in ("cup", "mask", "bicycle"))
        return [self._coloured(picture) for picture in drawn]

    def _coloured(self, picture: str) -> SafeString:
        return mark_safe(art.with_colours(picture, self.theme))  # noqa: S308 - drawn by us, no input in it


def show(regions: Iterable[Region]) -> list[ShownRegion]:
    """The regions in order; prefetch ``domains`` for more than one."""
    return [
        ShownRegion(
            name=region.name,
            kind=region.get_kind_display(),
            url=region.url,
            label=region.label,
            glyphs=tuple(name for name in region.glyphs if name in GLYPHS) or art.DEFAULT_GLYPHS,
            theme=derive(region.primary_colour, region.accent_colour),
        )
        for region in regions
    ]
