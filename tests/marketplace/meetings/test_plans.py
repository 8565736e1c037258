"""No list of meetings reads all of them: what the database plans for a page among thousands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kreislauf.regions import RegionCard
from tests.bench.partners import MEETINGS
from tests.make import make_body
from tests.make_article import make_topic

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

MANY = 3000
FEW = 600  # so many of them a page may look at: it shows 24, and an index by time leads to some more
PAGES = (
    *("", "?seite=3", "?art=online", "?thema=thema-7", "?partner=kammer-7", "?ort=Ortsteil+7", "?q=Nachfolge"),
    *("?zeit=vorbei", "?zeit=vorbei&thema=thema-7", "?zeit=vorbei&ort=Ortsteil+7"),
)


@pytest.fixture
def many(in_kiel: RegionCard) -> None:
    """Half of them are over; of one partner and topic in thirty, and of one town in twenty."""
    for number in range(30):
        make_body(name=f"Kammer {number}", slug=f"kammer-{number}")
        make_topic(f"Thema {number}", slug=f"thema-{number}")
    with connection.cursor() as cursor:
        cursor.execute(MEETINGS.format(n=MANY))
    with connections["owner"].cursor() as cursor:
        for table in (
            "meetings_meeting",
            "partners_body",
            "advice_topic",
        ):  # as the server does by itself after a while
            cursor.execute(f"ANALYZE {in_kiel.schema}.{table}")


def test_a_page_reads_a_few_rows_of_thousands(many: None, site: Client) -> None:
    assert {query: read for query in PAGES if (read := _too_many(site, query))} == {}


def _too_many(site: Client, query: str) -> dict[int, str]:
    """Rows that were read → statement. Counting goes to 1,000, and is left out."""
    with CaptureQueriesContext(connection) as asked:
        assert site.get(f"/termine/{query}").status_code == 200
    statements = [one["sql"] for one in asked.captured_queries if "meetings_meeting" in one["sql"]]
    pages = [one for one in statements if "COUNT(*)" not in one]
    assert len(pages) >= 3  # choices, months, and the page itself
    return {read: one for one in pages if (read := _read(one)) > FEW}


def _read(statement: str) -> int:
    """The most meetings that one step of the plan looks at, all its turns together."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF, SUMMARY OFF) {statement}")
        ((plan,),) = cursor.fetchall()
    return max(map(_looked_at, _steps(plan[0]["Plan"])))


def _steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _steps(part)


def _looked_at(step: dict[str, Any]) -> int:
    """Rows of the table itself that the step reads.

    Other tables hold a few rows, which the planner likes to read once for each meeting; and a bitmap of an index's
    entries, often cut with that of another index, has read no row: the heap scan above it counts those.
    """
    if step.get("Relation Name") != "meetings_meeting":
        return 0
    left_out = step.get("Rows Removed by Filter", 0) + step.get("Rows Removed by Index Recheck", 0)
    return int((step["Actual Rows"] + left_out) * step["Actual Loops"])
