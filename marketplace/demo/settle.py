"""A demo region comes into being by the same verbs as any other: apply, confirm, approve, provision."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.demo.clock import days_ago
from marketplace.demo.shape import DemoRegion
from tenants.branding.modules import modules
from tenants.models import Region
from tenants.operators.models import Operator
from tenants.signup.apply import SignupData, apply
from tenants.signup.approve import approve
from tenants.signup.confirm import confirm
from tenants.signup.models import Application
from tenants.signup.provision import provision
from tenants.signup.retry import retry

DAYS_OLD = 90


class NotSettled(Exception):
    """Provisioning failed; the text is the reason."""


def settle(data: DemoRegion, *, by: Operator) -> Region:
    """The region, made now unless it stands already. Refuses with ``NotSettled``."""
    known = Region.objects.with_schema().filter(label=data.label).first()
    if known is not None:
        return known
    signup = SignupData(
        name=data.name,
        kind=data.kind,
        ars=data.ars,
        label=data.label,
        contact_name=data.people["administrator"],
        email=address(data, "leitung"),
        primary_colour=data.primary,
        accent_colour=data.accent,
        glyphs=list(data.glyphs),
        modules=[name for name in modules() if name not in data.off],
    )
    application = apply(signup, key=f"demo-{data.label}".ljust(32, "-"), at=days_ago(DAYS_OLD, hour=9))
    application = confirm(application, at=days_ago(DAYS_OLD, hour=11))
    application = approve(application, by=by, at=days_ago(DAYS_OLD, hour=14))
    application = retry(application, by=by, at=timezone.now())  # where an earlier start had to give up
    if not provision(application.pk):
        raise NotSettled(Application.objects.get(pk=application.pk).last_error)
    return Region.objects.prefetch_related("domains").get(label=data.label)


def address(data: DemoRegion, person: str) -> str:
    """``leitung@kiel.example``: a name that no mail ever leaves the machine for."""
    return f"{person}@{data.label}.example"


def one_waiting_application() -> Application:
    """Somebody for the operator to decide on, the first time they look."""
    signup = SignupData(
        name="Stadt Beispielhausen",
        kind="stadt",
        ars="099999999999",
        label="beispielhausen",
        contact_name="Dr. Erika Musterfrau",
        email="wirtschaft@beispielhausen.example",
        phone="",
        primary_colour="#5b2a86",
        accent_colour="#f4b942",
        glyphs=["gables", "tree", "clocktower", "book"],
        modules=list(modules()),
    )
    known = Application.objects.filter(label=signup.label).first()
    return known or confirm(apply(signup, key="demo-waiting".ljust(32, "-"), at=timezone.now()), at=timezone.now())
