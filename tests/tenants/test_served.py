"""A draft is for its staff; a suspended region pauses, and what was bought there stays good."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.test import Client

from kreislauf.regions import RegionCard, stepping_into
from tenants.models import Region, Status
from tenants.regions import lookup
from tests.journeys.routes import routes_of
from tests.make import PASSWORD, make_business, make_offer, make_order, make_owner, make_user, make_voucher

ClientFor = Callable[..., Client]


@pytest.fixture
def put(kiel: RegionCard) -> Iterator[Callable[[str], None]]:
    def put_kiel(status: str) -> None:
        Region.objects.filter(pk=kiel.id).update(status=status)
        lookup.forget_cards()

    yield put_kiel
    lookup.forget_cards()


def test_a_draft_says_soon_to_the_public_and_opens_to_its_staff(
    kiel: RegionCard, client_for: ClientFor, put: Callable[[str], None]
) -> None:
    with stepping_into(kiel):
        editor = make_user()
    put(Status.DRAFT)
    assert "Bald" in client_for(kiel).get("/").content.decode()
    assert client_for(kiel).get("/gutscheine/").status_code == 404
    assert client_for(kiel).get("/anmelden/").status_code == 200
    assert client_for(kiel, user=editor).get("/gutscheine/").status_code == 200


def test_a_suspended_region_pauses_with_a_word_when_to_come_back(
    kiel: RegionCard, client_for: ClientFor, put: Callable[[str], None]
) -> None:
    put(Status.SUSPENDED)
    for path in ("/", "/gutscheine/", "/betriebe/", "/mitmachen/"):
        response = client_for(kiel).get(path)
        assert (response.status_code, response["Retry-After"]) == (503, "3600"), path


@pytest.mark.parametrize(("status", "code"), [(Status.SUSPENDED, "paused"), (Status.LEAVING, "leaving")])
def test_programs_are_told_in_json_that_a_region_pauses(
    kiel: RegionCard, client_for: ClientFor, put: Callable[[str], None], status: str, code: str
) -> None:
    put(status)
    response = client_for(kiel).get("/api/v1/offers/")
    assert (response.status_code, response["Retry-After"], response.json()["code"]) == (503, "3600", code)


def test_while_a_region_pauses_vouchers_are_shown_redeemed_and_withdrawn(
    kiel: RegionCard, client_for: ClientFor, put: Callable[[str], None]
) -> None:
    with stepping_into(kiel):
        business = make_business()
        owner = make_owner(business)
        voucher = make_voucher(order=make_order(offer=make_offer(business=business)), value_cents=2500)
    put(Status.SUSPENDED)
    assert client_for(kiel).get(f"/bestellung/{voucher.order.token}/").status_code == 200
    assert client_for(kiel).get("/widerruf/").status_code == 200
    assert client_for(kiel).get("/impressum/").status_code == 200
    till = client_for(kiel, user=owner)
    assert till.get("/betrieb/kasse/").status_code == 200
    till.post("/betrieb/kasse/einloesung/", {"code": voucher.code, "amount": "5,00", "key": "tap-1"})
    with stepping_into(kiel):
        voucher.refresh_from_db()
        assert voucher.left_cents == 2000


@pytest.mark.parametrize("status", [Status.SUSPENDED, Status.LEAVING])
def test_a_baker_who_signs_in_while_the_region_pauses_or_leaves_comes_to_the_till(
    kiel: RegionCard, client_for: ClientFor, put: Callable[[str], None], clear_cache: None, status: str
) -> None:
    with stepping_into(kiel):
        make_owner(make_business(), email="jan@example.org")
    put(status)

    answer = client_for(kiel).post("/anmelden/", {"email": "jan@example.org", "password": PASSWORD}, follow=True)

    assert (answer.redirect_chain, answer.status_code) == ([("/betrieb/kasse/", 302)], 200)


def test_what_follows_from_each_status(kiel: RegionCard) -> None:
    """is_draft, is_open, redeems, is_gone"""
    cards = {status: replace(kiel, status=status) for status in Status}
    assert {status: (card.is_draft, card.is_open, card.redeems, card.is_gone) for status, card in cards.items()} == {
        Status.PROVISIONING: (False, False, False, False),
        Status.DRAFT: (True, False, False, False),
        Status.LIVE: (False, True, True, False),
        Status.SUSPENDED: (False, False, True, False),
        Status.LEAVING: (False, False, True, False),
        Status.GONE: (False, False, False, True),
    }


@pytest.mark.parametrize("status", [Status.PROVISIONING, Status.GONE])
def test_a_region_that_is_not_there_yet_or_not_any_more_is_nobodys_host(
    kiel: RegionCard, client_for: ClientFor, put: Callable[[str], None], status: str
) -> None:
    put(status)
    response = client_for(kiel).get("/")
    assert response.status_code == 404
    assert "Kiel" not in response.content.decode()


def test_the_doors_that_stay_open_are_these() -> None:
    """A route that says so opens a region that is closed: whoever adds one says so here, too."""
    routes = routes_of("kreislauf.urls_region")
    draft = {route.name for route in routes if route.view.while_draft}
    paused = {route.name for route in routes if route.view.while_paused}
    legal = {"imprint", "privacy", "accessibility", "conditions", "contact", "barrier", "help"}
    legal |= {"easy_language", "sign_language"}
    look = {"theme", "preview_theme", "favicon"}
    people = {"sign_in", "sign_out", "forgotten", "forgotten_sent", "reset", "accept"}
    people |= {"second_factor", "passkey_question", "passkey_answer", "mailed_link", "account", "name", "address"}
    people |= {"new_address", "password", "confirmation", "sessions_end", "session_end", "mails", "factors"}
    people |= {"code_app", "code_app_removal", "add_passkey_question", "add_passkey", "passkey_removal"}
    people |= {"recovery_codes", "recovery_codes_file"}
    always = (
        {
            "media",
            "embed:host_script",
            "watch:unsubscribe",
            "campaigns:updates:unsubscribe",
            "places:tile",
            "places:archive",
        }
        | {f"branding:{name}" for name in look}
        | {f"pages:{name}" for name in legal}
        | {f"accounts:{name}" for name in people}
    )
    bought = {"order", "payment_check", "document", "check", "balance"}
    bought |= {"send_again", "business:statement", "business:statement_file"}
    books = ("datev", "datev_file", "taxes", "taxes_file", "year_end", "year_end_file", "seller", "bookkeeping")
    bought |= {f"business:{name}" for name in (*books, "money", "money_file", "payout", "payout_file")}
    withdrawal = {"withdrawal", "withdrawal_confirmation", "withdrawal_link", "withdrawal_receipt"}
    till = {"home", "choice", "voucher", "redemption", "done", "reversal", "day", "day_file"}
    till |= {"receipt", "receipt_mail", "receipt_file"}
    program = {"till:voucher", "till:redemptions", "till:redemption", "till:reversal", "order"}

    account = {"accounts", "opening", "onboarding", "back", "anew", "check", "disconnection"}
    accounts = {f"merchants:business:{name}" for name in account}
    assert draft == always | accounts | {"places:at_postcode", "places:ground"} | {
        "review:office:letter",
        "review:office:decided",
        "review:text",
        "review:thanks",
    }
    watched = {f"watch:{name}" for name in ("own", "pausing", "rhythm", "renewal", "ending")}
    own = ("seat", "room", "acceptance", "cancellation", "worth", "certificate")
    watched |= {f"meetings:seats:{name}" for name in own}
    watched |= {f"campaigns:promises:{name}" for name in ("promise", "payment", "giving_up")}
    watched |= {f"campaigns:pledges:{name}" for name in ("pledge", "payment_check", "withdrawal", "arrival", "receipt")}
    watched |= {"subsidies:business:subsidies", "subsidies:business:settlement_paper"}
    watched |= {f"regionwide:business:{name}" for name in ("home", "settlement", "settlement_file", "settlement_paper")}
    assert paused == always | accounts | watched | {"bank_transfer:instructions", "bank_transfer:paper"} | {
        f"vouchers:{name}" for name in bought | withdrawal
    } | {
        *(f"vouchers:till:{name}" for name in till),
        *(f"api:vouchers:{name}" for name in program),
    }
