"""A form that meets the sign-in: nothing is done, nothing is lost, and nobody sees a browser's own error page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from kreislauf.accounts.models import Role, Session, User
from kreislauf.regions import RegionCard
from kreislauf.web.page_of import _methods
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Offer, Redemption
from tests.make import PASSWORD, make_business, make_offer, make_order, make_owner, make_user, make_voucher
from tests.words import words

DRAFT = {"kind": "fixed", "title": "Frühstück für zwei", "price": "45", "validity_years": "3", "vat_kind": "multi"}
GONE = "Sie waren abgemeldet. Es wurde nichts gebucht und nichts gespeichert."


@pytest.fixture
def jan(in_kiel: RegionCard) -> User:
    return make_owner(make_business(name="Bäckerei Jansen"), email="jan@example.org")


@pytest.fixture
def browser(jan: User, site: Client) -> Client:
    """Jan's, signed in as he does it."""
    sign_in(site, "jan@example.org")
    return site


def sign_in(browser: Client, email: str, target: str = "") -> str:
    answer = browser.post("/anmelden/", {"email": email, "password": PASSWORD, "next": target})
    assert answer.status_code == 302
    return str(answer["Location"])


def lose_the_session(browser: Client) -> None:
    del browser.cookies["sitzung"]


def target_of(answer: object) -> str:
    where = urlsplit(answer["Location"])  # type: ignore[index]
    assert where.path == "/anmelden/"
    return parse_qs(where.query)["next"][0]


def test_the_till_says_that_nothing_was_booked_and_goes_on_with_one_tap(browser: Client, jan: User) -> None:
    voucher = make_voucher(order=make_order(offer=make_offer(business=Business.objects.get(), price_cents=5000)))
    page = "http://kiel.localhost/betrieb/kasse/gutschein/?code=" + voucher.code
    tap = {"code": voucher.code, "key": "tap-1", "amount": "12,50"}
    lose_the_session(browser)

    answer = browser.post("/betrieb/kasse/einloesung/", tap, headers={"Referer": page})
    target = target_of(answer)
    assert target == "/betrieb/kasse/gutschein/"
    assert voucher.code not in answer["Location"]
    shown = browser.get(sign_in(browser, "jan@example.org", target))

    assert GONE in words(shown)
    assert "Auf dem Gutschein sind noch 50,00 €" in words(shown)
    html = shown.content.decode()
    assert all(f'value="{value}"' in html for value in tap.values())
    assert not Redemption.objects.exists()
    assert GONE not in words(browser.get("/betrieb/kasse/gutschein/", {"code": voucher.code}))  # said once


def test_without_the_page_that_it_was_sent_from_the_till_has_the_code(browser: Client) -> None:
    lose_the_session(browser)
    answer = browser.post("/betrieb/kasse/einloesung/", {"code": "K7QM", "key": "1", "amount": "5"})
    assert target_of(answer) == "/betrieb/kasse/"
    shown = browser.get(sign_in(browser, "jan@example.org", "/betrieb/kasse/"))
    assert GONE in words(shown)
    assert 'value="K7QM"' in shown.content.decode()


def test_a_long_form_is_filled_again_and_saves_nothing_by_itself(browser: Client) -> None:
    lose_the_session(browser)
    target = target_of(browser.post("/betrieb/angebote/neu/", DRAFT))
    shown = browser.get(sign_in(browser, "jan@example.org", target))
    assert f"{GONE} Ihre Eingaben stehen noch im Formular." in words(shown)
    assert 'value="Frühstück für zwei"' in shown.content.decode()
    assert not Offer.objects.exists()
    assert 'value="Frühstück' not in browser.get(target).content.decode()  # shown once


@pytest.mark.parametrize("page", ["/betrieb/termine/neu/", "/betrieb/kampagnen/neu/"])
def test_a_form_of_any_slice_is_filled_again(browser: Client, page: str) -> None:
    """``test_kept_forms.py`` asks every one."""
    lose_the_session(browser)
    typed = {"title": "Sonnenblumenkerne", "why": "Sonnenblumenkerne"}
    shown = browser.get(sign_in(browser, "jan@example.org", target_of(browser.post(page, typed))))
    assert f"{GONE} Ihre Eingaben stehen noch im Formular." in words(shown)
    assert "Sonnenblumenkerne" in shown.content.decode()


