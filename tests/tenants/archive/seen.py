"""A region as the tests look at it afterwards."""

from __future__ import annotations

from django.db import connection

from kreislauf.regions import RegionCard, stepping_into
from tenants.archive.left_out import written_by_triggers
from tenants.models import Region


def card_of(region: Region) -> RegionCard:
    with stepping_into(None):
        return Region.objects.prefetch_related("domains").get(pk=region.pk).card()


def rows(card: RegionCard) -> dict[str, list[str]]:
    """Every row of every table of the region, as text; what triggers write, without the numbers that it is given."""
    with stepping_into(card), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [card.schema])
        found = {}
        for (name,) in cursor.fetchall():
            text = "(to_jsonb(t) - 'id')::text" if name in written_by_triggers() else "t::text"
            cursor.execute(f'SELECT {text} FROM "{name}" t ORDER BY 1')
            found[name] = [text for (text,) in cursor.fetchall()]
    return found
