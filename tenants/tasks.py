from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.mail.deliver import sweep
from kreislauf.mail.models import OutgoingMail
from kreislauf.old_versions import remove_old_versions as remove_versions
from kreislauf.pictures import settle as picture_places
from kreislauf.regions import stepping_into
from kreislauf.soon import soon
from tenants.archive.restore import regions_with_old
from tenants.models import Region
from tenants.monitoring import certificates
from tenants.monitoring.measure import measure
from tenants.operators import figures, overdue
from tenants.regions import parents
from tenants.regions.regions_with import regions_with


@app.task(platform=True)
def find_parents() -> None:
    """Set parents anew after regions were provisioned, restored or deleted."""
    parents.find_parents()


@app.task(platform=True)
def sweep_pictures() -> None:
    """Once a night, a task for each region; not while rows from before a restore may still name a picture."""
    for region in Region.objects.with_schema().for_cards().exclude(pk__in=regions_with_old()):
        with stepping_into(region.card()):
            sweep_pictures_here.apply_async(expires=12 * 3600)


@app.task
def sweep_pictures_here() -> None:
    picture_places.sweep_pictures(at=timezone.now())


@app.task(platform=True)
def remove_old_versions() -> None:
    """Once a night, of all regions' files together: a region that was deleted has none of its own any more."""
    remove_versions(at=timezone.now())


@app.task(platform=True)
def count_figures() -> None:
    """Once a night, a task for each region that is served and whose tables are those of this program."""
    for region in Region.objects.with_schema().exclude(quarantined_at__isnull=False).for_cards():
        with stepping_into(region.card()):
            count_figures_here.apply_async(expires=12 * 3600)


@app.task
def count_figures_here() -> None:
    figures.count_figures(at=timezone.now())


@app.task(platform=True)
def measure_platform() -> None:
    measure(at=timezone.now())


@app.task(platform=True)
def look_at_certificates() -> None:
    certificates.look_at_certificates()


@app.task(platform=True)
def sweep_mail() -> None:
    """The platform's own outbox, and a task for each region whose outbox has something to do."""
    now = timezone.now()
    sweep(at=now)
    for region in regions_with(OutgoingMail.objects.due(now), OutgoingMail.objects.outdated(now)):
        with stepping_into(region.card()):
            soon("kreislauf.mail.tasks.sweep_region", expires_seconds=60)


@app.task(platform=True)
def sweep_overdue() -> None:
    """A task for each region in which something is overdue, or was."""
    for region in overdue.regions_to_count(timezone.now()):
        with stepping_into(region.card()):
            count_overdue_here.apply_async(expires=3600)


@app.task(found_by="tenants.tasks.sweep_overdue")
def count_overdue_here() -> None:
    overdue.count_overdue(at=timezone.now())
