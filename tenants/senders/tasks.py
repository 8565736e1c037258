from __future__ import annotations

from django.utils import timezone

from kreislauf.audit.record import SYSTEM
from kreislauf.celery import app
from tenants.senders.check import GIVE_UP, check
from tenants.senders.close import close
from tenants.senders.models import OwnSender

AT_ONCE = 100  # looks that one sweep queues; the rest waits for the next


@app.task(platform=True)
def sweep_senders() -> None:
    """Those that are due, what nobody confirmed, and what regions that are gone left open."""
    now = timezone.now()
    for own in OwnSender.objects.of_gone_regions()[:AT_ONCE]:
        close(own, because="Die Region ist ausgezogen", by=SYSTEM, at=now)
    for own in OwnSender.objects.never_confirmed(now - GIVE_UP)[:AT_ONCE]:
        close(own, because="Nicht bestätigt", by=SYSTEM, at=now)
    for pk in OwnSender.objects.due(now).values_list("pk", flat=True)[:AT_ONCE]:
        check_sender.apply_async(kwargs={"pk": pk}, expires=300)


@app.task(platform=True, found_by="tenants.senders.tasks.sweep_senders")
def check_sender(*, pk: int) -> None:
    now = timezone.now()
    # The queue may hold it twice: whoever comes second finds it looked after.
    if OwnSender.objects.due(now).filter(pk=pk).exists():
        check(pk, at=now)
