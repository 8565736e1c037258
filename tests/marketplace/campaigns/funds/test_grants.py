"""What a pot gives becomes final once, at the campaign's end, and is paid."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from kreislauf.house import declared
from kreislauf.mail.outbox import outbox
from marketplace.campaigns.funds.granting.certificate import certificate
from marketplace.campaigns.funds.granting.cut import shares_of
from marketplace.campaigns.funds.granting.due import due
from marketplace.campaigns.funds.granting.grant import (
    Decision,
    NothingToGrant,
    NotYet,
    TooLate,
    WrongAmount,
    grant,
    mark_paid,
    refuse,
    withdraw_payment,
)
from marketplace.campaigns.funds.granting.register import register_by
from marketplace.campaigns.funds.match import reserve
from marketplace.campaigns.funds.todo import fund_todo
from marketplace.campaigns.models import Campaign, Grant, Match, MatchFund, Pledge
from marketplace.vouchers.books.account_names import account_names
from tests.billing.bank.payouts import answer_to, confirm
from tests.ledger import balances
from tests.make import make_body, make_business
from tests.make_campaign import make_campaign, make_fund, make_pledge
from tests.post import deliver_all
from tests.words import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_kiel")]
DAY = timedelta(days=1)
DECIDED = {"number": "DS 1", "decided_on": "2026-11-20", "nace": "90.20", "declared": "on", "reason": ""}


def over(*, pledges: int = 2, fund: MatchFund | None = None, **fields: Any) -> tuple[MatchFund, Campaign]:
    """A campaign at its end, whose pledges a public pot has matched; nobody may withdraw any more."""
    fund = fund or make_fund(name="Topf der Stadt", giver_kind="public", is_de_minimis=True, authority="Amt für Kultur")
    campaign = make_campaign(business=make_business(name="Theater am Ostwall"))
    for _ in range(pledges):
        reserve(make_pledge(campaign, withdrawable_until=timezone.localdate() - DAY, **fields), timezone.now())
    Campaign.objects.filter(pk=campaign.pk).update(ended_at=timezone.now(), succeeded=True)
    campaign.refresh_from_db()
    return fund, campaign


def granted(fund: MatchFund, campaign: Campaign) -> Grant:
    decision = Decision("DS 40/2026", date(2026, 11, 20), "90.20")
    return grant(fund, campaign, decision, by="Ute", at=timezone.now())


def test_a_pot_grants_once_for_a_campaign_whatever_pledges_it_matched() -> None:
    fund, campaign = over()
    made = granted(fund, campaign)
    assert (made.cents, made.number, made.recipient) == (
        *(10_000, "DS 40/2026", ["Theater am Ostwall", "Holtenauer Straße 12", "24105 Kiel"]),
    )
    assert set(Match.objects.values_list("grant", flat=True)) == {made.pk}
    with pytest.raises(NothingToGrant):
        granted(fund, campaign)
    assert Grant.objects.count() == 1


def test_nothing_is_granted_while_somebody_may_withdraw_or_the_campaign_runs() -> None:
    fund, campaign = over()
    Pledge.objects.filter(campaign=campaign).update(withdrawable_until=timezone.localdate())
    with pytest.raises(NotYet):
        granted(fund, campaign)
    Pledge.objects.update(withdrawable_until=timezone.localdate() - DAY, refund_pending_at=timezone.now())
    with pytest.raises(NotYet):
        granted(fund, campaign)
    Pledge.objects.update(refund_pending_at=None)
    Campaign.objects.update(ended_at=None, succeeded=None)
    with pytest.raises(NothingToGrant):
        granted(fund, campaign)


def test_a_payment_stands_in_the_ledger_once() -> None:
    fund, campaign = over()
    made = granted(fund, campaign)
    for _ in range(2):
        mark_paid(made, by="Ute", at=timezone.now())
    codes = {f"match-for:{campaign.pk}": 10_000, f"match-paid:{fund.pk}": -10_000, f"match-promised:{fund.pk}": 0}
    assert balances() == codes
    assert account_names(list(codes)) == {
        f"match-for:{campaign.pk}": "Aus Töpfen für Kampagnen: Neue Lichter für das Theater",
        f"match-paid:{fund.pk}": "Aus Töpfen bezahlt: Topf der Stadt",
        f"match-promised:{fund.pk}": "Aus Töpfen vorgemerkt: Topf der Stadt",
    }
    assert {"match", "unmatch", "grant"} <= set(declared("journal_words"))


def test_what_is_refused_goes_back_into_the_pot() -> None:
    fund, campaign = over()
    assert refuse(fund, campaign, by="Ute", at=timezone.now()) == 10_000
    fund.refresh_from_db()
    assert (fund.left_cents, set(balances().values()), due().count()) == (100_000, {0}, 0)
    with pytest.raises(NothingToGrant):
        refuse(fund, campaign, by="Ute", at=timezone.now())


def test_the_register_is_due_twenty_working_days_after_the_decision() -> None:
    made = granted(*over())
    assert register_by(made) == date(2026, 12, 18)
    made.decided_on = date(2026, 12, 18)  # Christmas and New Year are between
    assert register_by(made) == date(2027, 1, 20)


def test_the_office_decides_with_a_number_and_hands_out_the_paper(chief: Client) -> None:
    fund, campaign = over()
    address = f"/verwaltung/toepfe/{fund.pk}/kampagnen/{campaign.pk}/bewilligung/"
    page = words(chief.get("/verwaltung/toepfe/bewilligungen/"))
    assert "Neue Lichter für das Theater" in page
    assert "kann entschieden werden" in page
    assert [todo.url for todo in fund_todo()] == ["/verwaltung/toepfe/bewilligungen/"]
    typed = {**DECIDED, "amount": "100,00", "number": "DS 40/2026", "nace": "R90.20"}
    for missing in ("number", "nace", "declared"):
        assert chief.post(address, {**typed, missing: ""}).status_code == 422
    assert chief.post(address, {**typed, "decided_on": "2199-01-01"}).status_code == 422
    assert chief.post(address, typed).status_code == 302
    made = Grant.objects.get()
    (mail,) = outbox().filter(kind="campaigns.granted")
    assert (mail.recipient, mail.about_id) == ("backstube@example.org", made.pk)
    assert (made.number, made.nace, made.decided_on) == ("DS 40/2026", "R90.20", date(2026, 11, 20))
    pdf = chief.get(f"/verwaltung/toepfe/bewilligungen/{made.pk}/bescheinigung.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert chief.post(address, typed).status_code == 302
    assert Grant.objects.count() == 1


def test_the_paper_says_all_that_the_law_wants() -> None:
    import pypdf

    made = granted(*over())
    paper = certificate(Grant.objects.select_related("fund", "campaign").get(pk=made.pk))
    (page,) = pypdf.PdfReader(BytesIO(paper)).pages
    text = " ".join(page.extract_text().split())
    for part in (
        *("De-minimis-Bescheinigung", "Theater am Ostwall", "24105 Kiel", "100,00", "20. November 2026", "DS 40/2026"),
        *("Amt für Kultur", "90.20", "2023/2831", "300.000", "zehn Jahre"),
    ):
        assert part in text, part
    assert paper == certificate(Grant.objects.select_related("fund", "campaign").get(pk=made.pk))


def test_the_register_s_list_and_its_ticks(office: Client) -> None:
    made = granted(*over())
    address = "/verwaltung/toepfe/bewilligungen/"
    table = b"".join(office.get(f"{address}register.csv").streaming_content).decode()
    line = table.splitlines()[1].split(";")
    assert line == [
        *("Theater am Ostwall", "Holtenauer Straße 12, 24105 Kiel", "100,00", "20.11.2026", "Amt für Kultur"),
        *("Zuschuss", "90.20", "VO (EU) 2023/2831", "DS 40/2026", "18.12.2026", ""),
    ]
    assert "ins Register bis 18.12.2026" in words(office.get(f"{address}?stand=register"))
    office.post(f"{address}{made.pk}/eintragung/")
    assert "Hier ist nichts offen." in words(office.get(f"{address}?stand=register"))
    office.post(f"{address}{made.pk}/austragung/")
    made.refresh_from_db()
    assert made.registered_on is None


def test_a_partner_s_money_needs_no_decision_and_is_noted_as_paid(office: Client) -> None:
    fund, campaign = over(fund=make_fund(body=make_body()))
    address = f"/verwaltung/toepfe/{fund.pk}/kampagnen/{campaign.pk}/bewilligung/"
    assert [todo.url for todo in fund_todo()] == [address]
    asked = words(office.get(address))
    assert "100,00 € für „Neue Lichter für das Theater“ bezahlt?" in asked
    assert "backstube@example.org" in asked
    assert office.post(address).status_code == 302
    made = Grant.objects.get()
    assert (made.paid_at is not None, made.number) == (True, "")
    assert "bezahlt" in words(office.get("/verwaltung/toepfe/bewilligungen/?stand=alle"))


def test_what_cannot_be_decided_yet_says_until_when(chief: Client) -> None:
    fund, campaign = over()
    last = timezone.localdate() + DAY
    Pledge.objects.update(withdrawable_until=last)
    assert f"Widerruf möglich bis {last:%d.%m.%Y}" in words(chief.get("/verwaltung/toepfe/bewilligungen/"))
    typed = {**DECIDED, "amount": "100"}
    address = f"/verwaltung/toepfe/{fund.pk}/kampagnen/{campaign.pk}/bewilligung/"
    assert "kann noch jemand widerrufen" in words(chief.post(address, typed, follow=True))
    assert list(fund_todo()) == []


def test_refusing_and_paying_ask_first(chief: Client) -> None:
    fund, campaign = over()
    refusal = f"/verwaltung/toepfe/{fund.pk}/kampagnen/{campaign.pk}/ablehnung/"
    assert "100,00 € gehen zurück in den Topf." in words(chief.get(refusal))
    assert Match.objects.filter(released_at=None).count() == 2
    made = granted(fund, campaign)
    payment = f"/verwaltung/toepfe/bewilligungen/{made.pk}/zahlung/"
    assert "100,00 € an Theater am Ostwall bezahlt?" in words(chief.get(payment))
    confirm(chief, payment)
    made.refresh_from_db()
    assert made.paid_at is not None
    assert chief.post(refusal).status_code == 302
    assert Match.objects.filter(released_at=None).count() == 2


def test_a_payment_that_was_none_is_open_again_and_after_a_month_it_stays(office: Client) -> None:
    fund, campaign = over()
    made = granted(fund, campaign)
    for _time in range(2):
        mark_paid(made, by="Ute", at=timezone.now())
        assert withdraw_payment(made, reason="Zahlendreher", by="Ute", at=timezone.now())
        assert not withdraw_payment(made, reason="Zahlendreher", by="Ute", at=timezone.now())
        assert balances()[f"match-promised:{fund.pk}"] == -10_000
    mark_paid(made, by="Ute", at=timezone.now())
    assert balances()[f"match-paid:{fund.pk}"] == -10_000
    with pytest.raises(TooLate):
        withdraw_payment(made, reason="spät", by="Ute", at=timezone.now() + 30 * DAY)


def test_an_old_page_undoes_no_later_payment_and_pays_nothing_again(chief: Client) -> None:
    made = granted(*over())
    address = f"/verwaltung/toepfe/bewilligungen/{made.pk}/zahlung/"
    to_pay = chief.get(address)
    confirm(chief, address)
    to_take_back = chief.get(f"{address}ruecknahme/")
    confirm(chief, f"{address}ruecknahme/", reason="Zahlendreher")

    assert "Inzwischen wurde etwas anderes eingetragen" in words(answer_to(to_pay, chief, address))
    made.refresh_from_db()
    assert (made.paid_at, made.payments) == (None, 1)

    confirm(chief, address)
    old = answer_to(to_take_back, chief, f"{address}ruecknahme/", reason="Zahlendreher")
    assert "Inzwischen wurde etwas anderes eingetragen" in words(old)
    made.refresh_from_db()
    assert made.paid_at is not None
    assert made.payments == 2


def test_taking_a_payment_back_asks_why(chief: Client) -> None:
    made = granted(*over())
    address = f"/verwaltung/toepfe/bewilligungen/{made.pk}/zahlung/ruecknahme/"
    mark_paid(made, by="Ute", at=timezone.now())
    assert "Doch nicht bezahlt" in words(chief.get("/verwaltung/toepfe/bewilligungen/?stand=alle"))
    assert "Sind 100,00 € doch nicht an Theater am Ostwall bezahlt?" in words(chief.get(address))
    assert chief.post(address).status_code == 422
    confirm(chief, address, reason="Zahlendreher")
    made.refresh_from_db()
    assert made.paid_at is None
    entry = Entry.objects.get(action="grant.unpaid", detail__reason="Zahlendreher")
    assert entry.title == "Neue Lichter für das Theater"
    assert chief.get(address).status_code == chief.post(address).status_code == 302
    assert "Doch nicht bezahlt" not in words(chief.get("/verwaltung/toepfe/bewilligungen/?stand=alle"))


@pytest.mark.parametrize(
    ("parts", "to", "shares"),
    [
        ([5000, 5000], 8001, [4001, 4000]),
        ([1, 1, 1], 2, [1, 1, 0]),
        ([3, 1000], 1002, [3, 999]),
        ([10], 10, [10]),
    ],
)
def test_less_is_shared_in_proportion_to_the_cent(parts: list[int], to: int, shares: list[int]) -> None:
    assert shares_of(parts, to) == shares
    assert sum(shares) == to


def test_less_is_granted_for_a_reason_and_the_rest_is_back_in_the_pot() -> None:
    fund, campaign = over()
    for cents, reason in ((0, "nichts"), (10_001, "mehr"), (8000, "")):
        with pytest.raises(WrongAmount):
            grant(fund, campaign, Decision("DS 1", cents=cents, reason=reason), by="Ute", at=timezone.now())
    said = Decision("DS 1", cents=8001, reason="Haushalt gekürzt")
    made = grant(fund, campaign, said, by="Ute", at=timezone.now())
    fund.refresh_from_db()
    assert (made.cents, made.cut_cents, made.reason, fund.left_cents) == (8001, 1999, "Haushalt gekürzt", 91_999)
    assert list(Match.objects.filter(grant=made).order_by("pk").values_list("cents", flat=True)) == [4001, 4000]
    assert balances() == {f"match-for:{campaign.pk}": 8001, f"match-promised:{fund.pk}": -8001}
    (letter,) = deliver_all()
    assert "Das sind 19,99 € weniger, als vorgemerkt war: Haushalt gekürzt" in " ".join(str(letter.body).split())


def test_a_share_of_nothing_is_put_back_whole() -> None:
    fund, campaign = over(support_cents=100)
    grant(fund, campaign, Decision("DS 1", cents=1, reason="fast nichts"), by="Ute", at=timezone.now())
    assert list(Match.objects.filter(released_at=None).values_list("cents", flat=True)) == [1]
    fund.refresh_from_db()
    assert fund.left_cents == 99_999
    assert balances()[f"match-for:{campaign.pk}"] == 1


def test_the_office_grants_less_and_says_why(chief: Client) -> None:
    fund, campaign = over()
    address = f"/verwaltung/toepfe/{fund.pk}/kampagnen/{campaign.pk}/bewilligung/"
    for amount, reason in (("80", ""), ("100,01", "mehr"), ("0", "nichts")):
        assert chief.post(address, {**DECIDED, "amount": amount, "reason": reason}).status_code == 422
    assert chief.post(address, {**DECIDED, "amount": "80", "reason": "Haushalt gekürzt"}).status_code == 302
    page = words(chief.get("/verwaltung/toepfe/bewilligungen/?stand=alle"))
    assert "20,00 € weniger als vorgemerkt: Haushalt gekürzt" in page
