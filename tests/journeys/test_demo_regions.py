"""The four regions that a newcomer sees first: their main pages, at phone and desktop width."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.demo import Demo
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
REGIONS = {"schleswig-flensburg": "phone", "dortmund": "desktop", "kiel": "phone", "mittelholstein": "desktop"}


@pytest.mark.parametrize("label", REGIONS)
def test_the_pages_of_a_demo_region(visit: Visit, demo: Demo, label: str) -> None:
    neighbour, owner, editor = (visit(label, REGIONS[label]) for _ in range(3))

    for path, name in [("/", "home"), ("/betriebe/", "directory"), ("/karte/", "map"), ("/mitmachen/", "register")]:
        assert neighbour.go(path) == 200, path
        neighbour.look(f"demo-{name}")
    assert neighbour.go("/gutscheine/") == 200
    count = int(re.search(r"(\d+) Gutscheine", neighbour.text).group(1))  # type: ignore[union-attr]
    assert count >= 25
    neighbour.look("demo-offers")
    with neighbour.page.expect_navigation():
        neighbour.page.locator(".kl-tic a").first.click()
    neighbour.look("demo-offer")

    sign_in(owner, demo, "Betrieb")
    owner.look("demo-business")
    owner.go("/betrieb/kasse/")
    owner.look("demo-till")
    sign_in(editor, demo, "Redaktion")
    editor.look("demo-office")
    assert [dead for who in (neighbour, owner, editor) for dead in who.dead_links()] == []


def sign_in(person: Visitor, demo: Demo, role: str) -> None:
    account = demo.sign_in(role, label=person.label)
    person.go("/anmelden/")
    person.type(email=account["email"], password=account["password"])
    assert person.press("Anmelden") == 200, person.text
