"""What the platform of the demonstration says of itself. Everything in it is made up."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.audit.actor import Actor
from tenants.about.change import change_about
from tenants.about.models import About
from tenants.about.read import about

IMPRINT = """# Nur eine Vorführung

Diese Plattform läuft zum Ausprobieren auf einem einzelnen Rechner. Betreiber, Anschrift und Telefonnummer sind erfunden.

# Anbieter

Kreislauf Vorführung eG\nMusterweg 1, 24103 Kiel\nTelefon: 0431 000000\nE-Mail: hallo@kreislauf.example

Vertreten durch den Vorstand: Erika Musterfrau, Max Mustermann"""
PRIVACY = """# Nur eine Vorführung

Bitte geben Sie hier keine echten Daten ein. Was Sie eingeben, bleibt auf diesem Rechner und verschwindet mit ihm.

# Wenn eine Verwaltung sich anmeldet

- Wir speichern Name, E-Mail-Adresse und Telefon der Person, die den Antrag stellt, um ihn zu prüfen.
- Abgelehnte Anträge sehen nur die Betreiber der Plattform.

# Was diese Seite nicht tut

Sie setzt keine Cookies vor der Anmeldung, lädt nichts von Dritten und schreibt keine IP-Adressen in Protokolle."""
ACCESSIBILITY = """Diese Vorführung folgt den Vorgaben der BITV 2.0 und der EN 301 549 (WCAG 2.2, Stufe AA). Tastatur, Kontraste und \
Vergrößerung werden bei jeder Änderung geprüft.

Barrieren melden Sie an hallo@kreislauf.example."""
AGREEMENT = """Vor der Veröffentlichung schließen beide Seiten einen Vertrag und eine Vereinbarung zur Auftragsverarbeitung.

- Die Daten gehören der Region und liegen in einem eigenen Bereich der Datenbank.
- Ausziehen geht jederzeit, mit einem vollständigen Archiv und einer Bescheinigung der Löschung."""


def set_up_about(*, by: Actor) -> None:
    if about().name:
        return
    made_up = About(
        name="Kreislauf Vorführung eG",
        address="Musterweg 1\n24103 Kiel",
        email="hallo@kreislauf.example",
        phone="0431 000000",
        imprint=IMPRINT,
        privacy=PRIVACY,
        accessibility=ACCESSIBILITY,
        price="Die Vorführung kostet nichts. Auf einer echten Plattform stehen hier die Preise.",
        hosting="Auf dem Rechner, auf dem diese Vorführung läuft.",
        agreement=AGREEMENT,
    )
    change_about(made_up, fields=["name"], by=by, at=timezone.now())
