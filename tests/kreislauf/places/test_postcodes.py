"""Germany's postcodes, without asking anybody."""

from __future__ import annotations

import pytest

from kreislauf.places.postcodes import centroid, find, near, places_of, postcode


def test_a_postcode_has_its_places_in_the_order_of_the_alphabet() -> None:
    assert places_of("24589") == (
        *("Borgdorf-Seedorf", "Dätgen", "Eisendorf", "Ellerdorf", "Nortorf", "Schülp bei Nortorf"),
    )
    assert places_of("24103") == ("Kiel",)


def test_a_postcode_has_a_middle() -> None:
    assert centroid("24103") == (54.3226, 10.1344)
    assert centroid("87534") == (47.5281, 10.0581)  # Oberstaufen: leading and last lines of the file are found, too
    assert centroid("01067") == (51.0603, 13.7178)
    assert centroid("99998") == postcode("99998").middle  # type: ignore[union-attr]


@pytest.mark.parametrize("code", ["", "1", "0106", "010670", "00000", "abcde", "01067,51", "\n0106", "１２３４５"])
def test_what_is_no_postcode_has_no_places(code: str) -> None:
    assert (places_of(code), centroid(code), postcode(code)) == ((), None, None)


def test_the_nearest_come_first() -> None:
    around = [one.code for one in near(54.178, 9.876, km=12)]
    assert around[0] == "24589"
    assert "24103" not in around
    assert near(52.0, 3.0, km=25) == []  # the North Sea


def test_postcodes_are_found_by_the_name_of_a_place_whatever_the_umlauts_and_by_their_first_digits() -> None:
    assert [one.code for one in find("nortorf")] == ["24589", "25554"]
    assert [one.code for one in find("datgen")] == [one.code for one in find("Dätgen")] == ["24589"]
    assert {one.code[:3] for one in find("245")} == {"245"}
    assert find("Bad   Seg")[0].places[0] == "Bad Segeberg"
    assert find("  ") == find("Atlantis") == []
    assert len(find("a", most=7)) == 7
