"""The region's own money goes where its leadership says: an editor reads of it, and looks after partners' pots."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from marketplace.campaigns.funds.granting.grant import Decision, grant, mark_paid
from marketplace.campaigns.funds.match import reserve
from marketplace.campaigns.models import Campaign, Grant, MatchFund
from tests.make import make_body, make_business
from tests.make_campaign import make_campaign, make_fund, make_pledge
from tests.words import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_kiel")]
DAY = timedelta(days=1)
OF_REGION: list[dict[str, Any]] = [{"giver_kind": "public"}, {"giver_kind": "private"}]  # by nobody else
TYPED = {
    "name": "Topf der Stadt",
    "budget_cents": "1.000",
    "starts_on": "2026-11-01",
    "ends_on": "2026-12-31",
    "factor_percent": "100",
}
LIST = "/verwaltung/toepfe/bewilligungen/"


def over(fund: MatchFund) -> Campaign:
    campaign = make_campaign(business=make_business(name="Theater am Ostwall"))
    reserve(make_pledge(campaign, withdrawable_until=timezone.localdate() - DAY), timezone.now())
    Campaign.objects.filter(pk=campaign.pk).update(ended_at=timezone.now(), succeeded=True)
    campaign.refresh_from_db()
    return campaign


@pytest.mark.parametrize("giver", OF_REGION)
def test_an_editor_sets_up_no_pot_of_the_region(office: Client, chief: Client, giver: dict[str, str]) -> None:
    refused = office.post("/verwaltung/toepfe/neu/", TYPED | giver)
    assert (refused.status_code, MatchFund.objects.count()) == (422, 0)
    assert "Geld der Region vergibt nur die Leitung." in words(refused)

    assert chief.post("/verwaltung/toepfe/neu/", TYPED | giver).status_code == 302
    assert MatchFund.objects.get().is_of_region


def test_public_money_is_not_offered_to_editors(office: Client, chief: Client) -> None:
    offered = [client.get("/verwaltung/toepfe/neu/").content.decode() for client in (office, chief)]
    assert ['value="public"' in page for page in offered] == [False, True]


@pytest.mark.parametrize("giver", OF_REGION)
def test_an_editor_turns_no_partner_s_pot_into_one_of_the_region(office: Client, giver: dict[str, str]) -> None:
    fund = make_fund(body=make_body())
    assert office.post(f"/verwaltung/toepfe/{fund.pk}/aendern/", TYPED | giver).status_code == 422
    fund.refresh_from_db()
    assert (fund.name, fund.is_of_region) == ("Topf der Sparkasse", False)


@pytest.mark.parametrize("giver", OF_REGION)
def test_an_editor_neither_changes_nor_grants_the_region_s_money(office: Client, giver: dict[str, str]) -> None:
    fund = make_fund(**giver)
    campaign = over(fund)
    page, due = f"/verwaltung/toepfe/{fund.pk}/", f"/verwaltung/toepfe/{fund.pk}/kampagnen/{campaign.pk}/"

    for address in (f"{page}aendern/", f"{page}schliessung/", f"{page}oeffnung/", f"{due}bewilligung/"):
        assert office.post(address, TYPED | giver).status_code == 403
    assert office.post(f"{due}ablehnung/").status_code == 403

    fund.refresh_from_db()
    assert (fund.name, fund.closed_at, fund.reserved_cents) == ("Topf der Sparkasse", None, 5000)
    assert not Grant.objects.exists()
    for read in (office.get(page), office.get(LIST)):
        assert "Nur durch die Leitung" in words(read)
        assert f"{page}aendern/" not in read.content.decode()
        assert due not in read.content.decode()


def test_an_editor_notes_no_payment_of_public_money(office: Client, chief: Client) -> None:
    fund = make_fund(giver_kind="public")
    made = grant(fund, over(fund), Decision("DS 1", date(2026, 11, 20), ""), by="Ida", at=timezone.now())
    payment = f"{LIST}{made.pk}/zahlung/"

    assert office.post(payment).status_code == 403
    shown = [payment in client.get(f"{LIST}?stand=alle").content.decode() for client in (office, chief)]
    assert shown == [False, True]
    mark_paid(made, by="Ida", at=timezone.now())
    assert office.post(f"{payment}ruecknahme/", {"reason": "Zahlendreher"}).status_code == 403
    made.refresh_from_db()
    assert made.paid_at is not None


def test_an_editor_looks_after_a_partner_s_pot(office: Client) -> None:
    fund = make_fund(body=make_body())
    page = office.get(f"/verwaltung/toepfe/{fund.pk}/").content.decode()
    assert f"/verwaltung/toepfe/{fund.pk}/aendern/" in page

    assert office.post(f"/verwaltung/toepfe/{fund.pk}/schliessung/").status_code == 302
    fund.refresh_from_db()
    assert fund.closed_at is not None
