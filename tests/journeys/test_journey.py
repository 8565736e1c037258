"""From an administration's application to a voucher redeemed at a till: all in the browser, in a new region."""

from __future__ import annotations

import pytest

from tests.journeys import administration, afterwards, business, resident, till
from tests.journeys.conftest import Visit
from tests.journeys.demo import Demo
from tests.journeys.places import GELBENHAUSEN as place

pytestmark = pytest.mark.browser


def test_the_whole_way(visit: Visit, demo: Demo) -> None:
    """Who administers sits at a desk; who sells and who buys hold a phone, but for one till on a counter."""
    clerk, operator, leader, biker = (visit(place.label, "desktop") for _ in range(4))
    baker, neighbour = (visit(place.label, "phone") for _ in range(2))

    administration.apply(clerk, place)
    administration.approve(operator, place, demo)
    administration.take_over(leader, neighbour, place)
    administration.go_live(leader, place)

    business.register(baker, place)
    business.approve_from_letter(clerk, place)
    business.be_taken_in(leader, place)
    business.join(baker, place, mailbox="backstube", subject=business.BAKERY)
    business.join(biker, place, mailbox="fahrrad", subject=business.BIKES)
    business.offer_three(baker, place)
    business.change_the_text(baker, leader, neighbour, place)
    business.hand_out_a_key(baker)

    resident.look_around(neighbour)
    gift = resident.buy_a_gift(neighbour, place, demo)
    till.be_refused_elsewhere(biker, gift)
    till.redeem_in_parts(baker, gift)
    bread = resident.pay_twice(neighbour, place)
    till.refuse_a_blocked_one(leader, baker, bread)
    resident.pay_late(neighbour, place)
    resident.withdraw(neighbour, place)

    afterwards.see_it_in_the_office(leader)
    afterwards.pause(operator, neighbour, baker, place, code=bread)
    afterwards.read_on(neighbour)
    afterwards.lose_the_way(neighbour)
    dead = [one for who in (clerk, operator, leader, baker, neighbour) for one in who.dead_links()]
    # A correction that the letter's page and the office's offered: the entry is decided by now, and both say so.
    assert [one for one in dead if not (one[0].endswith("?korrigieren=1") and one[1] == 409)] == []
