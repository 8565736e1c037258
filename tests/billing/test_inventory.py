"""What an inventory says of a region, and what it finds missing in a copy."""

from __future__ import annotations

import copy as copies
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from billing.ledger.inventory.inventory import differences, take_inventory
from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.models import Voucher
from marketplace.vouchers.till.redeem import redeem
from tests.make import NOON
from tests.tenants.archive.sold import sold_in

pytestmark = [
    pytest.mark.slow,  # a snapshot needs rows that are committed
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]


@pytest.fixture
def before(kiel: RegionCard, media_folder: Path) -> dict[str, Any]:
    """A voucher over 50 euro, of which 12,50 are spent."""
    sold_in(kiel, cents=5000, spent=1250)
    return take_inventory(at=NOON)


def test_books_vouchers_rows_and_pictures_are_counted(before: dict[str, Any]) -> None:
    kiel = before["regions"]["kiel"]

    assert kiel["balances"]["money:sandbox"] == 5000
    assert sum(kiel["balances"].values()) == 0
    assert (kiel["vouchers"], kiel["open_cents"], kiel["journals"]) == (1, 3750, 3)
    assert (kiel["rows"]["vouchers_voucher"], kiel["unbalanced"], kiel["missing"], kiel["status"]) == (
        1,
        [],
        [],
        "live",
    )
    assert (before["regions"]["dortmund"]["balances"], before["regions"]["dortmund"]["runs"]) == ({}, [])
    assert before["platform"]["tenants_region"] == 2


def test_a_platform_that_went_on_is_compared_by_the_journals_of_the_copy(
    before: dict[str, Any], kiel: RegionCard
) -> None:
    with stepping_into(kiel):
        voucher = Voucher.objects.get()
        redeem(voucher.code, by=voucher.business, actor="Jan", amount_cents=3750, at=NOON, key="tipp-2")

    here = take_inventory(at=NOON, books_of=before)

    assert list(differences(before, here, exact=False)) == []
    assert "kiel: open_cents is 3750 in the copy, 0 here" in list(differences(before, here, exact=True))


def test_a_copy_that_lacks_a_journal_in_the_middle_is_found(before: dict[str, Any]) -> None:
    copy = copies.deepcopy(before)
    (first, last) = copy["regions"]["kiel"]["runs"][0]
    copy["regions"]["kiel"]["runs"] = [[first, first], [last, last + 5]]

    here = take_inventory(at=NOON, books_of=copy)

    assert [line for line in differences(copy, here, exact=False) if "journals" in line] == [
        "kiel: 3 journals in the copy, of which 2 are here"
    ]


def test_each_thing_that_a_copy_has_otherwise_is_a_sentence(before: dict[str, Any]) -> None:
    copy = copies.deepcopy(before)
    kiel = copy["regions"]["kiel"]
    kiel["balances"]["money:sandbox"] = 4999
    kiel["unbalanced"], kiel["missing"], kiel["rows"]["vouchers_voucher"] = ["redeem:1"], ["betriebe/a.webp"], 0
    copy["regions"]["selm"] = copies.deepcopy(copy["regions"].pop("dortmund"))

    assert list(differences(copy, before, exact=True)) == [
        "kiel: the copy's journal redeem:1 does not balance",
        "kiel: 4999 cents in account money:sandbox in the copy, 5000 here",
        "kiel: 1 pictures are not in the storage, among them betriebe/a.webp",
        "kiel: 0 rows in vouchers_voucher in the copy, 1 here",
        "selm: the copy has it, it is not here",
        "dortmund: the copy lacks it",
    ]


def test_the_command_writes_prints_and_compares(before: dict[str, Any], tmp_path: Path) -> None:
    file, printed = tmp_path / "copy.json", io.StringIO()
    call_command("inventory", "--to", "-", stdout=printed)
    file.write_text(printed.getvalue())
    said = io.StringIO()

    call_command("inventory", "--compare", str(file), "--exact", stdout=said)

    assert said.getvalue().splitlines()[-1] == "✓ The copy of 2 regions is whole, its balances equal to the cent."
    copy = json.loads(file.read_text())
    copy["regions"]["kiel"]["balances"]["money:sandbox"] += 1
    file.write_text(json.dumps(copy))
    with pytest.raises(CommandError, match=r"Differences: 1\."):
        call_command("inventory", "--compare", str(file), stdout=io.StringIO())
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("inventory", "--compare", str(tmp_path / "none.json"), stdout=io.StringIO())
