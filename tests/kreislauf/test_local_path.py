"""A page that sends people back sends them to this site or to its own next page, whatever a form says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kreislauf.regions import RegionCard
from kreislauf.web.local_path import local_path
from tests.make import make_business, make_owner

ELSEWHERE = ["", "foo", "home:home", "foo/bar", "//evil", "///evil", "/\\evil", "\\evil", "\\/evil", "/\\/evil",
             "https://evil.example/", "http:///evil", "javascript:alert(1)", " /betrieb/", "\t//evil", "/\t/evil",
             "/a\0b", "/a\nSet-Cookie: x"]  # fmt: skip
HERE = ["/", "/betrieb/kasse/", "/gutscheine/?q=brötchen&seite=2#liste", "/straße/", "/x?next=https://evil.example/"]


@pytest.mark.parametrize("target_path", ELSEWHERE)
def test_what_is_no_path_of_this_site_is_nothing(target_path: str) -> None:
    assert local_path(target_path) == ""


@pytest.mark.parametrize("target_path", HERE)
def test_a_path_of_this_site_stays_as_it_is(target_path: str) -> None:
    assert local_path(target_path) == target_path


@pytest.mark.parametrize("target_path", [path for path in ELSEWHERE if "\0" not in path])
def test_the_till_and_the_language_switch_are_led_nowhere(
    in_kiel: RegionCard, client_for: Callable[..., Client], target_path: str
) -> None:
    bakery = make_business()
    jan = client_for(in_kiel, user=make_owner(bakery))

    till = jan.post("/betrieb/kasse/betrieb/", {"betrieb": bakery.pk, "weiter": target_path})
    language = jan.post("/sprache/", {"sprache": "en", "zurueck": target_path})

    assert (till.status_code, till["Location"]) == (302, "/betrieb/kasse/")
    assert (language.status_code, language["Location"]) == (302, "/")


def test_a_path_with_umlauts_is_written_as_addresses_are(
    in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    answer = client_for(in_kiel).post("/sprache/", {"sprache": "en", "zurueck": "/gutscheine/?q=brötchen"})
    assert answer["Location"] == "/gutscheine/?q=br%C3%B6tchen"
