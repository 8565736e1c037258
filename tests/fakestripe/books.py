"""What the fake remembers: the objects of one account, as the JSON that it answers with."""

from __future__ import annotations

import secrets
from typing import Any

Json = dict[str, Any]


class Refusal(Exception):
    """An answer that is an error. ``stored``: it is kept under the idempotency key, as what an endpoint did is."""

    def __init__(
        self, status: int, message: str, *, code: str = "", kind: str = "invalid_request_error", stored: bool = True
    ) -> None:
        super().__init__(message)
        self.status, self.stored = status, stored
        self.body: Json = {"error": {"type": kind, "message": message} | ({"code": code} if code else {})}


def invalid(message: str, *, code: str = "parameter_invalid") -> Refusal:
    """What an endpoint refuses before it does anything."""
    return Refusal(400, message, code=code, stored=False)


def missing(kind: str, ref: object) -> Refusal:
    return Refusal(404, f"No such {kind}: '{ref}'", code="resource_missing")


def new_ref(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(8)}"


class Books:
    """One account's objects, the oldest first. ``connected``: the business lets us act for it."""

    def __init__(self, ref: str, *, livemode: bool) -> None:
        self.ref = ref
        self.livemode = livemode
        self.connected = True
        self.objects: dict[str, Json] = {}
        self.profile: Json = {}  # the v2 account itself

    def add(self, found: Json) -> Json:
        found["livemode"] = self.livemode
        self.objects[found["id"]] = found
        return found

    def get(self, kind: str, ref: object) -> Json:
        found = self.objects.get(str(ref))
        if found is None or found["object"] != kind:
            raise missing(kind, ref)
        return found

    def all(self, kind: str, **equal: object) -> list[Json]:
        """Those whose fields are as said; a ``None`` asks for nothing."""
        return [
            found
            for found in self.objects.values()
            if found["object"] == kind
            and all(found.get(name) == value for name, value in equal.items() if value is not None)
        ]
