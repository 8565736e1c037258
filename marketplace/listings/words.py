"""The words of the log for what happens on the board."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOG_WORDS = {
    "listing.written": _("Anzeige geschrieben"),
    "listing.confirmed": _("Anzeige bestätigt"),
    "listing.closed": _("Anzeige beendet"),
    "listing.reopened": _("Anzeige wieder aufgenommen"),
    "listing.renewed": _("Anzeige verlängert"),
    "listing.reserved": _("Anzeige reserviert"),
    "listing.freed": _("Reservierung aufgehoben"),
    "listing.hidden": _("Anzeige ausgeblendet"),
    "listing.shown": _("Anzeige wieder eingeblendet"),
    "listing.written_to": _("Nachricht zur Anzeige"),
    "listing.answered": _("Nachricht zur Anzeige beantwortet"),
    "listing.wave": _("Helfende gefragt"),
    "listing.help_taken": _("Hilfe übernommen"),
    "listing.help_failed": _("Hilfe kam nicht zustande"),
    "listing.help_not_found": _("Keine Hilfe gefunden"),
    "listing.called_back": _("Zur Anzeige zurückgerufen"),
    "listing.call_again": _("Rückruf wieder offen"),
    "desk.changed": _("Koordination der Hilfe geändert"),
    "poster_mail.added": _("Aushang: Adresse hinzugefügt"),
    "poster_mail.removed": _("Aushang: Adresse entfernt"),
    "kind.changed": _("Art von Anzeigen geändert"),
    "listing_category.added": _("Bereich der Börse angelegt"),
    "listing_category.changed": _("Bereich der Börse geändert"),
    "listing_category.removed": _("Bereich der Börse gelöscht"),
}
LOG_KINDS = {
    "listing.": _("Anzeigen"),
    "listing_category.": _("Bereiche der Börse"),
    "kind.": _("Arten der Börse"),
    "desk.": _("Nachbarschaftshilfe"),
    "poster_mail.": _("Aushang"),
}
LOG_LINKS = {
    "listings.Listing": "listings:office:listing",
    "listings.Kind": "listings:office:kind",
    "listings.Category": "listings:office:category",
}
