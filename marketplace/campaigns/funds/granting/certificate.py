"""The paper that a business gets with a grant of public money."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from kreislauf.money import format_euro
from kreislauf.typesetting import typed, typeset_pdf
from marketplace.campaigns.models import Grant
from tenants.branding.on_paper import colours_of, current_site, german, picture_of
from tenants.branding.site import Site

TEMPLATE = Path(__file__).with_name("certificate.typ")


def certificate(made: Grant) -> bytes:
    """With fund and campaign. The same grant gives the same bytes, as long as the region looks the same."""
    with german():
        site, day = current_site(), made.decided_on
        noon = datetime.combine(day, time(12), tzinfo=get_current_timezone())
        return typeset_pdf(TEMPLATE, _data(made, site), created=noon)


def _data(made: Grant, site: Site) -> dict[str, Any]:
    day, aid = made.decided_on, made.fund.is_de_minimis
    name, *address = made.recipient
    heading = _("De-minimis-Bescheinigung") if aid else _("Bescheinigung über eine Zuwendung")
    return {
        "title": f"{heading}: {name}",
        "created": {"year": day.year, "month": day.month, "day": day.day},
        "colours": colours_of(site),
        "art": picture_of(site, columns=14, rows=1),
        "mark": site.mark_on_paper,
        "authority": typed(_authority(made, site), one_line=True),
        "authority_lines": [typed(line, one_line=True) for line in site.address_lines],
        "recipient": typed(name, one_line=True),
        "recipient_lines": [typed(line, one_line=True) for line in address],
        "heading": heading,
        "sentence": _sentence(aid=aid),
        "facts": [{"name": key, "value": typed(value, one_line=True)} for key, value in _facts(made, site)],
        "notes": _notes() if aid else [_("Die Zuwendung ist Teil der Einnahmen des Betriebs.")],
        "place_and_day": typed(f"{site.place}, {date_format(day, 'j. F Y')}", one_line=True),
        "signature": _("Unterschrift der bewilligenden Stelle"),
    }


def _authority(made: Grant, site: Site) -> str:
    return made.fund.authority or site.official_name


def _sentence(*, aid: bool) -> str:
    if not aid:
        return _("Wir bescheinigen die folgende Zuwendung zu einer Kampagne, die Menschen aus der Region unterstützen.")
    return _(
        "Wir bescheinigen, dass die folgende Zuwendung eine De-minimis-Beihilfe nach der Verordnung (EU) 2023/2831 der "
        "Kommission vom 13. Dezember 2023 ist (ABl. L, 2023/2831, 15.12.2023)."
    )


def _facts(made: Grant, site: Site) -> list[tuple[str, str]]:
    facts = [
        (_("Betrag"), format_euro(made.cents)),
        (_("Bewilligt am"), date_format(made.decided_on, "j. F Y")),
        (_("Aktenzeichen"), made.number),
        (_("Bewilligende Stelle"), _authority(made, site)),
        (_("Form"), _("Zuschuss; der Betrag ist das Bruttosubventionsäquivalent")),
        (_("Kampagne"), made.campaign.title),
        (_("Aus dem Topf"), made.fund.name),
    ]
    return [*facts, (_("Wirtschaftszweig (NACE)"), made.nace)] if made.nace else facts


def _notes() -> list[str]:
    return [
        _(
            "Ein Unternehmen darf mit allen, die zu ihm gehören, in drei Jahren höchstens 300.000 € an "
            "De-minimis-Beihilfen bekommen (Art. 3 Abs. 2)."
        ),
        _("Wir tragen die Beihilfe innerhalb von 20 Arbeitstagen in das zentrale Register ein (Art. 6)."),
        _("Bitte bewahren Sie diese Bescheinigung zehn Jahre auf und legen Sie sie bei neuen Anträgen vor."),
    ]
