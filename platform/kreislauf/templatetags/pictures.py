"""Stored pictures in templates: ``{% load pictures %}``."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kreislauf.pictures.stored import picture_height, picture_srcset, picture_url, picture_widths, preview_url

register = template.Library()


@register.simple_tag
def picture(name: str, alt: str = "", sizes: str = "100vw", eager: bool = False) -> SafeString:
    """An ``<img>`` in all stored widths that keeps its room while it loads."""
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" alt="{}" width="{}" height="{}"{}>',
        picture_url(name),
        picture_srcset(name),
        sizes,
        alt,
        picture_widths(name)[-1],
        picture_height(name),
        "" if eager else SafeString(' loading="lazy"'),
    )


@register.simple_tag
def private_picture(name: str, alt: str = "") -> SafeString:
    """An ``<img>`` for pages of people who get to see a picture before the public does."""
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}">',
        preview_url(name),
        alt,
        picture_widths(name)[-1],
        picture_height(name),
    )
