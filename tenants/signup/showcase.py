"""The live regions as the platform's front page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from tenants.art import mosaic
from tenants.art.glyphs import GLYPHS
from tenants.art.pen import Svg
from tenants.art.theme import Theme, derive
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
    def hero(self) -> Svg:
        return _own_colours(mosaic.hero(self.glyphs, self.label, self.theme, columns=9, rows=4), self.theme)

    @property
    def strip(self) -> Svg:
        return _own_colours(mosaic.strip(self.glyphs, self.label, self.theme), self.theme)

    @property
    def mark(self) -> Svg:
        return _own_colours(mosaic.mark(self.glyphs, self.theme), self.theme)

    @property
    def covers(self) -> list[Svg]:
        """Three pictures of offers, for tickets."""
        drawn = (
            mosaic.cover(f"{self.label}:{name}", name, self.glyphs, self.theme) for name in ("cup", "mask", "bicycle")
        )
        return [_own_colours(picture, self.theme) for picture in drawn]


def showcase() -> list[Shown]:
    return [_shown(region) for region in Region.objects.live().prefetch_related("domains").order_by("pk")[:12]]


def kind_beside(name: str, kind: str) -> str:
    """What kind of administration it is, unless its name says so already: „Kreis Plön“ needs no „Kreis“ below."""
    return "" if kind.lower() in name.lower().split() else kind


def _shown(region: Region) -> Shown:
    return Shown(
        name=region.name,
        place=place_name(region.name),
        kind=kind_beside(region.name, str(region.get_kind_display())),
        label=region.label,
        url=region.url,
        glyphs=tuple(name for name in region.glyphs if name in GLYPHS) or mosaic.DEFAULT_GLYPHS,
        theme=derive(region.primary_colour, region.accent_colour),
    )


def _own_colours(svg: Svg, theme: Theme) -> Svg:
    return Svg(mosaic.with_colours(svg, theme))
