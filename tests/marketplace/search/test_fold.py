"""The database folds what is written as Python folds what is typed."""

from __future__ import annotations

import pytest
from django.db import connection

from marketplace.search.fold import bare, folded, words_in
from tests.make import make_business, make_offer

pytestmark = pytest.mark.usefixtures("in_kiel")

WRITTEN = [
    ("Bäckerei Krüger & Söhne", "baeckerei krueger soehne"),
    ("BÄCKEREI", "baeckerei"),
    ("Ba\u0308ckerei", "baeckerei"),  # as a Mac types it
    ("Straße STRAẞE", "strasse strasse"),
    ("Sørensen, Łódź, Çelik, Œuvre, Þór", "soerensen lodz celik oeuvre thor"),
    ("Café crème 10 %", "cafe creme 10"),
    ("\ufb01ne ½ №", "fine 1 2 no"),
    ("Кофейня ОДΟΣ", "кофеиня одοσ"),
    ("„E-Bike“ · 😀_", "e bike"),
    ("", ""),
]


def in_database(function: str, texts: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(t) FROM unnest(%s::text[]) WITH ORDINALITY a(t, n) ORDER BY n", [texts])
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize(("text", "fold"), WRITTEN)
def test_what_is_written_has_one_spelling(text: str, fold: str) -> None:
    assert folded(text) == fold
    assert in_database("search_folded", [text]) == [fold]


def test_every_sign_of_every_script_is_folded_alike() -> None:
    signs = [f"a{chr(code)}b" for code in (*range(1, 0x3100), *range(0xF900, 0x10000), *range(0x1F000, 0x1FA00))]
    here = [folded(sign) for sign in signs]
    other = [(sign, one, two) for sign, one, two in zip(signs, here, in_database("search_folded", signs), strict=True)]
    # Letters that got small twins after this Python was made.
    assert [(sign, one, two) for sign, one, two in other if one != two and sign[1] not in "\u1c89"] == []


def test_each_word_stands_in_every_spelling_once() -> None:
    written = ["Bäckerei und Baeckerei", "Poetenbäcker", "E-Bike", "Neue Bauernquelle", "Uschi's Öl", "!"]
    columns = in_database("search_words", written)
    assert [words_in(text).split() for text in written] == [sorted(column.split()) for column in columns]
    assert columns == [
        " backerei baeckerei und ",
        " poetenbacker poetenbaecker potenbacker ",  # its oe is none
        " bike e ebike ",
        " bauernquelle neue ",
        " oel ol s uschi uschis ",
        "  ",
    ]


@pytest.mark.parametrize(
    ("word", "plain"),
    [("baeckerei", "backerei"), ("bauer", "bauer"), ("neue", "neue"), ("quelle", "quelle"), ("mueller", "muller")],
)
def test_only_what_spells_an_umlaut_out_is_left_out(word: str, plain: str) -> None:
    assert bare(word) == plain
    assert f" {plain} " in in_database("search_words", [word])[0]


def test_businesses_and_offers_hold_every_spelling() -> None:
    business = make_business(name="Bäckerei Müll")
    offer = make_offer(business=business)
    for row in (business, offer):
        row.refresh_from_db()
        assert {"baeckerei", "backerei", "muell", "mull"} <= set(row.words.split())
