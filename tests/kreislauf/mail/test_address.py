"""One address has one form, however it was typed, pasted or rewritten by a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import Client

from kreislauf.accounts.backend import EmailBackend
from kreislauf.forms.text_fields import AddressField, no_web_address
from kreislauf.mail.address import NotAnAddress, as_stored, normal_address
from kreislauf.mail.models import OutgoingMail
from kreislauf.regions import RegionCard
from marketplace.businesses.forms import RegisterForm
from marketplace.vouchers.withdrawal.find_purchases import find_purchases
from tenants.signup.forms import ApplyForm
from tests.make import NOON, PASSWORD, make_order, make_user, make_voucher


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Ute@Example.ORG ", "ute@example.org"),
        ("ute@straße.example", "ute@xn--strae-oqa.example"),
        ("ute@xn--strae-oqa.example", "ute@xn--strae-oqa.example"),
        ("ute@STRASSE.example", "ute@strasse.example"),
        ("ute@bücher.example", "ute@xn--bcher-kva.example"),
        ("ute@bu\u0308cher.example", "ute@xn--bcher-kva.example"),
        ("\u200bute\u00ad@exam\u200bple.org\ufeff", "ute@example.org"),
        ("ute@ｂｅｉｓｐｉｅｌ.example", "ute@beispiel.example"),
        ("\u202aute@example.org\u202c", "ute@example.org"),
    ],
)
def test_one_form(typed: str, stored: str) -> None:
    assert normal_address(typed) == stored
    assert normal_address(stored) == stored
    assert AddressField().clean(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ute",
        "ute@",
        "@example.org",
        "a@b@example.org",
        f"{'k' * 65}@example.org",
        "u te@example.org",
        "u@-x-.example",
    ],
)
def test_no_address(typed: str) -> None:
    with pytest.raises(NotAnAddress):
        normal_address(typed)
    assert as_stored(typed) == typed.strip().lower()


def test_the_field_is_no_email_field_of_the_browser() -> None:
    """Chromium sends ``xn--`` for umlauts from those, and strips what others keep."""
    html = str(AddressField().widget.render("email", "ute@bücher.example"))
    assert 'type="text"' in html
    assert 'inputmode="email"' in html
    assert 'autocomplete="email"' in html
    assert "ute@bücher.example" in html


@pytest.mark.django_db
def test_who_signed_up_with_umlauts_gets_in_and_withdraws_however_the_browser_writes_them(in_kiel: RegionCard) -> None:
    user = make_user(email="ute@bücher.example")
    voucher = make_voucher(order=make_order(email=normal_address("ute@bücher.example"), fulfilled_at=NOON))
    for typed in ("ute@bücher.example", "UTE@xn--bcher-kva.example", "ute@bu\u0308cher.example\u200b"):
        assert EmailBackend().authenticate(None, email=typed, password=PASSWORD) == user
        assert find_purchases(voucher.code, email=AddressField().clean(typed)) == [voucher]


@pytest.mark.django_db
def test_the_link_for_a_new_password_goes_to_the_address_as_stored(
    kiel: RegionCard, in_kiel: RegionCard, client_for: Callable[..., Client], clear_cache: None
) -> None:
    make_user(email="ute@straße.example")
    client_for(kiel).post("/passwort/", {"email": "Ute@Straße.example\u200b"})
    assert list(OutgoingMail.objects.values_list("recipient", flat=True)) == ["ute@xn--strae-oqa.example"]


@pytest.mark.parametrize("name", ["Gewonnen: https://gewinn.example", "WWW.gewinn.example", "ftp://x"])
def test_a_name_holds_no_web_address(name: str) -> None:
    with pytest.raises(ValidationError):
        no_web_address(name)


@pytest.mark.parametrize("form", [RegisterForm, ApplyForm])
@pytest.mark.parametrize("field", ["name", "contact_name"])
def test_names_in_the_forms_of_strangers_hold_none(form: type[forms.Form], field: str) -> None:
    """They stand in letters to an address that may be anybody's."""
    with pytest.raises(ValidationError, match="ohne Webadresse"):
        form.base_fields[field].clean("Gewonnen: https://gewinn.example")


def test_names_of_shops_are_taken() -> None:
    for name in ("Blumen.de", "A/B Werbung", "Wwwolle & Garn"):
        no_web_address(name)
