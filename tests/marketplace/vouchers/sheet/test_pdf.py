import base64
import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import zxingcpp
from django.conf import settings as settings_of_django
from PIL import Image
from pypdf import PdfReader
from pytest_django import Settings

from kreislauf import typesetting
from kreislauf.printable import unprintable
from kreislauf.tools.font_files import PACKAGES, font_folders
from marketplace.vouchers.sheet.pdf import SheetColours, VoucherSheet, voucher_pdf
from tests.marketplace.vouchers.sheet.voucher_png import voucher_png

ROOT = Path(__file__).parents[4]
ART = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 400"><path fill="#e5342f" d="M0 0h480v400z"/></svg>'
SHEET = VoucherSheet(
    code="K7QM4XPD9WTZ3HB8",
    qr="https://kiel.example.org/g/K7QM4XPD9WTZ3HB8",
    what_for="Röstkurs für zwei Personen",
    value_cents=4900,
    business="Kaffeerösterei Kajüte",
    business_address="Fleethörn 12\n24103 Kiel",
    opening_hint="Di bis Sa 10 bis 18 Uhr",
    issuer="Kaffeerösterei Kajüte\nInh. Ute Petersen",
    region="Kiel hilft Kiel",
    valid_until=date(2029, 12, 31),
    issued_on=date(2026, 11, 21),
    vat_kind="single",
    vat_rate=Decimal("19.00"),
    recipient="Ute",
    greeting="Alles Liebe zum Geburtstag!",
    giver="Jonas",
    terms="Keine Barauszahlung.",
    balance_url="kiel.example.org/g/K7QM4XPD9WTZ3HB8",
    art=ART,
    cover=ART,
    mark=ART,
)
NASTY = [
    '#eval("1+1") #image("/etc/passwd") *fett* $x^2$ <label> @preview/x:1.0.0 // weg /* weg */ \\ #',
    "W" * 300,
    "Lieber Jürgen, " * 20,
    "! ? " * 75,
    "شكرا جزيلا " * 27,
    "שלום " * 60,
    "👩🏽‍🍳🎂❤️🇩🇪" * 20,
    "你好 " * 100,
    "a" + "\u0301" * 299,
    "\x00\x07\x1b[31m\u202egnp.exe\ufeff\U000e0041\ud7ff",
    "\n\n\n\n" * 50 + "x",
]


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """All the words, with the line breaks of the layout taken out again."""
    text = "\n".join(page.extract_text() for page in read(pdf).pages)
    return re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\u00ad", ""))


def test_the_sheet_says_everything_a_voucher_must_say() -> None:
    pdf = voucher_pdf(SHEET)

    text = text_of(pdf)
    assert [
        words
        for words in (
            "Für Ute",
            "Alles Liebe zum Geburtstag!",
            "Jonas",
            "Kiel hilft Kiel",
            "Röstkurs für zwei Personen",
            "Kaffeerösterei Kajüte",
            "Fleethörn 12, 24103 Kiel",
            "Di bis Sa 10 bis 18 Uhr",
            "49\xa0€".replace("\xa0", " "),
            "31.12.2029",
            "K7QM-4XPD",
            "9WTZ-3HB8",
            "Keine Barauszahlung.",
            "Inh. Ute Petersen",
            "Einzweckgutschein, 19 % Umsatzsteuer sind enthalten.",
            "Dies ist keine Rechnung. Ausgestellt am 21.11.2026.",
        )
        if words not in text
    ] == []
    assert len(read(pdf).pages) == 1
    assert "TEST" not in text


def test_the_sheet_is_accessible_and_can_be_archived() -> None:
    reader = read(voucher_pdf(SHEET))

    root = reader.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "de",
        True,
        True,
    )
    assert reader.metadata is not None
    assert reader.metadata.title == "Gutschein über 49,00\xa0€: Kaffeerösterei Kajüte"
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.findall(r"pdf(?:aid|uaid):(?:part|conformance)[>=\"]*(\w)", xmp) == ["2", "A", "1"]
    assert "QR-Code des Gutscheins mit dem Code K7QM-4XPD-9WTZ-3HB8" in str(alt_texts(root["/StructTreeRoot"]))


