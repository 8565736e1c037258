"""The names of forms: given by this server, in this region, for this purpose."""

from __future__ import annotations

import pytest

from kreislauf.forms.form_key import new_form_key, read_form_key
from kreislauf.regions import RegionCard, stepping_into
from tests.kreislauf.conftest import DORTMUND


def test_a_form_keeps_its_name(inside_kiel: RegionCard) -> None:
    key = new_form_key("order")
    name = read_form_key("order", key)
    assert name.startswith("web-")
    assert name == read_form_key("order", key)
    assert name != read_form_key("order", new_form_key("order"))


@pytest.mark.parametrize("chosen", ["", "web-formular", "api-0123456789", "\x00", "x" * 5000])
def test_a_name_that_was_not_given_becomes_a_new_one(inside_kiel: RegionCard, chosen: str) -> None:
    first, second = read_form_key("order", chosen), read_form_key("order", chosen)
    assert first != second
    assert chosen not in (first, second)


def test_a_name_holds_for_its_purpose_and_region_only(inside_kiel: RegionCard) -> None:
    key = new_form_key("order")
    name = read_form_key("order", key)
    assert read_form_key("business", key) != name
    with stepping_into(DORTMUND):
        assert read_form_key("order", key) != name
