"""The German words of each action in the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "application.requested": _("Antrag gestellt:"),
    "application.confirmed": _("E-Mail-Adresse bestätigt:"),
    "application.approved": _("Antrag freigegeben:"),
    "application.rejected": _("Antrag abgelehnt:"),
    "application.retried": _("Noch einmal versucht:"),
    "application.try_failed": _("Einrichten fehlgeschlagen:"),
    "application.rolled_back": _("Einrichten zurückgenommen:"),
    "region.draft": _("Entwurf bereit:"),
    "region.published": _("Veröffentlicht:"),
    "region.suspended": _("Pausiert:"),
    "region.resumed": _("Läuft weiter:"),
    "host.requested": _("Eigene Adresse gewünscht:"),
    "host.proved": _("Eigene Adresse nachgewiesen:"),
    "host.lost": _("Nachweis der eigenen Adresse fehlt:"),
    "host.found_again": _("Nachweis der eigenen Adresse wieder da:"),
    "host.chosen": _("Eigene Adresse ist Hauptadresse:"),
    "host.given_up": _("Wieder Adresse der Plattform, nicht mehr:"),
    "host.closed": _("Eigene Adresse geschlossen:"),
    "region.migration_retried": _("Aktualisieren noch einmal versucht:"),
    "region.exported": _("Archiv geschrieben:"),
    "region.imported": _("Aus einem Archiv übernommen:"),
    "region.restored": _("Aus einem Archiv zurückgeholt:"),
    "region.leaving": _("Zieht aus:"),
    "region.staying": _("Bleibt doch:"),
    "region.removed": _("Gelöscht:"),
    "region.label_released": _("Subdomain wieder frei:"),
    "about.changed": _("Angaben und rechtliche Seiten der Plattform geändert:"),
    "mail.sent_again": _("E-Mail noch einmal geschickt:"),
    "fleet.migrated": _("Tabellen aktualisiert:"),
    "region.quarantined": _("Zurückgestellt:"),
    "region.released": _("Nicht mehr zurückgestellt:"),
}
