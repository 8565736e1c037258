"""The buyer's pages: what they say, what they keep, and what they never do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from billing.payments.models import Attempt
from billing.providers.sandbox import world as world
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.codes import grouped, new_code
from marketplace.vouchers.models import Offer, OfferKind, Order, Voucher
from marketplace.vouchers.orders.close import close_unpaid_order
from tests.make import NOON, make_business, make_offer, make_owner, make_voucher
from tests.marketplace.vouchers.buying.steps import (
    bought_by_hand,
    checkout_of,
    form_for,
    hidden,
    look,
    ordered,
    pay,
)
from tests.words import words

pytestmark = pytest.mark.django_db


def review(client: Client, offer: Offer, **changes: Any) -> tuple[int, str]:
    answer = client.post(f"{offer.get_absolute_url()}pruefung/", form_for(offer, **changes))
    return answer.status_code, answer.content.decode()


# ---- The offer
def test_an_old_title_in_the_address_leads_to_the_new_one(ute: Client) -> None:
    offer = make_offer(title="Frühstück für zwei")
    answer = ute.get(f"/gutscheine/{offer.pk}-alter-titel/")
    assert (answer.status_code, answer["Location"]) == (301, f"/gutscheine/{offer.pk}-fruehstueck-fuer-zwei/")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"stock_left": 0}, "Dieser Gutschein ist ausverkauft."),
        ({"stopped_at": NOON}, "Dieser Gutschein wird gerade nicht verkauft."),
    ],
)
def test_what_cannot_be_bought_says_why_and_shows_no_form(ute: Client, changes: dict[str, Any], sentence: str) -> None:
    html = ute.get(make_offer(**changes).get_absolute_url()).content.decode()
    assert sentence in html
    assert 'id="kauf"' not in html


def test_the_offers_of_a_closed_business_say_so(ute: Client) -> None:
    offer = make_offer(business=make_business(closed_at=NOON))
    assert "Dieser Betrieb verkauft hier gerade nichts." in ute.get(offer.get_absolute_url()).content.decode()


@pytest.mark.parametrize("changes", [{"published_at": None}, {"business": None}])
def test_what_nobody_may_see_yet_is_not_there(ute: Client, changes: dict[str, Any]) -> None:
    if "business" in changes:
        changes["business"] = make_business(approved_at=None)
    assert ute.get(make_offer(**changes).get_absolute_url()).status_code == 404


def test_looking_at_an_offer_sets_no_cookie(ute: Client) -> None:
    assert dict(ute.get(make_offer().get_absolute_url()).cookies) == {}


def test_the_offer_page_takes_two_queries_beside_the_hosts(ute: Client, django_assert_num_queries: Any) -> None:
    offer = make_offer()
    with django_assert_num_queries(5):  # the host (2), the offer with its business, its subsidy, the region's face
        ute.get(offer.get_absolute_url())


# ---- Filling in
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": ""}, "Bitte geben Sie eine E-Mail-Adresse ein."),
        ({"email": "ute@"}, "Diese E-Mail-Adresse ist nicht vollständig. Sie sieht aus wie name@beispiel.de."),
        ({"accepts": ""}, "Bitte bestätigen Sie das noch."),
        ({"quantity": "11"}, "Bitte wählen Sie 1 bis 10 Stück."),
        ({"quantity": "viele"}, "Bitte wählen Sie 1 bis 10 Stück."),
        ({"is_gift": "on", "greeting": "x" * 501}, "Bitte höchstens 500 Zeichen. Ihr Text hat 501."),
        ({"is_gift": "on", "recipient_name": "x" * 81}, "Bitte höchstens 80 Zeichen. Ihr Text hat 81."),
        (
            {"buyer_name": "Ute\x7fBrandt"},
            "Hier steht ein unsichtbares Steuerzeichen. Bitte tippen Sie den Text neu ein.",
        ),
        ({"seen_cents": "100"}, "Der Preis hat sich geändert. Der Gutschein kostet jetzt 25,00\xa0€."),
        ({"seen_cents": "abc"}, "Der Preis hat sich geändert. Der Gutschein kostet jetzt 25,00\xa0€."),
    ],
)
def test_bad_input_gets_a_sentence_keeps_what_was_typed_and_changes_nothing(
    ute: Client, changes: dict[str, str], sentence: str
) -> None:
    offer = make_offer(price_cents=2500, stock_left=20)
    typed = {"recipient_name": "Jan", "greeting": "Alles Gute!", **changes}
    for step in ("pruefung", "bestellung"):
        answer = ute.post(f"{offer.get_absolute_url()}{step}/", form_for(offer, **typed))
        html = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in html
        if "buyer_name" not in changes:
            assert 'value="Ute Brandt"' in html
    assert (Order.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Bitte geben Sie einen Betrag ein."),
        ("9,99", "Der Betrag muss mindestens 10,00\xa0€ sein."),
        ("200,01", "Der Betrag darf höchstens 200,00\xa0€ sein."),
        ("zwölf", "Diesen Betrag können wir nicht lesen. Bitte schreiben Sie ihn zum Beispiel so: 12,50."),
        ("12,505", "Bitte geben Sie höchstens zwei Stellen nach dem Komma ein, zum Beispiel 12,50."),
        ("-20", "Der Betrag darf nicht negativ sein."),
    ],
)
def test_an_amount_that_does_not_fit_gets_a_sentence(ute: Client, typed: str, sentence: str) -> None:
    offer = make_offer(kind=OfferKind.FREE, price_cents=None, min_cents=1000, max_cents=20000)
    status, html = review(ute, offer, amount=typed)
    assert (status, sentence in html) == (422, True)
    assert f'value="{typed}"' in html or not typed


def test_more_than_is_left_is_told_at_the_field(ute: Client) -> None:
    status, html = review(ute, make_offer(stock_left=2), quantity="3")
    assert (status, "So viele sind nicht mehr da: Es gibt noch 2." in html) == (422, True)


def test_the_last_look_shows_price_and_address_and_changes_nothing(ute: Client) -> None:
    offer = make_offer(title="Frühstück für zwei", price_cents=2500)
    status, html = review(ute, offer, quantity="3", is_gift="on", recipient_name="Jan", greeting="Alles Gute!")
    assert status == 200
    for shown in ("Frühstück für zwei", "3 × 25,00\xa0€", "75,00\xa0€", "ute@example.org", "Jan", "Alles Gute!"):
        assert shown in html
    assert "Es kommt nichts hinzu." in html
    assert "Zahlungspflichtig bestellen" in html
    assert Order.objects.count() == 0


def test_from_the_last_look_one_can_go_back_and_change(ute: Client) -> None:
    offer = make_offer(kind=OfferKind.FREE, price_cents=None, min_cents=1000, max_cents=20000)
    _status, html = review(ute, offer, amount="12,50", quantity="3")
    answer = ute.post(f"{offer.get_absolute_url()}pruefung/", {**hidden(html), "aendern": "1"})
    back = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="12,50"' in back
    assert 'value="ute@example.org"' in back
    assert '<option value="3" selected>' in back
    assert "checked" not in back.split('name="is_gift"')[1].split(">")[0]


def test_a_browser_may_go_back_to_the_last_look_and_to_no_other_page_of_the_purchase(ute: Client) -> None:
    offer = make_offer()
    looked = ute.post(f"{offer.get_absolute_url()}pruefung/", form_for(offer))
    mistaken = ute.post(f"{offer.get_absolute_url()}bestellung/", {})

    assert (looked.status_code, looked["Cache-Control"], looked.has_header("Vary")) == (200, "private, no-cache", False)
    assert (mistaken.status_code, mistaken["Cache-Control"]) == (422, "private, no-store")


def test_reading_the_last_look_again_without_a_form_leads_to_the_offer(ute: Client) -> None:
    offer = make_offer()
    answer = ute.get(f"{offer.get_absolute_url()}pruefung/")
    assert (answer.status_code, answer["Location"]) == (302, offer.get_absolute_url())


def test_pressing_the_button_twice_orders_once(ute: Client) -> None:
    offer = make_offer(stock_left=5)
    _status, html = review(ute, offer)
    first = ute.post(f"{offer.get_absolute_url()}bestellung/", hidden(html))
    second = ute.post(f"{offer.get_absolute_url()}bestellung/", hidden(html))
    assert (first["Location"], Order.objects.count()) == (second["Location"], 1)


@pytest.mark.parametrize("chosen", ["api-0123456789", "formular", "demo-kiel-0"])
def test_a_name_that_somebody_chose_opens_no_order(ute: Client, chosen: str) -> None:
    offer = make_offer()
    theirs = ordered(offer, key=chosen)
    _status, html = review(ute, offer)
    answer = ute.post(f"{offer.get_absolute_url()}bestellung/", {**hidden(html), "key": chosen})
    mine = Order.objects.exclude(pk=theirs.pk).get()
    assert theirs.token not in answer["Location"]
    assert mine.key.startswith("web-")


def test_the_name_of_a_form_opens_nothing_to_another_buyer(ute: Client) -> None:
    """Even who got hold of a form's own name gets an answer only with all that was ordered."""
    offer, other = make_offer(), make_offer(title="Etwas anderes")
    _status, html = review(ute, offer)
    form = hidden(html)
    first = ute.post(f"{offer.get_absolute_url()}bestellung/", form)
    for page, changes in (
        (offer, {"email": "dieb@example.org"}),
        (offer, {"quantity": "2"}),
        (offer, {"buyer_name": "Jan"}),
        (other, {}),
    ):
        answer = ute.post(f"{page.get_absolute_url()}bestellung/", {**form, **changes})
        assert answer.status_code == 422
        assert first["Location"] not in answer.content.decode()
    assert Order.objects.count() == 1


