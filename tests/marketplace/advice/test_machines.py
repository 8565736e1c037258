"""What machines read: the API, HSDS 3.0, frames of other sites, search, sitemap, watched searches."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from marketplace.advice.hsds.ids import Kind, hsds_id, pk_of
from marketplace.advice.watched import WATCHED
from tests.make import make_body
from tests.make_article import in_days, make_adviser, make_article, make_topic


def ids_in(found: object) -> list[str]:
    if isinstance(found, list):
        return [one for part in found for one in ids_in(part)]
    if not isinstance(found, dict):
        return []
    own = [found["id"]] if "id" in found else []
    return own + [one for part in found.values() for one in ids_in(part)]


@pytest.mark.usefixtures("in_kiel")
class TestApi:
    def test_articles_are_listed_filtered_counted_and_read_whole(self, site: Client) -> None:
        topic, adviser = make_topic(slug="recht"), make_adviser(phone="0431 77")
        text = f"Rufen Sie an: {{{{ kontakt:{adviser.pk} }}}}"
        article = make_article(adviser.body, title="Mietrecht", topics=(topic,), audiences=["solo"], text_md=text)
        make_article(title="Anderes")
        make_article(released_at=None)
        listed = site.get("/api/v1/articles/?thema=recht").json()["results"]
        assert [(one["id"], one["topics"], one["body"]) for one in listed] == [(article.pk, ["recht"], article.body_id)]
        assert "0431 77" not in str(listed)
        assert site.get("/api/v1/articles/count/").json() == {"count": 2, "more": False}
        assert site.get("/api/v1/articles/count/?q=mietrecht").json()["count"] == 1
        assert "0431 77" in site.get(f"/api/v1/articles/{article.pk}/").json()["text_html"]
        hidden = make_article(hidden_at=timezone.now())
        assert site.get(f"/api/v1/articles/{hidden.pk}/").status_code == 404

    @pytest.mark.parametrize(
        "path", ["/api/v1/articles/", "/api/v1/hsds/services/", "/rat/?q=kurzarbeitergeld", "/beratung/", "/rat/"]
    )
    def test_a_list_costs_the_same_for_one_and_for_three(self, site: Client, path: str) -> None:
        for _ in range(3):  # with fewer hits, other words are looked for
            make_article(topics=(make_topic(),))
        counts = []
        for _ in range(3):
            make_article(topics=(make_topic(),), kind="programme", valid_until=in_days(9))
            make_adviser(topics=(make_topic(),))
            with CaptureQueriesContext(connection) as asked:
                site.get(path)
            counts.append(len(asked))
        assert counts[1] == counts[2]


@pytest.mark.usefixtures("in_kiel")
class TestHsds:
    def test_people_programmes_and_projects_are_services(self, site: Client) -> None:
        topic, body = (
            make_topic("Gründung"),
            make_body(name="IHK", street="Bergstraße 2", postcode="24103", town="Kiel"),
        )
        hours = [{"day": 0, "from": "09:00", "to": "12:00"}]
        adviser = make_adviser(body, topics=(topic,), languages=["de", "dgs"], hours=hours, assured_on=in_days(0))
        programme = make_article(body, kind="programme", amount="bis 5.000 €", valid_until=in_days(9), topics=(topic,))
        project = make_article(body, kind="project")
        make_article(body, kind="guide")
        found = site.get("/api/v1/hsds/services/").json()
        assert (found["total_items"], found["page_number"], found["last_page"]) == (3, 1, True)
        named = {one["id"]: one for one in found["contents"]}
        expected = [(Kind.ARTICLE, programme.pk), (Kind.ARTICLE, project.pk), (Kind.ADVISER, adviser.pk)]
        assert list(named) == [hsds_id(kind, pk) for kind, pk in expected]
        person = named[hsds_id(Kind.ADVISER, adviser.pk)]
        assert person["phones"][0]["number"] == adviser.phone
        assert [(one["byday"], one["opens_at"][:5]) for one in person["schedules"]] == [("MO", "09:00")]
        assert [one["code"] for one in person["languages"]] == ["de", "gsg"]
        assert person["attributes"][0]["taxonomy_term"]["name"] == "Gründung"
        assert person["organization"]["name"] == "IHK"

    def test_each_identifier_is_a_uuid_of_its_own(self, site: Client) -> None:
        topics = (make_topic(), make_topic())
        adviser = make_adviser(
            topics=topics, languages=["de", "en"], hours=[{"day": 0, "from": "09:00", "to": "10:00"}]
        )
        make_article(adviser.body, kind="programme", topics=topics)
        found = site.get("/api/v1/hsds/services/").json()["contents"]
        for service in found:
            ids = ids_in(service)
            assert len(set(ids)) == len(ids)
            assert {UUID(one).version for one in ids} == {8}

    def test_one_is_read_by_its_identifier_which_is_the_regions_own(
        self, site: Client, in_kiel: RegionCard, dortmund: RegionCard
    ) -> None:
        adviser, body = make_adviser(), make_body(name="HWK")
        programme = make_article(body, kind="programme")
        mine = hsds_id(Kind.ADVISER, adviser.pk)
        assert site.get(f"/api/v1/hsds/services/{mine}/").json()["id"] == mine
        article = hsds_id(Kind.ARTICLE, programme.pk)
        assert site.get(f"/api/v1/hsds/services/{article}/").json()["name"] == programme.title
        organization = site.get(f"/api/v1/hsds/organizations/{hsds_id(Kind.ORGANIZATION, body.pk)}/").json()
        assert organization["name"] == "HWK"
        for kind, pk in ((Kind.PHONE, adviser.pk), (Kind.ADVISER, adviser.pk + 1000)):
            assert site.get(f"/api/v1/hsds/services/{hsds_id(kind, pk)}/").status_code == 404
        assert site.get(f"/api/v1/hsds/services/{uuid4()}/").status_code == 404
        with stepping_into(dortmund):
            assert pk_of(Kind.ADVISER, UUID(mine)) == 0

    def test_pages_are_read_to_their_end(self, site: Client) -> None:
        body = make_body()
        for _ in range(3):
            make_adviser(body)
            make_article(body, kind="project")
        pages = [site.get(f"/api/v1/hsds/services/?per_page=2&page={n}").json() for n in (1, 2, 3, 4)]
        assert [one["size"] for one in pages] == [2, 2, 2, 0]
        assert [one["last_page"] for one in pages] == [False, False, True, True]
        assert len({one["id"] for page in pages for one in page["contents"]}) == 6
        assert site.get("/api/v1/hsds/services/?page=x&per_page=-1").json()["size"] == 6
        assert site.get("/api/v1/hsds/").json()["version"] == "3.0"
        assert site.get("/api/v1/hsds/organizations/").json()["total_items"] == 1


@pytest.mark.usefixtures("in_kiel")
class TestAround:
    def test_search_and_sitemap_know_public_texts(self, site: Client) -> None:
        article = make_article(title="Insolvenzgeld")
        hidden = make_article(title="Insolvenzgeheim", hidden_at=timezone.now())
        said = site.get("/suche/?q=Insolvenzgeld").content.decode()
        assert article.get_absolute_url() in said
        found = site.get("/sitemap.xml").content.decode()
        assert article.get_absolute_url() in found
        assert hidden.get_absolute_url() not in found

    def test_a_partners_page_shows_its_texts_and_people(self, site: Client) -> None:
        body = make_body(slug="ihk")
        make_article(body, title="Von der IHK")
        make_adviser(body, name="Petra Hansen")
        make_article(make_body(name="HWK"), title="Von der HWK")
        said = site.get("/partner/ihk/").content.decode()
        assert "Von der IHK" in said
        assert "Petra Hansen" in said
        assert "Von der HWK" not in said

    def test_a_watched_search_finds_what_was_released_in_its_time(self) -> None:
        topic, now = make_topic("Recht", slug="recht"), timezone.now()
        new = make_article(topics=(topic,), released_at=now)
        make_article(topics=(topic,), released_at=now - timedelta(days=2))
        make_article(released_at=now)
        query = QueryDict("thema=recht&seite=2")
        found = WATCHED.new(query, since=now - timedelta(days=1), until=now)
        assert list(found) == [new]
        item = WATCHED.item(found[0])
        assert (item.title, item.line) == (new.title, "IHK zu Kiel")
        assert WATCHED.words(query) == "Recht"
        assert WATCHED.page(query) == "/rat/?thema=recht"

    def test_other_sites_may_show_the_newest(self, site: Client) -> None:
        make_article(title="Im Rahmen")
        assert "Im Rahmen" in site.get("/einbetten/rat/").content.decode()
