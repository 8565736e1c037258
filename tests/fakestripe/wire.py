"""What comes over the wire: a request's parts, and forms with brackets as Stripe reads them."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.fakestripe.books import Json, invalid


@dataclass(frozen=True)
class Request:
    """``asked``: the query of a GET, the body of a POST; ``raw`` is the same as it came."""

    method: str
    path: str
    headers: dict[str, str] = field(repr=False)
    asked: Json
    raw: str = ""

    @property
    def account(self) -> str:
        return self.headers.get("stripe-account", "")

    @property
    def key(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ")

    @property
    def idempotency_key(self) -> str:
        return self.headers.get("idempotency-key", "") if self.method == "POST" else ""

    @property
    def fingerprint(self) -> str:
        """Two requests are the same if their place and their parameters are."""
        held = json.dumps([self.method, self.path, self.asked], sort_keys=True)
        return hashlib.sha256(held.encode()).hexdigest()


@dataclass(frozen=True)
class Answer:
    status: int
    body: Json
    headers: dict[str, str] = field(default_factory=dict)


def read_form(text: str) -> Json:
    """``line_items[0][quantity]=1&expand[]=charges`` as nested dicts and lists."""
    read: Json = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        place: Any = read
        steps = re.findall(r"[^\[\]]+|(?<=\[)(?=\])", name)
        for step in steps[:-1]:
            place = place.setdefault(step or str(len(place)), {})
        place[steps[-1] or str(len(place))] = value
    return _with_lists(read)


def _with_lists(read: Any) -> Any:
    if not isinstance(read, dict):
        return read
    inside = {name: _with_lists(value) for name, value in read.items()}
    if inside and all(name.isdigit() for name in inside):
        return list(inside.values())
    return inside


def read_json(text: str) -> Json:
    try:
        read = json.loads(text or "{}")
    except ValueError:
        raise invalid("not JSON") from None
    if not isinstance(read, dict):
        raise invalid("not an object")
    return read
