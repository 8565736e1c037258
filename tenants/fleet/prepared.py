"""Whether `kreislauf prepare` has ended with this code, so that its processes may serve."""

from __future__ import annotations

from datetime import datetime

from django.db import Error

from kreislauf.regions import stepping_into
from tenants.engine.code_version import code_state
from tenants.fleet.models import Prepared


def mark_prepared(*, at: datetime) -> None:
    """Called when no region is left that this code would meet with older tables."""
    with stepping_into(None):
        Prepared.objects.update_or_create(state=code_state(), defaults={"at": at})


def is_prepared() -> bool:
    """Asked by ``/-/ready``. Code that was prepared stays so while newer code migrates, since a version only adds."""
    try:
        with stepping_into(None):
            return Prepared.objects.filter(state=code_state()).exists()
    except Error:
        return False
