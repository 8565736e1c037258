"""Limits hold with the cache and without it, per region, and know nobody."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from pytest_django import Settings

from kreislauf.accounts.limits import address_of_client, allow_try, forgive, minutes_in_words
from kreislauf.accounts.models import FailedAttempt
from kreislauf.regions import RegionCard, stepping_into


@pytest.fixture
def no_cache(settings: Settings) -> None:
    """A cache server that nobody runs."""
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}


def five(key: str) -> list[bool]:
    return [allow_try(key, 3, 3600) for _ in range(5)]


def test_three_of_five(in_kiel: RegionCard) -> None:
    assert five("a") == [True, True, True, False, False]
    assert allow_try("b", 3, 3600)
    forgive("a", 3600)
    assert allow_try("a", 3, 3600)
    assert FailedAttempt.objects.count() == 0


def test_three_of_five_without_a_cache(in_kiel: RegionCard, no_cache: None) -> None:
    assert five("a") == [True, True, True, False, False]
    assert allow_try("b", 3, 3600)
    forgive("a", 3600)
    assert allow_try("a", 3, 3600)


@pytest.mark.parametrize(("seconds", "minutes"), [(1, "1 Minute."), (60, "1 Minute."), (61, "2 Minuten.")])
def test_who_has_to_wait_hears_how_long(seconds: int, minutes: str) -> None:
    assert minutes_in_words(seconds) == f"Bitte warten Sie noch {minutes}"


def test_each_region_counts_for_itself(kiel: RegionCard, dortmund: RegionCard) -> None:
    with stepping_into(kiel):
        assert five("a")[-1] is False
    with stepping_into(dortmund):
        assert allow_try("a", 3, 3600)


def test_neither_address_nor_name_is_kept(in_kiel: RegionCard, no_cache: None) -> None:
    allow_try("sign-in ute@kiel.example 203.0.113.7", 3, 3600)
    kept = FailedAttempt.objects.get().key
    assert "ute" not in kept
    assert "203" not in kept


def test_an_address_is_a_household(settings: Settings) -> None:
    def of(address: str) -> str:
        return address_of_client(RequestFactory().get("/", REMOTE_ADDR=address))

    assert of("203.0.113.7") == "203.0.113.7"
    assert of("2001:db8:1:2:aaaa::1") == of("2001:db8:1:2:bbbb::2") == "2001:db8:1:2::/64"
    assert of("") == "unknown"
    # As a socket for both kinds of addresses shows IPv4: one address, not one for all of it.
    assert of("::ffff:203.0.113.7") == "203.0.113.7"
    assert of("::ffff:203.0.113.8") != of("::ffff:203.0.113.7")
    settings.CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_REAL_IP="203.0.113.9")
    assert address_of_client(request) == "203.0.113.9"


@pytest.mark.parametrize(
    ("peer", "header", "client"),
    [
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("::ffff:172.17.0.2", "::ffff:203.0.113.9", "203.0.113.9"),
        ("", "203.0.113.9", "203.0.113.9"),  # a Unix socket
        ("10.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"),  # only the last was written by our own proxy
        ("10.0.0.1", "", "unknown"),
        ("10.0.0.1", "nonsense", "unknown"),
        ("198.51.100.4", "203.0.113.9", "198.51.100.4"),  # past the proxy: its header is the visitor's own
        ("2001:db8::1", "203.0.113.9", "2001:db8::/64"),
    ],
)
def test_only_a_trusted_proxy_says_who_asks(settings: Settings, peer: str, header: str, client: str) -> None:
    settings.CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_REAL_IP=header)

    assert address_of_client(request) == client


def test_the_cache_really_was_away(in_kiel: RegionCard, no_cache: None) -> None:
    with pytest.raises(Exception, match="127"):
        cache.get("x")
