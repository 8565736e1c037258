"""The operators' list of regions: figures of last night, who did something last, and whom to ask."""

from __future__ import annotations

import pytest
from django.utils import timezone

from kreislauf.audit.record import record
from kreislauf.regions import RegionCard, stepping_into
from tenants.branding.models import Branding
from tenants.operators.figures import count_figures, known_of
from tenants.operators.models import RegionFigures
from tenants.tasks import count_figures as every_region
from tests.make import make_business
from tests.tenants.operators.operators import signed_in
from tests.words import words

pytestmark = pytest.mark.django_db


def test_a_region_is_counted_from_inside_and_read_from_outside(in_kiel: RegionCard) -> None:
    now = timezone.now()
    for _ in range(2):
        make_business()
    record("branding.changed", Branding.objects.get(), by="Ute", at=now)

    for _ in range(2):
        count_figures(at=now)

    with stepping_into(None):
        (row,) = RegionFigures.objects.all()
        assert (row.region_id, row.values["businesses"], row.values["sold"]) == (in_kiel.id, 2, 0)
        assert row.last_entry_at == now
        page = words(signed_in().get("/regionen/"))
    assert (
        "Betriebe Partner Empfangen Geld Verkauft (30 Tage) Anzeigen Termine Kampagnen Zuletzt aktiv Ansprechperson"
        in page
    )
    assert f"2 0 0 0,00 € 0 0 0 {timezone.localtime(now):%d.%m.%Y}" in page.replace("\xa0", " ")


def test_a_region_that_was_not_counted_yet_says_so(kiel: RegionCard) -> None:
    from tenants.models import Region

    known = known_of(list(Region.objects.filter(pk=kiel.id)))[kiel.id]

    assert [figure for _title, figure in known.figures] == ["–"] * len(known.figures)
    assert (known.last_entry_at, known.contact_email) == (None, "")


def test_every_night_all_regions_are_counted(kiel: RegionCard, at_once: None) -> None:
    every_region()

    assert kiel.id in RegionFigures.objects.values_list("region_id", flat=True)
