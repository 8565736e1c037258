"""QR codes as plain SVG: no inline style, sharp in print, the same picture on the page and in the PDF."""

from __future__ import annotations

from collections.abc import Iterator

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Four modules of quiet zone are what the standard asks for; scanners at tills need them.
QUIET = 4


def qr_svg(text: str, *, label: str = "") -> SafeString:
    """``text`` as an SVG for a page: black on white also in dark mode; ``label`` is read to those who cannot see it."""
    return draw_svg(segno.make_qr(text, error="m", boost_error=True), label=label)


def draw_svg(code: segno.QRCode, *, label: str = "") -> SafeString:
    """A code that was made already, as an SVG for a page."""
    side, path = _drawn(code)
    hidden = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" shape-rendering="crispEdges" {}>'
        '<path fill="#fff" d="M0 0h{}v{}H0z"/><path fill="#000" d="{}"/></svg>',
        side,
        side,
        hidden,
        side,
        side,
        path,
    )


def qr_modules(text: str) -> str:
    """``text`` as a bare SVG with a transparent ground, for printing on a card of its own colour."""
    return draw_modules(segno.make_qr(text, error="m", boost_error=True))


def draw_modules(code: segno.QRCode) -> str:
    """A code that was made already, as ``qr_modules``."""
    side, path = _drawn(code)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}">'
        f'<path fill="#000" d="{path}"/></svg>'
    )


def _drawn(code: segno.QRCode) -> tuple[int, str]:
    rows = [bytes(row) for row in code.matrix]
    return len(rows) + 2 * QUIET, "".join(_runs(rows))


def _runs(rows: list[bytes]) -> Iterator[str]:
    """One rectangle for each run of dark modules in a row."""
    for y, row in enumerate(rows, start=QUIET):
        x = 0
        while x < len(row):
            width = 0
            while x + width < len(row) and row[x + width]:
                width += 1
            if width:
                yield f"M{x + QUIET} {y}h{width}v1h-{width}z"
            x += width + 1
