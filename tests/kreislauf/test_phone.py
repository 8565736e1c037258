"""Telephone numbers: taken as people paste them, and linked to what a telephone dials."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kreislauf.phone import NotAPhone, clean_phone, dialled
from kreislauf.templatetags.kreislauf import phone_link

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("typed", "stored", "dials"),
    [
        ("0431 901-0", "0431 901-0", "+494319010"),
        ("0431 / 901 – 0", "0431 / 901 - 0", "+494319010"),
        ("0431 901\u20110", "0431 901-0", "+494319010"),
        ("0431 901\u22120", "0431 901-0", "+494319010"),
        ("0431\u00a0901\u202f0", "0431 901 0", "+494319010"),
        ("\u200e0431 9010", "0431 9010", "+494319010"),
        ("\u202a+49 431 9010\u202c", "+49 431 9010", "+494319010"),
        ("0431\ufe0f 9010\u200b", "0431 9010", "+494319010"),
        ("０４３１ ９０１０", "0431 9010", "+494319010"),
        ("tel:+494319010", "+494319010", "+494319010"),
        ("Tel.: 0431 9010", "0431 9010", "+494319010"),
        ("Telefon 0431 9010", "0431 9010", "+494319010"),
        ("+49 (0)431 901-0", "+49 (0)431 901-0", "+494319010"),
        ("+49 0431 9010", "+49 0431 9010", "+494319010"),
        ("0049 431 9010", "0049 431 9010", "+494319010"),
        ("(04 31) 90 10", "(04 31) 90 10", "+494319010"),
        ("+49.431.9010", "+49.431.9010", "+494319010"),
        ("+45 12 34 56 78", "+45 12 34 56 78", "+4512345678"),
        ("0431 9010 oder 0170 1234567", "0431 9010 oder 0170 1234567", "+494319010"),
        ("0431 901-0 / Fax 0431 901-99", "0431 901-0 / Fax 0431 901-99", "+494319010"),
        ("0431 901-0 / 0170 1234567", "0431 901-0 / 0170 1234567", "+494319010"),
        ("+49 431 9010 / +49 170 1234567", "+49 431 9010 / +49 170 1234567", "+494319010"),
        ("0431 9010, 0431 9011", "0431 9010, 0431 9011", "+494319010"),
        ("115", "115", "115"),
        ("9010", "9010", "9010"),
    ],
)
def test_a_pasted_number_is_tidied_and_dials(typed: str, stored: str, dials: str) -> None:
    assert (clean_phone(typed), dialled(typed), dialled(stored)) == (stored, dials, dials)


@pytest.mark.parametrize(
    "typed", ["abc", "<b>x</b>", "12", "0", "0431 abc", "04319010043190199", "+", "()", "0431 9010 oder"]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NotAPhone):
        clean_phone(typed)


def test_a_link_dials_the_first_number_and_shows_what_was_typed() -> None:
    assert phone_link("0431 901-0 / Fax <99>") == '<a href="tel:+494319010">0431 901-0 / Fax &lt;99&gt;</a>'
    assert phone_link("ruf <mich> an") == "ruf &lt;mich&gt; an"


def test_no_template_builds_such_a_link_by_itself() -> None:
    rooms = ("platform/kreislauf", "tenants", "billing", "marketplace")
    pages = [page for room in rooms for page in (ROOT / room).rglob("*.*") if page.suffix in {".html", ".txt", ".py"}]
    own = [
        page.name for page in pages if "node_modules" not in page.parts and re.search(r"[\"']tel:", page.read_text())
    ]
    assert own == ["phone.py"]
