"""A topic's list: of its own region, and without reading all that is about a big topic."""

from __future__ import annotations

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kreislauf.regions import RegionCard, stepping_into
from marketplace.advice.models import Topic
from marketplace.advice.public.filter import ArticleFilter
from tests.conftest import make_client
from tests.make_article import make_article, make_topic

PATH = "/rat/?thema=personal"


def titles(client: Client) -> list[str]:
    return re.findall(r">(Azubis[^<]*|Rente[^<]*)<", client.get(PATH).content.decode())


def test_each_region_lists_its_own_topic_s_articles(kiel: RegionCard, dortmund: RegionCard) -> None:
    """The statement is put together once in a process, the topic's number is another one in each region."""
    with stepping_into(kiel):
        make_topic("Voran", slug="voran")
        make_article(title="Azubis in Kiel", topics=(make_topic("Personal", slug="personal"),))
    with stepping_into(dortmund):
        make_article(title="Azubis in Dortmund", topics=(make_topic("Personal", slug="personal"),))
        other = make_topic("Recht", slug="recht")
        make_article(title="Rente in Dortmund", topics=(other,))
        assert other.pk not in Topic.objects.filter(slug="personal").values_list("pk", flat=True)
    assert titles(make_client(kiel)) == ["Azubis in Kiel"]
    assert titles(make_client(dortmund)) == ["Azubis in Dortmund"]


def test_a_new_topic_below_belongs_to_the_list_at_once(kiel: RegionCard) -> None:
    with stepping_into(kiel):
        top = make_topic("Personal", slug="personal")
        make_article(title="Rente", topics=(make_topic("Rente", parent=top),))
        assert titles(make_client(kiel))[-1:] == ["Rente"]
        make_article(title="Azubis", topics=(make_topic("Ausbildung", parent=top),))
        assert sorted(ArticleFilter(topic="personal").results().values_list("title", flat=True)) == ["Azubis", "Rente"]
        assert "Azubis" in titles(make_client(kiel))


def test_the_database_is_asked_by_the_topics_numbers(in_kiel: RegionCard, site: Client) -> None:
    """Of a further query it does not know how many articles fit, and it reads and sorts the 25,000 of a big topic."""
    make_article(title="Azubis", topics=(make_topic("Personal", slug="personal"),))
    with CaptureQueriesContext(connection) as asked:
        assert "Azubis" in titles(site)
    lists = [one["sql"] for one in asked.captured_queries if '"advice_article_topics"' in one["sql"]]
    assert len(lists) == 2  # the rows, and their number
    assert [one for one in lists if '"advice_topic"' in one] == []
