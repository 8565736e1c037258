"""`kreislauf prepare`: migrate everything before a new version of the code serves requests."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from django.conf import settings
from django.db import connections
from django.utils import timezone

from kreislauf.locks import exclusive
from kreislauf.regions import stepping_into
from tenants.engine import citus
from tenants.engine.lost_roles import repair_roles
from tenants.engine.migrate import prepare_public
from tenants.engine.selftest import is_hardened, refuse_transaction_pooling
from tenants.fleet.migrate import Result, migrate_fleet
from tenants.fleet.prepared import mark_prepared
from tenants.models import Region

LOCK = "prepare"
PRIVATE_FOLDER = settings.HOME / "privat"


def close_private_folder() -> None:
    """Archives were written for everybody on the machine to read before; what is inside is closed with the folder."""
    if PRIVATE_FOLDER.is_dir():
        PRIVATE_FOLDER.chmod(0o700)


def prepare_everything(*, report: Callable[[str], object] = lambda _: None) -> Result:
    """Migrate the platform, then every region. A region that fails is quarantined; the others can be served.

    A second run waits until the first has ended. If regions stay ``untouched``, no process of this code is ready.
    """
    with closing(connections["owner"].copy()) as guard, exclusive(LOCK, on=guard, wait_seconds=None):
        return _prepare(report)


def _prepare(report: Callable[[str], object]) -> Result:
    report("Plattform")
    prepare_public()
    close_private_folder()
    refuse_transaction_pooling()
    if not is_hardened():
        report("tenants/engine/harden.sql has not been run here by a superuser: see deploy/isolation.md")
    for problem in citus.problems():
        report(problem)
    with stepping_into(None):
        regions = list(Region.objects.with_schema().order_by("pk"))
    if lost := repair_roles([region.schema_name for region in regions]):
        report(f"Rights given back: {', '.join(lost)}")
    result = migrate_fleet(
        regions,
        by="kreislauf prepare",
        report=lambda region, error: report(f"{region.name}: {error}" if error else region.name),
        waiting=True,
    )
    if not result.untouched:
        mark_prepared(at=timezone.now())
    return result
