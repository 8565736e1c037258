from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from kreislauf.mail import kinds as mails
from kreislauf.regions import RegionCard, stepping_into
from marketplace.review import kinds
from tests.conftest import card_of


@pytest.fixture(scope="module")
def table_of_poems(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In Kiel, beside the tables of the product."""
    from tests.marketplace.review.poems import Poem

    with django_db_blocker.unblock(), stepping_into(card_of("kiel")):
        with connections["owner"].schema_editor() as editor:
            editor.create_model(Poem)
        with connections["owner"].cursor() as cursor:
            cursor.execute("GRANT ALL ON TABLE review_poem TO r_kiel")
            # Of its own sequence alone: other tests compare the rights in this schema with those of a new one.
            cursor.execute("GRANT ALL ON SEQUENCE review_poem_id_seq TO r_kiel")
        yield
        with connections["owner"].schema_editor() as editor:
            editor.delete_model(Poem)
        connections["owner"].close()


@pytest.fixture
def poems(table_of_poems: None, in_kiel: RegionCard) -> Iterator[None]:
    """The region takes poems as well as businesses, for as long as the test."""
    from tests.marketplace.review.poems import LETTERS, REVIEW

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(kinds._REVIEWS, "poem", REVIEW)
        for kind, letter in LETTERS.items():
            patch.setitem(mails.KINDS, kind, letter)
        yield
