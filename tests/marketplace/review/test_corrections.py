"""Staff corrects while approving: in one POST it is public, and the submitter is told of each change."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.businesses.reviewed import REVIEW
from marketplace.review.approve import approve
from marketplace.review.change import change
from marketplace.review.corrections import corrections
from marketplace.review.kinds import Review, reviews
from tests.make import NOON, make_business
from tests.marketplace.review.cast import path_to_decide
from tests.post import deliver_all
from tests.words import words


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business(
        approved_at=None,
        submitted_at=timezone.now(),
        description="Brod und Kuchen.",
        latitude=54.3,
        longitude=10.1,
    )


def form_of(page: Any) -> dict[str, object]:
    form = page.context["forms"].correction
    return {field.html_name: "" if field.value() is None else field.value() for field in form} | {"korrigieren": "1"}


def test_corrected_from_the_mail(site: Client, bakery: Business) -> None:
    link = path_to_decide(bakery)
    page = site.get(f"{link}?korrigieren=1")
    assert "Mit diesen Änderungen freigeben" in words(page)

    done = site.post(link, {**form_of(page), "description": "Brot und Kuchen."}, follow=True)

    assert "Freigegeben. Danke!" in words(done)
    bakery.refresh_from_db()
    assert (bakery.is_public, bakery.description) == (True, "Brot und Kuchen.")
    assert bakery.corrected == {"version": 1, "before": {"description": "Brod und Kuchen."}}
    assert Entry.objects.get(action="business.approved").detail == {"version": 1, "corrected": ["description"]}
    (letter,) = deliver_all()
    assert "Ihr Text wurde mit diesen Änderungen freigegeben:" in letter.body
    assert "bisher: Brod und Kuchen.\n  neu: Brot und Kuchen." in letter.body
    html = " ".join(letter.alternatives[0][0].split())
    assert "Brod und Kuchen.</s>" in html


def test_sent_as_it_was_it_is_approved_without_a_correction(site: Client, bakery: Business) -> None:
    link = path_to_decide(bakery)
    site.post(link, form_of(site.get(f"{link}?korrigieren=1")))
    bakery.refresh_from_db()
    assert (bakery.is_public, bakery.corrected) == (True, None)
    (letter,) = deliver_all()
    assert "mit diesen Änderungen" not in letter.body


def test_a_mistake_is_mended_before_anything_is_public(site: Client, office: Client, bakery: Business) -> None:
    link = path_to_decide(bakery)
    broken = {**form_of(site.get(f"{link}?korrigieren=1")), "postcode": "12"}
    here = f"/verwaltung/freigaben/business/{bakery.pk}/"
    for client, page in ((site, link), (office, here)):
        refused = client.post(page, {**broken, "version": "1"})
        assert refused.status_code == 422
        assert "Eine Postleitzahl hat fünf Ziffern." in words(refused)
    bakery.refresh_from_db()
    assert bakery.state == "waiting"


def test_a_text_that_changed_meanwhile_is_not_corrected(office: Client, bakery: Business) -> None:
    here = f"/verwaltung/freigaben/business/{bakery.pk}/"
    form = {**form_of(office.get(f"{here}?korrigieren=1")), "version": "1", "description": "Von uns."}
    change(bakery, {"description": "Ganz anders."}, by="Jan", at=NOON)
    assert office.post(here, form).status_code == 409
    bakery.refresh_from_db()
    assert (bakery.state, bakery.description) == ("waiting", "Ganz anders.")


def test_a_changed_text_is_corrected_and_another_one_later_is_not_told_of(in_kiel: RegionCard) -> None:
    bakery = make_business(description="Brot.", name="Jansen")
    bakery = change(bakery, {"description": "Kuchn.", "name": "Jansens"}, by="Jan", at=NOON)

    bakery = approve(bakery, version=2, by="Ute", at=NOON, corrections={"description": "Kuchen.", "name": "Jansens"})

    assert (bakery.description, bakery.name, bakery.pending) == ("Kuchen.", "Jansens", None)
    assert [(one.label, one.before, one.after) for one in corrections(REVIEW, bakery)] == [
        ("Beschreibung", "Kuchn.", "Kuchen.")
    ]
    bakery = change(bakery, {"description": "Torte."}, by="Jan", at=NOON)
    assert corrections(REVIEW, bakery) == []


def test_only_texts_are_corrected(in_kiel: RegionCard, bakery: Business) -> None:
    with pytest.raises(TypeError):
        approve(bakery, version=1, by="Ute", at=NOON, corrections={"slug": "x"})


def test_what_is_public_as_markdown_is_decided_on_as_it_will_look() -> None:
    default = Review.body
    rich = {one.kind for one in reviews() if one.body == default and hasattr(one.model, "text_html")}
    assert rich == {one.kind for one in reviews() if one.is_rich} != set()
