"""Passing a campaign on: pictures with its progress, sheets, words in links, cards for neighbours."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from PIL import Image

from kreislauf.regions import RegionCard, stepping_into
from marketplace.campaigns.ending.end import end
from marketplace.campaigns.models import Campaign, Pledge, SharedWord
from marketplace.campaigns.sharing.card import card_of, share_progress, shared_now
from marketplace.campaigns.sharing.visits import FEWEST_SHOWN, MOST_WORDS, shared_words, visits_of, write_down
from marketplace.campaigns.sharing.words import clean_word
from tenants.sharing.models import Adoption, Card
from tenants.sharing.outbox.models import Due
from tenants.sharing.publish import write_card, write_due
from tests.make_campaign import make_campaign, make_pledge


def og_image(site: Client, address: str) -> str:
    found = re.search(r'<meta property="og:image" content="https?://[^/]+([^"]+)">', site.get(address).content.decode())
    assert found
    return found[1]


@pytest.mark.parametrize(("form", "size"), [("link", (1200, 630)), ("square", (1080, 1080)), ("story", (1080, 1920))])
def test_each_picture_has_its_size_and_is_small_enough_for_telephones(
    site: Client, form: str, size: tuple[int, int]
) -> None:
    campaign = make_campaign()
    make_pledge(campaign, support_cents=200_000)
    answer = site.get(f"{campaign.get_absolute_url()}bild-{form}.jpg")
    picture = Image.open(io.BytesIO(answer.content))
    assert (picture.format, picture.size) == ("JPEG", size)
    assert len(answer.content) < (300_000 if form == "link" else 900_000)
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies


def test_the_links_picture_has_another_address_at_each_tenth(site: Client) -> None:
    campaign = make_campaign(goal_cents=100_000)
    address = campaign.get_absolute_url()
    before = og_image(site, address)
    make_pledge(campaign, support_cents=9_000)
    assert og_image(site, f"{address}?a") == before
    make_pledge(campaign, support_cents=2_000)
    after = og_image(site, f"{address}?b")
    assert after != before
    assert site.get(after).headers["Content-Type"] == "image/jpeg"


def test_other_sites_show_the_progress_without_a_script(site: Client) -> None:
    campaign = make_campaign(title='Licht & "Ton"', goal_cents=10_000)
    make_pledge(campaign, support_cents=2_500)
    answer = site.get(f"{campaign.get_absolute_url()}balken.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    root = etree.fromstring(answer.content)
    text = " ".join(root.itertext())
    assert 'Licht & "Ton"' in text
    assert "25 %" in text
    assert not root.findall(".//{*}script")
    (part,) = [one for one in root.iter("{*}rect") if one.get("fill") == "url(#withdrawable)"]
    assert float(part.get("width", "0")) == pytest.approx(592 / 4, abs=0.1)


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_the_sheet_is_one_page_to_print(site: Client, paper: str) -> None:
    campaign = make_campaign(title="Bühne " * 13, lead="Sehr lang " * 29)
    answer = site.get(f"{campaign.get_absolute_url()}aushang-{paper}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert site.get(f"{campaign.get_absolute_url()}aushang-a9.pdf").status_code == 404


def test_nothing_of_a_draft_is_drawn(site: Client) -> None:
    campaign = make_campaign(approved_at=None, starts_at=None)
    for name in ("bild-link.jpg", "balken.svg", "aushang-a4.pdf", "weitersagen/"):
        assert site.get(f"{campaign.get_absolute_url()}{name}").status_code == 404


def test_a_word_is_made_fit_for_a_link() -> None:
    assert clean_word("Freiwillige Feuerwehr Hörde") == "freiwillige-feuerwehr-hoerde"
    assert clean_word("  <script>  ") == "script"
    assert clean_word("🚒") == ""
    assert len(clean_word("a" * 200)) == 40


def test_the_page_makes_a_link_with_a_word(site: Client) -> None:
    campaign = make_campaign()
    page = site.get(f"{campaign.get_absolute_url()}weitersagen/?von=Chor Süd").content.decode()
    assert f"{campaign.page_address}?von=chor-sued" in page


def test_the_word_goes_along_to_the_form(site: Client) -> None:
    campaign = make_campaign()
    page = site.get(f"{campaign.get_absolute_url()}?von=chor").content.decode()
    assert f'href="{campaign.get_absolute_url()}unterstuetzen/?von=chor"' in page


def test_visits_are_counted_by_word_and_shown_from_five_on(site: Client) -> None:
    campaign = make_campaign()
    address, browser = campaign.get_absolute_url(), {"HTTP_USER_AGENT": "Mozilla/5.0"}
    for _ in range(FEWEST_SHOWN):
        site.get(f"{address}?von=Feuerwehr", **browser)
    site.get(f"{address}?von=chor", **browser)
    site.get(address, **browser)
    site.get(address, HTTP_USER_AGENT="Googlebot/2.1")
    make_pledge(campaign, word="feuerwehr")
    write_down(at=timezone.now())
    write_down(at=timezone.now())
    assert [(one.word, one.visits, one.pledges) for one in shared_words(campaign)] == [("feuerwehr", 5, 1)]
    assert visits_of(campaign) == 7
    assert not site.cookies


def test_made_up_words_fill_no_table(site: Client, in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    SharedWord.objects.bulk_create(
        SharedWord(campaign=campaign, word=f"wort-{number}", visits=1) for number in range(MOST_WORDS + 1)
    )
    site.get(f"{campaign.get_absolute_url()}?von=noch-eins", HTTP_USER_AGENT="Mozilla/5.0")
    write_down(at=timezone.now())
    assert not SharedWord.objects.filter(word="noch-eins").exists()
    assert SharedWord.objects.get(campaign=campaign, word="").visits == 1


def test_neighbours_get_a_card_while_it_runs(in_kiel: RegionCard) -> None:
    campaign = make_campaign(goal_cents=10_000)
    make_pledge(campaign, support_cents=3_700, public_name="Ute", email="ute@example.org")
    card = card_of(campaign)
    assert card is not None
    assert (card.facts["percent"], card.facts["goal_cents"], card.path) == (35, 10_000, campaign.get_absolute_url())
    assert "ute" not in str(card).casefold()
    assert shared_now() == [campaign.pk]
    campaign.ended_at, campaign.succeeded = timezone.now(), True
    assert card_of(campaign) is None


def shown_in_dortmund(kiel: RegionCard, dortmund: RegionCard, campaign: Campaign) -> Card:
    """As it stands now."""
    write_card("campaign", campaign.pk, at=timezone.now())
    with stepping_into(None):
        card = Card.objects.get(origin_id=kiel.id, kind="campaign", origin_pk=campaign.pk)
        Adoption.objects.create(
            card=card, region_id=dortmund.id, adopted_at=timezone.now(), by="Ute", card_version=card.version
        )
    return card


def percent_of(card: Card) -> int:
    """After what is due is written."""
    for pk in Due.objects.values_list("pk", flat=True):
        write_due(pk, at=timezone.now())
    with stepping_into(None):
        card.refresh_from_db()
    return int(card.facts["percent"])


def test_neighbours_see_each_step_and_no_pledge_writes_a_card(
    kiel: RegionCard, in_kiel: RegionCard, dortmund: RegionCard
) -> None:
    campaign = make_campaign(goal_cents=100_000)
    card = shown_in_dortmund(kiel, dortmund, campaign)
    make_pledge(campaign, support_cents=4900)
    assert (share_progress(), percent_of(card)) == (0, 0)
    pledge = make_pledge(campaign, support_cents=700)
    assert Due.objects.count() == 0
    assert (share_progress(), percent_of(card)) == (1, 5)
    assert (share_progress(), card.version) == (0, 1)
    Pledge.objects.filter(pk=pledge.pk).update(refunded_at=timezone.now())
    assert (share_progress(), percent_of(card)) == (1, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_steps_of_many_campaigns_are_asked_for_at_once(
    rows: int, kiel: RegionCard, in_kiel: RegionCard, dortmund: RegionCard, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        shown_in_dortmund(kiel, dortmund, make_campaign())
    make_campaign()  # that nobody shows
    with django_assert_num_queries(3):
        assert share_progress() == 0


def test_a_card_that_nobody_shows_waits_for_the_night(in_kiel: RegionCard) -> None:
    campaign = make_campaign(goal_cents=10_000)
    write_card("campaign", campaign.pk, at=timezone.now())
    make_pledge(campaign)
    assert share_progress() == 0


def test_neighbours_hear_when_it_is_over(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    end(campaign, succeeded=False, by="Ute", at=timezone.now())
    assert list(Due.objects.values_list("kind", "row")) == [("campaign", campaign.pk)]
