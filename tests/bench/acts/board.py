"""What the board's benches ask for."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from itertools import count
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from kreislauf import map_points
from kreislauf.places.postcodes import near
from kreislauf.regions import stepping_into
from kreislauf.web import remembered
from kreislauf.web.page_cache import void_pages_at_once
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.models import Kind, Listing
from marketplace.review.approve import approve
from tests.bench.acts.growth import _ask, _client, _worked
from tests.bench.acts.regions import _card, host_of

POSTCODES = 40


def start(labels: list[str]) -> list[tuple[str, str, float, float]]:
    """The kinds that a new region begins with; and the postcodes around Kiel."""
    for label in labels:
        with stepping_into(_card(label)):
            add_default_kinds()
    found = near(54.32, 10.13, km=60)[:POSTCODES]
    return [(one.code, one.places[0], one.middle.latitude, one.middle.longitude) for one in found]


def search(label: str, asked: list[str]) -> list[tuple[float, float]]:
    """Seconds of the database's and of our processor for the board's page with each of these words, the second time."""
    client = _client(label, "visitor")
    return [_costs(lambda path=f"/boerse/?q={words}": _ask(client, path)) for words in asked]  # type: ignore[misc]


def plain_search(label: str, asked: list[str]) -> list[tuple[float, float]]:
    """The same as Django has it by itself: each word somewhere in title or text, all hits counted, the newest 24."""
    with stepping_into(_card(label)):
        return [_costs(lambda words=words: _plainly(words)) for words in asked]  # type: ignore[misc]


def _plainly(text: str) -> None:
    found = Listing.objects.public().select_related("kind", "category", "business")
    for word in text.split():
        found = found.filter(Q(title__icontains=word) | Q(body__icontains=word))
    found.count()
    list(found.order_by("-shown_at", "-pk")[:24])


def points(label: str, *, all_of_them: bool) -> dict[str, Any]:
    """What the map costs when nobody has asked for it in five minutes; with every pin by itself or as we do it."""
    client = _client(label, "visitor")
    anew = patch.object(remembered, "_named", lambda key: f"new:{next(_numbers)}:{key}")
    with anew, patch.object(map_points, "MOST_POINTS", 10**9 if all_of_them else map_points.MOST_POINTS):
        seen = _costs(lambda: _ask(client, "/boerse.geojson"))
        return {"seen": seen, "gz": len(gzip.compress(_ask(client, "/boerse.geojson")))}


def fill(label: str, listings: int) -> None:
    """So many gifts, beside the vouchers that ``regions:fill`` makes."""
    from tests.make_listing import make_listing

    with stepping_into(_card(label)):
        add_default_kinds()
        gifts = Kind.objects.get(slug="verschenken")
        for number in range(listings):
            place = f"Ortsteil {number % 5}"
            make_listing(gifts, title=f"Kinderfahrrad {number}", place=place, key=f"geschenk-{number}")


def pages_made_anew(label: str, paths: list[str]) -> list[str]:
    """Which of these pages one gift more makes anew; all of them were in the page cache."""
    from tests.make_listing import make_listing

    visitor = Client(HTTP_HOST=host_of(label))
    void_pages_at_once(_card(label).schema)  # the first change of all voids everything
    for path in paths * 2:
        _ask(visitor, path)
    with stepping_into(_card(label)):
        gifts = Kind.objects.get(slug="verschenken")
        made = make_listing(gifts, approved_at=None, shown_at=None, expires_at=None, key="noch-eins")
        approve(made, version=made.version, by="bench", at=timezone.now())
    return [path for path in paths if _queries(lambda path=path: _ask(visitor, path))]  # type: ignore[misc]


def _queries(act: Callable[[], object]) -> int:
    counter = count()

    def counting(execute: Any, *statement: Any) -> Any:
        next(counter)
        return execute(*statement)

    with connection.execute_wrapper(counting):
        act()
    return next(counter)


def _costs(act: Callable[[], object]) -> tuple[float, float]:
    act()
    database, processor = _worked(), time.process_time()
    act()
    return _worked() - database, time.process_time() - processor


_numbers = count()
