"""The page's forms and the API take the same, store the same and refuse with the same sentence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import pytest
from django import forms
from django.http import QueryDict
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers

from kreislauf.regions import RegionCard
from kreislauf.web.api_fields import FormText
from marketplace.businesses.forms import AtOnceForm, TextsForm
from marketplace.businesses.models import Business
from marketplace.businesses.shapes import ChangedBusiness, CoordinateShape, HoursShape
from marketplace.listings.api.writing import JobForm, NewListing
from marketplace.listings.submit.forms import TextsForm as ListingForm
from marketplace.vouchers.api.offer_shapes import NewOffer
from marketplace.vouchers.api.shapes import NewOrder, NewReversal
from marketplace.vouchers.models import Order
from marketplace.vouchers.offers.forms import OfferForm
from marketplace.vouchers.orders.forms import BuyForm
from marketplace.vouchers.till.forms import ReversalForm
from tests.make import make_business, make_category, make_offer
from tests.marketplace.vouchers.api.cast import till_of

NASTY = {
    "umlaut of two signs": "Mu\u0308ller",
    "zero-width space": "Mül\u200bler",
    "only a zero-width space": "\u200b",
    "only a soft hyphen": "\u00ad",
    "only a Hangul filler": "\u3164",
    "byte-order mark": "\ufeffMüller",
    "direction override": "\u202eabc",
    "isolates": "\u2068Müller\u2069",
    "line break": "a\nb\r\nBcc: x",
    "line separator": "a\u2028b",
    "escape": "a\x1b[31mb",
    "bell": "a\x07b",
    "NUL": "a\0b",
    "lone surrogate": "a\ud800b",
    "non-character": "a\uffffb",
    "full-width": "Ｍüller ２４１０５",
    "no-break spaces": "\u00a0Müller\u00a0\u2009Söhne\u00a0",
    "Persian with a joiner": "می\u200cخواهم",
    "a family of one emoji": "👨\u200d👩\u200d👧",
    "a million letters": "a" * 1_000_000,
    "a million joiners": "a" + "\u200d" * 1_000_000,
    "blank": "   ",
    "HTML": "<b>x</b>",
    "phone with a no-break space": "\u202a+49 (0)431\u00a0901\u20110\u202c",
    "phone with a label": "Tel.: 0431 / 901 – 0",
    "postcode with a country": "D-24105",
    "ü domain": "info@Hof-Sütel.example",
    "host with a port": "hofladen.example:8080",
    "handle": "@hofladen",
    "local host": "localhost",
}
# What a program may send and no form field holds: codes are looked up, slugs chosen from a list.
NO_TEXT_OF_PEOPLE = {
    ("NewRedemption", "code"),
    *((shape, name) for shape in ("NewListing", "ChangedListing") for name in ("kind", "category")),
}


class Pair(NamedTuple):
    """A text of the API, and how the page's form judges the same one: its value, or its sentences."""

    serializer: str
    name: str
    by_api: Callable[[Any], Any]
    by_form: Callable[[Any], Any]


def outcome(judge: Callable[[Any], Any], value: Any) -> Any:
    try:
        return judge(value)
    except forms.ValidationError as mistake:
        return [str(message) for message in mistake.messages]
    except serializers.ValidationError as mistake:
        return [str(message) for message in mistake.detail]


def pairs() -> Iterator[Pair]:
    table: list[tuple[type[serializers.Serializer[Any]], dict[str, type[forms.BaseForm]], dict[str, str]]] = [
        (
            ChangedBusiness,
            {
                name: form
                for form in (TextsForm, AtOnceForm)
                for name in form.base_fields  # type: ignore[attr-defined]
            },
            {},
        ),
        (NewOffer, dict.fromkeys(OfferForm.base_fields, OfferForm), {}),
        (NewOrder, dict.fromkeys(BuyForm.base_fields, BuyForm), {}),
        (NewReversal, {"reason": ReversalForm}, {"reason": "other"}),
        (
            NewListing,
            dict.fromkeys(ListingForm.base_fields, ListingForm) | dict.fromkeys(JobForm.base_fields, JobForm),
            {},
        ),
    ]
    for serializer, named, other in table:
        for name, field in texts_of(serializer()):
            if (serializer.__name__, name) in NO_TEXT_OF_PEOPLE:
                continue
            form = named[name]
            by_form = form.base_fields[other.get(name, name)].clean  # type: ignore[attr-defined]
            yield Pair(serializer.__name__, name, field.run_validation, by_form)


def texts_of(
    serializer: serializers.BaseSerializer[Any],
) -> Iterator[tuple[str, serializers.Field[Any, Any, Any, Any]]]:
    """Every text that it takes, nested ones too."""
    for name, field in serializer.fields.items():  # type: ignore[attr-defined]
        if isinstance(field, serializers.Serializer):
            yield from texts_of(field)
        elif isinstance(field, serializers.CharField) and not field.read_only:
            yield name, field


