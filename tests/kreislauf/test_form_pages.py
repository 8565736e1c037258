"""A refused form says what is wrong at the top and at the field, and keeps what was typed."""

from __future__ import annotations

import re

from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory

from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.layout import ColourField, DayInput, Group, Grouped, PictureInput


class Offer(Grouped, forms.Form):
    title = forms.CharField(label="Titel", help_text="Höchstens 60 Zeichen.")
    value = EuroField(label="Wert", min_cents=500, max_cents=15000)
    email = forms.EmailField(label="E-Mail-Adresse")
    text = forms.CharField(label="Beschreibung", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(label="Art", choices=[("f", "Fester Wert"), ("l", "Leistung")], widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(
        label="Tage", required=False, choices=[("1", "Montag"), ("2", "Dienstag")], widget=forms.CheckboxSelectMultiple
    )
    area = forms.ChoiceField(label="Bereich", choices=[("", "Bitte wählen"), ("g", "Gastronomie")])
    start = forms.DateField(label="Ab", required=False, widget=DayInput())
    picture = forms.FileField(label="Bild", required=False, widget=PictureInput())
    colour = ColourField(label="Farbe", required=False)
    sure = forms.BooleanField(label="Ich darf das.")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    groups = (Group("Was?", ("kind", "title", ("value", "area"))), Group("Wer?", ("email",), "Nur für uns."))


TYPED = {
    "title": "",
    "value": "180",
    "email": "kontakt@",
    "days": ["2"],
    "area": "g",
    "start": "2026-12-24",
    "text": "a<b",
}


def page(form: forms.BaseForm, **context: object) -> str:
    request = RequestFactory().get("/angebot/")
    return render_to_string("parts/form.html", {"form": form, "submit": "Weiter", **context}, request)


def tag(html: str, name: str) -> str:
    """The control with this name."""
    found = re.search(rf'<(?:input|select|textarea)[^>]*name="{name}"[^>]*>', html)
    assert found, name
    return found[0]


def test_the_summary_counts_the_mistakes_and_links_each_to_its_field_in_the_order_of_the_page() -> None:
    html = page(Offer(TYPED))

    assert "5 Angaben stimmen noch nicht" in html
    assert re.findall(r'<li><a href="#([^"]+)">([^<]+)</a>', html) == [
        ("id_kind_0", "Art: Bitte füllen Sie dieses Feld aus."),
        ("id_title", "Titel: Bitte füllen Sie dieses Feld aus."),
        ("id_value", "Der Betrag darf höchstens 150,00\xa0€ sein."),
        ("id_email", "Bitte geben Sie eine vollständige E-Mail-Adresse an, zum Beispiel name@beispiel.de."),
        ("id_sure", "Ich darf das: Bitte füllen Sie dieses Feld aus."),
    ]
    assert all(f'id="{target}"' in html for target in re.findall(r'<li><a href="#([^"]+)"', html))


def test_one_mistake_is_one() -> None:
    html = page(Offer({**TYPED, "title": "Brot", "value": "20", "email": "a@b.de", "kind": "f"}))

    assert "Eine Angabe stimmt noch nicht" in html


def test_the_refused_field_names_its_message_and_its_hint_to_a_screen_reader() -> None:
    html = page(Offer(TYPED))

    assert 'aria-invalid="true"' in tag(html, "title")
    assert 'aria-describedby="id_title_helptext id_title_error"' in tag(html, "title")
    assert 'id="id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert "kern-form-input__input--error" in tag(html, "title")
    assert 'aria-invalid="true"' not in tag(html, "text")
    fieldset = re.search(r'<fieldset[^>]*id="id_kind"[^>]*>', html)
    assert fieldset
    assert "kl-field--error" in fieldset[0]
    assert 'aria-describedby="id_kind_error"' in fieldset[0]


def test_what_was_typed_is_kept() -> None:
    html = page(Offer(TYPED))

    assert 'value="180"' in tag(html, "value")
    assert 'value="kontakt@"' in tag(html, "email")
    assert 'value="2026-12-24"' in tag(html, "start")
    assert "a&lt;b</textarea>" in html
    assert '<option value="g" selected>' in html
    assert re.search(r'name="days"\s+value="2"[^>]*checked', html)
    assert not re.search(r'name="days"\s+value="1"[^>]*checked', html)


def test_a_new_form_has_no_summary_and_marks_what_may_be_left_out() -> None:
    html = page(Offer())

    assert 'id="fehler"' not in html
    assert html.count("freiwillig") == 5
    assert 'enctype="multipart/form-data"' in html
    assert "csrfmiddlewaretoken" in html
    assert "€</span>" in html


def test_groups_stand_under_their_headings_and_pairs_side_by_side() -> None:
    html = page(Offer())

    headings = re.findall(r'<h2 class="kl-h3">([^<]+)</h2>', html)
    assert headings == ["Was?", "Wer?"]
    assert html.count('<div class="kl-row">') == 1
    assert (
        html.index('id="id_value"')
        < html.index('id="id_area"')
        < html.index('id="id_email"')
        < html.index('id="id_text"')
    )
    assert html.count('name="secret"') == 1


def test_a_message_about_the_whole_form_stands_in_the_summary_without_a_link() -> None:
    form = Offer(TYPED)
    form.add_error(None, "Dieser Gutschein wird gerade nicht verkauft.")

    assert "<li>Dieser Gutschein wird gerade nicht verkauft.</li>" in page(form)


def test_no_page_carries_inline_style_or_script() -> None:
    html = page(Offer(TYPED), swap=True, cancel_url="/")

    assert not re.search(r"\sstyle=|<script|\son[a-z]+=", html)


def test_a_colour_may_be_typed_short_and_without_a_hash() -> None:
    assert [ColourField().clean(typed) for typed in ("#00457C", "fc0", " #ffcb05 ")] == [
        "#00457c",
        "#ffcc00",
        "#ffcb05",
    ]
