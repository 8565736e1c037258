from __future__ import annotations

from kreislauf.celery import app
from tenants.regions import parents


@app.task(platform=True)
def find_parents() -> None:
    """Set parents anew after regions were provisioned, restored or deleted."""
    parents.find_parents()
