"""A region's start page as a small drawing, in the two colours that are being tried."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tenants.art import mosaic
from tenants.art.glyphs import GLYPHS
from tenants.art.theme import derive
from tenants.signup.labels import place_name

_FONT = "Fira Sans, Segoe UI, sans-serif"


def drawing(primary: str, accent: str, glyphs: list[str], name: str) -> SafeString:
    """Colours stand in the drawing as attributes: our pages take no styles from anywhere else."""
    theme = derive(primary, accent)
    chosen = tuple(glyph for glyph in glyphs if glyph in GLYPHS) or mosaic.DEFAULT_GLYPHS
    light = theme.light
    place = escape(place_name(name)[:18] or _("Ihre Region"))
    hero = _placed(mosaic.with_colours(mosaic.hero(chosen, place, theme), theme), 250, 44, 230, 192)
    mark = _placed(mosaic.with_colours(mosaic.mark(chosen, theme), theme), 18, 10, 24, 24)
    action, on_action = light["--kern-color-action-default"], light["--kern-color-action-on-default"]
    on_brand, ink = light["--kl-on-brand"], light["--kern-color-layout-text-default"]
    parts = [
        _box(0, 0, 480, 300, light["--kl-surface"]),
        mark,
        _words(52, 27, place, size=14, colour=ink),
        _box(372, 10, 92, 24, action, round_=12),
        _words(390, 26, _("Eintragen"), size=11, colour=on_action),
        _box(0, 44, 480, 192, primary),
        hero,
        _words(18, 120, place, size=27, colour=on_brand),
        _words(18, 150, _("hält zusammen."), size=27, colour=on_brand),
        _box(18, 254, 132, 28, light["--kl-brand-tint"], round_=8),
        _words(28, 272, _("Alle Gutscheine"), size=12, colour=action),
        _box(166, 254, 132, 28, light["--kl-accent-tint"], round_=8),
        _words(176, 272, _("Neu: 25 € Café"), size=12, colour=light["--kl-accent-text"]),
    ]
    head = (
        f'<svg class="kl-tryout" viewBox="0 0 480 300" role="img" font-family="{_FONT}"'
        f' aria-label="{escape(_("Vorschau der Startseite"))}">'
    )
    return mark_safe(head + "".join(parts) + "</svg>")


def _box(x: int, y: int, width: int, height: int, colour: str, *, round_: int = 0) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{round_}" fill="{colour}"/>'


def _words(x: int, y: int, text: str, *, size: int, colour: str) -> str:
    """``text`` is escaped already or our own."""
    return f'<text x="{x}" y="{y}" font-size="{size}" font-weight="600" fill="{colour}">{text}</text>'


def _placed(svg: str, x: int, y: int, width: int, height: int) -> str:
    return svg.replace("<svg ", f'<svg x="{x}" y="{y}" width="{width}" height="{height}" ', 1)
