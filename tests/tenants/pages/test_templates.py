"""A template that says something else has a new version, so that offices which used it are told."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tenants.pages.texts.kinds import PAGES

FOLDER = Path(__file__).parents[3] / "tenants" / "pages" / "templates" / "pages" / "texts"
# Change a template: raise ``version`` and write ``news`` in ``tenants.pages.texts.kinds``, then renew its line here.
WRITTEN = {
    "imprint": (1, "9943b898f727971e"),
    "privacy": (1, "5f80ee86f8f252b2"),
    "accessibility": (1, "cc90ced954f1ed4a"),
    "conditions": (1, "a9171757609de509"),
}


def test_each_version_of_a_template_has_one_text() -> None:
    found = {
        page.field: (page.version, hashlib.sha256((FOLDER / f"{page.field}.md").read_bytes()).hexdigest()[:16])
        for page in PAGES
    }
    assert found == WRITTEN


def test_a_template_after_the_first_says_what_is_new() -> None:
    assert [page.field for page in PAGES if page.version > 1 and not page.news] == []
