"""The mosaic in templates; built in everywhere."""

from __future__ import annotations

from django import template
from django.template.context import Context

from tenants.art import mosaic
from tenants.art.glyphs import GLYPHS
from tenants.art.pen import Svg
from tenants.branding.wording.wording import Named, usual_wording

register = template.Library()


@register.simple_tag
def glyph(name: str) -> Svg:
    """``{% glyph "boat" %}``: one drawing without a ground; an unknown name draws a shop."""
    return mosaic.glyph(name if name in GLYPHS else "shop")


@register.simple_tag(takes_context=True)
def cover(context: Context, seed: object, name: str = "") -> Svg:
    """``{% cover offer.pk "cup" %}``: the picture of something without a photo, in the region's own pattern."""
    return Svg(context["site"].cover(str(seed), name))


@register.filter
def nominative(region: Named) -> str:
    """``{{ region|nominative }}``: „der Kreis Plön“."""
    return usual_wording(region).nominative


@register.filter
def accusative(region: Named) -> str:
    """``{{ region|accusative }}``: „den Kreis Plön“."""
    return usual_wording(region).accusative


@register.filter
def genitive(region: Named) -> str:
    """``{{ region|genitive }}``: „des Kreises Plön“, on pages that enter no region; others have ``site.wording``."""
    return usual_wording(region).genitive


@register.filter
def dative(region: Named) -> str:
    """``{{ region|dative }}``: „dem Kreis Plön“."""
    return usual_wording(region).dative