def written() -> dict[str, type[serializers.Serializer[Any]]]:
    """Every serializer that the API's description names for a request."""
    schema = SchemaGenerator(urlconf="kreislauf.urls_region").get_schema(request=None, public=True)
    named = set()
    for operations in schema["paths"].values():
        for operation in operations.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                named.add(content["schema"]["$ref"].rpartition("/")[2].removeprefix("Patched"))
    known = {one.__name__: one for one in _subclasses(serializers.Serializer)}
    return {name: known[name] for name in named}


def _subclasses(one: type) -> Iterator[Any]:
    for child in one.__subclasses__():
        yield child
        yield from _subclasses(child)


def test_each_text_that_the_api_takes_is_judged_by_a_form() -> None:
    bare = [
        (serializer, name)
        for serializer, one in written().items()
        for name, field in texts_of(one())
        if not isinstance(field, FormText) and (serializer, name) not in NO_TEXT_OF_PEOPLE
    ]
    assert bare == []
    assert {"ChangedBusiness", "NewListing", "NewOffer", "NewOrder", "NewReversal"} <= set(written())


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_the_same_text_has_the_same_outcome(text: str) -> None:
    different = {}
    for serializer, name, by_api, by_form in pairs():
        api, form = outcome(by_api, text), outcome(by_form, text)
        if (serializer, name) == ("NewReversal", "reason") and form == "":
            form = api  # on the page an empty reason means one of the usual ones
        if api != form:
            different[serializer, name] = (api, form)
    assert different == {}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_nothing_invisible_is_stored(text: str) -> None:
    hidden = {
        chr(code) for code in (*range(9), *range(11, 32), 0x7F, 0xAD, 0x200B, 0x202A, 0x202E, 0x2068, 0xFEFF, 0xFFFF)
    }
    for serializer, name, by_api, _by_form in pairs():
        stored = outcome(by_api, text)
        if isinstance(stored, str):
            assert not hidden & set(stored), (serializer, name)
            assert stored == stored.strip()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Mu\u0308ller\u200b", "Müller"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩🏽\u200d🚀 👨\u200d👩\u200d👧", "👩🏽\u200d🚀 👨\u200d👩\u200d👧"),
        ("क्\u200dष", "क्\u200dष"),
        ("a\u200db", "ab"),
        ("\u202eabc", "abc"),
    ],
)
def test_joiners_stay_where_they_are_needed(typed: str, stored: str) -> None:
    assert TextsForm.base_fields["name"].clean(typed) == stored


WEEKS: dict[str, tuple[list[Any], list[str] | None]] = {
    "around the clock": ([(day, "00:00", "00:00") for day in range(7)], None),
    "until 24:00": ([(0, "18:00", "24:00")], None),
    "three a day": ([(0, "06:00", "09:00"), (0, "11:30", "14:00"), (0, "17:00", "22:00")], None),
    "touching": ([(0, "08:00", "12:00"), (0, "12:00", "18:00")], None),
    "touching at midnight": ([(4, "20:00", "00:00"), (5, "00:00", "06:00")], None),
    "Sunday night until Monday": ([(6, "22:00", "06:00"), (0, "06:00", "10:00")], None),
    "overlap": ([(0, "08:00", "18:00"), (0, "10:00", "12:00")], ["Montag: Zwei Zeiten überschneiden sich."]),
    "twice the same": ([(0, "08:00", "18:00")] * 2, ["Montag: Zwei Zeiten überschneiden sich."]),
    "over midnight": (
        [(4, "20:00", "04:00"), (5, "02:00", "06:00")],
        ["Freitag und Samstag: Zwei Zeiten überschneiden sich."],
    ),
    "over the week's end": (
        [(6, "20:00", "04:00"), (0, "02:00", "06:00")],
        ["Sonntag und Montag: Zwei Zeiten überschneiden sich."],
    ),
    "a day and more": (
        [(0, "00:00", "00:00"), (0, "10:00", "11:00")],
        ["Montag: Zwei Zeiten überschneiden sich."],
    ),
    "fifteen": ([(0, f"{n:02}:00", f"{n:02}:30") for n in range(15)], ["Bitte höchstens 14 Zeiten in der Woche."]),
    "no time": ([(0, "25:00", "26:00")], ["Montag: „25:00“ ist keine Uhrzeit."]),
    "half": ([(0, "08:00", "")], ["Montag: Bitte geben Sie an, von wann bis wann Sie geöffnet haben."]),
}


@pytest.mark.parametrize("week", WEEKS)
def test_the_same_week_has_the_same_outcome(week: str) -> None:
    spans, sentences = WEEKS[week]
    data = QueryDict(mutable=True)
    for number, (day, opens, closes) in enumerate(spans, start=1):
        data[f"hours-{day}-{number}-von"], data[f"hours-{day}-{number}-bis"] = opens, closes
    field = AtOnceForm.base_fields["hours"]

    by_form = outcome(field.clean, field.widget.value_from_datadict(data, {}, "hours"))
    by_api = outcome(
        HoursShape().run_validation, [{"day": day, "opens": opens, "closes": closes} for day, opens, closes in spans]
    )

    assert by_form == by_api
    if sentences is not None:
        assert by_api == sentences
    else:
        assert len(by_api) == len(spans)


