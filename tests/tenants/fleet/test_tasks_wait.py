"""A task for a region that is set aside waits in the queue, with its region, until the region fits the code again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from celery.exceptions import Retry

from kreislauf.celery import HEADER, app
from kreislauf.mail.tasks import sweep_region
from kreislauf.regions import RegionCard
from tenants.engine.code import code_state
from tenants.lookup import forget_cards
from tenants.models import Region

pytestmark = pytest.mark.django_db


def test_it_goes_back_into_the_queue_with_its_region(kiel: RegionCard) -> None:
    Region.objects.filter(label="kiel").update(set_aside_for=code_state())
    forget_cards(Region.objects.get(label="kiel"))
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
