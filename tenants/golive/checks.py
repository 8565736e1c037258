"""The checks of the region itself: legal pages, issuer, look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.branding.models import Branding
from tenants.golive.check import Check

# Shorter than this, a legal text is a note to oneself.
SHORTEST_TEXT = 120


def imprint() -> Check:
    return Check(
        title=_("Impressum"),
        done=len(_branding().imprint.strip()) >= SHORTEST_TEXT,
        words=_("Wer die Seite verantwortet, mit Anschrift und Vertretung (§ 5 DDG)."),
        route="branding:texts",
    )


def privacy() -> Check:
    return Check(
        title=_("Datenschutz"),
        done=len(_branding().privacy.strip()) >= SHORTEST_TEXT,
        words=_("Welche Daten Sie wofür verarbeiten und an wen man sich wendet (Art. 13 DSGVO)."),
        route="branding:texts",
    )


def issuer() -> Check:
    branding = _branding()
    return Check(
        title=_("Herausgeber und Kontakt"),
        done=bool(branding.issuer_name and branding.issuer_address and branding.email),
        words=_("Wer Gutscheine herausgibt, die in der ganzen Region gelten, und wohin man schreibt."),
        route="branding:texts",
    )


def branding() -> Check:
    return Check(
        title=_("Erscheinungsbild"),
        done=_branding().reviewed_at is not None,
        words=_("Farben, Zeichen und die Worte der Startseite einmal angesehen und gespeichert."),
        route="branding:look",
    )


def _branding() -> Branding:
    return Branding.objects.get()
