"""Stylesheet, favicon and pages come in the colours of the host that was asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kreislauf.regions import RegionCard, stepping_into
from tenants.art.theme import derive, theme_css
from tenants.branding.models import Branding

KIEL, DORTMUND = derive("#00457c", "#e5342f"), derive("#ffcb05", "#b4371f")


def test_a_region_serves_its_own_theme_for_good(kiel: RegionCard, client_for: Callable[..., Client]) -> None:
    response = client_for(kiel).get(f"/theme.{KIEL.digest}.css")

    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content.decode() == theme_css(KIEL)


def test_an_outdated_or_foreign_address_gives_the_current_theme_and_is_not_kept(
    kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    response = client_for(kiel).get(f"/theme.{DORTMUND.digest}.css")

    assert response.content.decode() == theme_css(KIEL)
    assert response.headers["Cache-Control"] == "no-cache"


def test_a_page_names_its_theme_by_the_colours(dortmund: RegionCard, client_for: Callable[..., Client]) -> None:
    html = client_for(dortmund).get("/impressum/").content.decode()

    assert f'href="/theme.{DORTMUND.digest}.css"' in html
    assert 'lang="de"' in html


def test_the_favicon_is_the_regions_mark_in_its_colours(kiel: RegionCard, client_for: Callable[..., Client]) -> None:
    response = client_for(kiel).get("/favicon.svg")

    assert response.headers["Content-Type"] == "image/svg+xml"
    assert 'fill="#00457c"' in response.content.decode()


def test_any_two_colours_can_be_tried_on(kiel: RegionCard, client_for: Callable[..., Client]) -> None:
    response = client_for(kiel).get("/theme-vorschau.css?haupt=4b2e6f&akzent=%23e2703a")

    assert response.content.decode() == theme_css(derive("#4b2e6f", "#e2703a"))


@pytest.mark.parametrize("query", ["", "haupt=00457c", "haupt=}body{&akzent=e5342f", "haupt=00457c&akzent=rot"])
def test_what_is_no_colour_never_reaches_the_stylesheet(
    kiel: RegionCard, client_for: Callable[..., Client], query: str
) -> None:
    response = client_for(kiel).get(f"/theme-vorschau.css?{query}")

    assert response.status_code == 400
    assert "{" not in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "impressum", "datenschutz", "barrierefreiheit", "nutzungsbedingungen", "kontakt", "barriere-melden", "fragen",
        "leichte-sprache", "gebaerdensprache",
    ],
)  # fmt: skip
def test_the_pages_that_a_public_body_owes_are_there_without_signing_in(
    kiel: RegionCard, client_for: Callable[..., Client], path: str
) -> None:
    response = client_for(kiel).get(f"/{path}/")

    assert response.status_code == 200
    assert response.cookies == {}
    assert response.content.decode().count("<h1") == 1


def test_a_missing_text_is_said_openly_and_a_written_one_shown_as_typed(
    in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    assert "Dieser Text fehlt noch." in client_for(in_kiel).get("/datenschutz/").content.decode()

    Branding.objects.update(privacy="# Wer?\nStadt & Hafen\nzweite Zeile\n\n<script>")

    html = client_for(in_kiel).get("/datenschutz/").content.decode()
    assert '<h2 class="kl-h3">Wer?</h2>\n<p>Stadt &amp; Hafen<br>\nzweite Zeile</p>\n<p>&lt;script&gt;</p>' in html


def test_a_region_reads_its_face_with_one_question(
    kiel: RegionCard, client_for: Callable[..., Client], django_assert_num_queries: Callable[..., object]
) -> None:
    client = client_for(kiel)
    client.get("/kontakt/")  # the host is looked up once and remembered

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        client.get("/kontakt/")


def test_an_unknown_page_of_a_region_answers_in_the_regions_hand(
    kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    response = client_for(kiel).get("/gibt-es-nicht/")

    assert response.status_code == 404
    html = response.content.decode()
    assert "Diese Seite gibt es hier nicht" in html
    assert f"/theme.{KIEL.digest}.css" in html


def test_one_region_never_shows_the_others_face(
    kiel: RegionCard, dortmund: RegionCard, client_for: Callable[..., Client]
) -> None:
    with stepping_into(dortmund):
        Branding.objects.update(title="Wir stehen hinter dir", email="hallo@dortmund.example")

    html = client_for(kiel).get("/kontakt/").content.decode()

    assert "Wir stehen hinter dir" not in html
    assert "dortmund.example" not in html


def test_the_platforms_host_has_no_regions_theme(db: None, client_for: Callable[..., Client]) -> None:
    assert client_for(None).get(f"/theme.{KIEL.digest}.css").status_code == 404
