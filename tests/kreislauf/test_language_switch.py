"""One button for the other language, on every page, without a cookie before it is pressed."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from kreislauf.regions import RegionCard


def test_the_button_turns_the_page_english_and_back(kiel: RegionCard, client_for: Callable[..., Client]) -> None:
    client = client_for(kiel)
    german = client.get("/gutscheine/?q=brot")
    assert 'value="en"' in german.content.decode()
    assert not german.cookies

    response = client.post("/sprache/", {"sprache": "en", "zurueck": "/gutscheine/?q=brot"})
    assert (response.status_code, response["Location"]) == (302, "/gutscheine/?q=brot")
    english = client.get("/gutscheine/?q=brot")
    assert english["Content-Language"] == "en"
    assert 'value="de"' in english.content.decode()

    client.post("/sprache/", {"sprache": "de", "zurueck": "/"})
    assert client.get("/")["Content-Language"] == "de"
