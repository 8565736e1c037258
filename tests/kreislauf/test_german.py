"""German text and German days."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from kreislauf.german import german_sort_key, midnight, spelled_out


def test_umlauts_are_sorted_with_their_vowels() -> None:
    assert sorted(["Zwiebel", "Öl", "Oboe", "Äpfel", "apfel", "Straße"], key=german_sort_key) == [
        *("Äpfel", "apfel", "Oboe", "Öl", "Straße", "Zwiebel")
    ]


@pytest.mark.parametrize(
    ("text", "ascii"), [("Bäckerei Öz", "Baeckerei Oez"), ("Weiß & Ægir", "Weiss & Aegir"), ("Åse", "Aase")]
)
def test_what_ascii_does_not_have_is_spelled_out(text: str, ascii: str) -> None:  # noqa: A002
    assert spelled_out(text) == ascii


@pytest.mark.parametrize(("day", "hour"), [(date(2026, 3, 29), 23), (date(2026, 3, 30), 22)])
def test_a_day_begins_in_germany_in_summer_and_in_winter(day: date, hour: int) -> None:
    assert midnight(day).astimezone(UTC).hour == hour
