"""English beside the German: nothing is missing, nothing is lost on the way, and only who asks for it gets it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import django
import polib
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kreislauf.tools.translations import COMPILED, FORMAL_GERMAN, read
from tests.words import words

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%%|%[sd]|\{[a-z_]*\}|</?[a-z][^>]*>")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return read()


def pairs(catalogue: polib.POFile) -> Iterator[tuple[str, str]]:
    """German and English of every string, one and many apart."""
    for entry in catalogue:
        if entry.msgid_plural:
            yield entry.msgid, entry.msgstr_plural[0]
            yield entry.msgid_plural, entry.msgstr_plural[1]
        else:
            yield entry.msgid, entry.msgstr


def test_every_string_has_its_english(catalogue: polib.POFile) -> None:
    assert len(catalogue) > 1000

    assert [german for german, english in pairs(catalogue) if not english.strip()] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete] == []


def test_no_text_is_marked_by_a_name_that_the_catalogue_does_not_know() -> None:
    """``gettext_lazy as _lazy``: its texts would be in no catalogue, and nothing would say so."""
    renamed = {
        (path.name, alias)
        for folder in ("platform", "tenants", "billing", "marketplace")
        for path in (ROOT / folder).rglob("*.py")
        for alias in re.findall(r"import .*\bn?p?gettext(?:_lazy)? as (\w+)", path.read_text())
        if alias != "_"
    }
    assert renamed == set()


def test_placeholders_and_tags_are_the_same_on_both_sides(catalogue: polib.POFile) -> None:
    def held(text: str) -> Counter[str]:
        return Counter(PLACEHOLDER.findall(text))

    assert [(german, english) for german, english in pairs(catalogue) if held(german) != held(english)] == []


def test_line_ends_are_the_same_on_both_sides(catalogue: polib.POFile) -> None:
    def ends(text: str) -> tuple[bool, bool]:
        return text[:1].isspace(), text[-1:].isspace()

    assert [(german, english) for german, english in pairs(catalogue) if ends(german) != ends(english)] == []


def test_the_compiled_catalogue_is_that_of_the_text(catalogue: polib.POFile) -> None:
    assert COMPILED.read_bytes() == catalogue.to_binary()


ENGLISH = [
    ("/", "Discover businesses", "Betriebe entdecken"),
    ("/gutscheine/", "Vouchers from Kiel", "Gutscheine aus Kiel"),
    ("/anmelden/", "You do not need an account to buy.", "Zum Kaufen brauchen Sie kein Konto."),
]


@pytest.mark.parametrize(("path", "english", "german"), ENGLISH)
def test_a_neighbour_who_chose_english_reads_english(site: Client, path: str, english: str, german: str) -> None:
    site.cookies["sprache"] = "en"
    answer = site.get(path)

    read_aloud = words(answer)
    assert (english in read_aloud, german in read_aloud) == (True, False)
    assert '<html lang="en"' in answer.content.decode()
    assert answer["Content-Language"] == "en"


@pytest.mark.parametrize(("path", "english", "german"), ENGLISH)
def test_everybody_else_reads_german_whatever_the_browser_prefers(
    site: Client, path: str, english: str, german: str
) -> None:
    answer = site.get(path, headers={"Accept-Language": "en-GB,en;q=0.9"})

    read_aloud = words(answer)
    assert (english in read_aloud, german in read_aloud) == (False, True)
    assert '<html lang="de"' in answer.content.decode()
    assert answer["Content-Language"] == "de"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.CharField(), "", "Bitte füllen Sie dieses Feld aus."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Bitte wählen Sie einen Eintrag aus der Liste."),
        (forms.MultipleChoiceField(choices=[("a", "A")]), ["b"], "Bitte wählen Sie einen Eintrag aus der Liste."),
        (forms.IntegerField(), "drei", "Bitte geben Sie eine ganze Zahl ein."),
        (forms.IntegerField(min_value=5), "4", "Bitte geben Sie mindestens 5 an."),
        (forms.DecimalField(max_value=5), "6", "Bitte geben Sie höchstens 5 an."),
        (forms.DecimalField(), "drei", "Bitte geben Sie eine Zahl ein."),
        (forms.DateField(), "32.1.2026", "Bitte geben Sie einen Tag ein, zum Beispiel 24.12.2026."),
        (forms.CharField(min_length=3), "ab", "Das ist zu kurz: mindestens 3 Zeichen, bisher 2."),
        (forms.CharField(max_length=1), "ab", "Das ist zu lang: höchstens 1 Zeichen, bisher 2."),
        (forms.URLField(assume_scheme="https"), "://", "Bitte geben Sie eine vollständige Adresse an"),
        (forms.EmailField(), "ute@", "Bitte geben Sie eine vollständige E-Mail-Adresse an"),
        (forms.FileField(), None, "Bitte füllen Sie dieses Feld aus."),
        (forms.FileField(), SimpleUploadedFile("leer.png", b""), "Die Datei ist leer."),
    ],
)
def test_djangos_own_refusals_say_sie(field: forms.Field, typed: object, said: str) -> None:
    with pytest.raises(forms.ValidationError) as refusal:
        field.clean(typed)

    assert " ".join(refusal.value.messages).startswith(said)


def test_each_formal_sentence_takes_the_place_of_one_of_djangos() -> None:
    djangos = {entry.msgid for entry in read(Path(django.__file__).parent / "conf/locale/de/LC_MESSAGES/django.po")}

    assert {entry.msgid for entry in read(FORMAL_GERMAN)} <= djangos
    assert FORMAL_GERMAN.with_suffix(".mo").read_bytes() == read(FORMAL_GERMAN).to_binary()
