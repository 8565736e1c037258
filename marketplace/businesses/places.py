"""The places that businesses give, for choices."""

from __future__ import annotations

from kreislauf.replica import reading_connection

MOST = 300

# From one place to the next by the index on it: as many steps as there are places, however many businesses there are.
_PLACES = """
WITH RECURSIVE places AS (
  (SELECT place FROM businesses_business WHERE approved_at IS NOT NULL AND closed_at IS NULL ORDER BY place LIMIT 1)
  UNION ALL
  SELECT (
    SELECT place FROM businesses_business
    WHERE place > places.place AND approved_at IS NOT NULL AND closed_at IS NULL ORDER BY place LIMIT 1
  )
  FROM places WHERE places.place IS NOT NULL
)
SELECT place FROM places WHERE place IS NOT NULL LIMIT %s"""


def public_places() -> list[str]:
    """Where public businesses are, each place once."""
    with reading_connection().cursor() as cursor:
        cursor.execute(_PLACES, [MOST])
        return [place for (place,) in cursor.fetchall()]
