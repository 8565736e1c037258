"""A region as the tests look at it afterwards."""

from __future__ import annotations

from django.db import connection

from kreislauf.regions import RegionCard, stepping_into
from tenants.models import Region


def card_of(region: Region) -> RegionCard:
    with stepping_into(None):
        return Region.objects.prefetch_related("domains").get(pk=region.pk).card()


def rows(card: RegionCard) -> dict[str, list[str]]:
    """Every row of every table of the region, as text."""
    with stepping_into(card), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [card.schema])
        found = {}
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1')
            found[name] = [text for (text,) in cursor.fetchall()]
    return found
