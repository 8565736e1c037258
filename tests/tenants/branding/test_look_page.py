"""The staff changes the look: refused with the nearest colour, tried on without saving, saved as a new version."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard
from tenants.branding.models import Branding
from tests.make import make_user

PAGE = "/verwaltung/erscheinungsbild/"
FILLED = {
    "primary_colour": "#4b2e6f",
    "accent_colour": "#e2703a",
    "first_glyph": "horse",
    "glyphs": ["oakleaf", "horse", "bicycle"],
    "title": "Mittelholstein handelt",
    "organisation": "Amt Mittelholstein",
    "place": "Mittelholstein",
    "kicker": "",
    "headline": "",
    "lead": "",
}


@pytest.fixture
def office(in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(in_kiel, user=make_user(role=Role.ADMINISTRATOR))


def saved() -> tuple[str, str, list[str], int]:
    row = Branding.objects.get()
    return row.primary_colour, row.accent_colour, row.glyphs, row.version


def test_a_new_look_is_saved_with_its_most_important_glyph_first(office: Client) -> None:
    response = office.post(PAGE, FILLED)

    assert response.status_code == 302
    assert saved() == ("#4b2e6f", "#e2703a", ["horse", "oakleaf", "bicycle"], 2)
    assert Branding.objects.get().reviewed_at is not None


def test_a_colour_that_cannot_work_is_refused_and_changes_nothing(office: Client) -> None:
    before = saved()

    response = office.post(PAGE, {**FILLED, "primary_colour": "#fffde8"})

    assert response.status_code == 422
    html = response.content.decode()
    assert "Diese Farbe ist auf Weiß kaum zu sehen" in html
    assert 'value="#fffde8"' in html
    assert 'value="primary_colour:#e4e2ce"' in html  # the button that takes the nearest one
    assert 'value="Mittelholstein handelt"' in html
    assert saved() == before


def test_trying_on_shows_the_colours_and_saves_nothing(office: Client) -> None:
    before = saved()

    response = office.post(PAGE, {**FILLED, "vorschau": "1"})

    assert response.status_code == 200
    assert "primary_colour=%234b2e6f" in response.content.decode()
    assert saved() == before


def test_the_preview_is_the_front_page_in_the_colours_that_are_tried_on(office: Client) -> None:
    before = saved()

    response = office.get(f"{PAGE}vorschau/", FILLED)

    assert response.status_code == 200
    html = response.content.decode()
    assert "/theme-vorschau.css?haupt=4b2e6f&amp;akzent=e2703a" in html
    assert "Mittelholstein handelt" in html
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert saved() == before


def test_a_preview_with_nonsense_shows_what_is_saved(office: Client) -> None:
    html = office.get(f"{PAGE}vorschau/", {"primary_colour": "rot", "glyphs": "nichts"}).content.decode()

    assert "haupt=00457c" in html


def test_too_few_and_too_many_glyphs_are_refused(office: Client) -> None:
    few = office.post(PAGE, {**FILLED, "glyphs": ["horse"]})
    many = office.post(
        PAGE, {**FILLED, "glyphs": ["horse", "oakleaf", "bicycle", "cow", "sheep", "bee", "tree", "sun", "hill"]}
    )

    assert "Bitte wählen Sie drei bis acht Zeichen; im Moment sind es 1." in few.content.decode()
    assert "im Moment sind es 9." in many.content.decode()


def test_a_logo_is_taken_in_anew_and_shown_in_the_head_of_the_page(office: Client) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (300, 300), "#00457c").save(picture, "PNG")

    office.post(PAGE, {**FILLED, "new_logo": SimpleUploadedFile("wappen.png", picture.getvalue(), "image/png")})

    logo = Branding.objects.get().logo
    assert logo.startswith("logo/")
    assert logo.endswith(".webp")
    assert '<img src="/medien/' in office.get("/kontakt/").content.decode()


def test_a_refused_colour_is_told_while_it_is_tried_and_the_nearest_is_taken(office: Client) -> None:
    before = saved()
    told = office.get(f"{PAGE}farben/", {"primary_colour": "ffff00", "accent_colour": "#e5342f"}).content.decode()
    assert "Diese Farbe ist auf Weiß kaum zu sehen" in told
    assert 'value="primary_colour:#e7e700"' in told

    page = office.post(PAGE, {**FILLED, "primary_colour": "#ffff00", "nehmen": "primary_colour:#e7e700"})

    assert 'value="#e7e700"' in page.content.decode()
    assert saved() == before


def test_what_an_empty_field_shows_on_the_page_stands_in_it(office: Client) -> None:
    Branding.objects.update(title="", organisation="", headline="")

    page = office.get(PAGE).content.decode()

    for shown in ("Landeshauptstadt Kiel", "Gutscheine und Betriebe", "Kiel hält zusammen."):
        assert f'placeholder="{shown}"' in page


def test_a_logo_that_is_no_picture_is_refused_at_the_field_as_a_logo(office: Client) -> None:
    response = office.post(PAGE, {**FILLED, "new_logo": SimpleUploadedFile("logo.pdf", b"%PDF" * 99)})

    assert response.status_code == 422
    assert "Bitte laden Sie das Logo als SVG, PNG, JPEG, WebP oder AVIF hoch." in response.content.decode()
    assert Branding.objects.get().logo == ""


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}vorschau/", "/verwaltung/texte/"])
def test_only_administrators_come_in(in_kiel: RegionCard, client_for: Callable[..., Client], path: str) -> None:
    editor = client_for(in_kiel, user=make_user(role=Role.EDITOR))

    assert editor.get(path).status_code == 403
    assert client_for(in_kiel).get(path).status_code == 302
