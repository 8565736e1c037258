"""Create a region without an application on the web, by the same verbs."""

from __future__ import annotations

import re
import uuid
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from time import monotonic, sleep

from django.core.management.base import CommandError
from django.utils import timezone

from kreislauf.mail.address import NotAnAddress, normal_address
from kreislauf.regions import stepping_into
from tenants.branding.acceptable import refusals
from tenants.branding.modules import modules
from tenants.management.region import Echo, Options, region_of
from tenants.models import Kind
from tenants.signup.apply import SignupData, apply
from tenants.signup.approve import approve
from tenants.signup.ars import NotAnArs, parse_ars
from tenants.signup.confirm import confirm
from tenants.signup.labels import LabelRefused, suggest
from tenants.signup.models import Application, StageName
from tenants.signup.provision import provision

HELP = "make a region for an administration that asked outside of the web, and invite its first administrator"
# As long as a first template takes on a machine with much to do.
WAITS_SECONDS = 600


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", help="official name, e.g. “Kreis Schleswig-Flensburg”")
    parser.add_argument("email", type=address, help="official address of the first administrator")
    parser.add_argument("--kind", choices=Kind.values, required=True)
    parser.add_argument("--ars", default="", help="Regionalschlüssel, 12 digits")
    parser.add_argument("--label", default="", help="subdomain; suggested from the name")
    parser.add_argument("--contact", default="", help="the administrator's name")
    parser.add_argument("--colours", nargs=2, type=colour, metavar="#RRGGBB", default=["#0b5563", "#f26b3a"])
    parser.add_argument("--glyphs", default="house,tree,people")


def colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise ArgumentTypeError(f"{text} is no colour like #0b5563")
    return text.lower()


def address(text: str) -> str:
    try:
        return normal_address(text)
    except NotAnAddress:
        raise ArgumentTypeError(f"{text} is no e-mail address") from None


def run(options: Options, *, echo: Echo, by: str) -> None:
    with stepping_into(None):
        application = _application(options, by=by)
        _see_it_made(application, report=lambda stage: _echo_stage(echo, stage))
        application.refresh_from_db()
        if application.finished_at is None:
            raise CommandError(f"It did not work and was taken back: {application.last_error}")
        region = region_of(application.label)
        echo(f"{region.name}: draft at {region.url}/ – {application.email} is invited.")


def _see_it_made(application: Application, *, report: Callable[[StageName], None]) -> None:
    """Try until it stands or was taken back; wait where a worker is at it, or the template is still being built."""
    begun = monotonic()
    while Application.objects.in_the_making().filter(pk=application.pk).exists():
        if provision(application.pk, report=report):
            return
        if monotonic() > begun + WAITS_SECONDS:
            raise CommandError(
                "It is not finished yet. The worker goes on: `kreislauf region list` says when it is a draft."
            )
        sleep(0.5)


def _echo_stage(echo: Echo, stage: StageName) -> None:
    echo(f"  {stage.label}")


def _application(options: Options, *, by: str) -> Application:
    now = timezone.now()
    wrong = refusals(*options["colours"])
    if wrong:
        raise CommandError(wrong[0].reason)
    try:
        ars = parse_ars(options["ars"], kind=options["kind"]) if options["ars"] else ""
        data = SignupData(
            name=options["name"],
            kind=options["kind"],
            ars=ars,
            label=options["label"] or suggest(options["name"], kind=options["kind"]),
            contact_name=options["contact"] or options["email"],
            email=options["email"],
            primary_colour=options["colours"][0],
            accent_colour=options["colours"][1],
            glyphs=options["glyphs"].split(","),
            modules=list(modules()),
        )
        application = confirm(apply(data, key=uuid.uuid4().hex, at=now, letter=False), at=now, letter=False)
    except NotAnArs as refused:
        raise CommandError(str(refused.sentence)) from None
    except LabelRefused as refused:
        idea = f" Free: {refused.suggestion}" if refused.suggestion else ""
        raise CommandError(f"{refused.reason}{idea}") from None
    return approve(application, by=by, at=now)
