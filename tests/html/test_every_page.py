"""Every page that somebody can see is HTML as the standard has it, and has no barrier that a program can find."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from tests.fuzz.ground import Ground
from tests.html.axe import Look, a_tab, barriers
from tests.html.nu import complaints
from tests.html.pages import Forms, Page, pages_of, refused_pages
from tests.html.parts import Part, parts_of
from tests.html.shelf import Shelf, served
from tests.html.tables import table_faults
from tests.journeys.conftest import CHROMIUM
from tests.thorough import THOROUGH

# What fields of such a name need of the keyboard on a phone.
KEYS = {"phone": "tel", "email": "email", "postcode": "numeric", "cents": "decimal", "price": "decimal"}

pytestmark = [pytest.mark.slow, pytest.mark.takes_minutes]


@pytest.fixture(scope="module")
def pages(ground: Ground) -> list[Page]:
    return list(pages_of(ground))


@pytest.fixture(scope="module")
def refused(ground: Ground, pages: list[Page]) -> list[Page]:
    """What they answer to a form that is sent empty, or with nonsense in it."""
    return list(refused_pages(ground, pages))


def test_the_pages_pass_the_nu_checker(pages: list[Page], refused: list[Page], tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("No Java on this machine: install Debian's package `default-jre-headless` to check the HTML.")
    assert len(pages) > 100
    assert len([page for page in refused if page.status == 422]) > 50

    found = complaints(tmp_path, pages + refused)
    assert found == [], "\n".join(found)


def test_cells_stand_under_their_heads(pages: list[Page]) -> None:
    faults = {fault: page.label for page in pages for fault in table_faults(page)}
    assert faults == {}, "\n".join(f"{label}: {fault}" for fault, label in faults.items())


def test_a_field_brings_the_keys_that_it_needs(pages: list[Page]) -> None:
    asked = [(field, page.label) for page in pages for field in Forms(page.content.decode()).keys.items()]
    wrong = {(name, keys, label) for (name, keys), label in asked if keys != KEYS.get(name.rpartition("_")[2], keys)}
    assert wrong == set()


def test_no_page_has_a_barrier(ground: Ground, pages: list[Page], refused: list[Page]) -> None:
    if CHROMIUM is None:
        pytest.skip("No Chromium on this machine: install Debian's package `chromium` to look for barriers.")
    chosen = once_each(pages, refused)
    shelf, looked = Shelf(ground, chosen), Looked()
    found: dict[str, str] = {}
    with served(shelf), a_tab() as tab:
        for number, page in enumerate(chosen):
            shelf.page = page
            for barrier in barriers(tab, shelf.address(page), looked.ways(page, number)):
                found.setdefault(barrier, page.label)
    assert shelf.missing == set()
    assert found == {}, "\n".join(f"{label}: {barrier}" for barrier, label in found.items())


def once_each(pages: list[Page], refused: list[Page]) -> list[Page]:
    """Each route once, by the first who may see it; each kind of error page once a site; each refused form once."""
    chosen: dict[object, Page] = {}
    for page in pages:
        chosen.setdefault((page.site, page.label.partition(" as ")[0] if page.status == 200 else page.status), page)
    for page in refused:
        chosen.setdefault(page.label.partition(": ")[2].rpartition(" ")[0], page)
    return list(chosen.values())


class Looked:
    """What was seen in which way: nothing is looked at twice in one."""

    def __init__(self) -> None:
        self.parts: defaultdict[tuple[str, ...], set[Part]] = defaultdict(set)

    def ways(self, page: Page, number: int) -> list[Look]:
        """Every page is looked at for its structure; what no page before had, for its layout and its colours, too.

        That is: in light at both widths, of which the first takes turns, and in dark at one. All ways for all pages
        take 12 minutes, as a thorough run does.
        """
        here, there = ("phone", "desktop") if number % 2 else ("desktop", "phone")
        parts = parts_of(page)
        first = "all" if self._is_new(parts, here, "light") else "structure"
        more = [(there, "light", "layout")] if self._is_new(parts, there, "light") else []
        return [(here, "light", first), *more, *([(there, "dark", "colour")] if self._is_new(parts, "dark") else [])]

    def _is_new(self, parts: set[Part], *way: str) -> bool:
        seen = self.parts[way]
        has_new = not parts <= seen
        seen |= parts
        return has_new or THOROUGH
