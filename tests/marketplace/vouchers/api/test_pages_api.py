"""Lists of the API come in pages: each says where the next one is, and none counts what there is."""

from __future__ import annotations

import pytest
from django.test import Client

from kreislauf.regions import RegionCard
from tests.make import make_business

LIST = "/api/v1/businesses/"


@pytest.fixture
def shops(in_kiel: RegionCard) -> list[str]:
    names = [f"Betrieb {number}" for number in range(5)]
    for name in names:
        make_business(name=name)
    return names


def test_a_program_reads_a_list_to_its_end_and_back(site: Client, shops: list[str]) -> None:
    seen, address, before = [], f"{LIST}?limit=2&q=betrieb", []
    while address:
        answer = site.get(address).json()
        assert list(answer) == ["next", "previous", "results"]
        seen.append([row["name"] for row in answer["results"]])
        before.append(answer["previous"])
        address = answer["next"]
    assert seen == [shops[:2], shops[2:4], shops[4:]]
    assert before[0] is None
    assert [row["name"] for row in site.get(before[2]).json()["results"]] == shops[2:4]
    assert "q=betrieb" in before[2]


@pytest.mark.parametrize("query", ["limit=0", "limit=-1", "limit=x", "limit=٣", "cursor=nach-9999"])
def test_nonsense_is_the_first_page(query: str, site: Client, shops: list[str]) -> None:
    assert [row["name"] for row in site.get(f"{LIST}?{query}").json()["results"]] == shops


def test_a_page_holds_two_hundred_at_most(site: Client, shops: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kreislauf.web.api_pages.MOST", 3)
    assert len(site.get(f"{LIST}?limit=99999").json()["results"]) == 3
