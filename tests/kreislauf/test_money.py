import pytest
from hypothesis import given
from hypothesis import strategies as st

from kreislauf.money import (
    AmountTooLarge,
    NegativeAmount,
    NotAnAmount,
    TooPrecise,
    format_euro,
    format_euro_short,
    format_plain,
    parse_euro,
)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12,50", 1250),
        ("12.50", 1250),
        ("1.234,56", 123456),
        ("1 234,56", 123456),
        ("1.234", 123400),
        ("1.000.000", 100000000),
        ("12", 1200),
        ("12,5 €", 1250),
        ("€ 12,5", 1250),
        ("12 EUR", 1200),
        ("12,–", 1200),
        ("12,--", 1200),
        ("12\N{NO-BREAK SPACE}€", 1200),
        ("１２", 1200),
        ("0,05", 5),
        ("0", 0),
        ("007", 700),
    ],
)
def test_amounts_are_read_as_germans_write_them(typed: str, cents: int) -> None:
    assert parse_euro(typed) == cents


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", NotAnAmount),
        ("zwölf", NotAnAmount),
        ("1,234.56", NotAnAmount),
        ("1.23,4", NotAnAmount),
        ("12.", NotAnAmount),
        ("1e3", NotAnAmount),
        ("=1+1", NotAnAmount),
        ("١٢", NotAnAmount),
        ("12,505", TooPrecise),
        ("-5", NegativeAmount),
        ("\N{MINUS SIGN}5", NegativeAmount),
        ("1.000.000.000,01", AmountTooLarge),
        ("9" * 10_000, AmountTooLarge),
    ],
)
def test_what_would_be_a_guess_is_refused(typed: str, refusal: type[NotAnAmount]) -> None:
    with pytest.raises(NotAnAmount) as caught:
        parse_euro(typed)

    assert type(caught.value) is refusal


def test_amounts_are_shown_with_comma_points_and_a_space_that_does_not_break() -> None:
    assert [format_euro(cents) for cents in (0, 5, 1250, 123456789, -1250)] == [
        "0,00\xa0€",
        "0,05\xa0€",
        "12,50\xa0€",
        "1.234.567,89\xa0€",
        "−12,50\xa0€",
    ]
    assert [format_euro_short(cents) for cents in (2000, 2050, 100000)] == ["20\xa0€", "20,50\xa0€", "1.000\xa0€"]


@given(st.integers(min_value=0, max_value=1_000_000_000_00))
def test_every_amount_reads_back_as_it_is_shown(cents: int) -> None:
    assert [parse_euro(shown) for shown in (format_euro(cents), format_euro_short(cents), format_plain(cents))] == [
        cents
    ] * 3
