"""A hundred people at once, each with a connection of their own to a real PostgreSQL."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from kreislauf.audit.models import Entry
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.links import ask_address
from marketplace.listings.models import Ask, Kind
from tests.conftest import make_client
from tests.make_listing import make_listing
from tests.marketplace.listings.test_help import helper, path_of
from tests.words import words

PEOPLE, AT_ONCE = 100, 50  # connections: the server takes no hundred


@pytest.mark.django_db(transaction=True)
def test_a_hundred_press_at_once_and_one_has_it(kiel: RegionCard) -> None:
    with stepping_into(kiel):
        add_default_kinds()
        wanted = make_listing(Kind.objects.get(slug="hilfe-gesucht"), contact_name="Ilse", email="ilse@example.org")
        now = timezone.now()
        asks = [
            Ask.objects.create(wanted=wanted, helper=helper(number), wave=1, asked_at=now) for number in range(PEOPLE)
        ]
        paths = [path_of(ask_address(ask)) for ask in asks]
    start = Barrier(AT_ONCE)

    def press(path: str) -> str:
        try:
            start.wait()
            return words(make_client(kiel).post(path, {"antwort": "ja"}, follow=True))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as people:
        pages = list(people.map(press, paths))

    seen = Counter(
        ("So erreichen Sie sich" in page, "ilse@example.org" in page, "Das hat schon jemand übernommen" in page)
        for page in pages
    )
    assert seen == {(True, True, False): 1, (False, False, True): PEOPLE - 1}
    with stepping_into(kiel):
        taker = Ask.objects.get(took_at__isnull=False)
        letters = set(outbox().values_list("kind", "recipient"))
        assert letters == {
            ("listings.help_found", "ilse@example.org"),
            ("listings.help_taken", taker.helper.email),
        }
        assert outbox().count() == 2
        assert Entry.objects.filter(action="listing.help_taken").count() == 1
