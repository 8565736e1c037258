from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kreislauf.accounts.uploads import PER_STRANGER
from kreislauf.pictures import images
from kreislauf.pictures.images import Variant
from tenants.signup.forms import ApplyForm
from tests.tenants.signup.apply_form import filled

pytestmark = pytest.mark.django_db


def mistakes(**changes: Any) -> dict[str, list[str]]:
    form = ApplyForm(filled(**changes))
    form.is_valid()
    return {name: [str(message) for message in messages] for name, messages in form.errors.items()}


def test_a_filled_form_becomes_a_wish() -> None:
    form = ApplyForm(filled())

    assert form.is_valid(), form.errors
    read = form.signup_data()
    assert (read.ars, read.label, read.logo) == (
        "010010000000",
        "flensburg",
        None,
    )


@pytest.mark.parametrize(
    ("kind", "ars", "sentence"),
    [
        ("kreis", "", "Bitte geben Sie den Regionalschlüssel an."),
        ("kreis", "abc", "Der Regionalschlüssel besteht aus Ziffern, zum Beispiel 010590000000."),
        ("kreis", "01059000", "Das sind 8 Ziffern, also der Gemeindeschlüssel (AGS). Der Regionalschlüssel hat 12."),
        ("kreis", "10590000000", "Der Regionalschlüssel hat 12 Ziffern. Meinen Sie 010590000000?"),
        ("kreis", "01059", "Der Regionalschlüssel hat 12 Ziffern. Meinen Sie 010590000000?"),
        ("kreis", "1059", "Der Regionalschlüssel hat 12 Ziffern. Meinen Sie 010590000000?"),
        ("gemeinde", "01059", "Der Regionalschlüssel hat 12 Ziffern, hier sind es 5."),
        ("gemeinde", "10590000000", "Der Regionalschlüssel hat 12 Ziffern, hier sind es 11."),
        ("kreis", "0105900000", "Der Regionalschlüssel hat 12 Ziffern, hier sind es 10."),
        ("kreis", "170590000000", "Die ersten beiden Ziffern nennen das Land, 01 bis 16. „17“ gibt es nicht."),
        (
            "kreis",
            "010590075075",
            "Bei einem Kreis oder einer kreisfreien Stadt sind die letzten 7 Ziffern Nullen und die davor keine.",
        ),
        (
            "stadt",
            "010590000000",
            "Die letzten drei Ziffern nennen die Gemeinde. „000“ steht für einen Kreis oder ein Amt.",
        ),
        ("amt", "010580000000", "Bei einem Amt stehen an den Stellen 6 bis 9 seine Ziffern und am Ende drei Nullen."),
    ],
)
def test_a_regionalschluessel_of_the_wrong_form_says_what_is_wrong(kind: str, ars: str, sentence: str) -> None:
    assert mistakes(kind=kind, ars=ars) == {"ars": [sentence]}


@pytest.mark.parametrize(
    ("kind", "ars"),
    [
        ("kreis", "01 0 59 0000 000"),
        ("amt", "010585864000"),
        ("stadt", "010590075075"),
        ("verband", ""),
        ("kreisfreie_stadt", "020000000000"),
    ],
)
def test_each_kind_has_its_own_regionalschluessel(kind: str, ars: str) -> None:
    assert mistakes(kind=kind, ars=ars) == {}


@pytest.mark.parametrize(
    ("leitweg_id", "sentences"),
    [
        ("01059-0000-23", {}),
        ("", {}),
        (
            "01059-0000-24",
            {"leitweg_id": ["Die Prüfziffern am Ende passen nicht. Bitte vergleichen Sie Zeichen für Zeichen."]},
        ),
        ("quatsch", {"leitweg_id": ["Eine Leitweg-ID sieht so aus: 01059-0000-23."]}),
    ],
)
def test_a_leitweg_id_has_check_digits(leitweg_id: str, sentences: dict[str, list[str]]) -> None:
    assert mistakes(leitweg_id=leitweg_id) == sentences


def test_a_private_mailbox_is_refused() -> None:
    assert mistakes(email="ute@GMX.de") == {
        "email": ["Unter gmx.de kann jeder eine Adresse haben. Bitte nehmen Sie die Ihrer Verwaltung."]
    }


def test_a_colour_nobody_sees_is_refused_with_the_nearest_one_that_passes() -> None:
    (sentence,) = mistakes(primary_colour="#fdfdfd")["primary_colour"]

    assert sentence.startswith("Diese Farbe ist auf Weiß kaum zu sehen (Kontrast 1,0:1). Am nächsten liegt #")
    assert mistakes(primary_colour=sentence[-8:-1]) == {}


def test_an_empty_subdomain_is_suggested_in_the_field() -> None:
    form = ApplyForm(filled(label=""))

    assert not form.is_valid()
    assert form["label"].value() == "flensburg"
    assert form.errors["label"] == ["Wir schlagen „flensburg“ vor. Passt das, schicken Sie den Antrag noch einmal ab."]


def test_a_logo_survives_a_refused_form() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (600, 200), "red").save(picture, "PNG")
    logo = SimpleUploadedFile("logo.png", picture.getvalue(), "image/png")
    refused = ApplyForm(filled(email="nein"), {"logo": logo})
    assert not refused.is_valid()

    again = ApplyForm(filled(logo_kept=refused.kept_text))

    assert again.is_valid(), again.errors
    with Image.open(io.BytesIO(again.signup_data().logo or b"")) as kept:
        assert (kept.format, kept.width) == ("WEBP", 600)


@pytest.mark.parametrize("typed", ["", "x", base64.b64encode(b"<svg onload=alert(1)>").decode(), "1:2:3", "ü" * 10])
def test_a_kept_logo_that_nobody_here_signed_is_none_and_is_not_decoded(typed: str) -> None:
    form = ApplyForm(filled(logo_kept=typed))

    assert form.is_valid()
    assert form.signup_data().logo is None


def test_a_preview_s_logo_counts_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch, client_for: Any) -> None:
    decoded: list[bytes] = []
    monkeypatch.setattr(images, "_decoded", lambda raw: decoded.append(raw) or iter([Variant(1, 1, b"RIFF")]))
    logo = io.BytesIO()
    Image.new("RGB", (10, 10)).save(logo, "PNG")
    browser = client_for(None)

    for _ in range(PER_STRANGER + 3):
        file = SimpleUploadedFile("logo.png", logo.getvalue(), "image/png")
        assert browser.post("/anmeldung/", {"vorschau": "1", "logo": file}).status_code == 200

    assert len(decoded) == PER_STRANGER


@pytest.mark.parametrize(
    "typed",
    [
        "05711–06001–79",
        "05711\u201106001\u201179",
        "0204:05711-06001-79",
        "\u202a05711-06001-79\u202c",
        "０５７１１-06001-79",
    ],
)
def test_a_leitweg_id_is_read_as_it_is_pasted(typed: str) -> None:
    form = ApplyForm(filled(leitweg_id=typed))
    assert form.is_valid(), form.errors
    assert form.signup_data().leitweg_id == "05711-06001-79"


def test_a_regionalschluessel_is_read_as_it_is_pasted() -> None:
    assert mistakes(kind="kreis", ars="\u202a01\u00a00\u00a059 0000\u2011000\u202c") == {}
