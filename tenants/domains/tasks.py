from __future__ import annotations

from django.utils import timezone

from kreislauf.audit.record import SYSTEM
from kreislauf.celery import app
from tenants.domains.check import check
from tenants.domains.close import close
from tenants.domains.models import OwnHost

AT_ONCE = 100  # looks that one sweep queues; the rest waits for the next


@app.task(platform=True)
def sweep_hosts() -> None:
    """Those that are due, and what regions that are gone left open."""
    now = timezone.now()
    for own in OwnHost.objects.of_gone_regions()[:AT_ONCE]:
        close(own, because="Die Region ist ausgezogen", by=SYSTEM, at=now)
    for pk in OwnHost.objects.due(now).values_list("pk", flat=True)[:AT_ONCE]:
        check_host.apply_async(kwargs={"pk": pk}, expires=300)


@app.task(platform=True, found_by="tenants.domains.tasks.sweep_hosts")
def check_host(*, pk: int) -> None:
    now = timezone.now()
    # The queue may hold it twice: whoever comes second finds it looked after.
    if OwnHost.objects.due(now).filter(pk=pk).exists():
        check(pk, at=now)
