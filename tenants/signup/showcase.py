"""The live regions as the platform's front page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from tenants.branding import art
from tenants.branding.colours import Theme, derive
from tenants.branding.glyphs import GLYPHS
from tenants.models import Region
from tenants.signup.labels import place_name


@dataclass(frozen=True)
class Shown:
    """A region and its own drawings, coloured in themselves: the platform's page has another theme."""

    name: str
    place: str
    kind: str
    label: str
    url: str
    glyphs: tuple[str, ...]
    theme: Theme

    @property
    def hero(self) -> SafeString:
        return _own_colours(art.hero(self.glyphs, self.label, self.theme, columns=9, rows=4), self.theme)

    @property
    def strip(self) -> SafeString:
        return _own_colours(art.strip(self.glyphs, self.label, self.theme), self.theme)

    @property
    def mark(self) -> SafeString:
        return _own_colours(art.mark(self.glyphs, self.theme), self.theme)

    @property
    def covers(self) -> list[SafeString]:
        """Three pictures of offers, for tickets."""
        drawn = (
            art.cover(f"{self.label}:{name}", name, self.glyphs, self.theme) for name in ("cup", "mask", "bicycle")
        )
        return [_own_colours(picture, self.theme) for picture in drawn]


def showcase() -> list[Shown]:
    return [_shown(region) for region in Region.objects.live().prefetch_related("domains").order_by("pk")[:12]]


def _shown(region: Region) -> Shown:
    return Shown(
        name=region.name,
        place=place_name(region.name),
        kind=region.get_kind_display(),
        label=region.label,
        url=region.url,
        glyphs=tuple(name for name in region.glyphs if name in GLYPHS) or art.DEFAULT_GLYPHS,
        theme=derive(region.primary_colour, region.accent_colour),
    )


def _own_colours(svg: SafeString, theme: Theme) -> SafeString:
    return mark_safe(art.with_colours(svg, theme))
