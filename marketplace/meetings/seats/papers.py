"""What is printed about a meeting: the certificate of one person, and the list that people sign."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kreislauf.regions import current_region
from kreislauf.typesetting import typed, typeset_pdf
from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.words import when
from tenants.art import mosaic
from tenants.branding.models import Branding
from tenants.branding.site import Site

_HERE = Path(__file__).parent
_COLOURS = {
    "brand": "--kl-brand",
    "line": "--kl-line",
    "ink": "--kl-ink",
    "muted": "--kern-color-layout-text-muted",
}


def certificate(registration: Registration) -> bytes:
    """That somebody was at a meeting, with its date and length in minutes; the same bytes at each call."""
    meeting = registration.meeting
    site = Site(branding=Branding.objects.get(), card=current_region())
    art = mosaic.hero(site.glyphs, site.seed, site.theme, columns=14, rows=2)
    heading = _("Teilnahmebescheinigung")
    data = {
        **_frame(meeting, title=f"{heading}: {meeting.title}"),
        "colours": {name: site.theme.light[token] for name, token in _COLOURS.items()},
        "art": mosaic.with_colours(art, site.theme),
        "mark": site.mark_on_paper,
        "region": typed(site.name, one_line=True),
        "heading": heading,
        "name": typed(registration.name, one_line=True),
        "organisation": typed(registration.organisation, one_line=True) if registration.organisation else None,
        "sentence": _("hat teilgenommen an"),
        "facts": _facts(meeting),
        "place_and_day": typed(f"{meeting.host_name}, {date_format(localtime(meeting.ends_at), 'DATE_FORMAT')}"),
        "note": _("Automatisch erstellt und ohne Unterschrift gültig."),
    }
    return typeset_pdf(_HERE / "certificate.typ", data, created=meeting.ends_at)


def attendance_sheet(meeting: Meeting, *, at: datetime) -> bytes:
    """Everybody who has a seat, in the order of their names, with room for a signature."""
    people = Registration.objects.seated().filter(meeting=meeting).order_by("name", "pk")
    data = {
        **_frame(meeting, title=_("Teilnahmeliste: %(title)s") % {"title": meeting.title}, on=at),
        "when": typed(when(meeting.starts_at, meeting.ends_at), one_line=True),
        "people": [
            {"name": typed(one.name, one_line=True), "organisation": typed(one.organisation, one_line=True)}
            for one in people.only("name", "organisation").iterator(chunk_size=500)
        ],
        "words": {
            "number": _("Nr."),
            "name": _("Name"),
            "organisation": _("Betrieb oder Einrichtung"),
            "signature": _("Unterschrift"),
            "nobody": _("Noch hat niemand einen Platz."),
            "privacy": _("Nur für die Durchführung dieses Termins. Bitte danach vernichten."),
        },
    }
    return typeset_pdf(_HERE / "attendance.typ", data, created=at)


def _frame(meeting: Meeting, *, title: str, on: datetime | None = None) -> dict[str, Any]:
    day = (on or meeting.ends_at).astimezone(get_current_timezone())
    return {
        "title": title,
        "created": {"year": day.year, "month": day.month, "day": day.day},
        "language": get_language() or "de",
        "meeting": typed(meeting.title, one_line=True),
    }


def _facts(meeting: Meeting) -> list[dict[str, Any]]:
    minutes = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    length = ngettext("%(n)s Minute", "%(n)s Minuten", minutes) % {"n": minutes}
    rows = [
        (_("Wann"), when(meeting.starts_at, meeting.ends_at)),
        (_("Dauer"), length),
        (_("Wo"), meeting.place),
        (_("Von"), meeting.host_name),
    ]
    return [{"name": name, "value": typed(value, one_line=True)} for name, value in rows]
