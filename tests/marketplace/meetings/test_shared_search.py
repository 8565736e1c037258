"""The site's search finds what neighbours hold and the region shows, and no longer than that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from marketplace.meetings.cancel import cancel
from marketplace.meetings.hide import hide
from marketplace.meetings.models import Meeting
from marketplace.meetings.shared.card import share
from tenants.branding.models import Branding
from tenants.models import Region, Status
from tenants.sharing.adopt import drop
from tenants.sharing.models import Adoption
from tests.conftest import make_client
from tests.make import make_body
from tests.make_meeting import make_meeting
from tests.marketplace.meetings.test_shared_meetings import page_of, show_in
from tests.tenants.sharing.conftest import committed
from tests.words import words


@pytest.fixture
def meeting(kiel: RegionCard, dortmund: RegionCard, at_once: None) -> Meeting:
    """Of Kiel's, and Dortmund shows it."""
    with stepping_into(kiel), committed():
        one = make_meeting(title="Kurzarbeit: Fragen", audience="all")
        share(one)
    show_in(dortmund, one)
    return one


@pytest.fixture
def visitor(dortmund: RegionCard) -> Client:
    return make_client(dortmund)


def test_the_site_s_search_finds_it_with_its_host(
    meeting: Meeting, kiel: RegionCard, dortmund: RegionCard, visitor: Client
) -> None:
    with stepping_into(kiel), committed():
        body = make_body(name="Handelskammer")
        Meeting.objects.filter(pk=meeting.pk).update(body=body, town="Kiel")
        share(meeting)

    found = visitor.get("/suche/?q=Kurzarbeiten")

    assert page_of(meeting) in found.content.decode()
    assert f"Handelskammer ({kiel.name})" in words(found)
    assert "1 Treffer für „Kurzarbeiten“" in words(found)
    assert "Kurzarbeit: Fragen" in words(visitor.get("/suche/?q=handelskammer+kurzarbeit"))
    assert "Kurzarbeit: Fragen" in words(visitor.get("/termine/?q=Kurzarbeiten"))
    assert "Dazu gibt es gerade nichts" in words(visitor.get("/suche/?q=Kurzarbeit&ort=Wik"))
    assert "Dazu gibt es gerade nichts" in words(visitor.get("/suche/?q=Langarbeit"))


def test_it_has_a_place_among_many_own_ones(meeting: Meeting, dortmund: RegionCard, visitor: Client) -> None:
    with stepping_into(dortmund):
        for number in range(7):
            make_meeting(title=f"Kurzarbeit {number}")
    found = visitor.get("/suche/?q=Kurzarbeit")
    assert found.content.decode().count('class="kl-hit__t"') == 5
    assert page_of(meeting) in found.content.decode()
    assert "alle 8 Treffer" in words(found)


@pytest.mark.parametrize("way", ["withdrawn", "cancelled", "over", "dropped", "module off", "origin suspended"])
def test_the_search_finds_it_no_longer(
    meeting: Meeting, kiel: RegionCard, dortmund: RegionCard, visitor: Client, way: str
) -> None:
    assert "Kurzarbeit: Fragen" in words(visitor.get("/suche/?q=Kurzarbeit"))
    now = timezone.now()
    with stepping_into(kiel), committed():
        if way == "withdrawn":
            hide(meeting, reason="Anfrage", by="Ute", at=now)
        elif way == "cancelled":
            cancel(meeting, reason="Krank.", by="Ute", at=now)
        elif way == "over":
            past = {"starts_at": now - timedelta(hours=2), "ends_at": now - timedelta(hours=1)}
            Meeting.objects.filter(pk=meeting.pk).update(**past)
            share(meeting)
    with stepping_into(None):
        [adoption] = Adoption.objects.select_related("card__origin")
        if way == "origin suspended":
            Region.objects.filter(pk=kiel.id).update(status=Status.SUSPENDED)
    with stepping_into(dortmund), committed():
        if way == "dropped":
            drop(adoption, reason="", by="Karl", at=now)
        elif way == "module off":
            Branding.objects.update(modules={"meetings": False})
    cache.clear()  # a region that is suspended, and time, void no page
    assert "Kurzarbeit: Fragen" not in words(visitor.get("/suche/?q=Kurzarbeit"))
