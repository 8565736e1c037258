"""What every printed sheet of the board has in common: the region's look, whom to call, and today's date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _

from kreislauf.qr import qr_modules
from kreislauf.typesetting import typed, typeset_pdf
from marketplace.listings.help.desk import desk
from marketplace.listings.models import Desk
from tenants.branding.on_paper import colours_of, current_site, picture_of, short_address
from tenants.branding.site import Site

MOST_NUMBERS = 6


@dataclass(frozen=True)
class Frame:
    """Everything but the sheet's own words. ``on`` is the day that stands on it."""

    site: Site = field(default_factory=current_site)
    on: date = field(default_factory=localdate)

    @cached_property
    def desk(self) -> Desk:
        return desk()

    @property
    def phone(self) -> str:
        """Of the desk, else of the administration; never somebody's own."""
        return self.desk.phone or self.site.phone

    def address(self, path: str = "") -> str:
        return self.site.url + (path or reverse("listings:board"))

    def data(self, *, columns: int, rows: int) -> dict[str, Any]:
        """``columns`` and ``rows`` are the tiles of the picture."""
        return {
            "created": {"year": self.on.year, "month": self.on.month, "day": self.on.day},
            "as_of": _("Stand: %(day)s") % {"day": date_format(self.on, "j. F Y")},
            "colours": colours_of(self.site),
            "art": self.art(columns, rows),
            "mark": self.site.mark_on_paper,
            "region": typed(self.site.name, one_line=True),
            "place": typed(self.site.place, one_line=True),
            "phone": typed(self.phone, one_line=True) if self.phone else None,
            "address": short_address(self.address()),
            "qr": qr_modules(self.address()),
            "numbers": [
                {"number": typed(number, one_line=True), "name": typed(name, one_line=True)}
                for number, name in self.desk.number_lines()[:MOST_NUMBERS]
            ],
            "words": {
                "qr_alt": _("QR-Code, der zur Börse führt"),
            },
        }

    def art(self, columns: int, rows: int) -> str:
        return picture_of(self.site, columns=columns, rows=rows)

    def pdf(self, template: Path, data: dict[str, Any]) -> bytes:
        """Tagged PDF/UA-1 and PDF/A-2a."""
        return typeset_pdf(template, data, created=datetime.combine(self.on, time(12), tzinfo=get_current_timezone()))
