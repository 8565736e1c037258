"""What a careful visitor sees on every page: no barrier in light or dark, nothing cut off on a narrow screen."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The only rules that see colours; the others find in dark what they found in light, the document being the same.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
SHOTS = os.environ.get("KREISLAUF_SHOTS", "")  # a folder to leave screenshots in
NARROW = 320  # WCAG 1.4.10
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"  # 1.4.12


def look(page: Any, name: str) -> None:
    """Check the page that is open, in light and dark, at its own width and at 320 pixels. Fails with what is wrong."""
    size = page.viewport_size
    found = []
    for scheme, kind, values in (("light", "tag", TAGS), ("dark", "rule", OF_COLOUR)):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {violation}" for violation in _violations(page, kind, values)]
        _shoot(page, f"{name}-{scheme}")
    page.emulate_media(color_scheme="light")
    found += [f"too wide with wide letters: {wide}" for wide in _too_wide(page, spaced=True)]
    page.set_viewport_size({"width": NARROW, "height": size["height"]})
    found += [f"wider than {NARROW} px: {wide}" for wide in _too_wide(page)]
    page.set_viewport_size(size)
    assert found == [], "\n".join([f"{name} ({page.url})", *found])


def _violations(page: Any, kind: str, values: list[str]) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate((Path(settings.NODE_MODULES) / "axe-core" / "axe.min.js").read_text())
    # Without `preload`: axe would write the sheets that a sheet imports into the page, which its policy refuses.
    options = {"runOnly": {"type": kind, "values": values}, "resultTypes": ["violations"], "preload": False}
    result = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {node['html'][:160]} {' '.join((node.get('failureSummary') or '').split())[:240]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def _too_wide(page: Any, *, spaced: bool = False) -> list[str]:
    """What makes the page scroll sideways; a table or code that scrolls inside itself does not."""
    return list(
        page.evaluate(
            """(style) => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(style);
              document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
              const width = document.documentElement.clientWidth;
              const cut = e => getComputedStyle(e).overflowX !== 'visible';
              const clips = e => e !== document.body && (cut(e) || clips(e.parentElement));
              const right = e => Math.round(e.getBoundingClientRect().right);
              const wide = document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll('body *')]
                .filter(e => right(e) > width + 1 && e.getClientRects().length && !clips(e.parentElement))
                .slice(0, 4).map(e => `${right(e)} px: ${e.outerHTML.slice(0, 160)}`);
              document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== sheet);
              return wide;
            }""",
            SPACED if spaced else "",
        )
    )


def _shoot(page: Any, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)
