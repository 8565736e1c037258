"""Every link in every letter about notices: whoever looks, or sends HEAD, changes no row."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.utils import timezone

from marketplace.listings.models import Listing
from marketplace.trust.appeals import appeal, rule
from marketplace.trust.decide import decide, hide_at_once
from marketplace.trust.models import Ground, Notice, Outcome
from tests.make import make_user
from tests.post import deliver_all

TABLES = ("trust_notice", "trust_decision", "trust_appeal", "listings_listing", "audit_entry", "mail_outgoingmail")


def rows() -> list[str]:
    """Of all tables that a link could change."""
    found = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY id)), '') FROM {table} t")
            found.append(cursor.fetchone()[0])
    return found


def test_looking_changes_nothing(site: Client, office: Client, listing: Listing, report: Callable[..., Notice]) -> None:
    now = timezone.now()
    notice = report()
    letters = deliver_all()
    hide_at_once(notice, by="Ute", at=now)
    letters += deliver_all()
    decision = decide(
        notice,
        outcome=Outcome.CORRECT,
        ground=Ground.LAW,
        ground_text="§ 263 StGB",
        facts="Bitte sagen Sie den Preis.",
        by="Ute",
        at=now + timedelta(minutes=1),
    )
    said = appeal(decision, notice=None, text="Doch.", at=timezone.now())
    letters += deliver_all()
    rule(said, is_upheld=False, reason="Nein.", by=make_user(), at=timezone.now())
    letters += deliver_all()
    links = {link for one in letters for link in re.findall(r"http://kiel\.localhost(?::\d+)?(/\S+)", one.body)}

    before = rows()
    answers = {
        re.sub(r"[^/]*[:0-9][^/]*", "…", link): client.generic(method, link).status_code
        for link in sorted(links)
        for client in (site, office)
        for method in ("GET", "HEAD")
    }

    assert rows() == before
    assert {"/beschwerde/…/", "/boerse/meine/…/", "/boerse/…/", "/verwaltung/meldungen/…/"} <= set(answers)
    assert all(status < 400 for status in answers.values())