def alt_texts(node: object) -> list[str]:
    """Alternative texts anywhere in the structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [text for child in node for text in alt_texts(child)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/Alt"])] if "/Alt" in node else []
    return own + (alt_texts(node["/K"]) if "/K" in node else [])


def test_a_till_can_scan_the_printed_sheet() -> None:
    (page,) = voucher_png(SHEET, ppi=110)

    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(page)).convert("L"))

    assert [code.text for code in found] == [SHEET.qr]


def test_the_same_voucher_is_the_same_file() -> None:
    assert voucher_pdf(SHEET) == voucher_pdf(replace(SHEET))
    assert voucher_pdf(SHEET) != voucher_pdf(replace(SHEET, code="K7QM4XPD9WTZ3HB9"))


@pytest.mark.parametrize(
    ("vat", "sentence"),
    [
        ({"vat_kind": "multi"}, "Mehrzweckgutschein, kein Umsatzsteuerausweis."),
        ({"vat_kind": "multi", "vat_rate": Decimal(19)}, "Mehrzweckgutschein, kein Umsatzsteuerausweis."),
        ({"vat_rate": None}, "Einzweckgutschein. "),
        ({"vat_rate": Decimal("7.0")}, "Einzweckgutschein, 7 % Umsatzsteuer sind enthalten."),
        ({"vat_rate": Decimal("10.7")}, "Einzweckgutschein, 10,7 % Umsatzsteuer sind enthalten."),
    ],
)
def test_the_tax_note_follows_the_kind_of_voucher(vat: dict[str, object], sentence: str) -> None:
    assert sentence in text_of(voucher_pdf(replace(SHEET, **vat)))  # type: ignore[arg-type]


def test_a_voucher_from_the_test_environment_says_so() -> None:
    text = text_of(voucher_pdf(replace(SHEET, sandbox=True)))

    assert "TEST: in der Testumgebung gekauft, ohne echtes Geld" in text


def test_without_gift_art_or_terms_the_sheet_still_stands() -> None:
    bare = replace(
        SHEET, recipient="", greeting="", giver="", terms="", art="", cover="", mark="", opening_hint="", balance_url=""
    )

    pdf = voucher_pdf(bare)

    assert "Ihr Gutschein" in text_of(pdf)
    assert len(read(pdf).pages) == 1


def test_the_longest_issuer_is_printed_in_full() -> None:
    name = ("Gemeinschaft der Handwerkerinnen und Handwerker " * 5)[:199] + "A"
    address = ("Straße der Freundschaft und des langen Weges 17a, " * 9)[:399] + "Z"
    text = text_of(voucher_pdf(replace(SHEET, issuer=f"{name}\n{address}")))
    assert re.sub(r"\s", "", f"Herausgeber: {name}, {address}") in re.sub(r"\s", "", text)


def test_a_sheet_with_nothing_but_a_code_still_prints() -> None:
    names = ("what_for", "business", "business_address", "issuer", "region", "recipient", "greeting", "giver", "terms")

    for nothing in ("", " \n", "\x00\u202e"):
        sheet = replace(SHEET, **dict.fromkeys(names, nothing))  # type: ignore[arg-type]
        assert "K7QM-4XPD" in text_of(voucher_pdf(sheet))


@pytest.mark.parametrize("nasty", NASTY)
def test_no_name_breaks_the_sheet_or_becomes_code(nasty: str) -> None:
    sheet = replace(
        SHEET,
        what_for=nasty,
        business=nasty,
        business_address=nasty,
        opening_hint=nasty,
        issuer=nasty,
        region=nasty,
        recipient=nasty,
        giver=nasty,
    )

    pdf = voucher_pdf(sheet)

    assert len(read(pdf).pages) <= 2
    assert ("K7QM-4XPD" in text_of(pdf), "31.12.2029" in text_of(pdf)) == (True, True)


@pytest.mark.parametrize("nasty", NASTY)
def test_no_greeting_and_no_terms_break_the_sheet(nasty: str) -> None:
    long = (nasty + " ") * (1 + 1500 // len(nasty))

    pdf = voucher_pdf(replace(SHEET, greeting=long[:1500], terms=long[:1500]))

    assert 1 <= len(read(pdf).pages) <= 3
    (first, *_) = voucher_png(replace(SHEET, greeting=long[:1500], terms=long[:1500]), ppi=110)
    assert [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(first)).convert("L"))] == [SHEET.qr]


def test_the_givers_name_stands_below_the_greeting_or_says_what_it_is() -> None:
    assert "von Jonas" not in text_of(voucher_pdf(SHEET))
    assert "von Jonas" in text_of(voucher_pdf(replace(SHEET, greeting="")))


def test_markup_is_printed_as_it_was_typed() -> None:
    typed = '#eval("1+1") *fett* $x^2$ #image("/etc/passwd")'

    assert typed in text_of(voucher_pdf(replace(SHEET, terms=typed)))


def test_ordinary_terms_fit_below_the_ticket_and_longer_ones_go_overleaf() -> None:
    sentence = "Der Gutschein gilt für das gesamte Sortiment. "
    short, long = (
        voucher_pdf(replace(SHEET, terms=(sentence * 40)[:1500])),
        voucher_pdf(replace(SHEET, terms=sentence * 60)),
    )

    assert (len(read(short).pages), len(read(long).pages)) == (1, 2)
    assert "Die Bedingungen stehen auf der folgenden Seite." in text_of(long)
    assert text_of(long).count(sentence.strip()) == 60


def test_a_long_greeting_goes_overleaf_whole() -> None:
    greeting = "Wir wünschen dir alles Gute. " * 60

    pdf = voucher_pdf(replace(SHEET, greeting=greeting))

    assert len(read(pdf).pages) == 2
    assert text_of(pdf).count("Wir wünschen dir alles Gute.") == 60


SCRIPTS = {
    "Chinese": "王小明 生日快乐",
    "Chinese, traditional": "繁體中文",
    "Japanese": "お誕生日おめでとう カフェ",
    "Korean": "생일 축하해",
    "Thai": "สุขสันต์",
    "Georgian": "გილოცავ",
    "Armenian": "Շնորհավոր",
    "Hebrew": "שלום",
    "Tigrinya": "ኣብርሃም",
    "signs": "★ ☆ ✓ ✗ ✘ ♡ ♪ ♫ ● ○ ■ □ ► ⇒ ➜ ➔ ′ ″ ℃ ☏ ✆ ① ② ③ Ⅰ Ⅱ Ⅲ ™ € ½",
}


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_other_scripts_and_signs_are_printed(text: str) -> None:
    printed = text_of(voucher_pdf(replace(SHEET, greeting=text)))
    assert unprintable(text) == []
    assert "·" not in printed
    assert all(sign in printed for sign in text)


@pytest.mark.parametrize("text", ["जन्मदिन मुबारक", "பிறந்தநாள்", "می‌خواهم"], ids=["Hindi", "Tamil", "Persian"])
def test_scripts_whose_letters_join_are_printed(text: str) -> None:
    """Their letters come out of a PDF in another order than they went in."""
    assert unprintable(text) == []
    assert "·" not in text_of(voucher_pdf(replace(SHEET, greeting=text)))


def test_what_no_font_can_print_becomes_a_dot() -> None:
    assert "Tee · Tee" in text_of(voucher_pdf(replace(SHEET, what_for="Tee ಕ Tee")))
    assert unprintable("Tee ಕ und ಖ, ಕ", "👩🏽‍🍳 می‌خواهم ❤️\u200b") == ["ಕ", "ಖ"]


def test_a_sign_that_is_missing_puts_no_dot_into_other_words() -> None:
    """Typst names the whole run of text around it, with the places in it where a long word may break."""
    greeting = "₿ ₿ ₿ ₿ ₿ Alles Gute https://www.beispiel.de/bedingungen/gutscheine-und-mehr"
    printed = text_of(voucher_pdf(replace(SHEET, recipient="Donaudampfschifffahrtsgesellschaft", greeting=greeting)))
    assert "hifffahrtsgesellschaft" in printed.replace(" ", "").replace("Donaudampfsc", "")
    assert "https://www.beispiel.de/bedingungen/gutscheine-und-mehr" in printed.replace(" ", "")
    assert printed.count("·") == 5


def test_without_typsts_help_a_dot_is_put_for_the_missing_sign_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second net, for a sign that a font has and cannot draw."""
    monkeypatch.setattr(typesetting, "printable", lambda text: text)
    test_a_sign_that_is_missing_puts_no_dot_into_other_words()


