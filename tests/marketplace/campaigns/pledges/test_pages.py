"""Through the pages: choose, look again, order, pay; the backer's own page; what the business and the office see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from billing.payments.models import Attempt, Refund
from kreislauf.regions import RegionCard
from marketplace.campaigns.models import Campaign, Pledge
from marketplace.vouchers.models import Declaration
from tests.make import make_owner, make_user
from tests.make_campaign import make_campaign, make_fund, make_pledge, make_reward
from tests.marketplace.campaigns.pledges.steps import backed, pay, placed
from tests.marketplace.campaigns.pledges.test_money import thing, voucher
from tests.marketplace.vouchers.buying.steps import hidden
from tests.post import deliver_all

pytestmark = pytest.mark.django_db

FORM = {"email": "ute@example.org", "name": "Ute Brandt", "accepts": "on", "reward": "0"}
HOME = {"street": "Holtenauer Straße 1", "postcode": "24105", "town": "Kiel"}


@pytest.fixture
def ute(in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(in_kiel)


def form_of(campaign: Campaign) -> str:
    return f"{campaign.get_absolute_url()}unterstuetzen/"


def text_of(client: Client, address: str, data: dict[str, Any] | None = None) -> str:
    answer = client.get(address) if data is None else client.post(address, data)
    assert answer.status_code in (200, 422), answer.status_code
    return answer.content.decode()


def test_a_neighbour_backs_with_a_thing_and_a_free_amount(ute: Client) -> None:
    campaign = make_campaign()
    reward = thing(campaign)
    make_fund(budget_cents=1000)
    page = text_of(ute, f"{form_of(campaign)}?gegenleistung={reward.pk}&von=feuerwehr")
    assert "Plakat" in page
    filled = {**FORM, **HOME, "reward": str(reward.pk), "support": "10", "von": "feuerwehr", "message": "Weiter so!"}
    filled |= {"shows_name": "on", "public_name": "Familie Brandt"}
    look = text_of(ute, form_of(campaign), filled)
    for words in ("35,00", "darin 19", "Versand", "Familie Brandt", "fast leer", "Zahlungspflichtig bestellen"):
        assert words in look, words
    answer = ute.post(f"{form_of(campaign)}bestellung/", hidden(look))
    assert answer.status_code == 302, answer.content.decode()
    pledge = Pledge.objects.get()
    assert (pledge.total_cents, pledge.public_name, pledge.word, pledge.address) == (
        3500,
        "Familie Brandt",
        "feuerwehr",
        HOME,
    )
    assert "Wir prüfen Ihre Zahlung" in text_of(ute, pledge.get_absolute_url())
    pay(pledge)
    own = text_of(ute, pledge.get_absolute_url())
    for words in ("Danke! Ihre Unterstützung zählt.", "35,00", "wird noch gelesen", "legt 10,00"):
        assert words in own, words
    deliver_all()
    (thanks,) = mail.outbox
    assert thanks.subject.startswith("Danke für Ihre Unterstützung")
    assert "Umsatzsteuer" in thanks.body


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Bitte geben Sie einen Betrag ein"),
        ({"support": "0,50"}, "Bitte mindestens 1"),
        ({"support": "2001"}, "höchstens"),
        ({"support": "10", "accepts": ""}, "Bitte bestätigen Sie das noch."),
        ({"support": "10", "shows_name": "on"}, "Welcher Name soll dort stehen?"),
        ({"support": "10", "message": "x" * 141}, "Bitte höchstens 140 Zeichen."),
        ({"reward": "thing"}, "Wohin sollen wir es schicken?"),
        ({"reward": "999999"}, "Diese Gegenleistung gibt es nicht mehr."),
    ],
)
def test_a_refusal_is_a_sentence_where_it_hurts(ute: Client, changes: dict[str, str], words: str) -> None:
    campaign = make_campaign()
    reward = thing(campaign)
    if changes.get("reward") == "thing":
        changes = {"reward": str(reward.pk)}
    answer = ute.post(form_of(campaign), {**FORM, **changes})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert Pledge.objects.count() == 0


def test_a_campaign_that_is_over_has_no_form_and_a_draft_no_page(ute: Client) -> None:
    over = make_campaign(ended_at=timezone.now(), succeeded=True)
    assert "nimmt gerade keine Unterstützung an" in text_of(ute, form_of(over))
    draft = make_campaign(approved_at=None, starts_at=None)
    assert ute.get(form_of(draft)).status_code == 404


def test_the_backer_withdraws_on_their_own_page_and_hears_of_it(ute: Client) -> None:
    pledge = backed(make_campaign(), support_cents=1000)
    page = f"{pledge.get_absolute_url()}widerruf/"
    assert "Diese Unterstützung widerrufen?" in text_of(ute, page)
    assert Refund.objects.count() == 0, "a look changes nothing"
    assert ute.post(page).status_code == 302
    assert ute.post(page).status_code == 302
    assert "Ihr Widerruf ist eingegangen." in text_of(ute, page)
    assert "Ihr Geld kommt zurück." in text_of(ute, pledge.get_absolute_url())
    deliver_all()
    subjects = sorted(one.subject for one in mail.outbox)
    assert [one.split(":")[0] for one in subjects] == ["Ihr Widerruf ist eingegangen", "Widerruf zu Ihrer Kampagne"]


def test_declared_with_the_number_it_counts_from_then_and_the_backer_confirms_it(ute: Client) -> None:
    pledge = backed(make_campaign(), support_cents=1000)
    said = {"name": "Ute", "email": "ute@example.org", "reference": pledge.number}
    look = text_of(ute, "/widerruf/", said)
    assert ute.post("/widerruf/bestaetigung/", {**said, **hidden(look)}).status_code == 200
    pledge.refresh_from_db()
    assert (pledge.withdrawal_declared_at is not None, Declaration.objects.count(), Refund.objects.count()) == (
        True,
        0,
        0,
    )
    declared = timezone.now() - timedelta(days=1)
    Pledge.objects.filter(pk=pledge.pk).update(
        withdrawal_declared_at=declared, withdrawable_until=timezone.localdate(declared)
    )
    ute.post(f"{pledge.get_absolute_url()}widerruf/")
    pledge.refresh_from_db()
    assert (pledge.withdrawn_at, pledge.withdrawal_refusal) == (declared, "")


def test_a_voucher_s_own_pages_lead_to_the_pledge(ute: Client) -> None:
    campaign = make_campaign()
    pledge = backed(campaign, voucher(campaign))
    order = pledge.voucher_order
    assert order is not None
    answer = ute.get(order.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, pledge.get_absolute_url())
    one = order.vouchers.get()
    said = {"name": "Ute", "email": "ute@example.org", "reference": one.code}
    answer = ute.post("/widerruf/", said)
    assert (answer.status_code, answer["Location"]) == (302, pledge.get_absolute_url())
    assert ute.get(f"{order.get_absolute_url()}gutschein-1.pdf").status_code == 200


def test_an_unpaid_pledge_is_paid_again(ute: Client) -> None:
    campaign = make_campaign()
    pledge = placed(campaign, make_reward(campaign, total=1))
    Pledge.objects.filter(pk=pledge.pk).update(expired_at=timezone.now(), holds_reward=False)
    answer = ute.post(f"{pledge.get_absolute_url()}zahlung/")
    assert answer.status_code == 409, "somebody else's piece is not theirs"
    campaign.rewards.update(left=1)
    answer = ute.post(f"{pledge.get_absolute_url()}zahlung/")
    pledge.refresh_from_db()
    assert (answer.status_code, pledge.expired_at) == (302, None)


def test_a_business_sends_what_it_owes_and_sees_only_its_own(
    in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    campaign, other = make_campaign(), make_campaign()
    pledge = backed(campaign, thing(campaign), address=HOME)
    jan = client_for(in_kiel, user=make_owner(campaign.business))
    page = f"/betrieb/kampagnen/{campaign.pk}/unterstuetzungen/"
    assert "Holtenauer Straße 1" in text_of(jan, f"{page}?stand=offen")
    assert jan.get(f"/betrieb/kampagnen/{other.pk}/unterstuetzungen/").status_code == 404
    assert jan.post(f"/betrieb/kampagnen/unterstuetzung/{pledge.pk}/versand/").status_code == 302
    pledge.refresh_from_db()
    assert pledge.sent_at is not None
    table = b"".join(jan.get(f"{page}tabelle/").streaming_content).decode("cp1252")  # type: ignore[attr-defined]
    assert "Holtenauer" in table
    deliver_all()
    assert any("unterwegs" in one.subject for one in mail.outbox)


def test_the_office_reads_a_line_before_it_is_shown(in_kiel: RegionCard, client_for: Callable[..., Client]) -> None:
    pledge = backed(make_campaign(), support_cents=500, message="Weiter so!", public_name="Ute")
    rathaus = client_for(in_kiel, user=make_user())
    assert "Satz wartet" in text_of(rathaus, "/verwaltung/kampagnen/unterstuetzungen/?stand=satz")
    page = f"/verwaltung/kampagnen/unterstuetzungen/{pledge.pk}/"
    assert "Weiter so!" in text_of(rathaus, page)
    rathaus.post(f"{page}satz/", {"freigeben": "1"})
    pledge.refresh_from_db()
    assert pledge.message_shown_at is not None
    rathaus.post(f"{page}satz/", {"ablehnen": "1"})
    pledge.refresh_from_db()
    assert (pledge.message_shown_at, pledge.message_refused_at is not None) == (None, True)
    assert "Erstatten" in text_of(rathaus, page)
    rathaus.post(f"{page}erstattung/")
    assert Refund.objects.get().amount_cents == 500


@pytest.mark.parametrize("address", ["/verwaltung/kampagnen/unterstuetzungen/", "betrieb"])
def test_lists_ask_as_much_for_three_as_for_one(
    in_kiel: RegionCard, client_for: Callable[..., Client], address: str
) -> None:
    campaign = make_campaign()
    page = f"/betrieb/kampagnen/{campaign.pk}/unterstuetzungen/" if address == "betrieb" else address
    user = make_owner(campaign.business) if address == "betrieb" else make_user()
    client = client_for(in_kiel, user=user)
    make_pledge(campaign, reward=make_reward(campaign), reward_cents=2000)
    text_of(client, page)
    with CaptureQueriesContext(connection) as one:
        text_of(client, page)
    for _ in range(2):
        make_pledge(campaign, reward=make_reward(campaign), reward_cents=2000)
    with CaptureQueriesContext(connection) as three:
        text_of(client, page)
    assert len(three) == len(one)


def test_what_is_due_soon_and_not_sent_stands_on_the_business_s_first_page(
    in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    campaign = make_campaign()
    pledge = backed(campaign, thing(campaign, deliver_by=timezone.localdate() + timedelta(days=6)))
    jan = client_for(in_kiel, user=make_owner(campaign.business))
    assert "1 Gegenleistung ist noch zu verschicken" in text_of(jan, "/betrieb/")
    jan.post(f"/betrieb/kampagnen/unterstuetzung/{pledge.pk}/versand/")
    assert "zu verschicken" not in text_of(jan, "/betrieb/")


def test_a_line_that_waits_stands_on_the_office_s_first_page(
    in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    backed(make_campaign(), support_cents=500, message="Weiter so!")
    assert "Weiter so!" in text_of(client_for(in_kiel, user=make_user()), "/verwaltung/")


def test_a_promise_that_was_not_called_is_not_paid(ute: Client) -> None:
    campaign = make_campaign(mode="promise")
    pledge = make_pledge(campaign, kind="promise", paid_at=None, promised_at=timezone.now())
    assert ute.get(pledge.get_absolute_url())["Location"] == f"/zusage/{pledge.token}/"
    ute.post(f"{pledge.get_absolute_url()}zahlung/")
    assert Attempt.objects.count() == 0
