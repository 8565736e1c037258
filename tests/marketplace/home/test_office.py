"""What staff and businesses see first, and the log."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import Role
from kreislauf.audit.record import record
from kreislauf.regions import RegionCard
from tests.make import NOON, make_business, make_offer, make_owner, make_user, make_voucher
from tests.words import words


def test_the_office_says_what_waits_and_what_was_sold(office: Client) -> None:
    make_business(name="Neuer Laden", approved_at=None)
    bakery = make_business()
    make_offer(business=bakery)
    make_voucher(business=bakery, value_cents=5000, left_cents=1250, issued_at=timezone.now())
    record("business.approved", bakery, by="Ute Brandt", at=timezone.now())

    page = words(office.get("/verwaltung/"))

    assert "Eintrag zu entscheiden 1" in page
    assert "Neuer Laden" in page
    assert (
        "Betrieb öffentlich 1 Texte in Rat & Hilfe 0 Angebote im Verkauf 2 verkauft in 30 Tagen (1 Gutschein) 50,00 €"
        in page
    )
    assert "offene Gutscheine 12,50 €" in page
    assert "Betrieb freigegeben : Bäckerei Jansen · Ute Brandt" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_office_takes_as_many_queries(rows: int, office: Client, django_assert_num_queries) -> None:
    for number in range(rows):
        record("business.registered", make_business(name=f"B{number}", approved_at=None), by="x", at=NOON)
    # region and host, session, person, sold, waiting of two kinds, businesses, listings, offers, vouchers, log, face,
    # accounts at providers and at banks, sellers that owe facts, lines on paper and what waits of them, partners'
    # texts, debts
    with django_assert_num_queries(53):
        assert len(office.get("/verwaltung/").context["lines"]) == rows


def test_a_business_sees_its_day(in_kiel: RegionCard, kiel: RegionCard, client_for) -> None:
    bakery = make_business()
    jan = client_for(kiel, user=make_owner(bakery))
    page = words(jan.get("/betrieb/"))
    assert "Bäckerei Jansen" in page
    assert "heute eingelöst 0,00 €" in page
    assert "noch gibt es keinen Gutschein von Ihnen" in page


def test_a_business_without_hours_is_asked_for_them(in_kiel: RegionCard, kiel: RegionCard, client_for) -> None:
    bakery = make_business(hours=[])
    jan = client_for(kiel, user=make_owner(bakery))
    asked = "Auf Ihrer Seite steht noch nicht, wann Sie geöffnet haben."
    assert asked in words(jan.get("/betrieb/"))
    bakery.changed_hours = "Nach Vereinbarung"
    bakery.save()
    assert asked not in words(jan.get("/betrieb/"))


def test_staff_without_a_choice_is_sent_to_the_list(office: Client) -> None:
    assert office.get("/betrieb/")["Location"] == "/verwaltung/betriebe/"


def test_the_log_is_searched_by_words_kind_and_day(office: Client) -> None:
    bakery = make_business(name="Bäckerei")
    record("business.approved", bakery, by="Ute", at=NOON)
    record("voucher.redeemed", make_voucher(business=bakery, code="K" * 16), by="Jan", at=NOON + timedelta(days=1))

    def titles(query: str) -> list[str]:
        return [line.action for line in office.get(f"/verwaltung/protokoll/?{query}").context["lines"]]

    assert titles("") == ["Gutschein eingelöst", "Betrieb freigegeben"]
    assert titles("q=jan") == ["Gutschein eingelöst"]
    assert titles("q=freigegeben") == ["Betrieb freigegeben"]
    assert titles("art=business.") == ["Betrieb freigegeben"]
    assert titles("von=2026-11-03") == ["Gutschein eingelöst"]
    assert titles("bis=2026-11-02") == ["Betrieb freigegeben"]
    assert titles("bis=9999-12-31&von=0001-01-01") == ["Gutschein eingelöst", "Betrieb freigegeben"]
    assert titles("von=gestern&art=unsinn") == ["Gutschein eingelöst", "Betrieb freigegeben"]


def test_a_cell_that_looks_like_a_formula_stays_text(office: Client) -> None:
    record("business.registered", make_business(name="=HYPERLINK(1)"), by="+49 431", at=NOON)
    answer = office.get("/verwaltung/protokoll.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.getvalue().decode("utf-8-sig").splitlines() == [
        "Zeit;Wer;Was;Woran;Dazu",
        "02.11.2026 13:00:00;+49 431;Betrieb eingetragen;'=HYPERLINK(1);",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_log_takes_as_many_queries(rows: int, office: Client, django_assert_num_queries) -> None:
    for _ in range(rows):
        record("business.approved", make_business(), by="Ute", at=NOON)
    with django_assert_num_queries(6):  # region and host, session, person, entries, branding
        assert len(office.get("/verwaltung/protokoll/").context["lines"]) == rows


def test_the_log_leads_nobody_where_they_may_not_go(office: Client, kiel: RegionCard, client_for) -> None:
    """What only the head of the office may open is a line without a link for everybody else."""
    record("user.invited", make_user(email="ida@kiel.example", name="Ida"), by="System", at=NOON)
    head = client_for(kiel, user=make_user(email="chefin@kiel.example", role=Role.ADMINISTRATOR))

    leads_there = 'href="/verwaltung/team/'
    assert leads_there in head.get("/verwaltung/protokoll/").content.decode().partition("<table")[2]
    assert leads_there not in office.get("/verwaltung/protokoll/").content.decode()
