from django import forms
from django.template import Context, Template

from kreislauf.forms.euro_field import EuroField


class TillForm(forms.Form):
    amount = EuroField(min_cents=100, max_cents=5000)


def test_the_field_gives_cents() -> None:
    form = TillForm({"amount": " 12,5 € "})

    assert form.is_valid()
    assert form.cleaned_data == {"amount": 1250}


def test_what_cannot_be_taken_gets_a_sentence_and_stays_in_the_box() -> None:
    sentences = {}
    for typed in ("", "zwölf", "12,505", "-3", "0,99", "50,01", "9" * 40):
        form = TillForm({"amount": typed})
        sentences[typed[:8]] = form.errors["amount"].as_data()[0].messages
        assert form["amount"].value() == typed

    assert sentences == {
        "": ["Bitte geben Sie einen Betrag ein."],
        "zwölf": ["Diesen Betrag können wir nicht lesen. Bitte schreiben Sie ihn zum Beispiel so: 12,50."],
        "12,505": ["Bitte geben Sie höchstens zwei Stellen nach dem Komma ein, zum Beispiel 12,50."],
        "-3": ["Der Betrag darf nicht negativ sein."],
        "0,99": ["Der Betrag muss mindestens 1,00\xa0€ sein."],
        "50,01": ["Der Betrag darf höchstens 50,00\xa0€ sein."],
        "99999999": ["Der Betrag darf höchstens 50,00\xa0€ sein."],
    }


def test_a_stored_amount_is_shown_for_editing_and_unchanged_when_retyped_differently() -> None:
    form = TillForm({"amount": "12.50"}, initial={"amount": 1250})

    assert TillForm(initial={"amount": 1250})["amount"].value() == "12,50"
    assert form.has_changed() is False
    assert TillForm().fields["amount"].widget.attrs == {"inputmode": "decimal", "autocomplete": "off"}


def test_templates_show_amounts() -> None:
    template = Template("{% load euro %}{{ a|euro }} {{ a|euro_short }} {{ none|euro }}.")

    assert template.render(Context({"a": 2000, "none": None})) == "20,00\xa0€ 20\xa0€ ."
