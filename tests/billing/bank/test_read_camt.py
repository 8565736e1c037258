"""What German banks write, read movement by movement. The files are ours, in their shapes; the people are invented."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

from billing.bank.camt.line import Line, Statement
from billing.bank.camt.read import read_camt
from billing.providers.bank_transfer.reference import references_in

FILES = Path(__file__).parent / "files"
OURS = "DE02120300000000202051"
REF = "RF18539007547034"
DAY = date(2026, 11, 20)


def read(name: str) -> list[tuple[Statement, Line]]:
    with (FILES / name).open("rb") as file:
        return list(read_camt(file))


def lines(name: str) -> list[Line]:
    return [line for _statement, line in read(name)]


def test_a_sparkasse_in_version_08() -> None:
    found = read("sparkasse-053-v08.xml")

    assert {statement for statement, _line in found} == {Statement("053", OURS, "053C2026112000001")}
    assert found[0][1] == Line(
        cents=5000,
        currency="EUR",
        booked_on=DAY,
        valued_on=DAY,
        code="PMNT-RCDT-ESCT",
        name="Jürgen Großmann",
        iban="DE89370400440532013000",
        text="Gutschein rf18 5390 O754 7034 danke",
    )
    assert references_in(found[0][1].text) == [REF]


def test_fees_zero_lines_and_announced_ones() -> None:
    fee, zero, announced = lines("sparkasse-053-v08.xml")[1:]

    assert (fee.cents, fee.code, fee.text) == (-390, "ACMT-MDOP-CHRG", "Entgeltabschluss")
    assert (zero.cents, zero.is_pending) == (0, False)
    assert (announced.cents, announced.is_pending, announced.text) == (1250, True, "vorgemerkt")


def test_a_cooperative_bank_in_version_02_and_latin_1() -> None:
    first = lines("vr-053-v02-latin1.xml")[0]

    assert (first.name, first.bank_ref, first.end_to_end) == ("Käthe Müller", "2026112012345678000", "Rechnung-7")
    assert first.text == "Bestellung K7QM-4XPD fuer Oma R F18539007547034"
    assert references_in(first.text) == [REF]


def test_what_came_back_and_what_was_taken_back() -> None:
    returned, reversed_, _foreign = lines("vr-053-v02-latin1.xml")[1:]

    assert (returned.cents, returned.return_reason) == (2500, "AC04")
    assert returned.end_to_end == "0123456789abcdef0123456789abcdef"
    assert (reversed_.cents, reversed_.is_reversal, reversed_.text) == (-15000, True, "STORNO RF18 5390 0754 7034")


def test_a_foreign_transfer_counts_as_it_was_booked() -> None:
    foreign = lines("vr-053-v02-latin1.xml")[3]

    assert (foreign.cents, foreign.currency, foreign.name, foreign.reference) == (9231, "EUR", "Jane Doe", REF)


def test_prefixed_names_and_times_instead_of_days() -> None:
    ((statement, line),) = read("dkb-052-v08.xml")

    assert (statement.kind, line.booked_on, line.bank_ref) == ("052", DAY, "")


def test_a_batch_is_its_payments_or_a_sum_that_nobody_can_tell_apart() -> None:
    first, second, sum_ = lines("batch-054-v04.xml")

    assert [(one.cents, one.name, one.bank_ref, one.batch_of) for one in (first, second)] == [
        (5000, "Ada", "S-77", 0),
        (2500, "Bea", "S-77", 0),
    ]
    assert (sum_.cents, sum_.batch_of, sum_.batch_ref) == (8000, 3, "LAUF7")


def test_a_batch_whose_parts_do_not_add_up_stays_a_sum() -> None:
    wrong = (FILES / "batch-054-v04.xml").read_bytes().replace(b">25.00<", b">26.00<", 1)

    found = [line for _statement, line in read_camt(io.BytesIO(wrong))]

    assert [(line.cents, line.batch_of) for line in found] == [(7500, 2), (8000, 3)]


def test_a_zip_of_many() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(FILES.glob("*.xml")):
            archive.write(file, f"2026/{file.name}")
        archive.writestr("__MACOSX/2026/._x.xml", b"Apple")

    assert len(list(read_camt(packed))) == 3 + 1 + 4 + 4
