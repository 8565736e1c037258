"""What a business does with its own entry, and cannot do with others'."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kreislauf.accounts.models import ApiToken, User
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from marketplace.businesses.change import change_at_once, correct
from marketplace.businesses.close import close, reopen
from marketplace.businesses.models import Business
from marketplace.review.change import Ended, change
from tests.make import NOON, make_business, make_owner, make_user
from tests.words import words


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business(slug="bakery")


@pytest.fixture
def jan(bakery: Business) -> User:
    return make_owner(bakery)


@pytest.fixture
def browser(jan: User, kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(kiel, user=jan)


def texts(business: Business, **changes: str) -> dict[str, str]:
    values = {name: value for name, value in business.texts().items() if value not in (None, False, "")}
    values["category"] = values.pop("category_id")
    return {**values, **changes}


def test_a_changed_text_waits_and_the_public_sees_the_old_one(browser: Client, bakery: Business) -> None:
    response = browser.post("/betrieb/profil/", texts(bakery, description="Jetzt mit Kuchen."), follow=True)

    assert "Ihre Änderung liegt im Rathaus." in words(response)
    bakery.refresh_from_db()
    assert (bakery.version, bakery.pending) == (2, {"description": "Jetzt mit Kuchen."})
    assert "Jetzt mit Kuchen." in browser.get("/betrieb/profil/").content.decode()
    assert "Jetzt mit Kuchen." not in words(browser.get("/betriebe/bakery/"))


def test_sending_the_same_text_changes_nothing(browser: Client, bakery: Business) -> None:
    response = browser.post("/betrieb/profil/", texts(bakery), follow=True)
    assert "Sie haben nichts geändert." in words(response)
    bakery.refresh_from_db()
    assert (bakery.version, bakery.pending, Entry.objects.count()) == (1, None, 0)


def test_taking_a_change_back_leaves_nothing_to_decide(bakery: Business) -> None:
    change(bakery, {"description": "Neu."}, by="Jan", at=NOON)
    change(bakery, {"description": "Brot und Brötchen aus dem eigenen Ofen."}, by="Jan", at=NOON)
    bakery.refresh_from_db()
    assert (bakery.version, bakery.pending, bakery.state) == (3, None, "public")


def test_hours_go_live_at_once(browser: Client, bakery: Business) -> None:
    form = {"email": "neu@example.org", "phone": "0431 1234", "hours-5-1-von": "08:00", "hours-5-1-bis": "13:00"}
    response = browser.post("/betrieb/oeffnungszeiten/", form, follow=True)

    assert "Gespeichert." in words(response)
    bakery.refresh_from_db()
    assert bakery.hours == [{"day": 5, "from": "08:00", "to": "13:00"}]
    assert (bakery.version, bakery.pending, bakery.email) == (1, None, "neu@example.org")
    assert "8:00 – 13:00" in words(browser.get("/betriebe/bakery/"))


def test_a_closed_business_is_not_changed(bakery: Business) -> None:
    close(bakery, by="Ute", at=NOON)
    for verb in (change, change_at_once, correct):
        with pytest.raises(Ended):
            verb(bakery, {}, by="Jan", at=NOON)
    reopen(bakery, by="Ute", at=NOON)
    bakery.refresh_from_db()
    assert bakery.is_public


def test_staff_corrects_at_once_and_the_waiting_text_is_gone(bakery: Business) -> None:
    change(bakery, {"description": "Neu."}, by="Jan", at=NOON)
    correct(bakery, {"description": "Von uns."}, by="Ute", at=NOON)
    bakery.refresh_from_db()
    assert (bakery.description, bakery.pending, bakery.version) == ("Von uns.", None, 3)


def test_somebody_without_a_business_is_refused(in_kiel: RegionCard, kiel: RegionCard, client_for) -> None:
    stranger = client_for(kiel, user=make_user(role="business"))
    for page in ("/betrieb/", "/betrieb/profil/", "/betrieb/oeffnungszeiten/", "/betrieb/schluessel/"):
        assert stranger.get(page).status_code == 403


def test_with_two_shops_one_chooses_and_never_somebody_elses(browser: Client, jan: User, bakery: Business) -> None:
    second, foreign = make_business(name="Zweitladen"), make_business(name="Fremd")
    second.members.create(user=jan)

    assert "Zweitladen" in words(browser.get("/betrieb/"))
    browser.post("/betrieb/wahl/", {"betrieb": foreign.pk})
    assert browser.get("/betrieb/").context["business"] == bakery
    browser.post("/betrieb/wahl/", {"betrieb": second.pk})
    assert browser.get("/betrieb/").context["business"] == second


def test_a_key_is_shown_once_and_can_be_revoked(browser: Client, bakery: Business) -> None:
    answer = browser.post("/betrieb/schluessel/", {"name": "Kasse", "scopes": ["vouchers:read"]})
    token = ApiToken.objects.get()
    assert (token.business_id, token.scopes, answer["Cache-Control"] == "private, no-store") == (
        bakery.pk,
        ["vouchers:read"],
        True,
    )
    secret = answer.context["secret"]
    assert secret in answer.content.decode()
    assert secret not in browser.get("/betrieb/schluessel/").content.decode()
    assert f"…{token.hint} · Gutscheine prüfen · noch nie benutzt" in words(browser.get("/betrieb/schluessel/"))

    browser.post(f"/betrieb/schluessel/{token.pk}/widerruf/")
    token.refresh_from_db()
    assert token.revoked_at is not None
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["token.created", "token.revoked"]


def test_a_foreign_key_is_not_there(browser: Client) -> None:
    foreign = ApiToken.objects.create(
        name="x", digest="d", hint="h", business_id=make_business().pk, created_by="x", created_at=NOON
    )
    assert browser.post(f"/betrieb/schluessel/{foreign.pk}/widerruf/").status_code == 404


def test_an_unknown_scope_is_refused(browser: Client) -> None:
    answer = browser.post("/betrieb/schluessel/", {"name": "Kasse", "scopes": ["alles"]})
    assert (answer.status_code, ApiToken.objects.count()) == (422, 0)
