"""From where people stand behind a campaign: numbers by postcode that tell nobody apart."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.campaigns.forget import PAID_KEPT, forget
from marketplace.campaigns.funds.person import person_hash
from marketplace.campaigns.models import Campaign, Pledge
from marketplace.campaigns.public.nearby import Nearby, nearby_of
from tests.make_campaign import make_campaign, make_pledge
from tests.words import words

ADDRESS = {"street": "Weg 3", "postcode": "44137", "town": "Dortmund"}


@pytest.fixture
def campaign(in_kiel: RegionCard) -> Campaign:
    return make_campaign()


def back(campaign: Campaign, times: int, postcode: str, **fields: Any) -> None:
    for _number in range(times):
        make_pledge(campaign, postcode=postcode, **fields)


def nearby(campaign: Campaign) -> Nearby:
    return nearby_of(campaign, number=campaign.pledges.count())


def test_five_of_a_postcode_are_shown_and_four_are_elsewhere(campaign: Campaign, site: Client) -> None:
    back(campaign, 5, "44137")
    back(campaign, 4, "44139")
    back(campaign, 1, "")
    assert nearby(campaign) == Nearby((("44137", 5),), 5)
    page = site.get(campaign.get_absolute_url())
    assert "Aus 44137 stehen 5 Menschen dahinter" in words(page)
    assert "Von anderswo oder ohne Angabe: 5" in words(page)
    assert "44139" not in page.content.decode()


def test_four_show_nothing_at_all(campaign: Campaign, site: Client) -> None:
    back(campaign, 4, "44137")
    back(campaign, 3, "")
    assert nearby(campaign).rows == ()
    page = site.get(campaign.get_absolute_url()).content.decode()
    assert "44137" not in page
    assert "Woher die Hilfe kommt" not in page


def test_who_gives_five_times_is_one_person(campaign: Campaign) -> None:
    for spelling in ("ute@example.org", "ute+1@example.org", "ute+2@example.org", "u@example.org", "v@example.org"):
        back(campaign, 1, "44137", email=spelling, person=person_hash(spelling))
    assert nearby(campaign).rows == ()
    back(campaign, 5, "44139", email="karl@example.org")
    assert nearby(campaign) == Nearby((), 4)


def test_lines_on_paper_count_each_for_itself(campaign: Campaign) -> None:
    now = timezone.now()
    back(campaign, 5, "44137", kind="paper", email="", person="", paid_at=None, promised_at=now)
    assert nearby(campaign).rows == (("44137", 5),)


def test_an_address_that_something_is_sent_to_was_not_given_for_this(campaign: Campaign) -> None:
    back(campaign, 5, "44137", address=ADDRESS)
    assert nearby(campaign) == Nearby((), 5)


def test_what_is_not_paid_refunded_or_forgotten_does_not_count(campaign: Campaign) -> None:
    back(campaign, 4, "44137")
    back(campaign, 1, "44137", paid_at=None)
    back(campaign, 1, "44137", refunded_at=timezone.now())
    assert nearby(campaign).rows == ()
    back(campaign, 1, "44137")
    assert nearby(campaign).rows == (("44137", 5),)
    Pledge.objects.update(paid_at=timezone.now() - 2 * PAID_KEPT)
    forget(at=timezone.now())
    assert nearby(campaign) == Nearby((), 0)
    assert set(Pledge.objects.filter(forgotten_at__isnull=False).values_list("postcode", flat=True)) == {""}


def test_another_s_backers_are_not_counted_and_a_new_one_is_at_once(campaign: Campaign, site: Client) -> None:
    back(make_campaign(), 5, "44137")
    back(campaign, 5, "44139")
    assert "Aus 44139 stehen 5 Menschen dahinter" in words(site.get(campaign.get_absolute_url()))
    back(campaign, 1, "44139")
    again = words(site.get(f"{campaign.get_absolute_url()}?neu"))
    assert "Aus 44139 stehen 6 Menschen dahinter" in again
    assert "44137" not in again


def test_who_passes_it_on_says_so(campaign: Campaign, site: Client) -> None:
    back(campaign, 5, "44137")
    page = site.get(f"{campaign.get_absolute_url()}weitersagen/").content.decode()
    assert "Ein Satz zum Weitersagen: <b>Aus 44137 stehen 5 Menschen dahinter.</b>" in " ".join(page.split())
    assert "Aus 44137 stehen 5 Menschen dahinter." in unquote(page.partition("mailto:")[2].partition('"')[0])


def test_the_form_says_what_the_postcode_is_for(campaign: Campaign, site: Client) -> None:
    said = words(site.get(f"{campaign.get_absolute_url()}unterstuetzen/"))
    assert "Freiwillig. Ab fünf Menschen aus einer Postleitzahl steht ihre Zahl auf der Seite, ohne Namen." in said
