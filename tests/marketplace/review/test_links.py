"""Looking changes nothing, whoever looks; links that were mailed before this room was still open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from kreislauf.links import sign
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.review.ask_back import ask_back
from marketplace.review.links import DECISION, TEXT
from tests.make import make_business
from tests.marketplace.review.cast import path_to_answer, path_to_decide


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business(approved_at=None, submitted_at=timezone.now())


def tables() -> dict[str, list[Any]]:
    with connection.cursor() as cursor:
        found = {}
        for name in ("businesses_business", "audit_entry", "mail_outgoingmail", "review_routine", "review_trusted"):
            cursor.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1')
            found[name] = cursor.fetchall()
        return found


def test_get_and_head_change_no_row(site: Client, office: Client, bakery: Business) -> None:
    asked = make_business(approved_at=None, submitted_at=timezone.now())
    asked = ask_back(asked, version=1, question="Wo?", by="Ute", at=timezone.now())
    letter = path_to_decide(bakery)
    pages = [
        *(letter, f"{letter}?korrigieren=1", f"{letter}?freigeben=1", f"{letter}?ablehnen=1&reason=x"),
        *(path_to_answer(asked), "/verwaltung/freigabe/erledigt/public/", "/eintrag/danke/"),
        *(f"/verwaltung/freigaben/business/{bakery.pk}/", f"/verwaltung/freigaben/business/{asked.pk}/"),
        *("/verwaltung/freigaben/", f"/verwaltung/freigaben/zusammen/?nr=business:{bakery.pk}"),
    ]
    before = tables()
    for page in pages:
        client = office if "/freigaben/" in page else site
        assert (client.get(page).status_code, client.head(page).status_code) == (200, 200), page
    assert tables() == before


def test_a_link_of_before_still_opens_and_decides(site: Client, bakery: Business) -> None:
    for payload in ([bakery.pk, 1], [bakery.pk, 1, "u…@k….example"]):
        token = sign("business approval", payload, expires=timedelta(days=14))
        assert site.get(f"/verwaltung/freigabe/{token}/").status_code == 200
    site.post(f"/verwaltung/freigabe/{token}/", {"freigeben": "1"})
    bakery.refresh_from_db()
    assert bakery.is_public


def test_a_link_is_for_one_purpose(site: Client, bakery: Business) -> None:
    asked = ask_back(bakery, version=1, question="Wo?", by="Ute", at=timezone.now())
    decide, answer = path_to_decide(asked), path_to_answer(asked)
    assert site.get(decide.replace("/verwaltung/freigabe/", "/eintrag/")).status_code == 404
    assert site.get(answer.replace("/eintrag/", "/verwaltung/freigabe/")).status_code == 404
    late = sign(TEXT, ["business", asked.pk, 1], expires=timedelta(days=-1))
    assert site.get(f"/eintrag/{late}/").status_code == 410
    for purpose, place in ((DECISION, "verwaltung/freigabe"), (TEXT, "eintrag")):
        for kind, pk in (("business", asked.pk + 1), ("roman", 1)):
            token = sign(purpose, [kind, pk, 1], expires=timedelta(days=1))
            assert site.get(f"/{place}/{token}/").status_code == 410


def test_the_page_of_a_closed_business_is_gone(site: Client, bakery: Business) -> None:
    asked = ask_back(bakery, version=1, question="Wo?", by="Ute", at=timezone.now())
    page = path_to_answer(asked)
    Business.objects.update(closed_at=timezone.now())
    assert site.get(page).status_code == 410
