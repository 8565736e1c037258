from __future__ import annotations

from kreislauf.celery import app
from tenants.regions import parents


@app.task(platform=True)
def find_parents() -> None:
    """After regions were made, restored or removed in ways that do not think of those below."""
    parents.find_parents()
