"""A business is no charity: what it is given is no donation, and no page of campaigns says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from marketplace import campaigns
from marketplace.campaigns.writing.word_list import forbidden

ROOM = Path(campaigns.__file__).parent
READERS = sorted(path for path in ROOM.rglob("*") if path.suffix in (".html", ".txt", ".typ"))
# „Spendenquittung“ and „Spende“ stand in the list of words that are refused, and nowhere else.
LIST = ROOM / "writing" / "word_list.py"


@pytest.mark.parametrize("path", READERS, ids=lambda path: str(path.relative_to(ROOM)))
def test_no_template_speaks_of_donations(path: Path) -> None:
    assert re.search("spende", path.read_text(encoding="utf-8"), re.IGNORECASE) is None


def test_no_sentence_in_the_code_speaks_of_donations() -> None:
    code = [path for path in ROOM.rglob("*.py") if path != LIST]
    assert [path.name for path in code if re.search("spende", path.read_text(encoding="utf-8"), re.IGNORECASE)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Sie bekommen 5 % Zinsen.",
        "Anteile am Betrieb",
        "mit Spendenquittung",
        "steuerlich absetzbar",
        "Wir verlosen drei Karten.",
    ],
)
def test_what_is_not_allowed_is_found(text: str) -> None:
    assert forbidden(text)