@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [
        ({"price_cents": 3000}, "Der Preis hat sich geändert. Der Gutschein kostet jetzt 30,00\xa0€."),
        ({"stopped_at": NOON}, "Dieser Gutschein wird gerade nicht verkauft."),
        ({"stock_left": 0}, "Dieser Gutschein ist ausverkauft."),
    ],
)
def test_what_changed_after_the_last_look_is_told_and_nothing_is_ordered(
    ute: Client, meanwhile: dict[str, Any], sentence: str
) -> None:
    offer = make_offer(price_cents=2500, stock_left=5)
    _status, html = review(ute, offer)
    Offer.objects.filter(pk=offer.pk).update(**meanwhile)
    answer = ute.post(f"{offer.get_absolute_url()}bestellung/", hidden(html))
    assert (answer.status_code, sentence in answer.content.decode(), Order.objects.count()) == (422, True, 0)


def test_a_free_amount_is_what_is_paid(ute: Client) -> None:
    offer = make_offer(kind=OfferKind.FREE, price_cents=None, min_cents=1000, max_cents=20000)
    bought_by_hand(ute, offer, amount="42,50", quantity="2")
    assert (Order.objects.get().unit_cents, Attempt.objects.get().amount_cents) == (4250, 8500)


def test_a_greeting_without_the_gift_switch_is_not_kept(ute: Client) -> None:
    bought_by_hand(ute, make_offer(), recipient_name="Jan", greeting="Alles Gute!")
    order = Order.objects.get()
    assert (order.is_gift, order.recipient_name, order.greeting) == (False, "", "")


