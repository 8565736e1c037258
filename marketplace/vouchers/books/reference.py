"""What a journal is about, in words and with a way there: ``redeem:15`` → „Eingelöst 15“ and its voucher."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kreislauf.house import declared
from kreislauf.web.row_id import row_id
from kreislauf.web.row_page import row_page


@dataclass(frozen=True, slots=True)
class Reference:
    """A journal's key, taken apart; rooms declare its words and where its number leads."""

    word: str
    number: str
    url: str

    def __str__(self) -> str:
        return f"{self.word} {self.number}".strip()


def reference_of(key: str, links: Mapping[str, str]) -> Reference:
    """A key that no room has words for stays as it is; ``links`` holds the routes that are open."""
    event, _colon, rest = key.partition(":")
    number = rest.partition(":")[0]
    word = declared("journal_words").get(event)
    if word is None or not row_id(number):
        return Reference(key, "", "")
    return Reference(str(word), number, row_page(links.get(event, ""), row_id(number)))