def test_the_families_of_the_template_are_the_installed_ones() -> None:
    named = re.findall(r'"(Noto [^"]+|Fira Sans)"', (ROOT / "platform/kreislauf/typst/kit.typ").read_text())
    assert [name.lower().replace(" ", "-") for name in named] == list(PACKAGES)
    weights = sorted(len(weights) for weights in PACKAGES.values())
    assert len(font_folders(settings_of_django.NODE_MODULES)) == sum(weights)


def test_without_the_font_packages_a_voucher_is_printed_all_the_same(settings: Settings, tmp_path: Path) -> None:
    settings.NODE_MODULES = tmp_path
    typesetting._compiler.cache_clear()

    try:
        text = text_of(voucher_pdf(replace(SHEET, recipient="Ute 🎂")))
    finally:
        typesetting._compiler.cache_clear()

    assert "K7QM-4XPD" in text


def test_colours_are_colours() -> None:
    with pytest.raises(ValueError, match="accent"):
        SheetColours(accent="red); #eval(")


def test_a_region_s_own_logo_stands_on_the_sheet_and_leaves_it_accessible() -> None:
    written = io.BytesIO()
    Image.new("RGB", (960, 256), "#00593c").save(written, "PNG")
    plate = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 177 56"><rect width="177" height="56" fill="#ffffff"/>'
        '<image x="6" y="6" width="165" height="44" href="data:image/png;base64,'
        f'{base64.b64encode(written.getvalue()).decode()}"/></svg>'
    )

    assert voucher_pdf(replace(SHEET, mark=plate)).startswith(b"%PDF")
    with Image.open(io.BytesIO(voucher_png(replace(SHEET, mark=plate), ppi=60)[0])) as page:
        corner = page.convert("RGB").crop((0, 0, page.width // 2, page.height // 8))
        assert any(near == (0, 89, 60) for _count, near in corner.getcolors(1 << 24) or [])
