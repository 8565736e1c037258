"""A partner without an address of its own is written to at its first editor's, whatever the letter."""

from __future__ import annotations

from django.test import Client

from kreislauf.mail.outbox import outbox
from marketplace.partners.bodies.leave import leave
from marketplace.partners.members.ask import claim_membership
from marketplace.partners.models import Body
from marketplace.partners.noticed import NOTICEABLE
from tests.make import NOON, make_body, make_business
from tests.make_article import make_article


def test_its_editor_hears_of_notices_claims_and_texts_that_came_over(inga: Client, chamber: Body) -> None:
    Body.objects.filter(pk=chamber.pk).update(email="")
    chamber.refresh_from_db()

    claim_membership(make_business(), chamber, by="Ute", at=NOON)
    left = make_body(slug="left")
    make_article(left)
    leave(left, heir=chamber, by="Ute", at=NOON)

    assert NOTICEABLE.author(chamber) == "inga@example.org"
    assert list(outbox().order_by("pk").values_list("kind", "recipient")) == [
        ("partners.claim", "inga@example.org"),
        ("partners.handed_over", "inga@example.org"),
    ]
