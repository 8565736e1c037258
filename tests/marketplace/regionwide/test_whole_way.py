"""The whole way over HTTP: the office begins, a business joins, a neighbour buys, the till takes, the office pays."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from billing.payments.models import Attempt
from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.regionwide.models import Claim, Participation, Run, Settlement
from marketplace.vouchers.models import Offer, Order, Redemption, VatKind, Voucher
from marketplace.vouchers.offers.edit import NotForTheRegion, change_offer
from tests.billing.bank.payouts import confirm
from tests.conftest import make_client
from tests.make import make_business, make_category, make_owner, make_user
from tests.marketplace.regionwide.steps import IBAN, OTHER_IBAN, accounts
from tests.marketplace.vouchers.buying.steps import bought_by_hand, pay
from tests.words import words

pytestmark = pytest.mark.django_db
OFFICE, OWN = "/verwaltung/region-gutschein/", "/betrieb/region-gutschein/"
OFFER = {
    "kind": "fixed",
    "title": "Kiel-Gutschein",
    "description": "Gilt in der ganzen Stadt.",
    "price": "50",
    "stock_left": "",
    "terms": "",
    "vat_kind": "multi",
    "validity_years": "3",
    "validity_reason": "",
}


@pytest.fixture
def chief(in_kiel: RegionCard) -> Client:
    return make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR))


@pytest.fixture
def baker(in_kiel: RegionCard) -> Business:
    return make_business(name="Bäckerei Jansen")


@pytest.fixture
def jan(in_kiel: RegionCard, baker: Business) -> Client:
    return make_client(in_kiel, user=make_owner(baker))


def begin(chief: Client) -> Offer:
    """The office enters the issuer, writes the offer and puts it on sale."""
    issuer = {
        "name": "Stadt Kiel",
        "street": "Fleethörn 9",
        "postcode": "24103",
        "town": "Kiel",
        "place": "",
        "category": str(make_category().pk),
        "email": "gutschein@kiel.example",
        "phone": "",
    }
    assert chief.post(f"{OFFICE}herausgeber/", issuer).status_code == 302
    answer = chief.post(f"{OFFICE}angebote/neu/", OFFER)
    assert answer.status_code == 302, words(answer)
    offer = Offer.objects.get()
    chief.post(f"{OFFICE}angebote/{offer.pk}/veroeffentlichung/")
    offer.refresh_from_db()
    return offer


def join(jan: Client, chief: Client) -> None:
    jan.post(f"{OWN}teilnahme/", {"name": "Jansen GmbH", "iban": "DE89 3704 0044 0532 0130 00"})
    one = Participation.objects.get()
    chief.post(f"{OFFICE}betriebe/{one.pk}/aufnahme/")


def bought(site: Client, offer: Offer) -> Voucher:
    bought_by_hand(site, offer)
    order = pay(Order.objects.get())
    return order.vouchers.get()


def tap(jan: Client, voucher: Voucher, amount: str) -> Redemption:
    page = jan.get("/betrieb/kasse/gutschein/", {"code": voucher.code}).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key, page
    form = {"code": voucher.code, "key": key[1], "amount": amount}
    answers = [jan.post("/betrieb/kasse/einloesung/", form) for _twice in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    return Redemption.objects.latest("pk")


def test_the_whole_way(site: Client, chief: Client, jan: Client, baker: Business) -> None:
    offer = begin(chief)
    join(jan, chief)
    voucher = bought(site, offer)
    assert Attempt.objects.get().merchant.business_id is None  # type: ignore[union-attr]  # the region's own account
    assert (offer.vat_kind, voucher.business.name) == (VatKind.MULTI, "Stadt Kiel")

    assert "Den Betrag zahlt Ihnen Stadt Kiel" in words(jan.get("/betrieb/kasse/gutschein/", {"code": voucher.code}))
    tap(jan, voucher, "20")
    wrong = tap(jan, voucher, "12,50")
    jan.post(f"/betrieb/kasse/einloesung/{wrong.pk}/storno/", {"usual": "Falscher Betrag"})
    voucher.refresh_from_db()
    assert voucher.left_cents == 30_00
    page = words(jan.get(OWN))
    assert "noch nicht abgerechnet 20,00 €" in page

    assert "Betriebe 1 Summe 20,00 €" in words(chief.get(f"{OFFICE}abrechnung/neu/?bis=jetzt"))
    chief.post(f"{OFFICE}abrechnung/neu/?bis=jetzt")
    chief.post(f"{OFFICE}abrechnung/neu/?bis=jetzt")
    one = Settlement.objects.get()
    assert (one.business, one.cents, one.name, one.iban) == (baker, 20_00, "Jansen GmbH", IBAN)
    chief.post(f"{OFFICE}abrechnung/datei/", {"name": "Stadtkasse", "iban": OTHER_IBAN, "version": "pain.001.001.09"})
    run = Run.objects.get()
    file = chief.get(f"{OFFICE}abrechnung/datei/{run.pk}/")
    assert etree.fromstring(file.content).findtext(".//{*}InstdAmt") == "20.00"
    confirm(chief, f"{OFFICE}abrechnung/datei/{run.pk}/zahlung/")
    confirm(chief, f"{OFFICE}abrechnung/{one.pk}/zahlung/")

    assert accounts() == {"money": 50_00, "open": -30_00, "settled": -20_00}
    assert "ausgezahlt, insgesamt 20,00 €" in words(jan.get(OWN))
    assert "ausgezahlt am" in words(jan.get(f"{OWN}abrechnung/{one.pk}/"))
    table = b"".join(jan.get(f"{OWN}abrechnung/{one.pk}.csv")).decode("utf-8-sig")  # type: ignore[arg-type]
    assert [line.split(";")[-1] for line in table.split()[1:] if ";" in line][-1] == "20,00"


def test_the_offer_says_where_it_is_taken(site: Client, chief: Client, jan: Client, baker: Business) -> None:
    offer = begin(chief)
    assert "Noch macht kein Betrieb mit." in words(site.get(offer.get_absolute_url()))
    join(jan, chief)
    page = words(site.get(offer.get_absolute_url()))
    assert "Bei 1 Betrieb, auch in Teilen. Zum Beispiel: Bäckerei Jansen" in page
    assert "Bäckerei Jansen nimmt ihn an" in words(site.get(baker.get_absolute_url()))
    assert "nimmt den Gutschein der Region" in words(site.get("/betriebe/"))
    jan.post(f"{OWN}ende/")
    assert "Noch macht kein Betrieb mit." in words(site.get(offer.get_absolute_url()))
    assert "nimmt ihn an" not in words(site.get(baker.get_absolute_url()))


def test_the_list_of_takers_has_a_filter(site: Client, chief: Client, jan: Client) -> None:
    begin(chief)
    join(jan, chief)
    assert "Bäckerei Jansen" in words(site.get("/annahmestellen/", {"q": "Bäckerei"}))
    assert "Dazu gibt es keinen Betrieb." in words(site.get("/annahmestellen/", {"q": "Blumen"}))
    assert "Dazu gibt es keinen Betrieb." in words(site.get("/annahmestellen/", {"bereich": "nichts"}))


def test_who_takes_no_part_reads_why(site: Client, chief: Client, jan: Client) -> None:
    voucher = bought(site, begin(chief))
    page = words(jan.get("/betrieb/kasse/gutschein/", {"code": voucher.code}))
    assert "Ihr Betrieb nimmt diesen Gutschein nicht an. Er ist von Stadt Kiel" in page
    assert "Mitmachen können Sie unter" in page


def test_who_waits_for_an_answer_reads_that(site: Client, chief: Client, jan: Client) -> None:
    voucher = bought(site, begin(chief))
    jan.post(f"{OWN}teilnahme/", {"name": "Jansen GmbH", "iban": IBAN})
    page = words(jan.get("/betrieb/kasse/gutschein/", {"code": voucher.code}))
    assert "Ihre Anfrage ist da, die Region hat noch nicht geantwortet." in page
    assert "Mitmachen können Sie unter" not in page


def test_after_paying_nobody_is_sent_to_the_town_hall(site: Client, chief: Client, jan: Client) -> None:
    order = bought(site, begin(chief)).order
    page = site.get(f"/bestellung/{order.token}/")
    assert "Zeigen Sie den Code bei einem der Betriebe, die mitmachen" in words(page)
    assert 'href="/annahmestellen/"' in page.content.decode().partition("So lösen Sie ihn ein")[2]
    assert "bei Stadt Kiel, auf dem Telefon" not in words(page)


def test_without_an_account_of_the_region_nothing_is_sold(
    site: Client, chief: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("billing.payments.ways.SANDBOX", "nowhere")
    offer = begin(chief)
    assert not offer.is_payable
    assert "Es fehlt ein Weg, bezahlt zu werden." in words(chief.get(OFFICE))


def test_what_many_take_is_no_single_thing(chief: Client) -> None:
    begin(chief)
    answer = chief.post(f"{OFFICE}angebote/neu/", OFFER | {"kind": "service", "vat_kind": "single", "vat_rate": "19"})
    assert answer.status_code == 422
    offer = Offer.objects.get()
    with pytest.raises(NotForTheRegion):
        change_offer(offer, changes={"kind": "service"}, by="Ute", at=timezone.now())
    with pytest.raises(NotForTheRegion):
        change_offer(offer, changes={"vat_kind": "single", "vat_rate": 7}, by="Ute", at=timezone.now())


def test_a_business_sees_its_own_settlements_only(in_kiel: RegionCard, jan: Client, baker: Business) -> None:
    florist = make_business(name="Blumen Petersen")
    now = timezone.now()
    theirs = Settlement.objects.create(
        business=florist, until=now, cents=1, name="Petersen", iban=IBAN, made_at=now, made_by="Ute"
    )
    assert jan.get(f"{OWN}abrechnung/{theirs.pk}/").status_code == 404
    assert jan.get(f"{OWN}abrechnung/{theirs.pk}.csv").status_code == 404


def test_an_editor_pays_nobody(office: Client) -> None:
    assert office.get(OFFICE).status_code == 200
    for path in ("abrechnung/", "herausgeber/", "abrechnung/datei/"):
        assert office.get(f"{OFFICE}{path}").status_code == 403


def test_the_office_is_told_of_what_waits(chief: Client, jan: Client, baker: Business) -> None:
    begin(chief)
    jan.post(f"{OWN}teilnahme/", {"name": "Jansen GmbH", "iban": IBAN})
    assert "Bäckerei Jansen möchte beim Gutschein der Region mitmachen" in words(chief.get("/verwaltung/"))
    long_ago = timezone.now() - timedelta(days=40)
    Claim.objects.create(business=baker, key="a", redemption_id=1, voucher="…A", cents=700_000_00, at=long_ago)
    page = words(chief.get("/verwaltung/"))
    assert "Gutschein der Region abrechnen" in page
    assert "70 % von einer Million Euro in zwölf Monaten sind erreicht." in page
    Claim.objects.create(business=baker, key="b", redemption_id=2, voucher="…A", cents=300_000_01, at=long_ago)
    assert "Gutschein der Region bei der BaFin anzeigen" in words(chief.get("/verwaltung/"))
