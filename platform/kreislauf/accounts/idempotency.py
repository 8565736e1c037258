"""``Idempotency-Key``: a POST that moves money may be sent again, and is done once.

While the first one runs, an advisory lock is held on its database connection. When its process dies, PostgreSQL lets
the lock go and takes back what was not committed: nothing half-done is left that somebody would have to clear away.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponseBase
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from kreislauf.accounts.models import Idempotent
from kreislauf.locks import exclusive
from kreislauf.regions import current_schema
from kreislauf.web.api import Refusal

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT = timedelta(days=7)
_FIT = re.compile(r"[\x21-\x7e]{8,200}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

Act = Callable[[str], Response]


def once(request: Request, act: Act, *, owner: str | None, at: datetime, whole: bool) -> HttpResponseBase:
    """Answer with what ``act`` answers, or with what it answered before to the same key and body.

    Callers without an ``owner`` may be anybody: their key must be a UUID, which nobody guesses, and belongs to the body
    that it came with, so that it answers nothing to another one, not even that it is taken.
    ``act`` gets a name of its own for the verb it calls. With ``whole`` its changes and the stored answer are committed
    together; without, the verb itself must do the same thing once under the same name. Refusals are answers as well.
    Refuses with 400 without a key, 422 for another body, 409 while the first one still runs.
    """
    key = request.headers.get(HEADER, "")
    if not key:
        raise Refusal("idempotency_key_missing", "Bitte senden Sie den Kopf Idempotency-Key mit.", status=400)
    if not _FIT.fullmatch(key):
        sentence = "Der Idempotency-Key hat 8 bis 200 druckbare Zeichen ohne Leerzeichen, am besten eine UUID."
        raise Refusal("idempotency_key_unfit", sentence, status=400)
    fingerprint = _fingerprint(request)
    if owner is None:
        if not _UUID.fullmatch(key):
            sentence = "Ohne Zugangsschlüssel ist der Idempotency-Key eine UUID, für jede Bestellung eine neue."
            raise Refusal("idempotency_key_unfit", sentence, status=400)
        owner = f"public:{fingerprint}"
    with exclusive(f"{current_schema()}\n{owner}\n{key}", on=connection) as mine:
        if not mine:
            raise Refusal("still_running", "Dieselbe Anfrage wird gerade bearbeitet.", status=409)
        known = Idempotent.objects.filter(owner=owner, key=key).first()
        if known is not None:
            return _again(known, fingerprint)
        entry = Idempotent(owner=owner, key=key, fingerprint=fingerprint, at=at)
        try:
            with transaction.atomic() if whole else nullcontext():
                response = act(_name(owner, key))
                _remember(entry, status=response.status_code, data=response.data)
        except Refusal as refusal:
            # The transaction has rolled back all that the act had changed.
            _remember(entry, status=refusal.status_code, data=refusal.body)
            raise
        Idempotent.objects.filter(at__lt=at - KEPT).delete()
        return response


def _fingerprint(request: Request) -> str:
    """The same for the same request, however its JSON is spaced or ordered."""
    body = json.dumps(request.data, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(f"{request.method} {request.path}\n{body}".encode()).hexdigest()


def _name(owner: str, key: str) -> str:
    """Short, and nobody else's: the verbs keep it in a column of their own."""
    return "api-" + hashlib.sha256(f"{owner}\n{key}".encode()).hexdigest()[:40]


def _again(known: Idempotent, fingerprint: str) -> HttpResponseBase:
    if known.fingerprint != fingerprint:
        raise key_reused()
    return Response(json.loads(known.body), status=known.status, headers={REPLAYED: "true"})


def key_reused() -> Refusal:
    sentence = "Dieser Idempotency-Key gehört zu einer anderen Anfrage. Nehmen Sie für jede neue einen neuen."
    return Refusal("idempotency_key_reused", sentence, status=422)


def _remember(entry: Idempotent, *, status: int, data: Any) -> None:
    if status >= 500:
        return
    entry.status, entry.body = status, JSONRenderer().render(data).decode()
    entry.save(force_insert=True)