# ---- The order's page
def page_of(client: Client, order: Order) -> str:
    answer = client.get(order.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_tells_how_the_order_stands(ute: Client) -> None:
    order = ordered(make_offer())
    assert "Der Zahlungsdienst antwortet gerade nicht." in page_of(ute, order)
    checkout_of(order)
    assert "Wir prüfen Ihre Zahlung." in page_of(ute, order)
    world.pay_later(checkout_of(order))
    look(order)
    assert "Ihre Zahlung wird gerade geprüft." in page_of(ute, order)
    order = pay(order)
    assert "Danke! Hier ist Ihr Gutschein." in page_of(ute, order)


def test_who_was_just_sent_to_pay_is_invited_to_pay_only_after_some_minutes(ute: Client) -> None:
    order = ordered(make_offer())
    checkout_of(order)
    at_once = page_of(ute, order)
    assert ("Weiter zur Zahlung" in at_once, "<progress" in at_once, "http-equiv" in at_once) == (False, True, True)

    Attempt.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    later = page_of(ute, order)
    assert '<button class="kl-linkbtn">Noch nicht bezahlt? Weiter zur Zahlung</button>' in later
    asked = {"stand": "waiting", "frisch": "1"}  # by the page as it was ten minutes ago
    answer = ute.post(f"{order.get_absolute_url()}zahlung/pruefung/", asked, HTTP_HX_REQUEST="true")
    assert "Noch nicht bezahlt?" in answer.content.decode()


def test_an_aborted_payment_can_be_made_again(ute: Client) -> None:
    order = ordered(make_offer(stock_left=1))
    world.abort(checkout_of(order))
    look(order)
    assert "Die Zahlung kam nicht zustande." in page_of(ute, order)
    answer = ute.post(f"{order.get_absolute_url()}zahlung/")
    assert answer["Location"] == f"http://kiel.localhost/sandbox/{checkout_of(order).ref}/"
    order = pay(order)
    assert order.vouchers.count() == 1


def test_an_expired_order_that_cannot_be_had_any_more_says_so(ute: Client) -> None:
    offer = make_offer(stock_left=1)
    order = ordered(offer, key="a")
    close_unpaid_order(order.pk, at=timezone.now())
    ordered(offer, key="b")
    assert "Diese Bestellung ist abgelaufen." in page_of(ute, order)
    answer = ute.post(f"{order.get_absolute_url()}zahlung/")
    assert answer.status_code == 409
    assert "Der Gutschein ist inzwischen vergriffen oder wird nicht mehr verkauft." in answer.content.decode()


def test_a_payment_that_came_too_late_is_explained(ute: Client) -> None:
    offer = make_offer(price_cents=2500, stock_left=1)
    late = ordered(offer, key="a")
    close_unpaid_order(late.pk, at=timezone.now())
    ordered(offer, key="b")
    html = page_of(ute, pay(late))
    assert "Ihr Geld kommt zurück." in html
    assert "25,00\xa0€ zahlen wir Ihnen gerade zurück." in html


def test_a_second_payment_is_explained(ute: Client) -> None:
    html = page_of(ute, pay(ordered(make_offer(price_cents=2500)), times=2))
    assert "Danke! Hier ist Ihr Gutschein." in html
    assert "Sie hatten mehr als einmal bezahlt. An Ihrem Gutschein ändert das nichts." in html


def test_going_on_to_pay_leads_to_the_same_checkout(ute: Client) -> None:
    order = ordered(make_offer())
    first = ute.post(f"{order.get_absolute_url()}zahlung/")["Location"]
    second = ute.post(f"{order.get_absolute_url()}zahlung/")["Location"]
    assert (first, Attempt.objects.count()) == (second, 1)


def test_who_paid_already_is_not_sent_to_pay_again(ute: Client) -> None:
    order = pay(ordered(make_offer()))
    answer = ute.post(f"{order.get_absolute_url()}zahlung/")
    assert answer["Location"] == f"http://kiel.localhost{order.get_absolute_url()}"


def test_checking_the_payment_brings_the_voucher(ute: Client) -> None:
    order = ordered(make_offer())
    world.pay(checkout_of(order))
    answer = ute.post(f"{order.get_absolute_url()}zahlung/pruefung/")
    assert (answer.status_code, answer["Location"]) == (302, order.get_absolute_url())
    assert grouped(Voucher.objects.get().code) in page_of(ute, order)


def test_htmx_gets_the_standing_alone_when_it_checks(ute: Client) -> None:
    order = ordered(make_offer())
    world.pay(checkout_of(order))
    answer = ute.post(f"{order.get_absolute_url()}zahlung/pruefung/", HTTP_HX_REQUEST="true")
    html = answer.content.decode()
    assert html.lstrip().startswith('<div id="stand"')
    assert "Danke! Hier ist Ihr Gutschein." in html
    assert "hx-trigger" not in html


def test_a_check_without_news_leaves_the_page_as_it_is(ute: Client) -> None:
    order = ordered(make_offer())
    checkout_of(order)
    checked = {"stand": "waiting"}
    assert ute.post(f"{order.get_absolute_url()}zahlung/pruefung/", checked, HTTP_HX_REQUEST="true").status_code == 204


def test_reading_the_page_changes_nothing_even_when_the_money_is_there(ute: Client) -> None:
    order = ordered(make_offer())
    world.pay(checkout_of(order))
    entries = Entry.objects.count()
    for _ in range(3):
        assert "Wir prüfen Ihre Zahlung." in page_of(ute, order)
    assert (Voucher.objects.count(), Entry.objects.count()) == (0, entries)


def test_the_page_is_kept_by_nobody_and_found_by_no_search_engine(ute: Client) -> None:
    answer = ute.get(ordered(make_offer()).get_absolute_url())
    told = (answer["Cache-Control"], answer["X-Robots-Tag"], answer["Referrer-Policy"])
    assert told == ("private, no-store", "noindex, nofollow, noarchive", "same-origin")


def test_an_order_of_kiel_is_nothing_in_dortmund(
    ute: Client, dortmund: RegionCard, client_for: Callable[..., Client]
) -> None:
    order = pay(ordered(make_offer()))
    code = order.vouchers.get().code
    stranger = client_for(dortmund)
    with stepping_into(None):
        for path in ("", "gutschein-1.pdf"):
            assert stranger.get(f"{order.get_absolute_url()}{path}").status_code == 404
        assert stranger.post(f"{order.get_absolute_url()}zahlung/pruefung/").status_code == 404
        assert stranger.get(f"/g/{code}/").status_code == 404


@pytest.mark.parametrize("path", ["/bestellung/gibt-es-nicht/", "/bestellung/gibt-es-nicht/gutschein-1.pdf"])
def test_what_nobody_ordered_is_not_there(ute: Client, path: str) -> None:
    assert ute.get(path).status_code == 404


def test_the_pdf_is_the_buyers_alone_and_one_for_each_voucher(ute: Client) -> None:
    order = pay(ordered(make_offer(), quantity=2))
    answer = ute.get(f"{order.get_absolute_url()}gutschein-2.pdf")
    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert answer["Cache-Control"] == "private, no-store"
    assert ute.get(f"{order.get_absolute_url()}gutschein-3.pdf").status_code == 404


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"left_cents": 1200}, "noch 12,00\xa0€, gültig bis 31.12.2029"),
        ({"left_cents": 0}, "ganz eingelöst"),
        ({"blocked_at": NOON}, "gesperrt"),
        ({"refunded_at": NOON, "left_cents": 0}, "am 02.11.2026 erstattet"),
        ({"refund_pending_at": NOON, "left_cents": 0, "reserved_cents": 2500}, "das Geld ist auf dem Weg zu Ihnen"),
    ],
)
def test_each_voucher_shows_what_became_of_it(ute: Client, state: dict[str, Any], words: str) -> None:
    order = pay(ordered(make_offer(price_cents=2500)))
    Voucher.objects.update(**state)
    assert words in page_of(ute, order)