def test_degrees_are_judged_by_the_form_too() -> None:
    field = CoordinateShape("latitude")
    assert field.run_validation(54.3212345678) == 54.321235
    assert outcome(field.run_validation, 5) == outcome(TextsForm.base_fields["latitude"].clean, "5")
    assert outcome(field.run_validation, "nan") == outcome(TextsForm.base_fields["latitude"].clean, "nan")


@pytest.mark.parametrize(
    "body",
    [
        {"hours": [{"day": 0}]},
        {"hours": [{"opens": "09:00", "closes": "12:00"}]},
        {"hours": [{"day": "0", "opens": "09:00", "closes": "12:00"}]},
        {"hours": [{"day": True, "opens": "09:00", "closes": "12:00"}]},
        {"hours": [{"day": 0, "opens": 9, "closes": 12}]},
        {"hours": [[0, "09:00", "12:00"]]},
        {"hours": [None]},
        {"hours": {"0": "9-12"}},
        {"hours": "Mo 9-12"},
        {"hours": None},
        {"hours": [{"day": 0, "opens": "09:00", "closes": "12:00"}] * 16_000},
        {"name": ["Müller"]},
        {"name": {"a": 1}},
        {"name": None},
        {"name": True},
        {"name": "a\ud800b"},
        {"name": "x" * 1_000_000},
        {"description": "\ud800"},
        {"changed_hours": "Inventur", "changed_hours_until": "0001-01-01"},
        {"changed_hours": "", "changed_hours_until": "2099-01-01"},
        {"changed_hours": "Ferien", "changed_hours_until": "9999-12-31"},
        {"changed_hours_until": "99999-01-01"},
        {"latitude": "NaN", "longitude": 10.1},
        {"latitude": None, "longitude": 10.1},
        {"email": "x" * 1_000_000 + "@example.org"},
        [],
    ],
    ids=lambda body: json.dumps(body)[:60],
)
def test_what_no_form_could_send_is_refused_and_changes_nothing(
    body: Any, kiel: RegionCard, in_kiel: RegionCard
) -> None:
    bakery = make_business()
    before = Business.objects.values().get()

    answer = till_of(kiel, bakery).patch("businesses/me/", body)

    assert answer.status_code == 400, answer.content
    assert answer.json()["code"] in ("invalid", "parse_error")
    assert Business.objects.values().get() == before


def test_a_spreadsheet_of_nasty_names_is_stored_alike(kiel: RegionCard, in_kiel: RegionCard, office: Client) -> None:
    """Once through the whole stack: the page's form by the office, the API by the business."""
    bakery, brewery = make_business(), make_business(name="Brauerei", category=make_category())
    form = {
        "category": bakery.category_id,
        "description": "Brot.",
        "street": "Weg 1",
        "postcode": "D-24105",
        "town": "Kiel\u00ad",
        "phone": "\u202aTel.: 0431\u00a0901\u20110",
        "contact_name": "Ju\u0308rgen",
        "email": "x@example.org",
    }
    office.post(f"/verwaltung/betriebe/{bakery.pk}/aendern/", {"name": "Mu\u0308ller\u200b", **form})
    sent = {name: value for name, value in form.items() if name not in ("category", "email")}
    till_of(kiel, brewery).patch("businesses/me/", {"name": "Mu\u0308ller\u200b", **sent})

    bakery.refresh_from_db()
    brewery.refresh_from_db()

    def stored(one: Business) -> Mapping[str, Any]:
        shown = one.proposed()
        return {name: getattr(shown, name) for name in ("name", "street", "postcode", "town", "phone", "contact_name")}

    assert stored(bakery) == stored(brewery)
    assert stored(bakery) == {
        "name": "Müller",
        "street": "Weg 1",
        "postcode": "24105",
        "town": "Kiel",
        "phone": "0431 901-0",
        "contact_name": "Jürgen",
    }


def test_an_order_over_the_api_is_tidied_as_on_the_page(kiel: RegionCard, in_kiel: RegionCard) -> None:
    offer = make_offer()
    order = {
        "offer": offer.pk,
        "unit_cents": 2500,
        "email": "KUNDE@weißbier.example",
        "buyer_name": "Mu\u0308ller\u200b",
        "gift": {"recipient_name": "\u202eOma", "greeting": "Zeile 1\r\nZeile 2\ufeff"},
    }
    assert till_of(kiel, offer.business).post("orders/", order).status_code == 201
    assert list(Order.objects.values_list("email", "buyer_name", "recipient_name", "greeting")) == [
        ("kunde@xn--weibier-2va.example", "Müller", "Oma", "Zeile 1\nZeile 2")
    ]
    order["gift"] = {"recipient_name": "a\x07b"}
    answer = till_of(kiel, offer.business).post("orders/", order, key="zweiter-versuch-0001")
    assert (answer.status_code, answer.json()["fields"]) == (
        400,
        {"gift.recipient_name": ["Hier steht ein unsichtbares Steuerzeichen. Bitte tippen Sie den Text neu ein."]},
    )
