"""Every line of the timetable can be run, in an installation where nothing is due."""

from __future__ import annotations

import pytest
from django.utils.module_loading import import_string

from kreislauf.house import timetable
from kreislauf.regions import RegionCard, stepping_into

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.mark.parametrize("name", sorted(timetable()))
def test_a_sweep_runs(kiel: RegionCard, dortmund: RegionCard, at_once: None, name: str) -> None:
    """A query that joins two tables cannot be asked of all regions at once: it fails here, and not in the night."""
    with stepping_into(None):
        import_string(name).run()
