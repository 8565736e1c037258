"""Switch a slice off, and on again; put one first."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.slices import Slice
from tenants.branding.models import Branding
from tenants.branding.modules import is_on


@transaction.atomic
def switch(one: Slice, *, on: bool, by: Actor, at: datetime) -> None:
    """Its pages, menus and API open or close. No row of it is touched; a second click changes nothing."""
    branding = Branding.objects.select_for_update().get()
    if is_on(one, branding) is on:
        return
    branding.modules = {**branding.modules, one.name: on}
    branding.save()
    action = "branding.module_on" if on else "branding.module_off"
    record(action, branding, by=by, at=at, reason=str(one.title))


@transaction.atomic
def put_first(one: Slice, *, by: Actor, at: datetime) -> None:
    """The front page begins with it; a second click changes nothing."""
    branding = Branding.objects.select_for_update().get()
    if branding.first == one.name:
        return
    branding.first = one.name
    branding.save()
    record("branding.module_first", branding, by=by, at=at, reason=str(one.title))
