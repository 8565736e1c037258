"""The certificate of deletion: signed facts about what was deleted, without a person's name in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from tenants.archive import emails, signature
from tenants.archive.models import ArchiveFile, Certificate, Departure


def issue(
    departure: Departure,
    *,
    counted: Mapping[str, Any],
    hosts: list[str],
    stages: Mapping[str, datetime],
    at: datetime,
) -> Certificate:
    """Once for each departure, and mail it to the region's contact. Issued twice, the first one stays."""
    facts = _facts(departure, counted=counted, hosts=hosts, stages=stages, at=at)
    certificate, created = Certificate.objects.get_or_create(
        departure=departure,
        defaults={
            "issued_at": at,
            "facts": facts,
            "signature": signature.sign(signed_text(facts)),
            "key": signature.public_key(),
        },
    )
    if created:
        emails.certificate.queue(certificate, to=departure.contact)
    return certificate


def signed_text(facts: Mapping[str, Any]) -> bytes:
    """The facts as they were signed: JSON, keys in order, no blanks."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def is_genuine(certificate: Certificate) -> bool:
    try:
        signature.check(certificate.signature, signed_text(certificate.facts), key=certificate.key)
    except signature.BadSignature:
        return False
    return True


def _facts(
    departure: Departure, *, counted: Mapping[str, Any], hosts: list[str], stages: Mapping[str, datetime], at: datetime
) -> dict[str, Any]:
    region = departure.region
    last = ArchiveFile.objects.filter(region=region, finished_at__isnull=False).order_by("-finished_at").first()
    return {
        "platform": settings.PLATFORM_HOST,
        "region": region.name,
        "label": region.label,
        "schema": region.schema_name,
        "hosts": hosts,
        "asked_at": departure.asked_at.isoformat(),
        "due_at": departure.due_at.isoformat(),
        "deleted_at": at.isoformat(),
        "rows": dict(counted["rows"]),
        "files": counted["files"],
        "bytes": counted["bytes"],
        "stages": {name: done.isoformat() for name, done in stages.items()},
        "owed_cents": departure.owed_cents,
        "handed_over_to": departure.handed_over_to,
        "hand_over_reason": departure.hand_over_reason,
        "archive": {
            "sha256": last.sha256,
            "written_at": last.finished_at.isoformat() if last.finished_at else "",
            "kept_until": last.expires_at.isoformat() if last.expires_at else "",
        }
        if last
        else None,
    }
