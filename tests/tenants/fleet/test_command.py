"""`kreislauf region migrate`, as it is typed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kreislauf.regions import stepping_into
from marketplace.businesses.models import Business
from tests.tenants.fleet.conftest import Fleet
from tests.tenants.fleet.tomorrow import COLUMN, INDEX, ROWS, STRICT, Tomorrow

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def typed(*words: str) -> list[str]:
    told = io.StringIO()
    call_command("region", "migrate", *words, stdout=told)
    return told.getvalue().splitlines()


def test_the_check_fails_while_somebody_is_behind(fleet: Fleet, tmp_path: Path) -> None:
    fleet(2)

    with Tomorrow(tmp_path, _0901=COLUMN):
        with pytest.raises(CommandError, match="Not every region is at the code's tables"):
            typed("--check", "ort-a", "ort-b")
        typed("ort-a")
        with pytest.raises(CommandError):
            typed("--check", "ort-a", "ort-b")
        typed("ort-b")
        assert typed("--check", "ort-a", "ort-b") == ["2 of 2 regions are where the code is, 0 behind, 0 ahead."]


def test_the_plan_says_what_would_be_done_and_does_nothing(fleet: Fleet, tmp_path: Path) -> None:
    fleet(2)
    with Tomorrow(tmp_path, _0901=COLUMN, _0902=ROWS, _0903=INDEX):
        for _twice in range(2):
            assert typed("--plan", "ort-a", "ort-b") == [
                "0 of 2 regions are where the code is, 2 behind, 0 ahead.",
                "",
                "ort-a, ort-b:",
                "  businesses.0901  (recorded once, replayed)",
                "  businesses.0902  (looks at rows, done in each)",
                "  businesses.0903  (recorded once, replayed; without a transaction)",
            ]


def test_each_region_is_told_and_the_failed_ones_end_it_with_an_error(fleet: Fleet, tmp_path: Path) -> None:
    regions, told = fleet(3), io.StringIO()
    with stepping_into(regions[1].card()):
        Business.objects.update(name="Namenlos")

    with (
        Tomorrow(tmp_path, _0901=STRICT),
        pytest.raises(CommandError, match=r"Quarantined: ort-b\. Run it again when the cause is gone\."),
    ):
        call_command("region", "migrate", "--workers", "1", *(region.label for region in regions), stdout=told)

    lines = told.getvalue().splitlines()
    assert (lines[0], lines[2]) == ("  ort-a: done", "  ort-c: done")
    assert lines[1].startswith('  ort-b: ReplayRefused: ERROR: check constraint "business_has_a_name')  # Citus: _1029


@pytest.mark.parametrize("words", [["--workers", "0"], ["--wave", "-1"], ["--check", "--plan"], ["ort-x"]])
def test_what_makes_no_sense_is_refused(fleet: Fleet, words: list[str]) -> None:
    with pytest.raises(CommandError):
        typed(*words)
