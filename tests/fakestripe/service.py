"""One request to the API: who asks, what it may ask, whether it was asked before, and what goes wrong on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.fakestripe import lists, params, routes
from tests.fakestripe.books import Books, Refusal, new_ref
from tests.fakestripe.endpoints import Call, Endpoint
from tests.fakestripe.tellers import VERSION
from tests.fakestripe.wire import Answer, Request

if TYPE_CHECKING:
    from tests.fakestripe.fake import FakeStripe

FORGETS_AFTER = timedelta(hours=24)
BROKEN = Answer(
    500,
    {"error": {"type": "api_error", "message": "An unknown error occurred"}},
    {"Stripe-Should-Retry": "false"},  # trying again would only bring the stored answer back
)
RATE_LIMITED = Answer(429, {"error": {"type": "invalid_request_error", "code": "rate_limit", "message": "Slow down"}})
UNAVAILABLE = Answer(503, {"error": {"type": "api_error", "message": "Stripe is unavailable"}})


class Silence(Exception):
    """No answer: the connection breaks, or (``hangs``) nothing comes until the client gives up."""

    def __init__(self, *, hangs: bool) -> None:
        super().__init__()
        self.hangs = hangs


@dataclass
class Stored:
    """An answer kept under an idempotency key; ``answer`` is None while the first request is still running."""

    fingerprint: str
    at: datetime
    answer: Answer | None = None


def serve(fake: FakeStripe, request: Request) -> Answer:
    """Answer as Stripe would, or raise Silence."""
    with fake.lock:
        fake.requests.append(request)
        fault = fake.fault_for(request)
    if fault in ("down", "hang"):
        raise Silence(hangs=fault == "hang")
    if fault in ("429", "503"):
        return RATE_LIMITED if fault == "429" else UNAVAILABLE
    answer = _answered(fake, request, broken=fault if fault in ("500", "500 after") else "")
    if fault in ("lost", "hang after"):
        raise Silence(hangs=fault == "hang after")
    return answer


def _answered(fake: FakeStripe, request: Request, *, broken: str) -> Answer:
    try:
        books, (wanted, endpoint, args) = _admitted(fake, request)
        _checked(fake, request, wanted)
        place = (books.ref, request.idempotency_key)
        if not request.idempotency_key:
            return _done(fake, Call(fake, books, request, args), endpoint, broken=broken)
        with fake.lock:
            known = fake.stored.get(place)
            if known is not None and fake.now - known.at < FORGETS_AFTER:
                return _replayed(known, request)
            stored = fake.stored[place] = Stored(request.fingerprint, fake.now)
        try:
            stored.answer = _done(fake, Call(fake, books, request, args), endpoint, broken=broken)
        except Refusal as refusal:
            if refusal.stored:
                stored.answer = Answer(refusal.status, refusal.body)
            else:
                fake.stored.pop(place, None)
            raise
        return stored.answer
    except Refusal as refusal:
        return Answer(refusal.status, refusal.body)


def _admitted(fake: FakeStripe, request: Request) -> tuple[Books, tuple[Any, Endpoint, tuple[str, ...]]]:
    """The books that the key and the header ``Stripe-Account`` open, and who answers."""
    if request.key not in fake.keys:
        raise Refusal(
            401, "Invalid API Key provided: " + request.key[:7] + "****", code="invalid_api_key", stored=False
        )
    if request.key in fake.expired_keys:
        raise Refusal(
            401, "Expired API Key provided: " + request.key[:7] + "****", code="api_key_expired", stored=False
        )
    if request.headers.get("stripe-version") != VERSION:
        fake.complain(request, f"version {request.headers.get('stripe-version')}")
    live = request.key.startswith("sk_live")
    books = fake.connected(request.account) if request.account else fake.platform(livemode=live)
    if books.livemode != live:
        raise Refusal(403, "A test key cannot reach a live account, nor the other way round.", stored=False)
    found = routes.find(request.method, request.path)
    if found is None:
        fake.complain(request, "no such address")
        raise Refusal(404, f"Unrecognized request URL ({request.method}: {request.path}).", stored=False)
    return books, found


def _checked(fake: FakeStripe, request: Request, wanted: Any) -> None:
    found = params.complaints(request.asked, wanted)
    if found:
        fake.complain(request, *found)
        raise Refusal(400, "; ".join(found), code="parameter_unknown", stored=False)


def _replayed(known: Stored, request: Request) -> Answer:
    if known.answer is None:
        message = "There is currently another in-progress request using this Idempotent Key."
        raise Refusal(409, message, code="idempotency_key_in_use", stored=False)
    if known.fingerprint != request.fingerprint:
        message = "Keys for idempotent requests can only be used with the same parameters they were first used with."
        raise Refusal(400, message, kind="idempotency_error", stored=False)
    return Answer(known.answer.status, known.answer.body, known.answer.headers | {"Idempotent-Replayed": "true"})


def _done(fake: FakeStripe, call: Call, endpoint: Endpoint, *, broken: str) -> Answer:
    if broken == "500":
        return BROKEN
    fake.between(call.request)
    with fake.lock:
        found = endpoint(call)
        answer = Answer(200, lists.expand(found, call.asked.get("expand", []), call.books))
    return BROKEN if broken else Answer(answer.status, _public(answer.body))


def _public(body: Any) -> Any:
    """Without what only the fake needs; a copy, since the object itself goes on changing."""
    if isinstance(body, dict):
        hidden = ("what", "intent_data", "in_payout")
        return {name: _public(value) for name, value in body.items() if name not in hidden}
    return [_public(one) for one in body] if isinstance(body, list) else body


@dataclass
class Fault:
    """Waits for the next ``times`` requests to an address."""

    method: str
    path: str
    what: str
    times: int

    def meets(self, request: Request) -> bool:
        return request.method == self.method and re.fullmatch(self.path, request.path) is not None


def request_id() -> str:
    return new_ref("req")
