"""A region's own logo: its shape is kept on pages, in mails, on paper and in the browser's tab."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kreislauf.accounts.models import Role
from kreislauf.mail.message import Letter, message_of
from kreislauf.regions import RegionCard, current_region
from tenants.branding.models import Branding
from tenants.branding.site import Site
from tests.make import make_user
from tests.tenants.branding.test_look_page import FILLED, PAGE


def word_mark(width: int = 900, height: int = 240) -> SimpleUploadedFile:
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="#00593c"/></svg>'
    )
    return SimpleUploadedFile("logo.svg", drawing.encode(), "image/svg+xml")


@pytest.fixture
def office(in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(in_kiel, user=make_user(role=Role.ADMINISTRATOR))


def site() -> Site:
    return Site(branding=Branding.objects.get(), card=current_region())


@pytest.mark.parametrize(
    ("drawn", "shown", "is_wide"),
    [((900, 240), (165, 44), True), ((3000, 240), (220, 18), True), ((240, 240), (44, 44), False)],
)
def test_a_logo_keeps_its_shape_in_the_head_and_a_word_mark_says_the_name(
    office: Client, drawn: tuple[int, int], shown: tuple[int, int], is_wide: bool
) -> None:
    office.post(PAGE, {**FILLED, "new_logo": word_mark(*drawn)})

    page = " ".join(office.get("/kontakt/").content.decode().split())

    assert f'alt="" width="{shown[0]}" height="{shown[1]}"> </span>' in page
    assert ('<span class="kl-logo__txt kern-sr-only"> <b>Mittelholstein handelt</b>' in page) is is_wide


def test_a_mail_carries_the_logo_and_says_the_name_where_it_is_not_shown(office: Client) -> None:
    office.post(PAGE, {**FILLED, "new_logo": word_mark()})

    message = message_of(Letter(template="accounts/mail/reset", context={"address": "https://x"}), to="u@example.org")

    html = str(message.alternatives[0][0])
    assert 'src="cid:logo"' in html
    assert 'alt="Mittelholstein handelt"' in html
    (picture,) = message.attachments
    assert (picture["Content-ID"], picture.get_payload(decode=True)[:2]) == ("<logo>", b"\xff\xd8")


def test_paper_and_if_wanted_the_tab_show_the_logo_on_white(office: Client) -> None:
    ring = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><circle cx="45" cy="45" r="9" fill="red"/></svg>'
    )
    office.post(PAGE, {**FILLED, "new_logo": SimpleUploadedFile("logo.svg", ring, "image/svg+xml")})
    (png,) = re.findall('href="data:image/png;base64,([^"]+)"', site().mark_on_paper)
    assert 'fill="#ffffff"' in site().mark_on_paper
    with Image.open(io.BytesIO(base64.b64decode(png))) as printed:
        assert (printed.mode, printed.getpixel((1, 1))) == ("RGB", (255, 255, 255))
    assert "data:image/png" not in office.get("/favicon.svg").content.decode()

    office.post(PAGE, {**FILLED, "logo_as_icon": "on"})
    assert "data:image/png" in office.get("/favicon.svg").content.decode()


def test_a_logo_is_taken_away_again_with_its_file_and_the_glyph_is_back(office: Client) -> None:
    assert "Logo entfernen" not in office.get(PAGE).content.decode()
    office.post(PAGE, {**FILLED, "new_logo": word_mark(), "logo_as_icon": "on"})
    name = Branding.objects.get().logo
    assert "Logo entfernen" in office.get(PAGE).content.decode()

    both = office.post(PAGE, {**FILLED, "no_logo": "on", "new_logo": word_mark(500)})
    assert (both.status_code, Branding.objects.get().logo) == (422, name)
    office.post(PAGE, {**FILLED, "no_logo": "on", "logo_as_icon": "on"})

    kept = Branding.objects.get()
    assert (kept.logo, kept.logo_as_icon) == ("", False)
    assert "data:image/png" not in office.get("/favicon.svg").content.decode()
    assert name not in office.get("/kontakt/").content.decode()


def test_a_storage_that_lost_the_logo_stops_no_mail_and_no_sheet(office: Client) -> None:
    office.post(PAGE, {**FILLED, "new_logo": word_mark(700)})
    for name in default_storage.listdir("eingang/logo")[1]:
        default_storage.delete(f"eingang/logo/{name}")

    message = message_of(Letter(template="accounts/mail/reset", context={"address": "https://x"}), to="u@example.org")

    assert message.attachments == []
    assert "data:image/png" not in site().mark_on_paper
