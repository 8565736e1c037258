"""Sheets to hang up: one page whatever stands on them, tagged, and of nobody's own numbers."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
import zxingcpp
from django.test import Client
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from kreislauf import typesetting
from kreislauf.audit.record import record
from kreislauf.regions import RegionCard, stepping_into
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.models import Desk, Kind, Listing
from marketplace.listings.print import poster as poster_module
from marketplace.listings.print.columns import ROOM, in_columns
from marketplace.listings.print.flyer import Format, flyer
from marketplace.listings.print.frame import Frame
from marketplace.listings.print.poster import chosen, poster
from marketplace.listings.print.press import press_text
from marketplace.listings.print.quarter import Quarter, QuarterFigures, shown_total
from marketplace.listings.print.report import report
from marketplace.listings.print.window import window_sheet
from tenants.branding.models import Branding
from tenants.places.models import RegionPostcode
from tenants.places.read import region_places
from tests.make import make_business
from tests.make_listing import make_listing

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen und allerlei Zubehör"
LONGEST_NAME = "Angebotsbörse der Gemeinden im Amt Mittelholstein an der Eid"
A3, A4, A5, LONG_FORMAT = (842, 1191), (595, 842), (420, 595), (281, 595)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words_of(pdf: bytes) -> str:
    """Of the only page, without the breaks of its lines."""
    (page,) = read(pdf).pages
    return " ".join(page.extract_text().replace("\u200b", "").replace("\u00ad", "").split())


def size_of(pdf: bytes) -> tuple[int, int]:
    box = read(pdf).pages[0].mediabox
    return round(float(box.width)), round(float(box.height))


def fill(number: int, *, title: str = "", **fields: object) -> None:
    kinds = list(Kind.objects.on())
    for n in range(number):
        make_listing(kinds[n % len(kinds)], title=title or (LONG if n % 2 else f"Rad {n}"), **fields)


@pytest.fixture
def board(gifts: Kind) -> None:
    """A board with a desk, in a region with the longest of names."""
    Branding.objects.update(title=LONGEST_NAME)
    Desk.objects.create(phone="0431 901-0")


@pytest.mark.parametrize("number", [0, 1, 5, 500])
def test_the_poster_is_one_page_of_a3(board: None, number: int) -> None:
    fill(number)
    pdf = poster(None)
    text = words_of(pdf)
    assert size_of(pdf) == A3
    assert "Stand:" in text
    assert "0431 901-0" in text
    assert "116 117" in text


@pytest.mark.parametrize("title", ["W" * 80, "🎂" * 80, "شكرا " * 16, LONG[:80]])
def test_no_title_breaks_a_sheet(board: None, jobs: Kind, title: str) -> None:
    listing = make_listing(
        jobs, title=title, body=title * 30, business=make_business(name="W" * 120), seller="trader", place=title[:80]
    )
    assert size_of(poster(None)) == A3
    assert size_of(window_sheet(listing)) == A4


def test_the_poster_prints_only_the_desks_number(board: None, gifts: Kind) -> None:
    make_listing(
        gifts, phone="0171 2345678", phone_public=True, contact_name="Petra Geheim", email="petra@geheim.example"
    )
    text = words_of(poster(None))
    assert "Kinderfahrrad zu verschenken" in text
    assert not re.search(r"2345678|Geheim|petra", text)


def test_sheets_are_tagged_and_can_be_archived(board: None) -> None:
    fill(9)
    for pdf in (poster(None), flyer(Format.A5), report(Quarter(2026, 3))):
        root = read(pdf).root_object
        assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("de", True)
        xmp = root["/Metadata"].get_object().get_data().decode()
        assert re.findall(r"pdf(?:aid|uaid):(?:part|conformance)[>=\"]*(\w)", xmp) == ["2", "A", "1"]


def test_strips_are_read_once_and_scanned_ten_times(board: None, monkeypatch: pytest.MonkeyPatch, gifts: Kind) -> None:
    listing, address = make_listing(gifts), f"{Frame().site.url}/boerse/"
    pdf = poster(None)
    assert words_of(pdf).count("Börse Kiel") == 10
    assert str(alt_texts(read(pdf).root_object["/StructTreeRoot"])).count("QR-Code, der zur Börse führt") == 1

    pages: list[bytes] = []
    monkeypatch.setattr(
        Frame, "pdf", lambda self, template, data: pages.append(typesetting.typeset_png(template, data, ppi=110)) or b""
    )
    poster(None)
    found = [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(pages[0])).convert("L"))]
    assert found.count(f"{address}{listing.pk}/") == 1
    assert found.count(address) == 10


def alt_texts(node: object) -> list[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [text for child in node for text in alt_texts(child)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/Alt"])] if "/Alt" in node else []
    return own + (alt_texts(node["/K"]) if "/K" in node else [])


def test_a_place_shows_its_own_before_its_ring_and_nothing_from_afar(board: None, gifts: Kind) -> None:
    RegionPostcode.objects.create(code="24105", districts=["Wik"])
    (wik,) = region_places()
    near = (wik.middle.latitude + 0.02, wik.middle.longitude)
    now = timezone.now()
    make_listing(gifts, title="Nebenan", place="Ravensberg", latitude=near[0], longitude=near[1])
    make_listing(gifts, title="Hier", place="Wik", shown_at=now - timedelta(days=9))
    make_listing(gifts, title="Weit weg", place="Flensburg", latitude=54.79, longitude=9.44)
    make_listing(gifts, title="Vergeben", place="Wik", reserved_at=now)
    assert [one.title for one in chosen(wik)] == ["Hier", "Nebenan"]


def test_a_busy_kind_leaves_room_for_the_others(board: None, gifts: Kind, jobs: Kind) -> None:
    make_listing(jobs, title="Bäcker (m/w/d)", shown_at=timezone.now() - timedelta(days=30))
    for number in range(30):
        make_listing(gifts, title=f"Ding {number}")
    titles = [one.title for one in chosen(None)]
    assert (len(titles), titles[0], titles[-1]) == (poster_module.MOST, "Ding 29", "Bäcker (m/w/d)")
    text = words_of(poster(None))
    assert "Bäcker (m/w/d)" in text
    assert "weitere Anzeigen" in text


@pytest.mark.parametrize("sizes", [(1,), (4,), (5,), (1, 1, 1, 1, 1, 1), (14,), (2, 3, 3, 3, 3), (13, 1)])
def test_columns_hold_what_fits_and_each_kind_has_its_heading(sizes: tuple[int, ...]) -> None:
    columns = in_columns([(f"Art {n}", [{"title": i} for i in range(size)]) for n, size in enumerate(sizes)])
    for lines in columns:
        assert "heading" in lines[0]
        assert "title" in lines[-1]
        assert sum(0.6 if "heading" in line else 1 for line in lines) <= ROOM
    assert sum("title" in line for lines in columns for line in lines) >= min(sum(sizes), 12)


@pytest.mark.parametrize(("form", "size"), [(Format.A5, A5), (Format.LONG, LONG_FORMAT)])
@pytest.mark.parametrize("number", [0, 500])
def test_the_flyer_is_one_page_with_live_numbers(board: None, form: Format, size: tuple[int, int], number: int) -> None:
    fill(number)
    text = words_of(flyer(form))
    assert size_of(flyer(form)) == size
    assert "0431 901-0" in text
    assert "116 016" in text
    assert ("Gerade suchen" in text) == (number == 500)
    assert ("Anzeigen" in text.partition("Alle Anzeigen")[0]) == (number == 500)


def test_nothing_below_five_is_named(board: None, gifts: Kind) -> None:
    wanted = Kind.objects.get(slug="hilfe-gesucht")
    for _ in range(4):
        make_listing(gifts)
        make_listing(wanted)
    today = Quarter.of(timezone.localdate())
    assert not re.search(r"\b4 |vier ", press_text(today))
    assert "Gerade" not in words_of(flyer(Format.A5))
    assert "unter 5" in words_of(report(today))
    make_listing(gifts)
    make_listing(wanted)
    assert "Zurzeit stehen dort 5 Anzeigen. Gerade suchen 5 Menschen Hilfe." in press_text(today)


def test_the_quarter_counts_what_came_and_what_became_of_it(board: None, gifts: Kind) -> None:
    at = timezone.make_aware(timezone.datetime(2026, 8, 3, 12))  # type: ignore[attr-defined]
    quarter = Quarter(2026, 3)
    ends = [("done", "here")] * 6 + [("done", "elsewhere")] * 5 + [("withdrawn", "")] * 2 + [("expired", "")]
    for hours, (outcome, place) in enumerate(ends, start=1):
        times = {"written_at": at, "submitted_at": at, "confirmed_at": at, "approved_at": at + timedelta(hours=hours)}
        listing = make_listing(gifts, **times, closed_at=at, outcome=outcome, outcome_place=place)
        record("listing.written_to", listing, by="visitor", at=at)
    figures = QuarterFigures(quarter)
    row = next(one for one in figures.kinds if one.kind == gifts)
    assert row[1:] == (14, 6, 5, 2, 1)
    assert figures.hours_to_release == 7.5
    assert figures.asked_categories == [("Für Kinder (Zu verschenken)", 14)]
    assert QuarterFigures(quarter.before).total("new") == 0

    text = words_of(report(quarter))
    assert size_of(report(quarter)) == A4
    assert "Zu verschenken 14 6 5 unter 5 unter 5" in text
    assert "8 Stunden" in text
    assert "Im dritten Quartal 2026 sind in der Börse 14 neue Anzeigen erschienen." in press_text(quarter)


@pytest.mark.parametrize(
    ("numbers", "words"), [([6, 7], "13"), ([6, 2], "rund 10"), ([0, 0], "–"), ([3], "rund 5"), ([1, 1], "unter 5")]
)
def test_a_sum_does_not_tell_what_is_hidden(numbers: list[int], words: str) -> None:
    assert shown_total(numbers) == words


def test_quarters_follow_each_other() -> None:
    assert Quarter.of(date(2026, 1, 1)).before == Quarter(2025, 4)
    assert (Quarter(2026, 4).first, Quarter(2026, 4).last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert [Quarter.named(name) for name in ("2026-5", "26-1", "x", "9999-1", "")] == [None] * 5


def test_the_number_on_paper_leads_to_the_page_and_to_the_offices(
    board: None, gifts: Kind, site: Client, office: Client
) -> None:
    listing = make_listing(gifts)
    make_listing(gifts, title=f"Teil {listing.pk}")
    assert site.get(f"/boerse/{listing.pk}/").headers["Location"] == listing.get_absolute_url()
    Listing.objects.filter(pk=listing.pk).update(hidden_at=timezone.now())
    assert site.get(f"/boerse/{listing.pk}/").status_code == 404
    assert list(office.get(f"/verwaltung/boerse/?q={listing.pk}").context["page"]) == [listing]


def test_another_region_prints_its_own(board: None, dortmund: RegionCard, gifts: Kind) -> None:
    make_listing(gifts)
    with stepping_into(dortmund):
        add_default_kinds()
        text = words_of(poster(None))
    assert "Dortmund" in text
    assert "Kinderfahrrad" not in text
    assert "0431" not in text
