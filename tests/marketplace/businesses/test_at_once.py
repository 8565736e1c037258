"""Clicks that come at the same moment: one decision, one business, one password."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from kreislauf.accounts.accept import AlreadyAccepted, accept
from kreislauf.accounts.addresses import invitation_address
from kreislauf.accounts.invite import invite
from kreislauf.accounts.models import Invitation, Role, User
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business
from marketplace.businesses.register import register
from marketplace.review.approve import approve
from marketplace.review.decisions import AlreadyDecided
from marketplace.review.reject import reject
from tests.make import NOON, make_business, make_category

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 8


def together(kiel: RegionCard, act: Callable[[int], object]) -> Counter[str]:
    """Eight hands on eight connections, let go at one moment; how each of them ended."""
    start = threading.Barrier(HANDS)

    def run(number: int) -> str:
        start.wait(timeout=30)
        try:
            with stepping_into(kiel):
                act(number)
        except (AlreadyDecided, AlreadyAccepted) as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(HANDS) as hands:
        return Counter(hands.map(run, range(HANDS)))


def test_approving_and_rejecting_at_once_is_one_decision(kiel: RegionCard, in_kiel: RegionCard) -> None:
    bakery = make_business(approved_at=None)

    def decide(number: int) -> None:
        if number % 2:
            approve(bakery, version=1, by=f"Hand {number}", at=NOON)
        else:
            reject(bakery, version=1, reason="Nein.", by=f"Hand {number}", at=NOON)

    assert together(kiel, decide) == {"done": 1, "AlreadyDecided": HANDS - 1}
    bakery.refresh_from_db()
    assert (bakery.approved_at is None) != (bakery.rejected_at is None)
    assert Entry.objects.filter(action__in=["business.approved", "business.rejected"]).count() == 1
    assert Invitation.objects.count() == (0 if bakery.approved_at is None else 1)


def test_one_form_sent_eight_times_is_one_business(kiel: RegionCard, in_kiel: RegionCard) -> None:
    entry = {
        "name": "Café Möwe",
        "category_id": make_category().pk,
        "description": "Kuchen.",
        "street": "Weg 1",
        "postcode": "24105",
        "town": "Kiel",
        "place": "Wik",
    }
    assert together(kiel, lambda _: register(entry, key="ein Formular", by="x", at=NOON)) == {"done": HANDS}
    assert [(one.slug, one.version) for one in Business.objects.all()] == [("cafe-moewe", 1)]
    assert Entry.objects.count() == 1


def test_a_letter_opened_in_eight_windows_sets_one_password(kiel: RegionCard, in_kiel: RegionCard) -> None:
    token = invitation_address(invite("neu@kiel.example", Role.EDITOR, by="Ute", at=NOON)).split("/")[-2]
    answers = together(kiel, lambda number: accept(token, password=f"apfel birne {number}", at=NOON))
    assert answers == {"done": 1, "AlreadyAccepted": HANDS - 1}
    user = User.objects.get()
    assert sum(user.check_password(f"apfel birne {number}") for number in range(HANDS)) == 1
