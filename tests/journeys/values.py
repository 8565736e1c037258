"""What fits a route's parameters in a given world."""

from __future__ import annotations

from typing import Any

from tests.journeys.routes import Route
from tests.journeys.world import World

# The row that a number in the path means, by the route's name or the start of it; the longest match counts.
ROWS = {
    "": "business",
    "accounts:office:": "editor",
    "accounts:office:withdrawal": "invitation",
    "domains:": "own host",
    "mail:": "mail",
    "businesses:business:revocation": "key",
    "businesses:office:category": "category",
    "vouchers:": "offer",
    "vouchers:till:": "redemption",
    "vouchers:office:voucher": "voucher",
    "vouchers:office:blocking": "voucher",
    "vouchers:office:release": "voucher",
    "vouchers:office:mailing": "voucher",
    "vouchers:office:reversal": "redemption",
    "api:vouchers:redemption": "redemption",
}
TOKENS = {
    "businesses:office:letter": "letter",
    "accounts:accept": "accept",
    "accounts:reset": "reset",
    "vouchers:withdrawal_receipt": "receipt",
}


def values_for(route: Route, world: World) -> dict[str, Any]:
    """Every parameter of the route with this world's value. Refuses a parameter that nobody has thought of."""
    return {name: _value(name, route, world) for name in route.parameters}


def _value(name: str, route: Route, world: World) -> Any:
    objects = world.objects
    if name in {"pk", "id"}:
        return objects[_longest(ROWS, route.name)].pk
    if name == "number" and route.name.startswith("archive:"):
        return objects["archive"].pk
    if name == "token":
        return objects[TOKENS[route.name]] if route.name in TOKENS else objects["order"].token
    if name == "slug":
        return objects["offer" if route.name.startswith("vouchers:") else "business"].slug
    return {
        "code": objects["voucher"].code,
        "number": 1,
        "position": 1,
        "path": objects["media"],
        "ref": objects["checkout"],
        "state": "public",
        "who": objects["who"],
        "digest": "0123456789ab",
        "glyph": "boat",
    }[name]


def _longest(table: dict[str, str], name: str) -> str:
    return table[max((start for start in table if name.startswith(start)), key=len)]
