"""No page has a barrier that a program can find: axe with all its rules, in light and dark, on telephone and desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.fuzz.ground import Ground
from tests.html.pages import Page, pages_of, refused_pages
from tests.html.shelf import Shelf, served
from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.places import VIEWPORTS

pytestmark = pytest.mark.slow
# The only rules that see colours; the others find in dark what they found in light, the document being the same.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
# Every rule that axe has, also its experiments, but for these; a selector leaves out only what matches it.
LEFT_OUT = {
    "color-contrast-enhanced": (
        "*",
        "7 : 1 is WCAG's AAA; the law asks for AA, and a region's own colours could not be kept.",
    ),
    "focus-order-semantics": (
        ".kl-tablewrap",
        "An experiment that wants what scrolls by keys to be a landmark; the panel around a table is one of that name.",
    ),
}
# Without `preload`: axe would write the sheets that a sheet imports into the page, which its policy refuses.
RUN = """async ([rules, leftOut]) => {
  const values = (rules ?? axe.getRules().map(rule => rule.ruleId)).filter(rule => leftOut[rule] !== '*');
  const options = {runOnly: {type: 'rule', values}, resultTypes: ['violations'], preload: false};
  const {violations} = await axe.run(document, options);
  const known = (rule, node) => rule in leftOut && document.querySelector(node.target[0])?.matches(leftOut[rule]);
  return violations.flatMap(({id, nodes}) => nodes
    .filter(node => !known(id, node))
    .map(node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`.replace(/\\s+/g, ' ').slice(0, 400)));
}"""


def test_no_page_has_a_barrier(ground: Ground) -> None:
    if CHROMIUM is None:
        pytest.skip("No Chromium on this machine: install Debian's package `chromium` to look for barriers.")
    pages = once_each(ground)
    shelf = Shelf(ground, pages)
    found: dict[str, str] = {}
    with served(shelf), a_tab() as tab:
        for page in pages:
            shelf.page = page
            for barrier in barriers(tab, shelf.address(page)):
                found.setdefault(barrier, page.label)
    assert shelf.missing == set()
    assert found == {}, "\n".join(f"{label}: {barrier}" for barrier, label in found.items())


def once_each(ground: Ground) -> list[Page]:
    """Each route once, by the first who may see it; each kind of error page once a site; each refused form once."""
    pages = list(pages_of(ground))
    chosen: dict[object, Page] = {}
    for page in pages:
        chosen.setdefault((page.site, page.label.partition(" as ")[0] if page.status == 200 else page.status), page)
    for page in refused_pages(ground, pages):
        chosen.setdefault(page.label.partition(": ")[2].rpartition(" ")[0], page)
    return list(chosen.values())


@contextmanager
def a_tab() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin", reduced_motion="reduce")
        yield context.new_page()
        browser.close()


def barriers(tab: Any, address: str) -> Iterator[str]:
    """What axe finds on the page: all of its rules at both widths in light, and those of colour in dark."""
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size(VIEWPORTS["phone"])
    tab.goto(address)
    tab.evaluate((Path(settings.NODE_MODULES) / "axe-core" / "axe.min.js").read_text())
    for viewport in VIEWPORTS.values():
        tab.set_viewport_size(viewport)
        for scheme, rules in (("light", None), ("dark", OF_COLOUR)):
            tab.emulate_media(color_scheme=scheme)
            for barrier in tab.evaluate(RUN, [rules, {name: selector for name, (selector, _) in LEFT_OUT.items()}]):
                yield f"{scheme}, {viewport['width']} px: {barrier}"
