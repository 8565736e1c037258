"""How Stripe pages through lists, and replaces ids by the objects that they name."""

from __future__ import annotations

from typing import Any

from tests.fakestripe.books import Books, Json, invalid

DEEPEST = 4


def page(found: list[Json], asked: Json, *, url: str) -> Json:
    """The newest first, at most ``limit``, from behind ``starting_after``."""
    rows = [row for row in reversed(found) if _in_time(row, asked.get("created") or {})]
    if after := asked.get("starting_after"):
        rows = rows[next(place for place, row in enumerate(rows, 1) if row["id"] == after) :]
    limit = int(asked.get("limit", 10))
    if not 1 <= limit <= 100:
        raise invalid("limit is between 1 and 100")
    return {"object": "list", "url": url, "data": rows[:limit], "has_more": len(rows) > limit}


def _in_time(row: Json, created: Json) -> bool:
    at = row["created"]
    return int(created.get("gte", 0)) <= at <= int(created.get("lte", 10**12)) and at < int(created.get("lt", 10**12))


def expand(answer: Json, paths: list[str], books: Books) -> Json:
    """A copy in which each path holds the object itself: ``["data.balance_transaction", "payment_intent"]``."""
    for path in paths:
        if path.count(".") >= DEEPEST:
            raise invalid(f"You cannot expand more than {DEEPEST} levels: {path}")
        answer = _expanded(answer, path.split("."), books)
    return answer


def _expanded(held: Any, steps: list[str], books: Books) -> Any:
    if isinstance(held, list):
        return [_expanded(one, steps, books) for one in held]
    if isinstance(held, str):
        held = books.objects[held]
    if held is None or not steps:
        return held
    name, rest = steps[0], steps[1:]
    if name == "refunds" and held["object"] == "charge":
        inside: Any = page(books.all("refund", charge=held["id"]), {}, url=f"/v1/charges/{held['id']}/refunds")
    elif name in held:
        inside = held[name]
    else:
        raise invalid(f"This property cannot be expanded ({name}).")
    return held | {name: _expanded(inside, rest, books)}
