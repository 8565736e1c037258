"""The four regions that a newcomer sees first: their main pages, at phone and desktop width."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser
REGIONS = {"schleswig-flensburg": "phone", "dortmund": "desktop", "kiel": "phone", "mittelholstein": "desktop"}


@pytest.mark.parametrize("label", REGIONS)
def test_the_pages_of_a_demo_region(visit: Visit, label: str) -> None:
    neighbour, owner, editor = (visit(label, REGIONS[label]) for _ in range(3))

    for path, name in [("/", "home"), ("/betriebe/", "directory"), ("/mitmachen/", "register")]:
        assert neighbour.go(path) == 200, path
        neighbour.look(f"demo-{name}")
    assert neighbour.go("/gutscheine/") == 200
    assert max(int(number) for number in re.findall(r"(\d+) Gutscheine", neighbour.text)) >= 25
    neighbour.look("demo-offers")
    with neighbour.page.expect_navigation():
        neighbour.page.locator(".kl-tic a").first.click()
    neighbour.look("demo-offer")

    owner.sign_in("Betrieb")
    owner.look("demo-business")
    owner.go("/betrieb/kasse/")
    owner.look("demo-till")
    editor.sign_in("Redaktion")
    editor.look("demo-office")
    assert [dead for who in (neighbour, owner, editor) for dead in who.dead_links()] == []
