"""Identifiers of the export: a UUID of version 8 (RFC 9562) that holds region, kind and row, and never changes."""

from __future__ import annotations

import hashlib
from enum import IntEnum
from uuid import UUID

from kreislauf.regions import current_region

_REGION_BYTES = 6
_VERSION, _VARIANT = 0x80, 0x80


class Kind(IntEnum):
    """Numbers stand in identifiers."""

    ORGANIZATION = 1
    ADVISER = 2
    ARTICLE = 3
    TOPIC = 4
    PHONE = 5
    SCHEDULE = 6
    LANGUAGE = 7
    CONTACT = 8
    FUNDING = 9
    LOCATION = 10
    ADDRESS = 11
    LINK = 12


def hsds_id(kind: Kind, pk: int, part: int = 0) -> str:
    """``part`` numbers what a row has several of, up to 255."""
    tail = bytes([part]) + pk.to_bytes(6)
    return str(UUID(bytes=_region() + bytes([_VERSION, kind, _VARIANT]) + tail))


def pk_of(kind: Kind, found: UUID) -> int:
    """0 for one that is no row of this kind here."""
    pk = int.from_bytes(found.bytes[10:])
    return pk if str(found) == hsds_id(kind, pk) else 0


def _region() -> bytes:
    """Of the schema, which keeps its name when the region changes its host."""
    return hashlib.sha256(current_region().schema.encode()).digest()[:_REGION_BYTES]
