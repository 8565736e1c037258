"""A task for a region that is quarantined waits in the queue, with its region, until the region fits the code again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from celery.exceptions import Retry

from kreislauf.celery import HEADER, app
from kreislauf.mail.tasks import sweep_region
from kreislauf.regions import RegionCard
from tenants.engine.code_version import code_state
from tenants.models import Region
from tenants.regions.lookup import forget_cards

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_it_goes_back_into_the_queue_with_its_region(kiel: RegionCard) -> None:
    Region.objects.filter(label="kiel").update(quarantined_for=code_state())
    forget_cards()
    with app.connection_for_write() as connection:
        queue = connection.SimpleQueue(app.conf.task_default_queue)
        queue.clear()

        sweep_region.push_request(
            id="one", args=(), kwargs={}, headers={HEADER: "r_kiel"}, called_directly=False, retries=0
        )
        try:
            with pytest.raises(Retry):
                sweep_region()
        finally:
            sweep_region.pop_request()

        message = queue.get(timeout=5)
        queue.clear()
        queue.close()
    assert (message.headers["task"], message.headers[HEADER]) == (sweep_region.name, "r_kiel")
    assert datetime.fromisoformat(message.headers["eta"]) > datetime.now(UTC) + timedelta(minutes=9)
