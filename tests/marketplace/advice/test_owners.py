"""Whose a text is: asked for with the rows, and never somebody who does not write there any more."""

from __future__ import annotations

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kreislauf.accounts.models import Role
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.advice.keeping.due import due_of
from marketplace.advice.keeping.mailing import mail_owners
from marketplace.advice.models import Article
from marketplace.advice.people import author_of, owner_of, submitter_of, with_owners
from marketplace.advice.writing.hand_in import give_back
from marketplace.partners.models import Body, BodyMember, BodyRole
from marketplace.review.reject import reject
from tests.make import NOON, make_author, make_body, make_user
from tests.make_article import in_days, make_article


@pytest.fixture
def chamber(in_kiel: RegionCard) -> Body:
    """Its editor is Inga; it has no address of its own."""
    body = make_body(email="")
    make_author(body, email="inga@example.org", role=BodyRole.EDITOR)
    return body


def test_it_is_the_authors_then_the_partners_then_the_offices(chamber: Body) -> None:
    karl = make_user(role=Role.EDITOR, email="karl@example.org")
    written, left = make_author(chamber, email="otto@example.org"), make_author(chamber, email="weg@example.org")
    blocked = make_author(chamber, email="gesperrt@example.org")
    BodyMember.objects.filter(user=left).delete()
    type(blocked).objects.filter(pk=blocked.pk).update(is_active=False)
    gone = make_body(slug="gone", left_at=NOON)
    texts = {
        "otto@example.org": make_article(chamber, author=written),
        "inga@example.org": make_article(chamber, author=left),
        "inga@example.org ": make_article(chamber, author=blocked),
        "inga@example.org  ": make_article(chamber),
        "rat@example.org": make_article(make_body(slug="with-an-address")),
        "karl@example.org": make_article(chamber, author=karl),
        "karl@example.org ": make_article(gone, author=make_author(gone, email="alt@example.org")),
    }
    own = make_article(chamber)
    Article.objects.filter(pk=own.pk).update(body=None)
    texts["karl@example.org  "] = own

    listed = dict(with_owners(Article.objects.all()).values_list("pk", "owner"))

    for expected, article in texts.items():
        assert owner_of(article) == listed[article.pk] == expected.strip()
    assert (submitter_of(own), submitter_of(texts["karl@example.org "])) == ("", "")
    assert author_of(texts["otto@example.org"]) == "otto@example.org"
    assert author_of(texts["inga@example.org"]) == ""


def test_what_is_due_is_asked_for_in_one_query_however_many_others_there_are(
    chamber: Body, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_article(chamber, review_due_on=in_days(0))
    with django_assert_num_queries(3):  # two say who the office is
        assert len(due_of("inga@example.org", timezone.now(), most=5)) == 1
    for _other in range(2):
        make_article(make_body(email="", slug=f"other-{_other}"), review_due_on=in_days(-3))
    with django_assert_num_queries(3):
        assert len(due_of("inga@example.org", timezone.now(), most=5)) == 1
    assert mail_owners(at=timezone.now()) == 1


def test_who_was_taken_out_of_the_team_hears_no_decision(chamber: Body) -> None:
    otto = make_author(chamber, email="otto@example.org")
    waits = make_article(chamber, author=otto, released_at=None, handed_in_at=NOON)
    with_editors = make_article(chamber, author=otto, released_at=None, for_editors_at=NOON)
    BodyMember.objects.filter(user=otto).delete()

    reject(waits, version=1, reason="Bitte ohne Namen.", by="Karl", at=timezone.now())
    give_back(with_editors, note="Noch einmal lesen.", by="Inga", at=timezone.now())

    assert list(outbox().values_list("recipient", flat=True)) == ["inga@example.org"]
