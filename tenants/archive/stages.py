"""The stages of deleting a region. Each is idempotent."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.db import connections, transaction
from django.db.models import Q
from django.utils import timezone
from psycopg import sql

from kreislauf.mail.outbox import outbox
from kreislauf.regions import stepping_into
from tenants.archive.cache_entries import drop_cache_entries
from tenants.archive.certificate import issue
from tenants.archive.models import Departure, StageName
from tenants.domains.close import close_all
from tenants.domains.models import OwnHost
from tenants.engine import roles
from tenants.engine.media import drop_media, file_names
from tenants.logbook.record import SYSTEM, log_operation
from tenants.models import Region, Status, Step, record_step
from tenants.regions.lookup import forget_cards
from tenants.senders.close import close_all as close_senders
from tenants.senders.models import OwnSender
from tenants.signup.models import Application

MOVED_OUT = "Region ausgezogen"


def close(departure: Departure) -> dict[str, Any]:
    """Stop serving the region and running its tasks."""
    with transaction.atomic():
        region = Region.objects.select_for_update().get(pk=departure.region_id)
        if region.status != Status.GONE:
            record_step(region, Status.GONE, by=SYSTEM, at=timezone.now())
            log_operation("region.removed", region.name, by=SYSTEM, at=timezone.now(), region_id=region.pk)
            transaction.on_commit(forget_cards)
    return {}


def count(departure: Departure) -> dict[str, Any]:
    """Count rows and files for the certificate, before anything is deleted."""
    schema = departure.region.schema_name
    rows = {}
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        for (table,) in cursor.fetchall():
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table)))
            rows[table] = cursor.fetchone()[0]
    files = size = 0
    with stepping_into(_card(departure)):
        for name in file_names():
            files, size = files + 1, size + default_storage.size(name)
    return {"rows": rows, "files": files, "bytes": size}


def close_hosts(departure: Departure) -> dict[str, Any]:
    """Close own hosts and senders. The platform's subdomain stays reserved with the label."""
    region = departure.region
    # An earlier try may have closed some already.
    own = OwnHost.objects.filter(Q(closed_at__isnull=True) | Q(closed_because=MOVED_OUT), region=region)
    hosts = {
        *region.domains.values_list("domain", flat=True),
        *own.filter(proved_at__isnull=False).values_list("host", flat=True),
    }
    close_all(region, because=MOVED_OUT, by=SYSTEM, at=timezone.now())
    close_senders(region, because=MOVED_OUT, by=SYSTEM, at=timezone.now())
    return {"hosts": sorted(hosts)}


def delete_media(departure: Departure) -> dict[str, Any]:
    drop_media(_card(departure))
    return {}


def drop_schema(departure: Departure) -> dict[str, Any]:
    roles.drop(departure.region.schema_name)
    return {}


def empty_cache(departure: Departure) -> dict[str, Any]:
    return {"entries": drop_cache_entries(departure.region.schema_name)}


def forget_people(departure: Departure) -> dict[str, Any]:
    """Delete the names and addresses of people. The platform's log is append-only and stays."""
    region = departure.region
    with transaction.atomic():
        for application in Application.objects.filter(region=region):
            outbox().of(application).delete()
            application.delete()
        Step.objects.filter(region=region).exclude(by=SYSTEM).update(by="Region", note="")
        OwnHost.objects.filter(region=region).update(requested_by="Region")
        OwnSender.objects.filter(region=region).delete()
        region.archives.update(asked_by="Region", notify="")
        region.departures.update(asked_by="Region", stayed_by="", reason="")
        region.departures.exclude(pk=departure.pk).update(contact="")
    return {}


def certify(departure: Departure) -> dict[str, Any]:
    """The last stage: issue the certificate."""
    details = {stage.name: stage for stage in departure.stages.all()}
    with transaction.atomic():
        certificate = issue(
            departure,
            counted=details[StageName.COUNT].detail,
            hosts=details[StageName.HOSTS].detail["hosts"],
            stages={stage.name: stage.done_at for stage in details.values()},
            at=timezone.now(),
        )
        Departure.objects.filter(pk=departure.pk).update(finished_at=certificate.issued_at, last_error="", contact="")
    return {"number": certificate.number}


def _card(departure: Departure) -> Any:
    return Region.objects.prefetch_related("domains").get(pk=departure.region_id).card()
