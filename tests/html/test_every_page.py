"""Every page that somebody can see is HTML as the standard has it, and has no barrier that a program can find."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.fuzz.ground import Ground
from tests.html.axe import Look, a_tab, barriers
from tests.html.nu import complaints
from tests.html.pages import Page, pages_of, refused_pages
from tests.html.shelf import Shelf, served
from tests.journeys.conftest import CHROMIUM

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


def test_no_page_has_a_barrier(ground: Ground, pages: list[Page], refused: list[Page]) -> None:
    if CHROMIUM is None:
        pytest.skip("No Chromium on this machine: install Debian's package `chromium` to look for barriers.")
    chosen = once_each(pages, refused)
    shelf = Shelf(ground, chosen)
    found: dict[str, str] = {}
    with served(shelf), a_tab() as tab:
        for number, page in enumerate(chosen):
            shelf.page = page
            for barrier in barriers(tab, shelf.address(page), looks(page, number)):
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


def looks(page: Page, number: int) -> list[Look]:
    """All rules at one width; at the other those that see the layout, and in dark those that see colours.

    Which width it is takes turns, so what is common to pages is seen in every way. A form that was sent badly is not
    looked at twice in light, as its page has been. All ways for all took 12 minutes.
    """
    here, there = ("phone", "desktop") if number % 2 else ("desktop", "phone")
    again = [] if page.status == 422 else [(there, "light", "layout")]
    return [(here, "light", "all"), *again, (there, "dark", "colour")]
