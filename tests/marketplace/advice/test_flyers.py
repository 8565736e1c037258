"""Printed sheets: one page in each size, with the numbers of today, and a list of those that are old by now."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
import zxingcpp
from django.test import Client
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from kreislauf import typesetting
from kreislauf.regions import RegionCard
from marketplace.advice.flyers import sheet as sheet_module
from marketplace.advice.flyers.papers import advisers_on, note_printed, old_papers
from marketplace.advice.flyers.sentences import first_sentences
from marketplace.advice.flyers.sheet import Form, sheet
from marketplace.advice.models import PrintedPaper
from tenants.branding.models import Branding
from tests.conftest import make_client
from tests.make import BodyRole, make_author, make_body
from tests.make_article import make_adviser, make_article

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen und allerlei Zubehör für Betriebe aller Größen"
SIZES = {Form.A6: (298, 420), Form.A5: (420, 595), Form.LONG: (281, 595), Form.A3: (842, 1191)}
WITH_MARKS = 51  # 9 mm on both sides, in points

pytestmark = pytest.mark.usefixtures("in_kiel")


def words_of(pdf: bytes) -> str:
    """Of the only page."""
    (only,) = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(only.extract_text().replace("\u200b", "").replace("\u00ad", "").split())


def size_of(pdf: bytes) -> tuple[int, int]:
    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    return round(float(box.width)), round(float(box.height))


@pytest.mark.parametrize("form", list(Form))
def test_every_size_is_one_page_however_much_stands_on_it(form: Form) -> None:
    Branding.objects.update(title="Angebotsbörse der Gemeinden im Amt Mittelholstein an der Eid")
    body, today = make_body(name="W" * 120), timezone.localdate()
    advisers = [
        make_adviser(body, name="W" * 120, role=LONG, phone="0431 901-12345678", on_flyer=True) for _ in range(9)
    ]
    full = make_article(body, title=(LONG * 2)[:120], lead=(LONG + ". ") * 3, text_md=LONG * 40)
    assert size_of(sheet(form, full, advisers, on=today)) == SIZES[form]
    assert size_of(sheet(form, None, [], on=today)) == SIZES[form]
    width, height = SIZES[form]
    bled = size_of(sheet(form, full, advisers, on=today, bleed=True))
    assert bled == (pytest.approx(width + WITH_MARKS, abs=1), pytest.approx(height + WITH_MARKS, abs=1))


def test_a_sheet_says_what_whom_to_call_and_since_when() -> None:
    adviser = make_adviser(name="Petra Hansen", phone="0431 5194-0", hours_note="Mo bis Do")
    article = make_article(
        title="Kurzarbeit anzeigen",
        lead="Erster Satz. Zweiter Satz.",
        text_md=f"## Wie es geht\n\nDritter Satz. {{{{ kontakt:{adviser.pk} }}}}\n\nVierter Satz.",
    )
    text = words_of(sheet(Form.A5, article, advisers_on(article), on=timezone.localdate()))
    for words in ("Kurzarbeit anzeigen", "Erster Satz.", "Dritter Satz.", "Petra Hansen", "0431 5194-0", "Mo bis Do"):
        assert words in text
    assert f"/rat/{article.pk}" in text
    assert "Stand:" in text
    for words in ("Wie es geht", "Vierter Satz.", "kontakt"):
        assert words not in text


def test_the_code_leads_to_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    article, pages = make_article(), []
    monkeypatch.setattr(
        sheet_module,
        "typeset_pdf",
        lambda template, data, created: pages.append(typesetting.typeset_png(template, data, ppi=140)) or b"",
    )
    sheet(Form.A6, article, [], on=timezone.localdate())
    found = [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(pages[0])).convert("L"))]
    assert [re.sub(r"^https?://[^/]+", "", one) for one in found] == [f"/rat/{article.pk}/"]


def test_sheets_are_tagged_and_can_be_archived() -> None:
    root = PdfReader(io.BytesIO(sheet(Form.A5, make_article(), [], on=timezone.localdate()))).root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("de", True)


def test_headings_lists_and_long_sentences_are_left_out() -> None:
    text = f"# Kopf\n\nKurz.\n\n- Punkt\n\n{'x' * 250}.\n\nEnde & gut."
    assert first_sentences(make_article(lead="Anfang.", text_md=text)) == ["Anfang.", "Kurz.", "Ende & gut."]


def test_a_text_that_names_nobody_carries_its_partners_numbers() -> None:
    body = make_body()
    own = make_adviser(body, on_flyer=True)
    make_adviser(body, on_flyer=False)
    other = make_adviser(on_flyer=True)
    make_adviser(on_flyer=True, shown_at=None)
    assert advisers_on(make_article(body)) == [own]
    assert {one.pk for one in advisers_on(None)} == {own.pk, other.pk}


def test_a_printed_sheet_is_old_once_its_number_its_text_or_its_people_change() -> None:
    now, adviser = timezone.now(), make_adviser(on_flyer=True)
    article = make_article(adviser.body)
    note_printed(Form.A5, article, [adviser], at=now)
    note_printed(Form.A6, None, [adviser], at=now)
    assert old_papers() == []

    adviser.numbers_changed_at = now + timedelta(minutes=1)
    adviser.save()
    assert [(one.name, one.changed, one.gone, one.text_changed) for one in old_papers()] == [
        ("Karte A6", [adviser], 0, False),
        ("Faltblatt A5", [adviser], 0, False),
    ]
    note_printed(Form.A5, article, [adviser], at=now + timedelta(minutes=2))
    note_printed(Form.A6, None, [adviser], at=now + timedelta(minutes=2))
    assert old_papers() == []

    article.approved_at = now + timedelta(minutes=3)
    article.save()
    adviser.shown_at = None
    adviser.save()
    said = {one.name: (one.gone, one.text_changed) for one in old_papers()}
    assert said == {"Faltblatt A5": (1, True), "Karte A6": (1, False)}


def test_staff_prints_and_sees_which_sheets_are_old(office: Client) -> None:
    adviser = make_adviser(name="Petra Hansen", phone="0431 1", on_flyer=True)
    article = make_article(adviser.body, title="Kurzarbeit")
    assert b"Neu drucken?" not in office.get("/verwaltung/rat/drucken/").content
    response = office.post(f"/verwaltung/rat/drucken/{article.pk}/a5/")
    assert response["Content-Type"] == "application/pdf"
    assert office.post("/verwaltung/rat/drucken/alles/a3/", {"schnitt": "1"}).status_code == 200
    assert office.post("/verwaltung/rat/drucken/alles/a2/").status_code == 404
    assert {(one.form, one.article) for one in PrintedPaper.objects.all()} == {("a5", article), ("a3", None)}

    adviser.phone, adviser.numbers_changed_at = "0431 2", timezone.now()
    adviser.save()
    said = office.get("/verwaltung/rat/drucken/").content.decode()
    assert "Neu drucken?" in said
    assert "Petra Hansen: 0431 2" in said
    assert "0431 2" in office.get(f"/verwaltung/rat/drucken/{article.pk}/").content.decode()


def test_partners_print_their_own_texts_only(in_kiel: RegionCard) -> None:
    body = make_body()
    client = make_client(in_kiel, user=make_author(body, role=BodyRole.AUTHOR))
    own, other = make_article(body), make_article(make_body(name="HWK"))
    assert client.get(f"/partnerbereich/texte/drucken/{own.pk}/").status_code == 200
    assert client.post(f"/partnerbereich/texte/drucken/{own.pk}/a6/")["Content-Type"] == "application/pdf"
    assert client.get(f"/partnerbereich/texte/drucken/{other.pk}/").status_code == 404
    assert client.post(f"/partnerbereich/texte/drucken/{other.pk}/a6/").status_code == 404