# ---- Where the QR code leads
def test_the_code_shows_what_is_left_and_nothing_about_the_buyer(ute: Client) -> None:
    voucher = make_voucher(value_cents=5000, left_cents=1250)
    answer = ute.get(f"/g/{grouped(voucher.code).lower()}/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Noch 12,50\xa0€ sind darauf." in html
    assert voucher.order.email not in html
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_a_business_is_led_from_the_code_to_its_till(
    ute: Client, kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    voucher = make_voucher()
    answer = client_for(kiel, user=make_owner(voucher.business)).get(f"/g/{voucher.code}/")
    assert answer["Location"] == f"/betrieb/kasse/gutschein/?code={voucher.code}"


@pytest.mark.parametrize("code", ["DXPQG68898PAFSXE", "quatsch", "a" * 600])
def test_an_unknown_code_gets_a_sentence(ute: Client, code: str) -> None:
    answer = ute.get(f"/g/{code}/")
    assert (answer.status_code, "Diesen Gutschein gibt es hier nicht." in answer.content.decode()) == (404, True)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("K7QM", "Dieser Code ist noch nicht vollständig. Es fehlen noch 12 Zeichen."),
        ("7777-7777-7777-7777", "Bei diesem Code stimmt ein Zeichen nicht."),
    ],
)
def test_a_mistyped_code_is_told_from_the_others_as_at_the_till(ute: Client, code: str, sentence: str) -> None:
    answer = ute.post("/guthaben/", {"code": code})
    assert (answer.status_code, sentence in words(answer)) == (422, True)


def test_whoever_tries_many_codes_has_to_wait(ute: Client) -> None:
    answers = [ute.get(f"/g/{new_code()}/") for _ in range(61)]
    assert [answer.status_code for answer in answers] == [404] * 60 + [429]
    assert 'href="/guthaben/"' in answers[0].content.decode()
    assert re.search(r"Bitte warten Sie noch \d+ Minuten?\.", words(answers[60]))
