"""The mosaic in templates; built in everywhere."""

from __future__ import annotations

from django import template
from django.template.context import Context

from tenants.art import mosaic
from tenants.art.glyphs import GLYPHS
from tenants.art.pen import Svg

register = template.Library()


@register.simple_tag
def glyph(name: str) -> Svg:
    """``{% glyph "boat" %}``: one drawing without a ground; an unknown name draws a shop."""
    return mosaic.glyph(name if name in GLYPHS else "shop")


@register.simple_tag(takes_context=True)
def cover(context: Context, seed: object, name: str = "") -> Svg:
    """``{% cover offer.pk "cup" %}``: the picture of something without a photo, in the region's own pattern."""
    return Svg(context["site"].cover(str(seed), name))
