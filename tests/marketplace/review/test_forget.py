"""What was refused is deleted after the time that its kind says, and only that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kreislauf.audit.models import Entry
from marketplace.businesses.models import Business
from marketplace.review.forget import forget_refused
from tests.make import NOON, make_business
from tests.marketplace.review.poems import Poem, make_poem

pytestmark = pytest.mark.usefixtures("poems")
LONG = NOON - timedelta(days=184)


def test_after_half_a_year(poems: None) -> None:
    make_poem("Alt", rejected_at=LONG)
    make_poem("Neu", rejected_at=NOON - timedelta(days=182))
    make_poem("Öffentlich", approved_at=LONG, reject_reason="Die Änderung nicht.")
    make_poem("Wartet", at=LONG)
    make_business(approved_at=None, rejected_at=LONG)

    forget_refused(at=NOON)
    forget_refused(at=NOON)

    assert set(Poem.objects.values_list("title", flat=True)) == {"Neu", "Öffentlich", "Wartet"}
    assert Business.objects.count() == 1, "businesses are kept"
    assert list(Entry.objects.values_list("action", "actor")) == [("poem.forgotten", "system")]
