"""The applicant's own page: how far the application is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kreislauf.links import sign, unsign
from kreislauf.regions import address_of
from tenants.models import Status
from tenants.signup.models import Application, StageName

PURPOSE = "signup.status"
VALID = timedelta(days=400)


@dataclass(frozen=True)
class Line:
    """One line of the page. ``at`` is empty for what is still to come."""

    name: str | Promise
    at: datetime | None
    now: bool = False


def status_path(application: Application) -> str:
    token = sign(PURPOSE, application.pk, expires=VALID, at=application.requested_at, platform=True)
    return reverse("signup:status", urlconf=settings.URLCONFS["platform"], kwargs={"token": token})


def status_address(application: Application) -> str:
    return address_of(settings.PLATFORM_HOST) + status_path(application)


def host_of(application: Application) -> str:
    """Where the site will stand, for good."""
    return f"{application.label}.{settings.PLATFORM_HOST}"


def application_of(token: str, *, at: datetime) -> Application:
    """Refuses with ``BadLink`` or ``Application.DoesNotExist``."""
    pk = unsign(PURPOSE, token, at=at, platform=True)
    return Application.objects.select_related("region").prefetch_related("stages", "region__domains").get(pk=pk)


def lines(application: Application) -> list[Line]:
    """From the form to the published site, with the date of each part that is done."""
    live = application.region.steps.filter(status=Status.LIVE).first() if application.region else None
    dates: list[tuple[str | Promise, datetime | None]] = [
        (_("Antrag eingegangen"), application.requested_at),
        (_("E-Mail-Adresse bestätigt"), application.confirmed_at),
        (_("Von uns freigegeben"), application.approved_at),
        (_("Ihr Entwurf steht bereit"), application.finished_at),
        (_("Von Ihnen veröffentlicht"), live.at if live else None),
    ]
    return _with_the_next(dates)


def operator_lines(application: Application) -> list[Line]:
    """The same steps in the words of those who decide."""
    words = (_("Antrag eingegangen"), _("E-Mail-Adresse bestätigt"), _("Freigegeben"), _("Entwurf bereit"))
    named = zip((*words, _("Von der Verwaltung veröffentlicht")), lines(application), strict=True)
    return [replace(line, name=name) for name, line in named]


def making(application: Application) -> list[Line]:
    """The stages of the region itself."""
    done = {stage.name: stage.done_at for stage in application.stages.all()}
    return _with_the_next([(name.label, done.get(name)) for name in StageName])


def _with_the_next(dates: list[tuple[str | Promise, datetime | None]]) -> list[Line]:
    first_open = next((place for place, (_name, at) in enumerate(dates) if at is None), None)
    return [Line(name, at, now=place == first_open) for place, (name, at) in enumerate(dates)]
