"""What people say about a listing. One form for every kind: it asks for what the kind has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.form_stamp import Stamped
from kreislauf.forms.layout import FilledGroup, Group, Grouped
from kreislauf.forms.text_fields import AddressField, LineField, PhoneField, TextField, no_web_address
from kreislauf.pictures.picture_field import PictureField
from marketplace.businesses.models import Business
from marketplace.listings.models import Category, Kind, Listing, PriceKind, Seller
from marketplace.listings.models.kind import Writers
from marketplace.listings.models.listing import MOST_PICTURES
from marketplace.listings.pin import pin_of
from marketplace.listings.submit.jobs import JOB_FIELDS, add_suffix, job_mistakes
from tenants.places.forms import PlaceForm

FIRST, MORE = (1,), tuple(range(2, MOST_PICTURES + 1))
PICTURES = (*FIRST, *MORE)
WITH_AMOUNT = {PriceKind.FIXED, PriceKind.NEGOTIABLE}
# What a kind's form asks for, in the order of the page.
_WHAT = ("category", "title", "body", "price_kind", "price_cents")
_WHERE = ("postcode", "place")
_WHO = ("seller", "contact_name", "email", "phone", "phone_public", "consent")
_LAST = ("agreed",)


class TextsForm(Grouped, PlaceForm):
    """What staff approves: the listing itself, without who writes it."""

    category = forms.ModelChoiceField(
        label=_("Bereich"),
        queryset=Category.objects.none(),
        empty_label=_("Bitte wählen"),
        error_messages={
            "required": _("Bitte wählen Sie einen Bereich."),
            "invalid_choice": _("Bitte wählen Sie einen Bereich."),
        },
    )
    title = LineField(label=_("Überschrift"), max_length=80, validators=[no_web_address])
    body = TextField(label=_("Beschreibung"), max_length=3000, rows=6)
    price_kind = forms.ChoiceField(label=_("Preis"))
    price_cents = EuroField(label=_("Betrag"), required=False, min_cents=1, max_cents=100_000_00)
    contact_name = LineField(
        label=_("Ihr Name"),
        max_length=80,
        validators=[no_web_address],
        help_text=_("So steht er in der Anzeige. Der Vorname genügt."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )

    def __init__(self, *args: Any, kind: Kind, business: Business | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.business = kind, business
        self.fields["place"].help_text = _("Auf der Karte steht nur die Mitte Ihrer Postleitzahl, nie Ihre Anschrift.")
        self.fields["category"].queryset = kind.categories.in_order()  # type: ignore[attr-defined]
        self._ask_for_price()
        if kind.is_job:
            self.fields |= {name: make() for name, make in JOB_FIELDS.items()}
        for number in PICTURES if kind.is_on_show else ():
            self.fields |= _picture(number)

    @property
    def groups(self) -> tuple[Group, ...]:  # type: ignore[override]
        """The fields that are there under headings, as on the page; ``more_pictures`` are folded away."""
        groups = (
            Group(_("Worum geht es?"), _WHAT),
            Group(_("Zur Stelle"), tuple(JOB_FIELDS)),
            Group(_("Bilder"), _names(FIRST), _("Das erste steht in der Liste, vier weitere auf der Seite.")),
            Group(_("Wo?"), _WHERE),
            Group(_("Wer schreibt?"), _WHO),
            Group("", _LAST),
        )
        filled = (one._replace(fields=[name for name in one.fields if name in self.fields]) for one in groups)
        return tuple(one for one in filled if one.fields)

    def grouped(self) -> Iterator[FilledGroup]:
        """What is folded, and the trap, stand on the page by themselves."""
        apart = {"webseite", *_names(MORE)}
        yield from (one for one in super().grouped() if not apart & {field.name for row in one.rows for field in row})

    def more_pictures(self) -> list[list[BoundField]]:
        """Field pairs: a picture and what can be seen on it."""
        return [[self[name] for name in _names([n])] for n in MORE] if self.kind.is_on_show else []

    @property
    def has_more(self) -> bool:
        """Whether the folded part holds something that somebody chose or has to mend."""
        return any(self[name].value() or name in self.errors for name in _names(MORE) if name in self.fields)

    def _ask_for_price(self) -> None:
        kinds = [PriceKind(one) for one in self.kind.price_kinds]
        if not kinds:
            del self.fields["price_kind"], self.fields["price_cents"]
            return
        self.fields["price_kind"].choices = [(one.value, one.label) for one in kinds]  # type: ignore[attr-defined]
        if not WITH_AMOUNT & set(kinds):
            del self.fields["price_cents"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self._check_price(data)
        for number in PICTURES:
            if data.get(f"picture_{number}") and not data.get(f"picture_{number}_alt"):
                self.add_error(f"picture_{number}_alt", _("Bitte beschreiben Sie das Bild in wenigen Worten."))
        if self.kind.is_job:
            for name, sentence in job_mistakes(data).items():
                self.add_error(name, sentence)
            data["title"] = add_suffix(data.get("title", ""))
        return data

    def _check_price(self, data: dict[str, Any]) -> None:
        if "price_cents" not in self.fields or "price_cents" in self.errors:
            return
        if data.get("price_kind") in WITH_AMOUNT and data.get("price_cents") is None:
            self.add_error("price_cents", _("Bitte geben Sie einen Betrag ein."))
        if data.get("price_kind") not in WITH_AMOUNT:
            data["price_cents"] = None

    def texts(self) -> dict[str, Any]:
        """The cleaned values under the names of ``TEXTS``; the pin follows from the postcode."""
        data = self.cleaned_data
        return {
            "category_id": data["category"].pk,
            "title": data["title"],
            "body": data["body"],
            "price_kind": data.get("price_kind") or "",
            "price_cents": data.get("price_cents"),
            "details": {name: data[name] for name in JOB_FIELDS if data.get(name) not in (None, "")},
            "pictures": self._pictures(),
            "postcode": data["postcode"],
            "place": data["place"],
            "contact_name": data["contact_name"],
            **pin_of(data["postcode"], self.business),
        }

    def _pictures(self) -> list[dict[str, str]]:
        found = [(self.cleaned_data.get(f"picture_{n}"), self.cleaned_data.get(f"picture_{n}_alt")) for n in PICTURES]
        return [{"name": str(name), "alt": str(alt)} for name, alt in found if name]


class SubmitForm(Stamped, TextsForm):
    """All of a listing, by somebody without an account. ``webseite`` is a trap that people do not see."""

    seller = forms.ChoiceField(
        label=_("Wer schreibt?"),
        choices=Seller.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Gewerblich ist, wer regelmäßig und mit Gewinn verkauft. Für Ihren Betrieb melden Sie sich bitte an."
        ),
    )
    email = AddressField(
        label=_("E-Mail-Adresse"),
        help_text=_("Nur für uns. Wer antwortet, schreibt über diese Seite und sieht sie nicht."),
    )
    phone = PhoneField(label=_("Telefon"), required=False)
    phone_public = forms.BooleanField(label=_("Die Telefonnummer darf in der Anzeige stehen"), required=False)
    agreed = forms.BooleanField(
        label=_("Ich bin mindestens 16 Jahre alt und mit den Nutzungsbedingungen einverstanden."),
        error_messages={"required": _("Ohne Ihr Einverständnis dürfen wir die Anzeige nicht annehmen.")},
    )
    key = FormKeyField("listing")
    webseite = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        if kind.writers == Writers.PRIVATE:
            del self.fields["seller"]
        if not kind.is_on_show:
            del self.fields["phone_public"]

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("webseite")) and "trap" in settings.SPAM_CHECKS

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("phone_public") and not data.get("phone"):
            self.add_error("phone", _("Welche Nummer soll in der Anzeige stehen?"))
        return data

    def entry(self) -> dict[str, Any]:
        """``texts()`` and who writes."""
        data = self.cleaned_data
        return self.texts() | {
            "seller": data.get("seller") or Seller.PRIVATE,
            "email": data["email"],
            "phone": data["phone"],
            "phone_public": data.get("phone_public", False),
        }


def initial_of(listing: Listing) -> dict[str, Any]:
    """Initial values: the text as it would be after approval."""
    shown = listing.proposed()
    pictures: dict[str, str] = {}
    for number, picture in enumerate(shown.pictures, start=1):
        pictures |= {f"picture_{number}": picture["name"], f"picture_{number}_alt": picture["alt"]}
    return {**shown.texts(), **shown.details, **pictures, "category": shown.category_id, "phone": listing.phone}


def _names(numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(name for n in numbers for name in (f"picture_{n}", f"picture_{n}_alt"))


def _picture(number: int) -> dict[str, forms.Field]:
    return {
        f"picture_{number}": PictureField(label=_("Bild %(n)s") % {"n": number}, folder="boerse", required=False),
        f"picture_{number}_alt": LineField(label=_("Was ist darauf zu sehen?"), max_length=160, required=False),
    }
