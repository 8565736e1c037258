"""The certificate of deletion as PDF."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kreislauf.money import format_euro
from kreislauf.typesetting import typed, typeset_pdf
from tenants.archive.models import Certificate, StageName

TEMPLATE = Path(__file__).with_name("certificate.typ")


def certificate_pdf(certificate: Certificate) -> bytes:
    """Tagged PDF/UA-1 and PDF/A-2a, in German; the same certificate always gives the same bytes."""
    with override("de"):
        return typeset_pdf(TEMPLATE, _data(certificate), created=certificate.issued_at)


def pdf_name(certificate: Certificate) -> str:
    return f"loeschbescheinigung-{certificate.number}.pdf"


def _data(certificate: Certificate) -> dict[str, Any]:
    facts = certificate.facts
    issued = timezone.localtime(certificate.issued_at)
    rows = {table: count for table, count in facts["rows"].items() if count}
    return {
        "title": _("Löschbescheinigung %(number)s") % {"number": certificate.number},
        "author": settings.PLATFORM_NAME,
        "created": {"year": issued.year, "month": issued.month, "day": issued.day},
        "heading": _line(_("Löschbescheinigung")),
        "lead": _line(
            _("Alle Daten der Region %(name)s wurden auf %(platform)s gelöscht.")
            % {"name": facts["region"], "platform": facts["platform"]}
        ),
        "facts": [[_line(str(name)), _line(str(value))] for name, value in _facts(certificate)],
        "stages_heading": _("Was wann geschah"),
        "stages": [
            [_line(str(StageName(name).label)), _line(_when(at))] for name, at in _in_order(facts["stages"]).items()
        ],
        "rows_heading": _("Gelöschte Datensätze"),
        "rows": [[_line(table), _line(str(count))] for table, count in rows.items()],
        "proof_heading": _("Unterschrift"),
        "proof": [
            _line(_("Ed25519 über die Angaben dieser Bescheinigung (JSON), prüfbar auf der Plattform.")),
            _line(_("Schlüssel: %(key)s") % {"key": certificate.key}),
            _line(_("Unterschrift: %(signature)s") % {"signature": certificate.signature}),
        ],
    }


def _facts(certificate: Certificate) -> list[tuple[str, str]]:
    facts = certificate.facts
    found = [
        (_("Nummer"), certificate.number),
        (_("Region"), facts["region"]),
        (_("Internetadressen"), ", ".join(facts["hosts"])),
        (_("Auszug erklärt am"), _when(facts["asked_at"])),
        (_("Gelöscht am"), _when(facts["deleted_at"])),
        (_("Datensätze"), str(sum(facts["rows"].values()))),
        (_("Bilder und Dateien"), f"{facts['files']} ({filesizeformat(facts['bytes'])})"),
    ]
    if facts["owed_cents"]:
        found.append((_("Offene Gutscheine beim Auszug"), format_euro(facts["owed_cents"])))
        found.append((_("Übernommen von"), f"{facts['handed_over_to']}: {facts['hand_over_reason']}"))
    if facts["archive"]:
        found.append((_("Letztes Archiv (SHA-256)"), facts["archive"]["sha256"]))
        found.append((_("Auf der Plattform aufbewahrt bis"), _when(facts["archive"]["kept_until"])))
    return found


def _in_order(stages: dict[str, str]) -> dict[str, str]:
    """In the order of deletion: JSON in the database does not preserve it."""
    return {name: stages[name] for name in StageName.values if name in stages}


def _when(text: str) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(text)):%d.%m.%Y, %H:%M}" if text else "–"


def _line(text: str) -> dict[str, Any]:
    return typed(text, one_line=True)