def test_the_texts_of_a_region_are_filled_again(site: Client) -> None:
    make_user(email="leitung@kiel.example", role=Role.ADMINISTRATOR)
    sign_in(site, "leitung@kiel.example")
    lose_the_session(site)
    target = target_of(site.post("/verwaltung/texte/impressum/", {"text": "Fleethörn 9, 24103 Kiel " * 400}))
    shown = site.get(sign_in(site, "leitung@kiel.example", target))
    assert shown.content.decode().count("Fleethörn 9, 24103 Kiel") >= 400


def test_somebody_else_who_signs_in_there_gets_nothing(browser: Client) -> None:
    make_owner(make_business(name="Nachbarin"), email="else@example.org")
    lose_the_session(browser)
    target = target_of(browser.post("/betrieb/angebote/neu/", DRAFT))
    shown = browser.get(sign_in(browser, "else@example.org", target))
    assert 'value="Frühstück' not in shown.content.decode()
    sign_out_and_back = browser.post("/abmelden/")
    assert sign_out_and_back.status_code == 302
    sign_in(browser, "jan@example.org")
    assert 'value="Frühstück' not in browser.get(target).content.decode()


def test_who_signed_out_leaves_nothing_and_a_stranger_keeps_nothing(browser: Client, site: Client) -> None:
    browser.post("/abmelden/")
    browser.post("/betrieb/angebote/neu/", DRAFT)
    assert not browser.cookies.get("eingaben") or not browser.cookies["eingaben"].value


def test_no_password_is_kept(browser: Client) -> None:
    lose_the_session(browser)
    target = target_of(browser.post("/betrieb/angebote/neu/", DRAFT | {"new_password": "geheim-1234"}))
    shown = browser.get(sign_in(browser, "jan@example.org", target))
    assert "password" not in shown.wsgi_request.POST.urlencode()


def test_a_form_that_outlived_its_window_is_filled_again_too(
    browser: Client,
) -> None:
    browser.get("/betrieb/angebote/neu/")
    browser.handler.enforce_csrf_checks = True
    browser.cookies.pop("formularschutz", None)
    origin = {"Origin": "http://kiel.localhost"}
    answer = browser.post("/betrieb/angebote/neu/", DRAFT, headers=origin)
    assert (answer.status_code, answer["Location"]) == (302, "/betrieb/angebote/neu/")
    shown = browser.get("/betrieb/angebote/neu/")
    assert "Das Formular war zu lange offen. Es wurde nichts gebucht" in words(shown)
    assert 'value="Frühstück für zwei"' in shown.content.decode()

    elsewhere = browser.post("/betrieb/angebote/neu/", DRAFT, headers={"Origin": "http://evil.example"})
    assert elsewhere.status_code == 403


def test_an_htmx_form_opens_the_whole_sign_in(browser: Client) -> None:
    lose_the_session(browser)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://kiel.localhost/betrieb/profil/"}
    answer = browser.post("/betrieb/profil/", {}, headers=headers)
    assert answer.headers["HX-Redirect"] == "/anmelden/?next=/betrieb/profil/"


def test_a_session_in_use_goes_on(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kreislauf.web.sessions.SEEN_EVERY_SECONDS", 0)
    soon = timezone.now() + timedelta(days=3)
    Session.objects.update(expire_date=soon)
    answer = browser.get("/betrieb/kasse/")
    assert Session.objects.get().expire_date > soon + timedelta(days=10)
    assert answer.cookies["sitzung"]["max-age"] == 14 * 24 * 3600
    monkeypatch.undo()
    assert "sitzung" not in browser.get("/betrieb/kasse/").cookies  # not written at each page


def test_every_address_that_only_takes_a_post_has_a_page_to_come_back_to() -> None:
    posts = [path for path, view in walk(get_resolver("kreislauf.urls_region"), "/") if "GET" not in _methods(view)]
    assert len(posts) > 15
    assert "/betrieb/kasse/einloesung/" in posts


def walk(resolver: URLResolver, prefix: str) -> list[tuple[str, Callable[..., object]]]:
    found: list[tuple[str, Callable[..., object]]] = []
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            found.append((prefix + str(one.pattern), one.callback))
        else:
            found += walk(one, prefix + str(one.pattern))
    return found
