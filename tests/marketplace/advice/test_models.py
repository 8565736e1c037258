"""What the tables of advice hold for certain, and who sees which article."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.advice.contacts import with_contacts
from marketplace.advice.models import Article, ArticleKind
from tests.make import NOON, make_body
from tests.make_article import DAY, make_adviser, make_article
from tests.words import words


def test_an_article_is_public_in_its_time_and_while_its_partner_is_on_show(in_kiel: RegionCard) -> None:
    today = timezone.localdate()
    here = make_article(title="Jetzt")
    make_article(title="Morgen", valid_from=today + DAY)
    make_article(title="Gestern", valid_until=today - DAY)
    make_article(title="Archiv", archived_at=NOON)
    make_article(title="Ausgeblendet", hidden_at=NOON)
    make_article(title="Entwurf", released_at=None)
    make_article(make_body(shown_at=None), title="Von niemandem")
    make_article(make_body(left_at=NOON), title="Von Gegangenen")

    assert list(Article.objects.public()) == [here]
    shown = [one for one in Article.objects.select_related("body") if one.is_public]
    assert shown == [here]


def test_news_have_a_partner_and_an_end(in_kiel: RegionCard) -> None:
    with pytest.raises(IntegrityError, match="news_has_an_end"), transaction.atomic():
        make_article(kind=ArticleKind.NEWS, valid_until=None)


def test_what_follows_from_the_text_is_stored_with_it(in_kiel: RegionCard) -> None:
    adviser = make_adviser()
    article = make_article(text_md=f"# Anruf\nBei {{{{ kontakt:{adviser.pk} }}}}", steps=[{"adviser_id": 4711}])
    first = article.content_hash, article.signed_hash

    assert article.text_html.startswith('<h2 class="kl-h3">Anruf</h2>')
    assert article.contact_ids == sorted([adviser.pk, 4711])
    article.amount = "bis 5.000 €"
    article.save()
    assert article.content_hash == first[0]
    assert article.signed_hash != first[1]


def test_a_pending_text_keeps_its_days(in_kiel: RegionCard) -> None:
    article = make_article()
    article.pending = {"valid_until": date(2027, 3, 1), "text_md": "Neu."}
    article.save()

    shown = Article.objects.get().proposed()
    assert (shown.valid_until, shown.text_html) == (date(2027, 3, 1), "<p>Neu.</p>\n")


def test_an_article_is_found_by_its_steps_and_by_its_partner_whatever_that_is_called_by_now(
    in_kiel: RegionCard,
) -> None:
    body = make_body(name="Handwerkskammer Lübeck")
    article = make_article(body, steps=[{"title": "Meisterbrief", "text": "Vorlegen"}])

    assert list(Article.objects.in_words("Meisterbriefe")) == [article]
    body.name = "Tischlerinnung"
    body.save()
    assert list(Article.objects.in_words("Tischlerinnung")) == [article]


def test_a_contact_stands_in_the_text_as_it_is_now(site: Client) -> None:
    adviser = make_adviser(phone="0431 111")
    article = make_article(text_md=f"Fragen? {{{{ kontakt:{adviser.pk} }}}}")
    assert "0431 111" in words(site.get(article.get_absolute_url()))

    adviser.phone = "0431 222"
    adviser.save()
    page = words(site.get(article.get_absolute_url()))
    assert ("0431 222" in page, "0431 111" in page, "kontakt:" in page) == (True, False, False)


def test_whoever_is_not_on_show_is_named_by_their_partner_in_one_query(
    in_kiel: RegionCard, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    body = make_body(name="IHK zu Kiel", phone="0431 5194 0")
    gone, here = make_adviser(body, shown_at=None, name="Weg"), make_adviser(body, name="Da")
    with django_assert_num_queries(1):
        html = with_contacts(f"{gone.code} {here.code} {here.code}")
    assert ("Weg" in html, "0431 5194 0" in html, html.count("<b>Da</b>")) == (False, True, 2)
