"""The objects of the API with the fields that we read, as Stripe fills them in."""

from __future__ import annotations

from tests.fakestripe.books import Books, Json, new_ref

# Stripe's addresses of pages end in a long word that only their own scripts read.
FRAGMENT = "fidkdWxOYHwnPyd1blpxYHZxWjA0" * 24


def session(asked: Json, *, at: int, url: str, live: bool) -> Json:
    """``url`` is the fake's own; the page to pay on stands there."""
    ref = new_ref("cs_live" if live else "cs_test")
    price = asked["line_items"][0]["price_data"]
    return {
        "id": ref,
        "object": "checkout.session",
        "amount_total": sum(int(i["price_data"]["unit_amount"]) * int(i["quantity"]) for i in asked["line_items"]),
        "cancel_url": asked.get("cancel_url"),
        "created": at,
        "currency": price["currency"],
        "customer_email": asked.get("customer_email"),
        "expires_at": int(asked.get("expires_at", at + 86_400)),
        "locale": asked.get("locale"),
        "metadata": asked.get("metadata", {}),
        "mode": asked["mode"],
        "payment_intent": None,
        "payment_status": "unpaid",
        "status": "open",
        "success_url": asked["success_url"],
        "url": f"{url}/c/pay/{ref}#{FRAGMENT}",
        "what": price["product_data"]["name"],
        "intent_data": asked.get("payment_intent_data", {}),
    }


def intent(session: Json, *, at: int) -> Json:
    data = session["intent_data"]
    return {
        "id": new_ref("pi"),
        "object": "payment_intent",
        "amount": session["amount_total"],
        "amount_received": 0,
        "application_fee_amount": int(data["application_fee_amount"]) if "application_fee_amount" in data else None,
        "created": at,
        "currency": session["currency"],
        "latest_charge": None,
        "metadata": data.get("metadata", {}),
        "status": "requires_payment_method",
    }


def charge(intent: Json, *, at: int, cents: int, currency: str, status: str = "succeeded") -> Json:
    paid = status == "succeeded"
    return {
        "id": new_ref("ch"),
        "object": "charge",
        "amount": cents,
        "amount_captured": cents if paid else 0,
        "amount_refunded": 0,
        "application_fee_amount": intent["application_fee_amount"],
        "balance_transaction": None,
        "captured": paid,
        "created": at,
        "currency": currency,
        "disputed": False,
        "metadata": dict(intent["metadata"]),
        "paid": paid,
        "payment_intent": intent["id"],
        "refunded": False,
        "status": status,
    }


def refund(charge: Json, *, at: int, cents: int, metadata: Json, status: str) -> Json:
    return {
        "id": new_ref("re"),
        "object": "refund",
        "amount": cents,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": at,
        "currency": charge["currency"],
        "metadata": metadata,
        "payment_intent": charge["payment_intent"],
        "status": status,
    }


def dispute(charge: Json, *, at: int, cents: int, status: str) -> Json:
    return {
        "id": new_ref("du"),
        "object": "dispute",
        "amount": cents,
        "balance_transactions": [],
        "charge": charge["id"],
        "created": at,
        "currency": charge["currency"],
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "reason": "fraudulent",
        "status": status,
    }


def transaction(source: Json, *, kind: str, at: int, cents: int, fee: int = 0, category: str = "") -> Json:
    """One line of an account's balance: ``net`` is what it moved, in cents."""
    return {
        "id": new_ref("txn"),
        "object": "balance_transaction",
        "amount": cents,
        "created": at,
        "currency": "eur",
        "fee": fee,
        "net": cents - fee,
        "reporting_category": category or kind,
        "source": source["id"],
        "status": "pending",
        "type": kind,
        "in_payout": None,
    }


def payout(books: Books, *, at: int, cents: int, arrives: int) -> Json:
    return books.add(
        {
            "id": new_ref("po"),
            "object": "payout",
            "amount": cents,
            "arrival_date": arrives,
            "automatic": True,
            "balance_transaction": None,
            "created": at,
            "currency": "eur",
            "failure_code": None,
            "reconciliation_status": "completed",
            "status": "in_transit",
        }
    )
