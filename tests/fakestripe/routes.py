"""The addresses of the API: who answers, and which of the client's types says what may be asked."""

from __future__ import annotations

import re
from typing import Any

from stripe import params
from stripe.params import checkout
from stripe.params.v2 import core

from tests.fakestripe import endpoints as do
from tests.fakestripe.endpoints import Endpoint

ROUTES: list[tuple[str, str, Any, Endpoint]] = [
    ("POST", "/v1/checkout/sessions", checkout.SessionCreateParams, do.open_session),
    ("GET", "/v1/checkout/sessions", checkout.SessionListParams, do.list_of("checkout.session", "payment_intent")),
    ("GET", "/v1/checkout/sessions/(cs_[^/]+)", checkout.SessionRetrieveParams, do.get("checkout.session")),
    ("POST", "/v1/checkout/sessions/(cs_[^/]+)/expire", checkout.SessionExpireParams, do.expire_session),
    ("GET", "/v1/payment_intents/([^/]+)", params.PaymentIntentRetrieveParams, do.get("payment_intent")),
    ("GET", "/v1/charges", params.ChargeListParams, do.list_of("charge", "payment_intent")),
    ("GET", "/v1/charges/([^/]+)", params.ChargeRetrieveParams, do.get("charge")),
    ("POST", "/v1/refunds", params.RefundCreateParams, do.make_refund),
    ("GET", "/v1/refunds", params.RefundListParams, do.list_of("refund", "charge", "payment_intent")),
    ("GET", "/v1/disputes", params.DisputeListParams, do.list_of("dispute", "charge", "payment_intent")),
    ("GET", "/v1/payouts", params.PayoutListParams, do.list_of("payout", "status")),
    ("GET", "/v1/balance_transactions", params.BalanceTransactionListParams, do.balance_transactions),
    ("GET", "/v1/account", params.AccountRetrieveCurrentParams, do.own_account),
    ("GET", "/v1/webhook_endpoints", params.WebhookEndpointListParams, do.webhook_endpoints),
    ("GET", "/v1/events", params.EventListParams, do.list_events),
    ("POST", "/v2/core/accounts", core.AccountCreateParams, do.open_account),
    ("GET", "/v2/core/accounts", core.AccountListParams, do.list_accounts),
    ("GET", "/v2/core/accounts/([^/]+)", core.AccountRetrieveParams, do.get_account),
    ("POST", "/v2/core/account_links", core.AccountLinkCreateParams, do.open_account_link),
    ("GET", "/v2/core/event_destinations", core.EventDestinationListParams, do.event_destinations),
]


def find(method: str, path: str) -> tuple[Any, Endpoint, tuple[str, ...]] | None:
    for verb, pattern, type_of_params, endpoint in ROUTES:
        if verb == method and (matched := re.fullmatch(pattern, path)):
            return type_of_params, endpoint, matched.groups()
    return None
