"""Rows go in an order that keys allow which are looked at by each statement, as a cluster's are."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models.deletion import CASCADE, Collector

from kreislauf.regions import RegionCard
from marketplace.partners.models import Ambassador, Supporter

MAY_BE_EMPTY = [
    field
    for model in apps.get_models()
    for field in model._meta.get_fields()
    if isinstance(field, models.ForeignKey) and field.null and field.remote_field.on_delete is CASCADE
]


@pytest.mark.django_db
def test_who_speaks_for_a_supporter_goes_before_it(in_kiel: RegionCard) -> None:
    yard = Supporter.objects.create(name="Werft AG")
    Ambassador.objects.create(name="Petra", quote="Ja", consent_note="x", supporter=yard)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    yard.delete()

    assert not Ambassador.objects.exists()


@pytest.mark.parametrize("field", MAY_BE_EMPTY, ids=str)
def test_each_key_that_may_be_empty_gives_an_order(field: models.ForeignKey[models.Model, models.Model]) -> None:
    parent, child = field.related_model, field.model
    rows = Collector(using="default", origin=parent(pk=1))

    rows.add([parent(pk=1)])
    rows.add([child(pk=2)], source=parent, nullable=True)
    rows.sort()

    assert next(iter(rows.data)) is child


def test_there_are_such_keys() -> None:
    assert len(MAY_BE_EMPTY) > 4
