"""The three sites with one of everything, who asks there, and what counts as broken."""

from __future__ import annotations

from typing import Any

from django.test import Client
from hypothesis import HealthCheck, Phase, settings

from tests.fuzz.asking import FORM, Asker, as_query, names_read
from tests.journeys.routes import Route, routes_of
from tests.journeys.world import World
from tests.tenants.operators.operators import signed_in

API = "/api/v1/"
SITES = {"region": "kreislauf.urls_region", "platform": "kreislauf.urls_public", "operator": "kreislauf.urls_operator"}
PLACES = [(site, route) for site, urlconf in SITES.items() for route in routes_of(urlconf)]
WHO = {"region": ("anyone", "owner", "administrator"), "platform": ("nobody",), "operator": ("operator",)}


class Ground:
    """The three sites, and who asks there."""

    def __init__(self, world: World) -> None:
        self.world = world
        clients = {who: world.client(who) for who in WHO["region"]}
        clients |= {"nobody": Client(HTTP_HOST="localhost"), "operator": signed_in()}
        self.askers = {who: Asker(client) for who, client in clients.items()}
        self.names: dict[tuple[str, str, str], list[str]] = {}

    def path(self, route: Route, strange: dict[str, str]) -> str:
        example = self.world.examples.get(route.name)
        usual = {name: str(example.value(name)) if example else "1" for name in route.parameters}
        usual |= {"pk": usual["pk"] if example else str(self.world.card.id)} if "pk" in usual else {}
        return route.path(usual | {name: value for name, value in strange.items() if name in usual})

    def read(self, who: str, route: Route, method: str) -> list[str]:
        """The names that the route asks for; a second look finds those that stand behind the first."""
        key = (who, route.name, method)
        if key not in self.names:
            with names_read() as found:
                self.send(who, route, method, {})
            self.names[key] = sorted(found - {"csrfmiddlewaretoken"})
        return self.names[key]

    def send(
        self,
        who: str,
        route: Route,
        method: str,
        fields: dict[str, str],
        strange: dict[str, str] | None = None,
        **headers: str,
    ) -> tuple[int, str]:
        path, text = self.path(route, strange or {}), as_query(fields)
        if method == "GET":
            return self.askers[who].ask("GET", path, query=text, **headers)
        return self.askers[who].ask("POST", path, body=text.encode(), kind=FORM, **headers)


def most(site: str) -> str:
    """Who may do most there."""
    return WHO[site][-1]


def wrong(route: Route, sent: Any, answer: tuple[int, str]) -> list[tuple[str, Any, str]]:
    return [(route.name, sent, answer[1])] if (answer[0] >= 500 and answer[0] != 503) or answer[1] else []


def drawn(examples: int) -> Any:
    """The same draws at each run, and as many as there is time for; nothing is remembered."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
