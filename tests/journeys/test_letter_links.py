"""No link in any letter does anything by itself: not for who looks, nor for a scanner that runs the page's scripts."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection

from kreislauf.mail.kinds import KINDS
from kreislauf.mail.message import message_of
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from tests.conftest import make_client
from tests.journeys.scanner import scanning
from tests.kreislauf.mail.occasions import in_the_region, of_the_platform

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
OURS = re.compile(r"https?://(?:[\w-]+\.)?localhost(?::\d+)?/[^\s\"'<>)]*")
SHARED = ("listings.", "review.", "trust.", "watch.", "businesses.")  # whose links strangers and clerks are mailed
# The letter alone is written here, not sent, so that nothing but a link changes a row.
Rows = dict[str, str]


def rows(card: RegionCard) -> Rows:
    """How many rows each table of the region and of the platform has, and a digest of them."""
    found: Rows = {}
    for place, schema in ((card, card.schema), (None, "public")):
        with stepping_into(place), connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
            tables = [name for (name,) in cursor.fetchall()]
            cursor.execute(
                " UNION ALL ".join(
                    f"SELECT '{schema}.{name}',"
                    f" count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))"
                    f' FROM {schema}."{name}" t'
                    for name in tables
                )
            )
            found |= dict(cursor.fetchall())
    return found


def changed(before: Rows, after: Rows) -> set[str]:
    return {table for table in after if before[table] != after[table]}


def links_of(kind: str) -> list[str]:
    """Of the newest letter of this kind, in its text and its page."""
    mail = outbox().filter(kind=kind).latest("pk")
    letter = KINDS[kind].letter(mail, KINDS[kind].about(mail))
    assert letter is not None, kind
    message = message_of(letter, to=mail.recipient)
    return sorted(set(OURS.findall(f"{message.body}\n{html.unescape(message.alternatives[0][0])}")))


@pytest.fixture
def letters(kiel: RegionCard) -> dict[str, list[str]]:
    """By kind: its links. Every kind that the house declares."""
    found = {}
    with stepping_into(kiel):
        for kind, queue in in_the_region(kiel).items():
            queue("ute@example.org")
            found[kind] = links_of(kind)
    for kind, queue in of_the_platform(kiel).items():
        queue("ute@example.org")
        found[kind] = links_of(kind)
    return found


def test_every_kind_of_letter_is_among_them(letters: dict[str, list[str]]) -> None:
    assert set(letters) == set(KINDS)
    without = {kind for kind, links in letters.items() if not [link for link in links if "/impressum/" not in link]}
    assert {kind for kind in without if kind.startswith(SHARED)} == set()


def test_asking_for_a_link_changes_no_row(letters: dict[str, list[str]], kiel: RegionCard) -> None:
    before = rows(kiel)
    for kind, links in letters.items():
        for link in links:
            host, path = split(link)
            client = make_client(host=host)
            assert client.head(path).status_code < 500, link
            assert client.options(path).status_code < 500, link
            assert client.get(path).status_code in (200, 302, 410), (kind, link)
        assert changed(before, rows(kiel)) == set(), kind


def split(link: str) -> tuple[str, str]:
    host, _slash, path = link.partition("://")[2].partition("/")
    return host, f"/{path}"


def test_one_changed_row_would_be_noticed(kiel: RegionCard) -> None:
    from tests.make import make_business

    with stepping_into(kiel):
        business = make_business()
        before = rows(kiel)
        type(business).objects.update(place="Anders")
    assert changed(before, rows(kiel)) == {"r_kiel.businesses_business"}


def test_a_scanner_that_runs_scripts_changes_no_row(letters: dict[str, list[str]], kiel: RegionCard) -> None:
    before, seen = rows(kiel), set[str]()
    with scanning() as scanner:
        for kind, links in letters.items():
            for link in set(links) - seen if kind.startswith(SHARED) else ():
                seen.add(link)
                assert len(scanner.scan(link)) > 200, link
                assert set(scanner.asked) <= {"GET", "HEAD"}, f"{link} sends {scanner.asked} by itself"
            assert changed(before, rows(kiel)) == set(), kind
    assert len(seen) > 15
