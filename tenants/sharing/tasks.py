from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from tenants.engine.code_version import code_state
from tenants.models import Region
from tenants.regions.regions_with import regions_with
from tenants.sharing.gone import forget_old, say_who_leaves, withdraw_of_gone_regions
from tenants.sharing.notify import notify, unnotified
from tenants.sharing.outbox.models import Due
from tenants.sharing.publish import compare_all, write_due


@app.task(found_by="tenants.sharing.tasks.sweep")
def write_due_card(*, due_id: int) -> None:
    write_due(due_id, at=timezone.now())


@app.task(platform=True, found_by="tenants.sharing.tasks.sweep")
def notify_adopter(*, adoption_id: int) -> None:
    notify(adoption_id)


@app.task(platform=True)
def sweep() -> None:
    """Cards that are not written, adopters that were not told, regions that leave or have left, old cards."""
    now = timezone.now()
    for region in regions_with(Due.objects.all()):
        with stepping_into(region.card()):
            sweep_here.delay()
    for pk in unnotified(now):
        notify_adopter.delay(adoption_id=pk)
    say_who_leaves(at=now)
    withdraw_of_gone_regions(at=now)
    forget_old(at=now)


@app.task(platform=True)
def compare() -> None:
    """Every night: rows that became public by the calendar, archives that were put back, partners that left."""
    for region in Region.objects.live().exclude(quarantined_for=code_state()).for_cards():
        with stepping_into(region.card()):
            compare_here.delay()


@app.task(found_by="tenants.sharing.tasks.compare")
def compare_here() -> None:
    compare_all(at=timezone.now())


@app.task
def sweep_here() -> None:
    now = timezone.now()
    for pk in Due.objects.values_list("pk", flat=True)[:500]:
        write_due(pk, at=now)
