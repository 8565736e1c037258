"""Campaigns as everybody sees them: list, filters, map, page, feed, API."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.campaigns.models import Campaign, Update
from marketplace.campaigns.public.filter import CampaignFilter
from marketplace.campaigns.public.find import find_campaigns
from tenants.branding.models import Branding
from tests.make import make_business, make_category, make_offer
from tests.make_campaign import make_campaign, make_fund, make_pledge, make_reward
from tests.words import words

DAY = timedelta(days=1)


def titles(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/kampagnen/{query}").content.decode()
    return re.findall(r'kl-stretch" href="/kampagnen/[^"]+">([^<]+)<', page)


def test_the_list_shows_what_runs_and_the_next_to_end_first(site: Client) -> None:
    now = timezone.now()
    make_campaign(title="Später", ends_on=timezone.localdate(now) + 20 * DAY)
    make_campaign(title="Bald", ends_on=timezone.localdate(now) + 3 * DAY)
    make_campaign(title="Vorbei", ended_at=now, succeeded=True)
    make_campaign(title="Angehalten", stopped_at=now, stop_reason="Rückfragen")
    make_campaign(title="Entwurf", approved_at=None, starts_at=None)
    make_campaign(title="Versteckt", hidden_at=now)

    assert titles(site) == ["Bald", "Später"]
    assert titles(site, "?stand=bald") == ["Bald"]
    assert titles(site, "?stand=geschafft") == titles(site, "?stand=vorbei") == ["Vorbei"]
    assert set(titles(site, "?stand=alle")) == {"Bald", "Später", "Vorbei", "Angehalten"}


def test_nearly_there_is_three_quarters_and_not_the_goal(site: Client) -> None:
    for title, cents in (("Wenig", 7_499), ("Fast", 7_500), ("Da", 10_000)):
        make_pledge(make_campaign(title=title, goal_cents=10_000), support_cents=cents)
    assert titles(site, "?stand=fast") == ["Fast"]


def test_category_place_and_words_narrow_the_list(site: Client) -> None:
    theatre = make_business(name="Theater", place="Wik")
    make_campaign(title="Bühne", business=theatre)
    make_campaign(title="Backofen", business=make_business(name="Bäckerei", place="Mitte"))
    assert titles(site, "?ort=Wik") == ["Bühne"]
    assert titles(site, "?q=backofen") == ["Backofen"]
    assert titles(site, f"?bereich={theatre.category.slug}&ort=Wik") == ["Bühne"]
    assert titles(site, "?bereich=gibt-es-nicht") == []


def test_the_page_says_what_the_bar_shows_in_words_too(site: Client) -> None:
    campaign = make_campaign(goal_cents=10_000)
    make_pledge(campaign, support_cents=2_500)
    page = site.get(campaign.get_absolute_url()).content.decode()
    assert re.search(r"<b>25\s€</b> von 100\s€", page)
    assert "bezahlt, in der Widerrufsfrist" in page
    assert '<rect fill="url(#tb-withdrawable)" x="0.00%" width="25.00%"' in page
    assert f'href="{campaign.get_absolute_url()}unterstuetzen/"' in page


def test_an_ended_campaign_says_so_and_takes_nothing(site: Client) -> None:
    now = timezone.now()
    done = make_campaign(ended_at=now, succeeded=True)
    missed = make_campaign(ended_at=now, succeeded=False, mode="promise")
    stopped = make_campaign(stopped_at=now, stop_reason="Die Unterlagen fehlen.")
    for campaign, said in ((done, "Geschafft!"), (missed, "Niemand muss etwas bezahlen."), (stopped, "Unterlagen")):
        page = site.get(campaign.get_absolute_url()).content.decode()
        assert said in page
        assert "unterstuetzen/" not in page


def test_nobody_sees_a_draft_and_a_new_title_leads_to_the_new_address(site: Client) -> None:
    draft = make_campaign(approved_at=None, starts_at=None)
    assert site.get(draft.get_absolute_url()).status_code == 404
    assert site.get(f"/kampagnen/{draft.pk}/").status_code == 404
    campaign = make_campaign()
    answer = site.get(f"/kampagnen/{campaign.pk}/alter-titel/?von=chor")
    assert answer.headers["Location"] == f"{campaign.get_absolute_url()}?von=chor"
    assert site.get(f"/kampagnen/{campaign.pk}/?von=aushang").headers["Location"].endswith("/?von=aushang")


def test_backers_are_named_as_they_wish_and_lines_only_once_staff_has_read_them(site: Client) -> None:
    campaign, now = make_campaign(), timezone.now()
    make_pledge(campaign, public_name="Familie Öztürk", message="Wir freuen uns", message_shown_at=now)
    make_pledge(campaign, public_name="Ute", message="Noch ungelesen")
    make_pledge(campaign, public_name="", name="Geheim Petersen")
    make_pledge(campaign, public_name="Hat widerrufen", refunded_at=now)
    page = site.get(campaign.get_absolute_url()).content.decode()
    for word in ("Familie Öztürk", "„Wir freuen uns“", "Ute"):
        assert word in page
    assert "und noch eine Unterstützung" in page
    for word in ("Noch ungelesen", "Geheim", "Hat widerrufen", "example.org"):
        assert word not in page.partition("<main")[2].partition("</main>")[0]


def test_rewards_say_what_is_left_and_none_is_offered_that_is_gone(site: Client) -> None:
    campaign = make_campaign()
    make_reward(campaign, title="Ehrenkarte", total=5, left=2)
    make_reward(campaign, title="Logenplatz", total=1, left=0)
    make_reward(campaign, title="Zurückgezogen", withdrawn_at=timezone.now())
    page = site.get(campaign.get_absolute_url()).content.decode()
    assert "noch 2 von 5" in page
    assert page.count("gegenleistung=") == 1
    assert "Zurückgezogen" not in page


def test_news_for_backers_only_stay_with_them(site: Client) -> None:
    campaign, now = make_campaign(), timezone.now()
    for key, hidden in (("Für alle", False), ("Nur für Sie", True)):
        Update.objects.create(
            campaign=campaign, title=key, text_md="x", text_html="<p>x</p>", key=key, written_at=now,
            submitted_at=now, approved_at=now, released_at=now, backers_only=hidden,
        )  # fmt: skip
    page = site.get(campaign.get_absolute_url()).content.decode()
    assert "Für alle" in page
    assert "Nur für Sie" not in page


def test_search_engines_read_products_and_never_a_donation(site: Client) -> None:
    campaign = make_campaign(title="Neu </script> <b>")
    make_reward(campaign)
    page = site.get(campaign.get_absolute_url()).content.decode()
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert data
    graph = json.loads(data[1])["@graph"]
    assert [one["@type"] for one in graph] == ["WebPage", "Product"]
    assert graph[1]["offers"]["price"] == "20.00"
    assert "Donat" not in data[1]


def test_the_map_has_a_pin_with_how_far_it_is(site: Client) -> None:
    business = make_business(name="Theater", longitude=10.13, latitude=54.32)
    campaign = make_campaign(business=business, goal_cents=10_000)
    make_pledge(campaign, support_cents=5_000)
    make_campaign(business=business, title="Vorbei", ended_at=timezone.now(), succeeded=False)
    features = site.get("/kampagnen.geojson").json()["features"]
    assert [one["properties"] for one in features] == [
        {"n": campaign.title, "d": "Theater · 50 % · noch 30 Tage", "u": campaign.get_absolute_url()}
    ]
    assert len(site.get("/kampagnen.geojson?stand=alle").json()["features"]) == 2
    assert site.get("/kampagnen.geojson?bbox=11,54,12,55").json()["features"] == []


def test_feed_frame_sitemap_and_search_know_it(site: Client) -> None:
    campaign = make_campaign(title="Neue Orgel")
    assert "Neue Orgel" in site.get("/kampagnen/feed/").content.decode()
    assert "Neue Orgel" in site.get("/einbetten/kampagnen/").content.decode()
    assert campaign.get_absolute_url() in site.get("/sitemap.xml").content.decode()
    assert "Neue Orgel" in site.get("/suche/?q=orgel").content.decode()
    assert "Neue Orgel" in site.get("/").content.decode()
    assert "Neue Orgel" in site.get(campaign.business.get_absolute_url()).content.decode()


def test_the_api_lists_counts_and_shows_one(site: Client) -> None:
    campaign = make_campaign(goal_cents=10_000)
    make_reward(campaign)
    make_pledge(campaign, support_cents=2_500)
    make_campaign(approved_at=None, starts_at=None)
    (found,) = site.get("/api/v1/campaigns/").json()["results"]
    assert (found["title"], found["state"], found["bar"]["withdrawable_cents"]) == (campaign.title, "running", 2_500)
    assert site.get("/api/v1/campaigns/count/").json() == {"count": 1, "more": False}
    one = site.get(f"/api/v1/campaigns/{campaign.pk}/").json()
    assert [reward["price_cents"] for reward in one["rewards"]] == [2_000]
    assert site.get("/api/v1/campaigns/999999/").status_code == 404
    assert "example.org" not in json.dumps([found, one])


def test_queries_do_not_grow_with_the_campaigns(
    site: Client, in_kiel: RegionCard, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    make_campaign()
    site.get("/kampagnen/")
    seen = []
    for _ in range(2):
        Campaign.objects.update(lead=f"Neu {len(seen)}")
        with CaptureQueriesContext(connection) as queries:
            site.get(f"/kampagnen/?seite={len(seen) + 1}")
        seen.append(len(queries))
        make_campaign(business=make_business(name=f"Laden {len(seen)}"))
        make_campaign(business=make_business(name=f"Haus {len(seen)}"))
    assert seen[0] == seen[1]


def test_a_pot_says_on_the_page_what_it_adds(site: Client) -> None:
    campaign = make_campaign()
    make_fund(name="Topf der Sparkasse")
    page = site.get(campaign.get_absolute_url()).content.decode()
    assert "Topf der Sparkasse" in page
    assert "Aus 20\xa0€ werden 40\xa0€" in page


def test_a_region_may_begin_its_front_page_with_campaigns(site: Client) -> None:
    make_campaign()
    make_offer()
    Branding.objects.update(first="campaigns")
    answer = site.get("/")
    assert answer.context["sections"][0].template == "campaigns/sections/front.html"
    assert "campaigns/campaigns.css" in answer.content.decode()


def test_of_very_many_nobody_counts_what_stands_behind_each_choice(
    site: Client, in_kiel: RegionCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Grouping a hundred thousand took most of a second on each page."""
    bread, books = make_category(name="Bäckereien"), make_category(name="Bücher")
    for number, category in enumerate((bread, bread, books)):
        make_campaign(title=f"Vorhaben {number}", business=make_business(category=category, place="Wik"))
    counted = find_campaigns(CampaignFilter(), page=None, at=timezone.now())
    assert [(one.label, one.number) for one in counted.categories] == [("Bäckereien", 2), ("Bücher", 1)]
    narrowed = CampaignFilter(categories=(bread.slug,), places=("Wik",))
    assert find_campaigns(narrowed, page=None, at=timezone.now()).page.paginator.count == 2

    monkeypatch.setattr("kreislauf.counted.COUNTED", 2)
    with CaptureQueriesContext(connection) as queries:
        found = find_campaigns(narrowed, page=None, at=timezone.now())
        assert len(found.cards) == 2
    assert not [one for one in queries if "GROUP BY" in one["sql"] and "in_place" in one["sql"]]
    assert [(one.label, one.number, one.ticked) for one in found.categories] == [
        *(("Bäckereien", None, True), ("Bücher", None, False)),
    ]
    assert [(one.label, one.number, one.ticked) for one in found.places] == [("Wik", None, True)]
    assert "mehr als 2 Kampagnen" in words(site.get("/kampagnen/"))
