"""axe with all its rules, and again where another width or scheme may matter: the barriers that a program can find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.eyes import OF_COLOUR
from tests.journeys.places import VIEWPORTS

# The only ones that see where things lie, or how large they are.
OF_LAYOUT = [*OF_COLOUR, "target-size", "scrollable-region-focusable", "css-orientation-lock", "hidden-content"]
# By the name of a look's: those alone, or all but those.
RULES: dict[str, dict[str, list[str]]] = {
    "all": {"but": []},
    "structure": {"but": OF_LAYOUT},
    "layout": {"only": OF_LAYOUT},
    "colour": {"only": OF_COLOUR},
}
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
  const every = rules.only ?? axe.getRules().map(rule => rule.ruleId).filter(rule => !rules.but.includes(rule));
  const values = every.filter(rule => leftOut[rule] !== '*');
  const options = {runOnly: {type: 'rule', values}, resultTypes: ['violations'], preload: false};
  const {violations} = await axe.run(document, options);
  const known = (rule, node) => rule in leftOut && document.querySelector(node.target[0])?.matches(leftOut[rule]);
  return violations.flatMap(({id, nodes}) => nodes
    .filter(node => !known(id, node))
    .map(node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`.replace(/\\s+/g, ' ').slice(0, 400)));
}"""

Look = tuple[str, str, str]  # viewport, colour scheme, which of RULES


@contextmanager
def a_tab() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin", reduced_motion="reduce")
        yield context.new_page()
        browser.close()


def barriers(tab: Any, address: str, looks: Iterable[Look]) -> Iterator[str]:
    """What axe finds on the page, looked at in these ways."""
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size(VIEWPORTS["phone"])
    tab.goto(address)
    tab.evaluate((Path(settings.NODE_MODULES) / "axe-core" / "axe.min.js").read_text())
    for viewport, scheme, rules in looks:
        tab.set_viewport_size(VIEWPORTS[viewport])
        tab.emulate_media(color_scheme=scheme)
        for barrier in tab.evaluate(RUN, [RULES[rules], {name: selector for name, (selector, _) in LEFT_OUT.items()}]):
            yield f"{scheme}, {viewport}: {barrier}"
