"""The legal pages of a region, each with the column of the branding that holds its text."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kreislauf.legal_text import SHORTEST, gaps, is_legal_text
from tenants.branding.models import Branding


class LegalPage(NamedTuple):
    """``version`` grows when its template says something else; ``news`` is what is new in it since the one before."""

    slug: str
    field: str
    title: str | Promise
    words: str | Promise
    shortest: int = SHORTEST
    version: int = 1
    news: str | Promise = ""

    def text(self, branding: Branding) -> str:
        return str(getattr(branding, self.field))

    def is_done(self, branding: Branding) -> bool:
        return is_legal_text(self.text(branding), shortest=self.shortest)

    def why_not(self, branding: Branding) -> str | Promise:
        """Why the text cannot be published as it is; empty if it can."""
        text = self.text(branding).strip()
        if not text:
            return _("Dieser Text fehlt noch. Es gibt eine Vorlage dafür.")
        if open_gaps := gaps(text):
            return _("Noch auszufüllen: %(gaps)s") % {"gaps": ", ".join(open_gaps[:3])}
        if len(text) < self.shortest:
            return _("Der Text ist sehr kurz. Das reicht für diese Seite nicht.")
        return ""

    def has_newer_template(self, branding: Branding) -> bool:
        """Whether the text was made from a template that says something else by now."""
        used = branding.template_versions.get(self.field)
        return isinstance(used, int) and used < self.version


PAGES = (
    LegalPage(
        "impressum",
        "imprint",
        _("Impressum"),
        _("Wer die Seite verantwortet, mit Anschrift und Vertretung (§ 5 DDG)."),
    ),
    LegalPage(
        "datenschutz",
        "privacy",
        _("Datenschutz"),
        _("Welche Daten Sie wofür verarbeiten und an wen man sich wendet (Art. 13 DSGVO)."),
        shortest=300,
        version=3,
        news=_(
            "Die Cookies „konto“, „eingaben“ und „stimme“, der Kennwert an unbezahlten Bestellungen, was im Protokoll "
            "steht und was die Software nicht von selbst löscht."
        ),
    ),
    LegalPage(
        "barrierefreiheit",
        "accessibility",
        _("Erklärung zur Barrierefreiheit"),
        _("Wie zugänglich die Seite ist, wohin man Barrieren meldet und wer schlichtet (BITV 2.0, Gesetz des Landes)."),
        shortest=300,
    ),
    LegalPage(
        "nutzungsbedingungen",
        "conditions",
        _("Nutzungsbedingungen"),
        _("Was für Betriebe und für Käuferinnen und Käufer gilt. Beide bestätigen, dass sie es gelesen haben."),
    ),
)


def page_by_slug(slug: str) -> LegalPage | None:
    return next((page for page in PAGES if page.slug == slug), None)


def page_of(field: str) -> LegalPage:
    return next(page for page in PAGES if page.field == field)
