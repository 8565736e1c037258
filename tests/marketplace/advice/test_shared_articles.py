"""What Kiel's partners write, a town below Kiel shows: with today's numbers, until Kiel takes it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from marketplace.advice.advisers.change import change_adviser
from marketplace.advice.keeping.assure import archive
from marketplace.advice.models import Article
from marketplace.advice.shared.card import share_with
from marketplace.partners.bodies.show import hide, show
from tenants.models import Region
from tenants.sharing.adopt import adopt
from tenants.sharing.models import Card
from tests.conftest import make_client
from tests.make import make_user
from tests.make_article import make_adviser, make_article
from tests.tenants.sharing.conftest import committed
from tests.words import words


@pytest.fixture
def article(kiel: RegionCard, dortmund: RegionCard, at_once: None) -> Article:
    """Of Kiel's, with a guide's step; Dortmund stands below Kiel and shows it."""
    with stepping_into(None):
        Region.objects.filter(pk=dortmund.id).update(parent_id=kiel.id)
    with stepping_into(kiel), committed():
        adviser = make_adviser(phone="0431 111")
        one = make_article(
            adviser.body,
            kind="guide",
            title="Gründen",
            text_md=f"Fragen Sie {{{{ kontakt:{adviser.pk} }}}} oder [uns](/rat/).",
            steps=[{"title": "Gewerbe anmelden", "text": "Im Rathaus.", "url": "https://amt.example/"}],
        )
        share_with(one, "parents", by="Ute", at=timezone.now())
    with stepping_into(None):
        card = Card.objects.get(kind="article")
    with stepping_into(dortmund):
        adopt(card, mode="follow", intro="", by="Karl", at=timezone.now())
    return one


@pytest.fixture
def visitor(dortmund: RegionCard) -> Client:
    return make_client(dortmund)


def page_of(article: Article) -> str:
    with stepping_into(None):
        return f"/geteilt/{Card.objects.get(origin_pk=article.pk).pk}/gruenden/"


def test_the_page_has_steps_and_numbers_and_its_links_lead_to_the_origin(
    article: Article, kiel: RegionCard, visitor: Client
) -> None:
    page = visitor.get(page_of(article), follow=True)
    assert "Gewerbe anmelden" in words(page)
    assert "0431 111" in words(page)
    assert f'href="{kiel.url}/rat/"' in page.content.decode()
    assert "IHK zu Kiel (Landeshauptstadt Kiel)" in words(page)


def test_it_stands_in_the_neighbours_hub(article: Article, visitor: Client) -> None:
    assert "Von unseren Nachbarn" in words(visitor.get("/rat/"))
    assert "Gründen" in words(visitor.get("/rat/"))


def test_a_changed_number_changes_next_door(article: Article, kiel: RegionCard, visitor: Client) -> None:
    with stepping_into(kiel), committed():
        adviser = article.body.advisers.get()  # type: ignore[union-attr]
        change_adviser(adviser, {"phone": "0431 999"}, topics=[], by="Ute", at=timezone.now())
    assert "0431 999" in words(visitor.get(page_of(article), follow=True))


def test_an_archived_article_is_withdrawn(article: Article, kiel: RegionCard, visitor: Client) -> None:
    address = visitor.get(page_of(article), follow=True).request["PATH_INFO"]
    with stepping_into(kiel), committed():
        archive(article, by="Ute", at=timezone.now())
    assert "„Gründen“ wurde zurückgezogen." in words(visitor.get(address))


def test_what_a_hidden_partner_wrote_is_withdrawn_and_comes_back(
    article: Article, kiel: RegionCard, visitor: Client
) -> None:
    body, address, steps = article.body, page_of(article), [(hide, False), (show, True)]
    assert body is not None
    for step, is_there in steps:
        with stepping_into(kiel), committed():
            step(body, by="Ute", at=timezone.now())
        page = words(visitor.get(address, follow=True))
        assert ("Gewerbe anmelden" in page, "wurde zurückgezogen" in page) == (is_there, not is_there)


def test_the_office_says_who_may_show_it(kiel: RegionCard, at_once: None, client_for: Callable[..., Client]) -> None:
    with stepping_into(kiel):
        article, ute = make_article(title="Gründen"), make_user()
    office, address = client_for(kiel, user=ute), f"/verwaltung/rat/{article.pk}/weitergabe/"
    assert "Mit Regionen teilen" in words(office.get(f"/verwaltung/rat/{article.pk}/"))
    assert "„Gründen“ teilen?" in words(office.get(address))
    with committed():
        office.post(address, {"audience": "all"})
    with stepping_into(None):
        assert list(Card.objects.values_list("title", "audience")) == [("Gründen", "all")]
    with committed():
        office.post(address, {"audience": ""})
    with stepping_into(None):
        assert Card.objects.get().withdrawn_at is not None
