"""By which column a list is sorted, as the address says it."""

from __future__ import annotations

import pytest

from kreislauf.web.list_order import Column, ListOrder

NAME = Column("name", "Name", ("sort_name", "pk"), up="Name von A bis Z", down="Name von Z bis A")
DATE = Column("eingang", "Eingegangen", ("at", "pk"), up="Älteste zuerst", down="Neueste zuerst", down_first=True)


@pytest.mark.parametrize(
    ("asked", "fields", "is_own"),
    [
        ("", ("sort_name", "pk"), True),
        ("name", ("sort_name", "pk"), True),
        ("unsinn", ("sort_name", "pk"), True),
        ("unsinn-ab", ("sort_name", "pk"), True),
        ("name-ab", ("-sort_name", "-pk"), False),
        ("eingang", ("at", "pk"), False),
        ("eingang-ab", ("-at", "-pk"), False),
    ],
)
def test_the_address_says_column_and_way(asked: str, fields: tuple[str, ...], is_own: bool) -> None:
    order = ListOrder((NAME, DATE), asked)
    assert (order.fields, order.is_own) == (fields, is_own)


@pytest.mark.parametrize(
    ("asked", "name", "date"),
    [
        ("", ("ascending", "name-ab"), ("", "eingang-ab")),  # what is new comes first
        ("name-ab", ("descending", None), ("", "eingang-ab")),
        ("eingang-ab", ("", None), ("descending", "eingang")),
        ("eingang", ("", None), ("ascending", "eingang-ab")),
    ],
)
def test_a_heading_says_how_the_list_is_sorted_and_a_click_turns_it_over(
    asked: str, name: tuple[str, str | None], date: tuple[str, str | None]
) -> None:
    order = ListOrder((NAME, DATE), asked)
    assert (order.heading("Name"), order.heading("Eingegangen"), order.heading("Stand")) == (name, date, None)


def test_phones_choose_among_all_orders_in_words() -> None:
    assert ListOrder((NAME, DATE), "eingang").choices() == [
        ("", "Name von A bis Z", False),
        ("name-ab", "Name von Z bis A", False),
        ("eingang-ab", "Neueste zuerst", False),
        ("eingang", "Älteste zuerst", True),
    ]
