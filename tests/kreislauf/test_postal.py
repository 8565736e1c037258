"""Postal addresses, line by line."""

from __future__ import annotations

import pytest

from kreislauf.postal import lines_below


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("Kreis Plön\r\nHamburger Straße 17\r\n24306 Plön", ["Hamburger Straße 17", "24306 Plön"]),
        ("kreis plön \nHamburger Straße 17", ["Hamburger Straße 17"]),
        ("Kreishaus\nHamburger Straße 17", ["Kreishaus", "Hamburger Straße 17"]),
        ("", []),
    ],
)
def test_the_name_above_an_address_is_not_repeated(address: str, lines: list[str]) -> None:
    assert lines_below("Kreis Plön", address) == lines
