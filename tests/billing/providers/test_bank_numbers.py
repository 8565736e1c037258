"""References, account numbers and the code that a banking app reads."""

from __future__ import annotations

import io

import pytest
import typst
import zxingcpp
from PIL import Image
from stdnum import iso11649

from billing.providers.bank_transfer.girocode import girocode
from billing.providers.bank_transfer.iban import NotAnIban, iban_in, is_bic, masked_iban, spaced_iban
from billing.providers.bank_transfer.reference import new_reference, references_in, spaced
from kreislauf.qr import draw_svg

REF, OTHER = "RF18539007547034", "RF83199891256718"


def test_a_new_reference_is_an_iso_11649_of_four_groups() -> None:
    found = {new_reference() for _ in range(200)}

    assert len(found) == 200
    assert all(iso11649.is_valid(one) and len(one) == 16 for one in found)
    assert spaced(REF) == "RF18 5390 0754 7034"


@pytest.mark.parametrize(
    "text",
    [
        REF,
        "rf18 5390 0754 7034",
        "Gutschein RF18-5390-0754-7034, danke",
        "RF18 539O O754 7O34",  # letters O
        "Rf l8 5390 0754 7034",
        "DANKE R\nF18 53900754 70 34 Oma",
        f"REFERENZRF {REF}",
    ],
)
def test_a_reference_is_found_however_it_was_typed(text: str) -> None:
    assert references_in(text) == [REF]


@pytest.mark.parametrize("text", ["", "RF19 5390 0754 7034", "RF18 5390 0754 703", "RF", "Oma"])
def test_what_has_wrong_check_digits_is_no_reference(text: str) -> None:
    assert references_in(text) == []


def test_two_references_are_two_and_one_twice_is_one() -> None:
    assert references_in(f"{REF} und {OTHER} und {REF}") == [REF, OTHER]


def test_an_iban_is_what_a_sepa_transfer_reaches() -> None:
    assert iban_in(" de89 3704 0044 0532 0130 00 ") == "DE89370400440532013000"
    for typed in ("DE89 3704 0044 0532 0130 01", "DE00", "", "TR330006100519786457841326", "BAECKER"):
        with pytest.raises(NotAnIban):
            iban_in(typed)
    assert (spaced_iban("DE89370400440532013000"), masked_iban("DE89370400440532013000")) == (
        "DE89 3704 0044 0532 0130 00",
        "DE89 … 3000",
    )
    assert [is_bic("COBADEFFXXX"), is_bic("COBADEFF"), is_bic("COBA")] == [True, True, False]


def test_a_scanner_reads_the_girocode_line_by_line() -> None:
    code = girocode(
        holder="Bäckerei Möller & Söhne", iban="DE89370400440532013000", bic="", amount_cents=12_05, reference=REF
    )

    page = (
        b'#set page(width: auto, height: auto, margin: 4mm, fill: white)\n#image(bytes(sys.inputs.qr), format: "svg")'
    )
    png = typst.compile(page, format="png", ppi=288, sys_inputs={"qr": str(draw_svg(code))})
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))
    assert found.bytes.decode("utf-8").split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "",
        "Bäckerei Möller & Söhne",
        "DE89370400440532013000",
        "EUR12.05",
        "",
        REF,
    ]
    assert code.error == "M"


def test_a_long_holder_is_cut_and_an_empty_amount_refused() -> None:
    wanted = {"holder": "x" * 99, "iban": "DE89370400440532013000", "bic": "COBADEFFXXX", "reference": REF}

    assert girocode(**wanted, amount_cents=1).version <= 13  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="amount"):
        girocode(**wanted, amount_cents=0)  # type: ignore[arg-type]
