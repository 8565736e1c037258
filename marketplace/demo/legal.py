"""Legal pages of a demo region. They say plainly that this is a demonstration and whom it does not belong to."""

from __future__ import annotations

import re

from django.utils.text import capfirst

from marketplace.demo.shape import DemoRegion
from tenants.branding.wording.cases import Cases, cases_of


def to(cases: Cases) -> str:
    """„zum Kreis Plön“, „zur Stadt Dortmund“."""
    return re.sub(r"^zu der ", "zur ", re.sub(r"^zu dem ", "zum ", f"zu {cases.dative}"))


def imprint(region: DemoRegion) -> str:
    return f"""# Nur eine Vorführung

Diese Seite gehört nicht {to(cases_of(region.name))}. Sie zeigt, wie eine Region auf der Plattform aussehen kann. Alle Betriebe, Angebote und Menschen darauf sind erfunden, und bezahlt wird mit Spielgeld.

# Was hier stehen würde

Name und Anschrift der Verwaltung, wer sie vertritt, Telefon und E-Mail-Adresse, die Aufsichtsbehörde und die Umsatzsteuer-Identifikationsnummer (§ 5 DDG). Bei redaktionellen Beiträgen auch, wer für sie verantwortlich ist (§ 18 Abs. 2 MStV).

# Streitbeilegung

Zur Teilnahme an einem Verfahren vor einer Verbraucherschlichtungsstelle ist in dieser Vorführung niemand verpflichtet und niemand bereit."""


def privacy(region: DemoRegion) -> str:
    return f"""# Nur eine Vorführung

Bitte geben Sie hier keine echten Daten ein. Was Sie eingeben, liegt nur auf dem Rechner, auf dem diese Vorführung läuft, und verschwindet mit ihr. {capfirst(cases_of(region.name).nominative)} hat damit nichts zu tun.

# Welche Daten eine solche Seite verarbeitet

Wer einen Gutschein kauft, gibt eine E-Mail-Adresse an, damit er ankommt (Art. 6 Abs. 1 Buchst. b DSGVO). Wer einen Betrieb einträgt, gibt an, was veröffentlicht werden soll. Wer sich anmeldet, bekommt ein Cookie, das nur die Anmeldung merkt.

# Was sie nicht tut

Sie zählt niemanden mit Cookies, lädt nichts von Dritten und schreibt keine IP-Adressen in Protokolle.

# Ihre Rechte

Auskunft, Berichtigung, Löschung, Einschränkung, Widerspruch und Beschwerde bei der Aufsichtsbehörde des Landes."""


def accessibility(region: DemoRegion) -> str:
    return f"""# Erklärung zur Barrierefreiheit

Diese Vorführung von {region.title} folgt den Vorgaben der BITV 2.0 und der EN 301 549 (WCAG 2.2, Stufe AA). Texte, Bedienung mit der Tastatur, Kontraste und Vergrößerung werden bei jeder Änderung geprüft.

# Was noch nicht geht

Inhalte in Deutscher Gebärdensprache und in Leichter Sprache sind in der Vorführung nur angedeutet.

# Eine Barriere melden

Benutzen Sie dafür die Seite „Barriere melden“. In einer echten Region antwortet die Verwaltung innerhalb von zwei Wochen; danach hilft die Schlichtungsstelle des Landes."""


def conditions(region: DemoRegion) -> str:
    return f"""# Nur eine Vorführung

Die Gutscheine auf dieser Seite sind nichts wert. Niemand, auch nicht {cases_of(region.name).nominative}, löst sie ein.

# Wie es in einer echten Region wäre

Den Gutschein gibt der Betrieb heraus, und bei ihm lösen Sie ihn ein, auf einmal oder in Teilen. Er gilt drei Jahre bis zum Ende des Jahres. Einen unbenutzten Gutschein können Sie binnen 14 Tagen zurückgeben; den Weg dorthin finden Sie unter „Vertrag widerrufen“."""
