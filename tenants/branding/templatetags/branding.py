"""The mosaic in templates; built in everywhere."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from tenants.branding import art
from tenants.branding.glyphs import GLYPHS

register = template.Library()


@register.simple_tag
def glyph(name: str) -> SafeString:
    """``{% glyph "boat" %}``: one drawing without a ground; an unknown name draws a shop."""
    return art.glyph(name if name in GLYPHS else "shop")


@register.simple_tag(takes_context=True)
def cover(context: Context, seed: object, name: str = "") -> SafeString:
    """``{% cover offer.pk "cup" %}``: the picture of something without a photo, in the region's own pattern."""
    return SafeString(context["face"].cover(str(seed), name))
