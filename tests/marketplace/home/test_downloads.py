"""Who takes a table or an archive with them stands in the log."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client, RequestFactory

from kreislauf.accounts.models import User
from kreislauf.audit.download import record_download
from kreislauf.audit.models import Entry
from kreislauf.mail.address import masked
from kreislauf.regions import RegionCard
from tests.conftest import make_client
from tests.make import make_business, make_owner
from tests.words import words

ROOT = Path(__file__).parents[3]


def taken() -> list[tuple[str, dict[str, object]]]:
    found = Entry.objects.filter(action="table.downloaded").order_by("pk")
    return [(entry.actor, entry.detail) for entry in found]


def fetch(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert b"".join(response.streaming_content)


@pytest.mark.parametrize(("asked", "ending"), [("", "csv"), ("&datei=xlsx", "xlsx")])
def test_the_log_says_which_list_what_filter_and_how_many_rows(office: Client, asked: str, ending: str) -> None:
    make_business()
    make_business(name="Theater", approved_at=None)

    fetch(office, f"/verwaltung/betriebe.csv?stand=oeffentlich&q=&seite=3{asked}")

    file = f"betriebe-kiel.{ending}"
    assert taken() == [("Ute Brandt", {"file": file, "filter": "stand=oeffentlich", "rows": 1})]
    assert f"{file} · stand=oeffentlich · 1 Zeile" in words(office.get("/verwaltung/protokoll/"))


def test_an_address_that_was_searched_for_does_not_stay_for_years(office: Client) -> None:
    fetch(office, "/verwaltung/gutscheine/bestellungen.csv?q=oma@example.org")

    assert [detail["filter"] for _actor, detail in taken()] == ["q=o…@e….org"]


def test_looking_at_the_head_takes_nothing(editor: User, rf: RequestFactory) -> None:
    for ask in (rf.head, rf.get):
        request = ask("/verwaltung/betriebe.csv")
        request.user = editor
        record_download(request, "betriebe.csv", rows=1)

    assert len(taken()) == 1


def test_a_business_is_written_down_too(in_kiel: RegionCard) -> None:
    fetch(make_client(in_kiel, user=make_owner(make_business())), "/betrieb/kasse/tag.csv?tag=2026-11-02")

    ((actor, detail),) = taken()
    assert (actor, detail["filter"], detail["rows"]) == ("Jan Jansen", "tag=2026-11-02", 0)


def test_every_view_that_sends_a_table_goes_through_the_one_that_writes_it_down() -> None:
    rooms = ("tenants", "billing", "marketplace", "platform/kreislauf")
    files = {file for room in rooms for file in (ROOT / room).rglob("*.py") if "node_modules" not in file.parts}
    past = {file.name for file in files if re.search(r"stream_(csv|xlsx)", file.read_text())}
    assert past == {"table_file.py"}


def test_a_masked_address_is_recognised_and_not_read() -> None:
    assert masked("oma@mail.example.org") == "o…@m….org"
    assert masked("geheim") == "…@…"
