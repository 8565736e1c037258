"""The site's search finds the articles and campaigns of neighbours that the region shows, and no longer than that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from marketplace.advice.keeping.assure import archive
from marketplace.advice.models import Article
from marketplace.advice.shared.card import share_with
from marketplace.campaigns.ending.stop import stop
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.sharing.card import share
from tenants.branding.models import Branding
from tenants.models import Region, Status
from tenants.sharing.adopt import adopt, drop
from tenants.sharing.models import Adoption, Card
from tests.conftest import make_client
from tests.make import make_body
from tests.make_article import make_article
from tests.make_campaign import make_campaign, make_pledge
from tests.tenants.sharing.conftest import committed, make_partners
from tests.words import words

NOTHING = "Dazu gibt es gerade nichts"
STOP = {"ground": "terms", "ground_text": "Nr. 3", "facts": "Das Ziel ist nicht belegt."}
ENDS = ["dropped", "module off", "origin suspended", "over"]


def show_in(region: RegionCard, kind: str, pk: int, *, intro: str = "") -> None:
    with stepping_into(None):
        card = Card.objects.get(kind=kind, origin_pk=pk)
    with stepping_into(region), committed():
        adopt(card, mode="follow", intro=intro, by="Karl", at=timezone.now())


@pytest.fixture
def article(kiel: RegionCard, dortmund: RegionCard, at_once: None) -> Article:
    """Of a partner in Kiel, and Dortmund shows it."""
    with stepping_into(None):
        Region.objects.filter(pk=dortmund.id).update(parent_id=kiel.id)
    with stepping_into(kiel), committed():
        body = make_body(name="Handelskammer")
        one = make_article(body, title="Gründen im Nebenerwerb", lead="Erste Schritte.", text_md="Sagen Sie Zebra.")
        share_with(one, "parents", by="Ute", at=timezone.now())
    show_in(dortmund, "article", one.pk, intro="Auch für uns in Hörde.")
    return one


@pytest.fixture
def campaign(kiel: RegionCard, dortmund: RegionCard, at_once: None) -> Campaign:
    make_partners(kiel, dortmund)
    with stepping_into(None):
        Card.objects.all().delete()
    with stepping_into(kiel), committed():
        one = make_campaign(title="Licht für die Bühne", lead="Es ist dunkel.")
        make_pledge(one, public_name="Ute Zebra", email="zebra@example.org")
        share(one)
    with stepping_into(None):
        Card.objects.filter(kind="campaign").update(audience="partners")
    show_campaign(dortmund, one)
    return one


def show_campaign(region: RegionCard, campaign: Campaign) -> None:
    with stepping_into(None):
        card = Card.objects.get(kind="campaign", origin_pk=campaign.pk)
        Adoption.objects.create(
            card=card, region_id=region.id, adopted_at=timezone.now(), by="Karl", card_version=card.version
        )


@pytest.fixture
def visitor(dortmund: RegionCard) -> Client:
    return make_client(dortmund)


def end_it(way: str, *, kind: str, module: str, kiel: RegionCard, dortmund: RegionCard) -> None:
    with stepping_into(None):
        [adoption] = Adoption.objects.select_related("card__origin").filter(card__kind=kind)
        if way == "origin suspended":
            Region.objects.filter(pk=kiel.id).update(status=Status.SUSPENDED)
        elif way == "over":
            Card.objects.filter(kind=kind).update(ends_at=timezone.now() - timedelta(minutes=1))
    with stepping_into(dortmund), committed():
        if way == "dropped":
            drop(adoption, reason="", by="Karl", at=timezone.now())
        elif way == "module off":
            Branding.objects.update(modules={module: False})


class TestArticles:
    def test_found_by_title_introduction_and_host_here_and_in_the_hub(
        self, article: Article, kiel: RegionCard, visitor: Client
    ) -> None:
        for asked in ("gruenden+Nebenerwerbs", "hoerde", "handelskammer", "Landeshauptstadt"):
            found = visitor.get(f"/suche/?q={asked}")
            assert "1 Treffer" in words(found), asked
            assert f"Handelskammer ({kiel.name})" in words(found), asked
        hub = words(visitor.get("/rat/?q=nebenerwerb"))
        assert "Von unseren Nachbarn" in hub
        assert "Gründen im Nebenerwerb" in hub
        assert "Dazu steht hier noch nichts" not in hub

    def test_nothing_else_finds_it(self, article: Article, visitor: Client) -> None:
        assert NOTHING in words(visitor.get("/suche/?q=Langarbeit"))
        assert "Gründen im Nebenerwerb" not in words(visitor.get("/rat/?q=langarbeit"))
        assert "Gründen im Nebenerwerb" not in words(visitor.get("/rat/?q=nebenerwerb&art=news"))

    @pytest.mark.parametrize("way", ["withdrawn", *ENDS])
    def test_it_is_found_no_longer(
        self, way: str, article: Article, kiel: RegionCard, dortmund: RegionCard, visitor: Client
    ) -> None:
        assert "Gründen im Nebenerwerb" in words(visitor.get("/suche/?q=Nebenerwerb"))
        if way == "withdrawn":
            with stepping_into(kiel), committed():
                archive(article, by="Ute", at=timezone.now())
        end_it(way, kind="article", module="advice", kiel=kiel, dortmund=dortmund)
        cache.clear()  # a region that is suspended, and time, void no page
        assert "Gründen im Nebenerwerb" not in words(visitor.get("/suche/?q=Nebenerwerb"))
        if way != "module off":
            assert "Gründen im Nebenerwerb" not in words(visitor.get("/rat/?q=Nebenerwerb"))


class TestCampaigns:
    def test_found_by_title_and_business_with_its_end_here_and_in_the_list(
        self, campaign: Campaign, kiel: RegionCard, visitor: Client
    ) -> None:
        business, place = campaign.business.name, campaign.business.place
        for asked in ("Lichter+Bühne", business):
            found = words(visitor.get("/suche/", {"q": asked.replace("+", " ")}))
            assert "1 Treffer" in found, asked
            assert f"{business} ({kiel.name}) · bis " in found, asked
        assert "Licht für die Bühne" in words(visitor.get("/suche/", {"q": "Licht", "ort": place}))
        listed = words(visitor.get("/kampagnen/?q=buehne"))
        assert "Licht für die Bühne" in listed
        assert "Dazu gibt es gerade keine Kampagne" not in listed

    def test_nothing_else_finds_it_least_of_all_who_backs_it(self, campaign: Campaign, visitor: Client) -> None:
        for query in ({"q": "Zebra"}, {"q": "Licht", "ort": "Wanne-Eickel"}):
            assert NOTHING in words(visitor.get("/suche/", query))
        for query in ({"q": "Zebra"}, {"q": "Licht", "ort": "Wanne-Eickel"}, {"q": "Licht", "stand": "geschafft"}):
            assert "Licht für die Bühne" not in words(visitor.get("/kampagnen/", query))

    @pytest.mark.parametrize("way", ["stopped", *ENDS])
    def test_it_is_found_no_longer(
        self, way: str, campaign: Campaign, kiel: RegionCard, dortmund: RegionCard, visitor: Client
    ) -> None:
        assert "Licht für die Bühne" in words(visitor.get("/suche/?q=Licht"))
        if way == "stopped":
            with stepping_into(kiel), committed():
                stop(campaign, **STOP, by="Ute", at=timezone.now())
        end_it(way, kind="campaign", module="campaigns", kiel=kiel, dortmund=dortmund)
        cache.clear()
        assert "Licht für die Bühne" not in words(visitor.get("/suche/?q=Licht"))
