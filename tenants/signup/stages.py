"""What a region is made of, each part repeatable: done twice, it is as if done once."""

from __future__ import annotations

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from kreislauf.accounts.invite import invite
from kreislauf.accounts.models import Invitation, Role
from kreislauf.house import rooms
from kreislauf.regions import RegionCard, stepping_into
from tenants.branding.models import Branding
from tenants.engine import roles, template
from tenants.engine.migrate import migrate_schema
from tenants.engine.schemas import behind
from tenants.logbook.record import SYSTEM, log_operation
from tenants.models import Domain, Region, Status, record_step, schema_for
from tenants.regions.parents import find_parents, parent_of
from tenants.signup import emails
from tenants.signup.first_look import add_branding
from tenants.signup.models import Application, Stage, StageName


class SchemaTaken(Exception):
    """A schema of that name is there already and belongs to no region of ours: nobody's data is overwritten."""


def reserve(application: Application) -> None:
    """Name, label and host, before anything is made: their unique indexes decide between two of the same name."""
    if application.region_id:
        return
    schema, at = schema_for(application.label), timezone.now()
    if _exists(schema):
        raise SchemaTaken(f"{schema} gibt es schon.")
    with transaction.atomic():
        region = Region.objects.create(
            name=application.name,
            label=application.label,
            schema_name=schema,
            kind=application.kind,
            ars=application.ars,
            parent=parent_of(application.ars),
            primary_colour=application.primary_colour,
            accent_colour=application.accent_colour,
            glyphs=application.glyphs,
        )
        Domain.objects.create(tenant=region, domain=f"{application.label}.{settings.PLATFORM_HOST}", is_primary=True)
        record_step(region, Status.PROVISIONING, by=application.approved_by, at=at)
        Application.objects.filter(pk=application.pk).update(region=region)
    application.region = region


def make_schema(application: Application) -> None:
    """Tables and rights in one transaction. What a try made but did not note is made anew: it holds nothing yet."""
    schema = _region(application).schema_name
    roles.drop(schema)
    template.make_schema(schema)


def catch_up(application: Application) -> None:
    """For whoever takes over later: the code may have got new migrations in between."""
    schema = _region(application).schema_name
    if behind([schema]):
        migrate_schema(schema)


def fill(application: Application) -> None:
    """The region's face from the application, and what each slice starts a new region with."""
    with stepping_into(_card(application)), transaction.atomic():
        if not Branding.objects.exists():
            add_branding(application)
        for room in rooms():
            if room.contents is not None:
                room.contents()


def invite_administrator(application: Application) -> None:
    """Once: with the invitation its letter stands in the region's outbox."""
    with stepping_into(_card(application)):
        if not Invitation.objects.filter(email__iexact=application.email).exists():
            now, by = timezone.now(), settings.PLATFORM_NAME
            with transaction.atomic():
                invited = invite(application.email, Role.ADMINISTRATOR, by=by, at=now, letter=False)
                emails.draft.queue(invited, to=invited.email)


def open_draft(application: Application) -> None:
    """From here on the region is served, to its own staff."""
    at = timezone.now()
    with transaction.atomic():
        region = _region(application)
        record_step(region, Status.DRAFT, by=SYSTEM, at=at)
        Stage.objects.get_or_create(application=application, name=StageName.DRAFT, defaults={"done_at": at})
        Application.objects.filter(pk=application.pk).update(finished_at=at, last_error="", logo=None)
        log_operation("region.draft", region.name, by=SYSTEM, at=at, region_id=region.pk, application=application.pk)
        find_parents()  # those below may have been here before it


def _exists(schema: str) -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema])
        return cursor.fetchone() is not None


def _region(application: Application) -> Region:
    return Region.objects.prefetch_related("domains").get(pk=application.region_id)


def _card(application: Application) -> RegionCard:
    return _region(application).card()
