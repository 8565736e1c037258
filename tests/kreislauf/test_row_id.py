"""Numbers of rows come in addresses and forms; what no column can hold is no row."""

from __future__ import annotations

import pytest

from kreislauf.web.row_id import row_id


@pytest.mark.parametrize(("text", "number"), [("17", 17), ("0", 0), ("9" * 18, 10**18 - 1)])
def test_a_number_is_read(text: str, number: int) -> None:
    assert row_id(text) == number


@pytest.mark.parametrize("text", ["", " 17", "-1", "1.5", "1e3", "x", "٣", "²", "9" * 19, "9" * 5000, "1\0"])
def test_anything_else_is_no_row(text: str) -> None:
    assert row_id(text) == 0
