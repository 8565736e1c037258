"""What each address of the API does: a function per verb, on the books of one account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.fakestripe import accounts, lists, objects
from tests.fakestripe.books import Books, Json, Refusal, invalid, new_ref
from tests.fakestripe.wire import Request

if TYPE_CHECKING:
    from tests.fakestripe.fake import FakeStripe


@dataclass(frozen=True)
class Call:
    """One request on its way: ``args`` are the ids in its path."""

    fake: FakeStripe
    books: Books
    request: Request
    args: tuple[str, ...]

    @property
    def asked(self) -> Json:
        return self.request.asked


Endpoint = Callable[[Call], Json]


def open_session(call: Call) -> Json:
    asked, now = call.asked, call.fake.seconds
    if not accounts.is_active(call.books):
        raise Refusal(
            400, "Your account cannot currently make live charges.", code="account_invalid", stored=False
        )  # fmt: skip
    if not now + 1800 <= int(asked.get("expires_at", now + 86_400)) <= now + 86_400:
        raise invalid("The `expires_at` timestamp must be between 30 minutes and 24 hours from now.")
    if any(int(item["price_data"]["unit_amount"]) < 50 for item in asked["line_items"]):
        raise invalid("The amount must be at least 50 cents.", code="amount_too_small")
    return call.books.add(objects.session(asked, at=now, url=call.fake.url, live=call.books.livemode))


def get(kind: str) -> Endpoint:
    return lambda call: call.books.get(kind, call.args[0])


def list_of(kind: str, *filters: str) -> Endpoint:
    def answer(call: Call) -> Json:
        found = call.books.all(kind, **{name: call.asked.get(name) for name in filters})
        return lists.page(found, call.asked, url=call.request.path)

    return answer


def expire_session(call: Call) -> Json:
    found = call.books.get("checkout.session", call.args[0])
    if found["status"] != "open":
        raise invalid(f'Only Checkout Sessions with a status in ["open"] can be expired; it is {found["status"]}.')
    call.fake.expire(found)
    return found


def make_refund(call: Call) -> Json:
    charge = call.books.get("charge", call.asked.get("charge"))
    cents = int(call.asked.get("amount", charge["amount"] - charge["amount_refunded"]))
    if call.fake._is_disputed(charge):  # while a bank only asks, giving back is what it hopes for
        raise Refusal(400, f"Charge {charge['id']} has been charged back.", code="charge_disputed")
    if charge["amount_refunded"] == charge["amount"]:
        raise Refusal(400, f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if cents > charge["amount"] - charge["amount_refunded"]:
        raise Refusal(400, f"Refund amount ({cents}) is greater than unrefunded amount on charge.")
    return call.fake.give_back(call.books, charge, cents=cents, metadata=call.asked.get("metadata", {}))


def balance_transactions(call: Call) -> Json:
    """Of one payout: what it is made of, and the payout itself."""
    payout = call.asked.get("payout")
    if payout is not None:
        call.books.get("payout", payout)
    found = call.books.all("balance_transaction", in_payout=payout)
    return lists.page(found, call.asked, url=call.request.path)


def own_account(call: Call) -> Json:
    return {"id": call.books.ref, "object": "account", "country": "DE", "charges_enabled": True}


def open_account(call: Call) -> Json:
    if not call.fake.has_connect:
        raise Refusal(403, "You must first sign up for Connect.", code="platform_registration_required", stored=False)
    if "merchant" in call.asked.get("configuration", {}) and not call.asked.get("contact_email"):
        raise invalid("contact_email is required of a merchant.")
    books = accounts.opened(call.asked, at=call.fake.now, live=call.books.livemode)
    call.fake.accounts[books.ref] = books
    return accounts.shown(books, call.asked.get("include", []))


def get_account(call: Call) -> Json:
    return accounts.shown(call.fake.connected(call.args[0]), call.asked.get("include", []))


def list_accounts(call: Call) -> Json:
    if not call.fake.has_connect:
        raise Refusal(403, "You must first sign up for Connect.", code="platform_registration_required", stored=False)
    found = [accounts.shown(books, []) for books in call.fake.accounts.values() if books.connected]
    return {"data": found[: int(call.asked.get("limit", 10))], "next_page_url": None, "previous_page_url": None}


def open_account_link(call: Call) -> Json:
    books = call.fake.connected(call.asked["account"])
    token = new_ref("link")
    call.fake.links[token] = (books.ref, call.asked["use_case"])
    return {
        "object": "v2.core.account_link",
        "account": books.ref,
        "created": accounts.moment(call.fake.now),
        "expires_at": accounts.moment(call.fake.now + timedelta(minutes=10)),
        "livemode": books.livemode,
        "url": f"{call.fake.url}/setup/{token}",
        "use_case": call.asked["use_case"],
    }


def webhook_endpoints(call: Call) -> Json:
    return lists.page(call.fake.endpoints, call.asked, url=call.request.path)


def event_destinations(call: Call) -> Json:
    return {"data": call.fake.destinations, "next_page_url": None, "previous_page_url": None}


def list_events(call: Call) -> Json:
    found = [event for event in call.fake.events if event["object"] == "event"]
    if (delivered := call.asked.get("delivery_success")) is not None:
        found = [event for event in found if (event["pending_webhooks"] == 0) == (delivered == "true")]
    return lists.page(found, call.asked, url=call.request.path)
