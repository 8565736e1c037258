"""Dates of the demo's past weeks, counted back from today."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone


def days_ago(days: float, *, hour: int = 10) -> datetime:
    """That many days before today, at this hour in Germany. Never later than now."""
    moment = timezone.localtime() - timedelta(days=days)
    return min(moment.replace(hour=hour, minute=int(days * 17) % 60, second=0, microsecond=0), timezone.now())
