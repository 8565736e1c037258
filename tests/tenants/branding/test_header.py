"""The two lines in the head of each page never say the same twice."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from kreislauf.regions import RegionCard
from tenants.branding.models import Branding
from tests.words import words


def test_the_line_below_the_name_says_something_else(in_kiel: RegionCard, client_for: Callable[..., Client]) -> None:
    Branding.objects.update(title="", organisation="")
    page = client_for(in_kiel).get("/kontakt/").content.decode()
    assert "<b>Landeshauptstadt Kiel</b>" in page
    assert "<small>Gutscheine und Betriebe</small>" in page

    Branding.objects.update(title="Kiel hilft Kiel")
    page = client_for(in_kiel).get("/kontakt/").content.decode()
    assert "<small>Landeshauptstadt Kiel</small>" in page


def test_the_official_website_is_whose_it_is(in_kiel: RegionCard, client_for: Callable[..., Client]) -> None:
    assert "Offizielle Website der Landeshauptstadt Kiel" in words(client_for(in_kiel).get("/kontakt/"))


def test_the_flag_is_for_official_sites_only(
    in_kiel: RegionCard, client_for: Callable[..., Client], settings: object
) -> None:
    assert "kl-top__flag" in client_for(in_kiel).get("/kontakt/").content.decode()
    settings.DEMO = True  # type: ignore[attr-defined]
    page = client_for(in_kiel).get("/kontakt/").content.decode()
    assert "kl-top__flag" not in page
    assert "Vorführung" in page
