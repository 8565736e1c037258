"""What people type is tidied in every form, whichever room it stands in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django import forms
from django.core.exceptions import ValidationError

from kreislauf.forms.text_fields import PostcodeField, WebAddressField
from marketplace.businesses.forms import TextsForm
from tenants.branding.forms import LookForm
from tenants.operators.about_form import AboutForm
from tenants.pages.forms import ProfileForm

# No words of people: secrets, keys, codes, hosts with rules of their own, what is searched for.
NO_WORDS = {
    "password",
    "key",
    "code",
    "label",
    "host",
    "q",
    "webseite",
    "logo_kept",
    "next",
    "old",
    "bestellung",
    "stamp",
    "asked_about",
}


BARE = (forms.CharField, forms.URLField, forms.EmailField)


def every_form(kind: type = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith(("kreislauf.", "tenants.", "billing.", "marketplace.")):
            yield one
        yield from every_form(one)


def test_no_form_takes_words_without_tidying_them() -> None:
    forms_of_ours = set(every_form())
    assert {TextsForm, LookForm, ProfileForm, AboutForm} <= forms_of_ours
    bare = {
        f"{form.__name__}.{name}"
        for form in forms_of_ours
        for name, field in getattr(form, "base_fields", {}).items()
        if type(field) in BARE and name not in NO_WORDS
    }
    assert bare == set()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("hofladen.example:8080", "https://hofladen.example:8080"),
        ("hofladen.example:8080/karte", "https://hofladen.example:8080/karte"),
        ("instagram.com/hofladen", "https://instagram.com/hofladen"),
        ("HTTP://münchen.example/ä", "HTTP://münchen.example/ä"),
        ("\u200bhofladen.example\n", "https://hofladen.example"),
        ("", ""),
    ],
)
def test_a_web_address_is_completed(typed: str, stored: str) -> None:
    assert WebAddressField(required=False).clean(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "localhost",
            "http://localhost:8000/",
            "https://laden",
            "http://127.0.0.1/",
            "http://10.0.0.1/",
            "http://[::1]/",
        ),
        *("https://nas.local", "https://bank.de@boese.example/", "javascript:alert(1)", "mailto:a@b.example"),
        *("laden.example:99999", "zwei worte.example", "a\x07b.example"),
    ],
)
def test_what_a_neighbour_cannot_open_is_no_web_address(typed: str) -> None:
    with pytest.raises(ValidationError, match="Das ist keine Webadresse"):
        WebAddressField().clean(typed)


def test_a_handle_is_answered_with_its_address() -> None:
    with pytest.raises(ValidationError, match=r"Meinen Sie https://www\.instagram\.com/hofladen\?"):
        WebAddressField().clean("@hofladen")


@pytest.mark.parametrize("typed", ["24105", "D-24105", "DE 24105", "\u202d24105\u202c", "２４１０５", "241 05"])
def test_a_postcode_is_read_as_it_is_pasted(typed: str) -> None:
    assert PostcodeField().clean(typed) == "24105"
    # The browser lets it in whole.
    assert int(PostcodeField().widget.attrs["maxlength"]) >= len(typed)
