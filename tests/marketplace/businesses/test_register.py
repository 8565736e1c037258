"""A business puts itself forward, and what a form can say wrong."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kreislauf.audit.models import Entry
from kreislauf.forms.form_key import new_form_key
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.businesses.register import register
from tenants.branding.models import Branding
from tests.make import NOON, make_category
from tests.words import words

PAGE = "/mitmachen/"


@pytest.fixture
def form(in_kiel: RegionCard) -> dict[str, str]:
    return {
        "key": new_form_key("business"),
        "name": "Café Möwe & Söhne",
        "category": str(make_category().pk),
        "description": "Kuchen vom Blech.",
        "street": "Holtenauer Straße 12",
        "postcode": "24105",
        "town": "Kiel",
        "place": "Wik",
        "latitude": "54,3521",
        "longitude": "10.1363",
        "delivers": "on",
        "delivery_note": "Freitags im Stadtgebiet",
        "web_shop": "www.moewe.example/laden",
        "website": "http://moewe.example",
        "hours-0-1-von": "9",
        "hours-0-1-bis": "12:30",
        "hours-0-2-von": "14:00",
        "hours-0-2-bis": "18:00",
        "hours-4-1-von": "20:00",
        "hours-4-1-bis": "02:00",
        "changed_hours": "Im Dezember auch sonntags",
        "phone": "0431 901-0",
        "email": "Backstube@Moewe.example",
        "contact_name": "Jan Jansen",
        "agreed": "on",
    }


def test_everything_that_was_typed_is_kept_and_the_rathaus_is_asked(
    site: Client, form: dict[str, str], at_once: None, django_capture_on_commit_callbacks
) -> None:
    from tenants.branding.models import Branding

    Branding.objects.update(approval_email="freigabe@kiel.example")

    with django_capture_on_commit_callbacks(execute=True):
        response = site.post(PAGE, form)

    assert (response.status_code, response["Location"]) == (302, "/mitmachen/danke/")
    business = Business.objects.get()
    assert (business.name, business.slug, business.email, business.place) == (
        "Café Möwe & Söhne",
        "cafe-moewe-soehne",
        "backstube@moewe.example",
        "Wik",
    )
    assert (business.latitude, business.longitude, business.delivers) == (54.3521, 10.1363, True)
    assert (business.web_shop, business.website) == ("https://www.moewe.example/laden", "http://moewe.example")
    assert business.hours == [
        {"day": 0, "from": "09:00", "to": "12:30"},
        {"day": 0, "from": "14:00", "to": "18:00"},
        {"day": 4, "from": "20:00", "to": "02:00"},
    ]
    assert (business.approved_at, business.is_waiting) == (None, True)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["freigabe@kiel.example"], "Bitte freigeben: Café Möwe & Söhne (neuer Eintrag)"),
        (["backstube@moewe.example"], "Wir haben Ihren Eintrag"),
    ]
    assert "http://kiel.localhost/verwaltung/freigabe/" in mail.outbox[0].body
    assert list(Entry.objects.values_list("action", "actor")) == [("business.registered", "Formular auf der Website")]


def test_nobody_agrees_to_terms_that_are_not_written(site: Client, form: dict[str, str]) -> None:
    assert "Nutzungsbedingungen einverstanden" not in site.get("/mitmachen/").content.decode()

    Branding.objects.update(conditions="Was für Betriebe gilt.")

    assert "Nutzungsbedingungen einverstanden" in site.get("/mitmachen/").content.decode()


def test_the_same_form_twice_makes_one_business(site: Client, form: dict[str, str]) -> None:
    assert site.post(PAGE, form).status_code == 302
    assert site.post(PAGE, form).status_code == 302
    assert Business.objects.count() == 1


def test_going_back_and_entering_the_next_business_makes_two(site: Client, form: dict[str, str]) -> None:
    site.post(PAGE, form)
    site.post(PAGE, {**form, "name": "Café Seestern"})
    assert sorted(Business.objects.values_list("name", flat=True)) == ["Café Möwe & Söhne", "Café Seestern"]


def test_two_of_one_name_get_two_addresses(site: Client, form: dict[str, str]) -> None:
    site.post(PAGE, form)
    site.post(PAGE, {**form, "key": new_form_key("business")})
    assert list(Business.objects.order_by("pk").values_list("slug", flat=True)) == [
        "cafe-moewe-soehne",
        "cafe-moewe-soehne-2",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"name": "Ca\x07fé"}, "Hier steht ein unsichtbares Steuerzeichen."),
        ({"name": "Caf\x7fé"}, "Hier steht ein unsichtbares Steuerzeichen."),
        ({"name": "M" * 121}, "Bitte höchstens 120 Zeichen. Ihr Text hat 121."),
        ({"description": "ä" * 400_000}, "Bitte höchstens 2.000 Zeichen. Ihr Text hat 400.000."),
        ({"category": "999999"}, "Bitte wählen Sie eine Branche."),
        ({"category": "x' OR 1=1"}, "Bitte wählen Sie eine Branche."),
        ({"postcode": "2410"}, "Eine Postleitzahl hat fünf Ziffern."),
        ({"postcode": "٢٤١٠٥"}, "Eine Postleitzahl hat fünf Ziffern."),
        ({"latitude": "97"}, "Bitte eine Zahl zwischen 47,2 und 55,1."),
        ({"latitude": "nan"}, "Bitte eine Zahl zwischen 47,2 und 55,1."),
        ({"latitude": "hier"}, "Bitte eine Zahl wie 54,3213."),
        ({"longitude": ""}, "Für den Ort auf der Karte werden beide Zahlen gebraucht."),
        ({"web_shop": "javascript:alert(1)"}, "Das ist keine Webadresse."),
        ({"website": "ftp://moewe.example"}, "Das ist keine Webadresse."),
        ({"website": "https://moewe.example/\r\nX: y"}, "Das ist keine Webadresse."),
        ({"email": "backstube"}, "Diese E-Mail-Adresse ist nicht vollständig."),
        ({"email": "a@b.example\nBcc: c@d.example"}, "Diese E-Mail-Adresse ist nicht vollständig."),
        ({"phone": "ruf mich an"}, "Bitte eine Telefonnummer mit Vorwahl"),
        ({"hours-0-1-bis": ""}, "Montag: Bitte geben Sie an, von wann bis wann Sie geöffnet haben."),
        ({"hours-0-1-von": "25:00"}, "Montag: „25:00“ ist keine Uhrzeit."),
        ({"hours-0-2-von": "12:00"}, "Montag: Zwei Zeiten überschneiden sich."),
        ({"changed_hours_until": "2020-01-01"}, "Dieser Tag ist schon vorbei."),
        ({"changed_hours_until": "2099-01-01", "changed_hours": ""}, "Was gilt bis zu diesem Tag?"),
        ({"agreed": ""}, "Ohne Ihr Einverständnis dürfen wir den Eintrag nicht annehmen."),
    ],
)
def test_a_mistake_gets_a_sentence_keeps_the_rest_and_changes_nothing(
    site: Client, form: dict[str, str], change: dict[str, str], sentence: str
) -> None:
    response = site.post(PAGE, form | change)

    assert response.status_code == 422
    assert sentence in words(response)
    assert "Freitags im Stadtgebiet" in response.content.decode()
    assert Business.objects.count() == 0


FIRST = ("name", "category", "description", "street", "postcode", "town", "phone", "email", "contact_name", "agreed")


def test_name_address_and_mail_are_asked_and_the_rest_is_folded_until_somebody_opens_it(
    site: Client, form: dict[str, str]
) -> None:
    page = site.get(PAGE).content.decode()
    asked = page.split('<details class="kl-more-fields">')[0]

    assert [name for name in FIRST[:-1] if f'name="{name}"' not in asked] == []
    assert [name for name in ("hours-0-1-von", "picture", "delivers", "latitude") if f'name="{name}"' in asked] == []
    assert page.index('name="agreed"') > page.index('name="longitude"')
    assert site.post(PAGE, {name: form[name] for name in (*FIRST, "key")}).status_code == 302


@pytest.mark.parametrize(
    ("change", "is_open"),
    [({"web_shop": "javascript:alert(1)"}, True), ({"hours-0-1-von": "9", "hours-0-1-bis": "12"}, True), ({}, False)],
)
def test_what_was_typed_into_the_folded_part_is_seen_again(
    site: Client, form: dict[str, str], change: dict[str, str], is_open: bool
) -> None:
    first = {name: form[name] for name in (*FIRST, "key")}
    page = site.post(PAGE, {**first, "name": "", **change}).content.decode()
    assert ('<details class="kl-more-fields" open>' in page) is is_open


def test_a_program_that_fills_in_the_trap_gets_thanks_and_nothing_is_kept(site: Client, form: dict[str, str]) -> None:
    assert site.post(PAGE, {**form, "webseite": "https://spam.example"})["Location"] == "/mitmachen/danke/"
    assert Business.objects.count() == 0


def test_the_sixth_from_one_address_has_to_wait(site: Client, form: dict[str, str]) -> None:
    answers = [site.post(PAGE, {**form, "key": f"formular-{n}"}).status_code for n in range(6)]
    assert answers == [302, 302, 302, 302, 302, 429]
    assert Business.objects.count() == 5


def test_a_picture_is_taken_in_and_kept_while_the_rest_is_put_right(site: Client, form: dict[str, str]) -> None:
    out = BytesIO()
    Image.new("RGB", (900, 600), "#884400").save(out, "JPEG")
    upload = SimpleUploadedFile("torte.jpg", out.getvalue(), "image/jpeg")

    first = site.post(PAGE, {**form, "picture": upload})
    assert "Bitte beschreiben Sie das Bild in wenigen Worten." in words(first)
    kept = first.content.decode().split('name="picture-behalten" value="')[1].split('"')[0]
    second = site.post(PAGE, {**form, "picture-behalten": kept, "picture_alt": "Eine Torte"})

    assert second.status_code == 302
    picture = Business.objects.get().picture
    assert picture.startswith("betriebe/")
    assert picture.endswith("-480.900x600.webp")


def test_a_picture_name_that_nobody_signed_is_not_taken(site: Client, form: dict[str, str]) -> None:
    site.post(PAGE, {**form, "picture-behalten": "fremd/geheim-480x1.webp", "picture_alt": "Geheim"})
    assert Business.objects.get().picture is None


def test_a_file_that_is_no_picture_is_refused_at_the_field(site: Client, form: dict[str, str]) -> None:
    upload = SimpleUploadedFile("torte.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")
    response = site.post(PAGE, {**form, "picture": upload, "picture_alt": "Torte"})
    assert (response.status_code, "SVG-Dateien nehmen wir nicht an." in words(response)) == (422, True)


def test_fields_that_are_not_the_forms_are_not_taken(site: Client, form: dict[str, str]) -> None:
    site.post(PAGE, {**form, "approved_at": "2026-01-01", "slug": "frech", "version": "9"})
    business = Business.objects.get()
    assert (business.approved_at, business.slug, business.version) == (None, "cafe-moewe-soehne", 1)
    with pytest.raises(TypeError):
        register({"name": "X", "approved_at": NOON}, key="k", by="x", at=NOON)
