"""Every day that a page writes with its month is written as its language does."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.template import Context, Engine
from django.utils import translation
from django.utils.formats import date_format

from tests.house.files import product_files
from tests.house.test_template_layout import templates

FIFTH = datetime(2026, 5, 5, 12, tzinfo=UTC)
USED = re.compile(r'(?:\bdate:|\bdate_format\([^"\n]*)"([^"]+)"')


def formats_in_use() -> set[str]:
    sources = [path.read_text() for path in product_files(".py")] + list(templates().values())
    return {wanted for text in sources for wanted in USED.findall(text)}


@pytest.mark.parametrize(("language", "day"), [("de", "5. Mai 2026"), ("en", "5 May 2026")])
def test_a_day_is_written_as_the_language_writes_it(language: str, day: str) -> None:
    page = Engine.get_default().from_string('{{ at|date:"j. F Y" }}')
    with translation.override(language):
        assert page.render(Context({"at": FIFTH})) == date_format(FIFTH, "j. F Y") == day


def test_no_page_writes_an_english_day_with_a_full_stop() -> None:
    assert {"j. F", "j. F Y", "l, j. F Y"} <= formats_in_use()
    with translation.override("en"):
        days = [date_format(FIFTH, wanted) for wanted in formats_in_use() if "F" in wanted]
    assert [day for day in days if re.search(r"\d\. ", day)] == []
