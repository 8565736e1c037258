"""A business writes an offer in four steps, changes it, stops it; nobody else's is there for it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from django.test import Client
from pypdf import PdfReader

from kreislauf.accounts.models import User
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Offer, OfferKind, VatKind
from marketplace.vouchers.offers.edit import (
    AlreadyPublished,
    AlreadyStopped,
    NotPublished,
    NotStopped,
    StockMoved,
    StoppedByStaff,
    change_offer,
    draft_offer,
    publish_offer,
    resume_offer,
    stop_offer,
)
from tests.make import NOON, make_business, make_offer, make_order, make_owner, make_voucher

OFFERS = "/betrieb/angebote/"
BREAKFAST = {
    "kind": "service",
    "title": "Frühstück für zwei",
    "description": "Brötchen, Ei und Kaffee.",
    "price": "24,50",
    "stock_left": "20",
    "terms": "Nicht an Feiertagen.",
    "vat_kind": "multi",
    "validity_years": "3",
}


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business()


@pytest.fixture
def jan(bakery: Business) -> User:
    return make_owner(bakery)


@pytest.fixture
def site(jan: User, kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(kiel, user=jan)


def text(response: object) -> str:
    body = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ")


def test_after_publishing_there_is_a_link_a_poster_and_a_copy(site: Client, bakery: Business) -> None:
    offer = make_offer(business=bakery, title="Frühstück", picture="")
    page = site.get(f"{OFFERS}{offer.pk}/pruefen/")
    assert all(words in text(page) for words in ("So sehen es alle", "Plakat mit QR-Code (PDF)", "Als Vorlage"))
    assert offer.get_absolute_url() in page.content.decode()
    assert "Bild hinzufügen" in text(site.get(OFFERS))

    poster = site.get(f"{OFFERS}{offer.pk}/plakat.pdf")
    sheet = PdfReader(io.BytesIO(poster.content))
    assert (poster["Content-Type"], len(sheet.pages)) == ("application/pdf", 1)
    assert "Frühstück" in sheet.pages[0].extract_text()
    assert f"kiel.localhost{offer.get_absolute_url()}" in sheet.pages[0].extract_text().replace("\n", "")

    copied = site.post(f"{OFFERS}{offer.pk}/kopie/")
    made = Offer.objects.exclude(pk=offer.pk).get()
    assert copied["Location"] == f"{OFFERS}{made.pk}/"
    assert (made.title, made.price_cents, made.published_at) == ("Frühstück", offer.price_cents, None)


def test_a_draft_can_be_deleted_and_what_was_on_sale_cannot(site: Client, bakery: Business) -> None:
    draft = make_offer(business=bakery, title="Entwurf", published_at=None)
    sold = make_offer(business=bakery)
    assert "Entwurf „Entwurf“ löschen?" in text(site.get(f"{OFFERS}{draft.pk}/loeschung/"))
    assert Offer.objects.count() == 2
    assert "Der Entwurf ist gelöscht." in text(site.post(f"{OFFERS}{draft.pk}/loeschung/", follow=True))
    assert "war schon im Verkauf" in text(site.post(f"{OFFERS}{sold.pk}/loeschung/", follow=True))
    assert list(Offer.objects.all()) == [sold]
    assert Entry.objects.get().action == "offer.deleted"


def test_the_office_writes_an_offer_for_a_business(
    bakery: Business, editor: User, kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    office = client_for(kiel, user=editor)
    assert (
        f"/betrieb/kasse/betrieb/?weiter={OFFERS}neu/"
        in office.get("/verwaltung/gutscheine/angebote/").content.decode()
    )
    chosen = office.post("/betrieb/kasse/betrieb/", {"betrieb": bakery.pk, "weiter": f"{OFFERS}neu/"})
    assert chosen["Location"] == f"{OFFERS}neu/"
    assert bakery.name in text(office.get(f"{OFFERS}neu/"))
    office.post(f"{OFFERS}neu/", BREAKFAST)
    assert Offer.objects.get().business == bakery
    assert list(Entry.objects.values_list("action", "actor")) == [("offer.drafted", editor.name)]


def test_all_mistakes_are_said_at_once(site: Client) -> None:
    page = site.post(f"{OFFERS}neu/", {"kind": "service", "vat_kind": "single", "validity_years": "2", "price": ""})
    assert "4 Angaben stimmen noch nicht" in text(page)
    unread = site.post(f"{OFFERS}neu/", {"kind": "free", "minimum": "x", "maximum": "", "vat_kind": "single"})
    assert "5 Angaben stimmen noch nicht" in text(unread)


def test_four_steps_from_nothing_to_on_sale(site: Client, bakery: Business) -> None:
    assert "Noch kein Gutschein" in text(site.get(OFFERS))

    written = site.post(f"{OFFERS}neu/", BREAKFAST)
    offer = Offer.objects.get()
    assert written["Location"] == f"{OFFERS}{offer.pk}/bild/"
    assert (offer.business, offer.published_at, offer.price_cents, offer.stock_left) == (bakery, None, 2450, 20)
    assert list(Offer.objects.on_sale()) == []  # type: ignore[attr-defined]
    assert site.get(written["Location"]).status_code == 200

    pictured = site.post(written["Location"], {"picture_alt": ""})
    assert pictured["Location"] == f"{OFFERS}{offer.pk}/pruefen/"
    assert "Jetzt veröffentlichen" in text(site.get(pictured["Location"]))

    published = site.post(f"{OFFERS}{offer.pk}/veroeffentlichung/", follow=True)
    assert "Der Gutschein ist jetzt im Verkauf." in text(published)
    assert list(Offer.objects.on_sale()) == [offer]  # type: ignore[attr-defined]
    assert list(Entry.objects.order_by("pk").values_list("action", "actor")) == [
        ("offer.drafted", "Jan Jansen"),
        ("offer.changed", "Jan Jansen"),
        ("offer.published", "Jan Jansen"),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"title": "x" * 61}, "Bitte höchstens 60 Zeichen."),
        ({"price": ""}, "Bitte geben Sie einen Preis an."),
        ({"price": "0,50"}, "Der Preis liegt zwischen 1 € und 1.000 €."),
        ({"price": "1000,01"}, "Der Preis liegt zwischen 1 € und 1.000 €."),
        ({"price": "viel"}, "Bitte schreiben Sie ihn zum Beispiel so: 12,50."),
        ({"kind": "free", "price": ""}, "Bitte geben Sie einen Betrag an."),
        ({"kind": "free", "minimum": "50", "maximum": "10"}, "Der höchste Betrag ist kleiner als der niedrigste."),
        ({"stock_left": "-1"}, "Weniger als null geht nicht."),
        ({"stock_left": "drei"}, "Bitte geben Sie eine ganze Zahl ein."),
        ({"vat_kind": "single"}, "Bitte wählen Sie den Steuersatz."),
        ({"validity_years": "1"}, "Bitte sagen Sie, warum der Gutschein kürzer gilt."),
    ],
)
def test_what_is_wrong_gets_a_sentence_and_stays_as_typed(site: Client, changes: dict[str, str], sentence: str) -> None:
    answer = site.post(f"{OFFERS}neu/", BREAKFAST | changes)

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "Nicht an Feiertagen." in answer.content.decode()
    for value in changes.values():
        assert value in answer.content.decode()
    assert not Offer.objects.exists()


def test_a_shorter_validity_needs_a_reason_and_shows_a_warning(site: Client) -> None:
    site.post(f"{OFFERS}neu/", BREAKFAST | {"validity_years": "1", "validity_reason": "Nur im Advent 2026"})

    page = text(site.get(f"{OFFERS}{Offer.objects.get().pk}/pruefen/"))
    assert "Dieser Gutschein gilt kürzer als üblich." in page
    assert "Nur im Advent 2026" in page


def test_what_the_kind_does_not_ask_for_is_dropped(site: Client) -> None:
    site.post(
        f"{OFFERS}neu/",
        BREAKFAST | {"kind": "free", "minimum": "10", "maximum": "150", "vat_rate": "19", "validity_reason": "egal"},
    )

    offer = Offer.objects.get()
    assert (offer.price_cents, offer.min_cents, offer.max_cents) == (None, 1000, 15000)
    assert (offer.vat_rate, offer.validity_reason) == (None, "")


def test_a_change_keeps_what_was_sold_meanwhile(site: Client, bakery: Business) -> None:
    offer = make_offer(business=bakery, kind=OfferKind.SERVICE, stock_left=20, price_cents=2450)
    form = BREAKFAST | {"title": "Frühstück für drei"}
    change = {"title": "Frühstück für drei"}
    Offer.objects.filter(pk=offer.pk).update(stock_left=20)

    # Jan's page shows 20; while he types, three are sold.
    changed = change_offer(offer, changes=change, by="Jan", at=NOON)
    Offer.objects.filter(pk=offer.pk).update(stock_left=17)
    change_offer(changed, changes={"terms": "Bitte anrufen."}, by="Jan", at=NOON)

    offer.refresh_from_db()
    assert (offer.title, offer.terms, offer.stock_left) == ("Frühstück für drei", "Bitte anrufen.", 17)
    assert site.post(f"{OFFERS}{offer.pk}/", form)["Location"] == OFFERS


def test_an_old_page_puts_no_sold_piece_back_on_the_shelf(site: Client, bakery: Business) -> None:
    offer = make_offer(business=bakery, kind=OfferKind.SERVICE, stock_left=20, price_cents=2450)
    page = site.get(f"{OFFERS}{offer.pk}/").content.decode()
    shown = BREAKFAST | {"stock_shown": re.search(r'name="stock_shown" value="(\d+)"', page)[1]}  # type: ignore[index]
    Offer.objects.filter(pk=offer.pk).update(stock_left=17)  # three are sold while Jan types

    assert site.post(f"{OFFERS}{offer.pk}/", shown | {"title": "Frühstück für drei"})["Location"] == OFFERS
    offer.refresh_from_db()
    assert (offer.title, offer.stock_left) == ("Frühstück für drei", 17)

    # Another number than the one he saw: he is told how many there are, and the next time it counts.
    refused = site.post(f"{OFFERS}{offer.pk}/", shown | {"stock_left": "22"})
    assert refused.status_code == 422
    assert "Jetzt gibt es noch 17." in text(refused)
    assert 'name="stock_shown" value="17"' in refused.content.decode()
    again = shown | {"stock_left": "19", "stock_shown": "17"}
    assert site.post(f"{OFFERS}{offer.pk}/", again)["Location"] == OFFERS
    offer.refresh_from_db()
    assert offer.stock_left == 19


def test_a_piece_that_is_sold_in_the_same_moment_stays_sold(bakery: Business) -> None:
    looked_at = make_offer(business=bakery, kind=OfferKind.SERVICE, stock_left=20, price_cents=2450)
    Offer.objects.filter(pk=looked_at.pk).update(stock_left=19)
    with pytest.raises(StockMoved) as refused:
        change_offer(looked_at, changes={"stock_left": 25}, by="Jan", at=NOON)
    assert refused.value.left == 19


def test_kind_may_change_and_takes_its_amounts_along(site: Client, bakery: Business) -> None:
    offer = make_offer(business=bakery, price_cents=2450)

    site.post(f"{OFFERS}{offer.pk}/", BREAKFAST | {"kind": "free", "price": "", "minimum": "5", "maximum": "50"})

    offer.refresh_from_db()
    assert (offer.kind, offer.price_cents, offer.min_cents, offer.max_cents) == ("free", None, 500, 5000)


def test_stop_and_resume(site: Client, bakery: Business) -> None:
    offer = make_offer(business=bakery)

    assert "Angehalten." in text(site.post(f"{OFFERS}{offer.pk}/halt/", follow=True))
    assert list(Offer.objects.on_sale()) == []  # type: ignore[attr-defined]
    assert "gerade nicht im Verkauf" in text(site.post(f"{OFFERS}{offer.pk}/halt/", follow=True))
    assert "Wieder im Verkauf." in text(site.post(f"{OFFERS}{offer.pk}/wiederaufnahme/", follow=True))
    assert list(Offer.objects.on_sale()) == [offer]  # type: ignore[attr-defined]


def test_an_offer_is_stopped_on_its_own_page(site: Client, bakery: Business) -> None:
    offer = make_offer(business=bakery, title="Frühstück")
    page = f"{OFFERS}{offer.pk}/pruefen/"
    html = site.get(page).content.decode()
    assert f'action="{OFFERS}{offer.pk}/halt/"' in html
    assert f'<a href="{OFFERS}">Meine Gutscheine</a>' in html

    site.post(f"{OFFERS}{offer.pk}/halt/")
    assert f'action="{OFFERS}{offer.pk}/wiederaufnahme/"' in site.get(page).content.decode()

    Offer.objects.filter(pk=offer.pk).update(stopped_by="staff")
    html = site.get(page).content.decode()
    assert "vom Team der Seite angehalten" in html
    assert f"{OFFERS}{offer.pk}/wiederaufnahme/" not in html + site.get(OFFERS).content.decode()


def test_an_offer_is_stopped_and_resumed_on_its_own_page_and_one_stays_there(site: Client, bakery: Business) -> None:
    own = f"{OFFERS}{make_offer(business=bakery).pk}/"
    page = f"{own}pruefen/"
    assert "Verkauf anhalten" in text(site.get(page))

    stopped = site.post(f"{own}halt/", headers={"referer": f"http://kiel.localhost{page}"})
    assert stopped["Location"] == page
    assert "angehalten" in text(site.get(page))
    resumed = site.post(f"{own}wiederaufnahme/", headers={"referer": f"http://kiel.localhost{page}"})
    assert resumed["Location"] == page
    assert site.post(f"{own}halt/", headers={"referer": f"http://kiel.localhost{OFFERS}"})["Location"] == OFFERS


def test_what_staff_stopped_the_business_cannot_resume(site: Client, bakery: Business) -> None:
    offer = stop_offer(make_offer(business=bakery), by="Ute Brandt", at=NOON, by_staff=True)

    page = site.post(f"{OFFERS}{offer.pk}/wiederaufnahme/", follow=True)

    assert "Das Team dieser Seite hat das Angebot angehalten." in text(page)
    assert list(Offer.objects.on_sale()) == []  # type: ignore[attr-defined]


def test_each_verb_refuses_what_does_not_fit(bakery: Business) -> None:
    draft = draft_offer(bakery, text={"kind": "fixed", "title": "Brot", "price_cents": 500}, by="Jan", at=NOON)
    with pytest.raises(NotPublished):
        stop_offer(draft, by="Jan", at=NOON)
    with pytest.raises(NotPublished):
        resume_offer(draft, by="Jan", at=NOON)
    publish_offer(draft, by="Jan", at=NOON)
    with pytest.raises(AlreadyPublished):
        publish_offer(draft, by="Jan", at=NOON)
    with pytest.raises(NotStopped):
        resume_offer(draft, by="Jan", at=NOON)
    stop_offer(draft, by="Ute", at=NOON, by_staff=True)
    with pytest.raises(AlreadyStopped):
        stop_offer(draft, by="Jan", at=NOON)
    with pytest.raises(StoppedByStaff):
        resume_offer(draft, by="Jan", at=NOON)
    with pytest.raises(ValueError, match="business_id"):
        change_offer(draft, changes={"business_id": 7}, by="Jan", at=NOON)


@pytest.mark.parametrize("path", ["", "bild/", "pruefen/"])
def test_another_business_s_offer_is_not_there(site: Client, path: str) -> None:
    offer = make_offer(business=make_business(name="Buchhandlung Hafen"), vat_kind=VatKind.MULTI)

    assert site.get(f"{OFFERS}{offer.pk}/{path}").status_code == 404
    for action in ("", "bild/", "veroeffentlichung/", "halt/", "wiederaufnahme/"):
        assert site.post(f"{OFFERS}{offer.pk}/{action}", BREAKFAST).status_code == 404
    before = Offer.objects.values().get(pk=offer.pk)
    assert (before["title"], before["stopped_at"]) == ("Frühstück für zwei", None)


def test_sales_show_what_was_sold_and_what_is_open(site: Client, bakery: Business) -> None:
    order = make_order(offer=make_offer(business=bakery, price_cents=5000), quantity=2)
    make_voucher(order=order, position=1, left_cents=1250)
    make_voucher(order=order, position=2)
    make_voucher(order=make_order(offer=make_offer(business=make_business(name="Buchhandlung Hafen"))))

    page = text(site.get("/betrieb/verkauf/"))
    assert "Gutscheine verkauft 2 dafür bezahlt 100,00 € eingelöst 0,00 € offene Gutscheine 62,50 €" in page

    file = site.get("/betrieb/verkauf.csv").getvalue().decode("utf-8-sig").splitlines()
    assert len(file) == 3
    assert file[1].split(";")[3:] == [
        "Frühstück für zwei",
        str(VatKind.MULTI.label),
        "",
        "50,00",
        "50,00",
        "31.12.2029",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_database_the_same_with_one_row_and_with_three(
    site: Client,
    bakery: Business,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    rows: int,
) -> None:
    for _ in range(rows):
        make_voucher(order=make_order(offer=make_offer(business=bakery)), value_cents=2500)
    site.get(OFFERS)  # the host and the face are remembered from here on

    with django_assert_num_queries(6):  # session, user, business, face, menu, offers
        site.get(OFFERS)
    with django_assert_num_queries(10):  # session, user, business, face, menu, two sums, months, vouchers, mail
        site.get("/betrieb/verkauf/")
