"""Days that pass in a demo: what waits for a date finds it come, because the rows of one campaign are made older."""

from __future__ import annotations

import json
from typing import Any

import psycopg

from kreislauf.embedded.postgres_place import place_in
from tests.journeys.demo import Demo

_END = """
UPDATE campaigns_campaign SET ends_at = now() - interval '1 second', ends_on = current_date - 1,
    starts_at = least(starts_at, now() - interval '2 days')
WHERE title = %s AND ended_at IS NULL RETURNING id
"""
_PERIOD_IS_OVER = """
UPDATE campaigns_pledge SET withdrawable_until = current_date - 1
WHERE paid_at IS NOT NULL AND campaign_id = (SELECT id FROM campaigns_campaign WHERE title = %s) RETURNING id
"""


def let_it_end(demo: Demo, label: str, title: str) -> None:
    """The campaign's last day is over; the next sweep ends it."""
    _run(demo, label, _END, title)


def let_withdrawals_pass(demo: Demo, label: str, title: str) -> None:
    """Fourteen days after the last payment."""
    _run(demo, label, _PERIOD_IS_OVER, title)


def _run(demo: Demo, label: str, statement: str, title: str) -> None:
    with psycopg.connect(_address(demo)) as connection:
        connection.execute(f'SET search_path TO "r_{label.replace("-", "_")}", public')  # type: ignore[arg-type]
        rows: list[Any] = connection.execute(statement.encode(), [title]).fetchall()
    assert rows, title


def _address(demo: Demo) -> str:
    port = (place_in(demo.home).data / "postmaster.pid").read_text().splitlines()[3].strip()
    password = json.loads((demo.home / "passwords.json").read_text())["kreislauf_owner"]
    return f"postgresql://kreislauf_owner:{password}@127.0.0.1:{port}/kreislauf"
