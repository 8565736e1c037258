"""Before there was a column for it, only the name of who noted a payment said that a statement had shown it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from billing.bank.payouts.kind import AnyPayouts
from tests.billing.bank.payouts import KINDS, filed, make_settlement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_kiel")]
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize("payouts", KINDS, ids=lambda one: one.log)
def test_what_statements_had_shown_is_known_to_be_at_the_bank(payouts: AnyPayouts) -> None:
    run, other = filed(payouts, 10_00, 20_00, 30_00), filed(payouts, 40_00)
    late, early, noted = payouts.inside(run)
    for one, by, at in ((late, "system", NOON + DAY), (early, "system", NOON), (noted, "Ute", NOON)):
        payouts.rows.filter(pk=one.pk).update(paid_by=by, paid_at=at)
    payouts.inside(other).update(paid_by="Ute", paid_at=NOON)
    unpaid = make_settlement(payouts)

    app = payouts.settlements._meta.app_label
    migration = import_module(f"marketplace.{app}.migrations.0004_seen_before")
    with connection.schema_editor() as editor:
        migration.note(apps, editor)

    seen = dict(payouts.rows.values_list("pk", "seen_at"))
    assert [seen[one.pk] for one in (late, early, noted, unpaid)] == [NOON + DAY, NOON, None, None]
    runs = dict(payouts.files.values_list("pk", "seen_at"))
    assert (runs[run.pk], runs[other.pk]) == (NOON, None)
