"""Lines of the platform's log for pages: each knows whether its region still has one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from tenants.logbook.models import LogEntry
from tenants.models import Region


def log_lines() -> QuerySet[LogEntry]:
    """A region whose making was taken back has no row any more."""
    return LogEntry.objects.annotate(has_page=Exists(Region.objects.filter(pk=OuterRef("region_id"))))
