"""A template that says something else has a new version, so that offices which used it are told."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from kreislauf.mail.outgoing import KEPT_FOR
from kreislauf.regions import RegionCard
from kreislauf.web.kept_form import ACCOUNT_COOKIE, COOKIE
from marketplace.meetings.questions.browser import COOKIE as VOTE_COOKIE
from marketplace.vouchers.models.declaration import LAPSES_AFTER
from tenants.branding.models import Branding
from tenants.pages.texts.kinds import PAGES, page_of
from tenants.pages.texts.template import template_of
from tests.house.files import product_files

FOLDER = Path(__file__).parents[3] / "tenants" / "pages" / "templates" / "pages" / "texts"
# Change a template: raise ``version`` and write ``news`` in ``tenants.pages.texts.kinds``, then renew its line here.
WRITTEN = {
    "imprint": (1, "9943b898f727971e"),
    "privacy": (3, "e2f662814caa4fc9"),
    "accessibility": (1, "cc90ced954f1ed4a"),
    "conditions": (1, "a9171757609de509"),
}


def test_each_version_of_a_template_has_one_text() -> None:
    found = {
        page.field: (page.version, hashlib.sha256((FOLDER / f"{page.field}.md").read_bytes()).hexdigest()[:16])
        for page in PAGES
    }
    assert found == WRITTEN


def test_the_privacy_notice_names_every_cookie_that_the_code_sets(in_kiel: RegionCard, settings: Any) -> None:
    text = template_of(page_of("privacy"), Branding.objects.get())
    names = [getattr(settings, f"{which}_COOKIE_NAME") for which in ("SESSION", "CSRF", "DEVICE", "LANGUAGE")]

    assert [name for name in (*names, COOKIE, ACCOUNT_COOKIE, VOTE_COOKIE) if f"„{name}“" not in text] == []
    setters = [path.name for path in product_files(".py") if ".set_cookie(" in path.read_text(encoding="utf-8")]
    # Another one sets a cookie that the notice must name.
    assert sorted(setters) == ["browser.py", "device.py", "kept_form.py", "machines.py"]


def test_the_privacy_notice_counts_as_the_code_does(in_kiel: RegionCard) -> None:
    text = template_of(page_of("privacy"), Branding.objects.get())

    assert f"wird er nach {LAPSES_AFTER.days} Tagen gelöscht" in text
    assert f"wird {KEPT_FOR.days} Tage gespeichert" in text
    assert "Es gilt 60 Tage" in text
    assert "Es gilt 30 Minuten" in text


def test_a_template_after_the_first_says_what_is_new() -> None:
    assert [page.field for page in PAGES if page.version > 1 and not page.news] == []
