"""„Meinten Sie …?“ for slips that people really make, and for nothing else."""

from __future__ import annotations

import pytest

from kreislauf.mail.typos import meant_address


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ute@gmial.com", "ute@gmail.com"),
        ("ute@gmail.de", "ute@gmail.com"),
        ("ute@gmx.d", "ute@gmx.de"),
        ("ute@T-Onlin.de", "ute@t-online.de"),
        ("ute@hotmial.com", "ute@hotmail.com"),
        ("ute@gmail.com", ""),
        ("ute@ymail.com", ""),
        ("ute@gmx.at", ""),
        ("ute@kiel.de", ""),
        ("ute@example.org", ""),
        ("rathaus@schleswig-holstein.de", ""),
        ("ohne", ""),
    ],
)
def test_a_slip_is_asked_about(typed: str, meant: str) -> None:
    assert meant_address(typed) == meant
