"""What the platform does for all regions together."""

from __future__ import annotations

from celery.schedules import crontab

from kreislauf.slices import Room

ROOM = Room(
    app="tenants",
    sweeps={
        "tenants.fleet.tasks.sweep_retries": 60,
        "tenants.tasks.find_parents": 900,
        "tenants.tasks.count_figures": crontab(hour=3, minute=40),
        "tenants.tasks.sweep_overdue": 3600,
        "tenants.tasks.measure_platform": 60,
        "tenants.tasks.look_at_certificates": 3600,
        "tenants.tasks.sweep_mail": 60,
        "tenants.tasks.sweep_pictures": crontab(hour=3, minute=10),
        "tenants.tasks.remove_old_versions": crontab(hour=4, minute=20),
    },
)
