from __future__ import annotations

from smtplib import SMTPException

from django.utils import timezone

from kreislauf.celery import app
from tenants.archive import emails
from tenants.archive.keep import delete_run_out, write_archive
from tenants.archive.models import Certificate, Departure, KeptArchive
from tenants.archive.quarantine import release_labels
from tenants.archive.remove import remove


@app.task(platform=True, found_by="tenants.archive.tasks.sweep")
def write_kept_archive(*, kept_id: int) -> None:
    write_archive(kept_id)


@app.task(platform=True)
def sweep() -> None:
    """Archives whose task was lost, files whose week is over, regions whose grace is, labels that are free again."""
    now = timezone.now()
    for pk in KeptArchive.objects.unwritten().values_list("pk", flat=True):
        write_archive(pk)
    delete_run_out(at=now)
    for pk in Departure.objects.due(now).values_list("pk", flat=True):
        remove(pk)
    release_labels(at=now)


@app.task(platform=True, autoretry_for=(OSError, SMTPException), retry_backoff=10, max_retries=8)
def mail_archive(*, kept_id: int) -> None:
    kept = KeptArchive.objects.to_fetch().select_related("region").exclude(notify="").filter(pk=kept_id).first()
    if kept is not None:
        emails.send_archive(kept)
        KeptArchive.objects.filter(pk=kept_id).update(notify="")


@app.task(platform=True, autoretry_for=(OSError, SMTPException), retry_backoff=10, max_retries=8)
def mail_leaving(*, departure_id: int) -> None:
    departure = Departure.objects.open().select_related("region").exclude(contact="").filter(pk=departure_id).first()
    if departure is not None:
        emails.send_leaving(departure)


@app.task(platform=True, autoretry_for=(OSError, SMTPException), retry_backoff=10, max_retries=8)
def mail_certificate(*, certificate_id: int) -> None:
    unmailed = Certificate.objects.filter(pk=certificate_id, mailed_at__isnull=True)
    certificate = unmailed.select_related("departure__region").first()
    if certificate is None:
        return
    if certificate.departure.contact:
        emails.send_certificate(certificate)
    Certificate.objects.filter(pk=certificate_id).update(mailed_at=timezone.now())
    Departure.objects.filter(pk=certificate.departure_id).update(contact="")
