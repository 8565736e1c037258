"""The region's log, searched: who did what, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kreislauf.audit.models import Entry
from kreislauf.forms import DayInput
from kreislauf.german import midnight

# What an action is called by people. An action that is missing here is shown as it is written.
WORDS = {
    "business.registered": _("Betrieb eingetragen"),
    "business.approved": _("Betrieb freigegeben"),
    "business.rejected": _("Betrieb abgelehnt"),
    "business.changed": _("Änderung eingereicht"),
    "business.facts_changed": _("Öffnungszeiten oder Kontakt geändert"),
    "business.corrected": _("Betrieb geändert"),
    "business.closed": _("Betrieb geschlossen"),
    "business.reopened": _("Betrieb wieder aufgenommen"),
    "category.added": _("Bereich angelegt"),
    "category.changed": _("Bereich geändert"),
    "category.moved": _("Bereich verschoben"),
    "category.removed": _("Bereich gelöscht"),
    "user.invited": _("Zugang eingeladen"),
    "user.accepted": _("Einladung angenommen"),
    "user.invitation_withdrawn": _("Einladung zurückgenommen"),
    "user.deactivated": _("Zugang gesperrt"),
    "user.reactivated": _("Zugang zurückgegeben"),
    "user.password_reset": _("Passwort neu gesetzt"),
    "token.created": _("Schlüssel angelegt"),
    "token.revoked": _("Schlüssel widerrufen"),
    "offer.drafted": _("Angebot angelegt"),
    "offer.changed": _("Angebot geändert"),
    "offer.published": _("Angebot veröffentlicht"),
    "offer.stopped": _("Angebot angehalten"),
    "offer.resumed": _("Angebot wieder im Verkauf"),
    "order.placed": _("Bestellung eingegangen"),
    "order.fulfilled": _("Bestellung bezahlt"),
    "order.expired": _("Bestellung verfallen"),
    "order.reopened": _("Bestellung wieder geöffnet"),
    "order.resent": _("Gutscheine noch einmal verschickt"),
    "order.taken_back": _("Bestellung zurückgenommen"),
    "payment.open": _("Zahlung begonnen"),
    "payment.processing": _("Zahlung unterwegs"),
    "payment.succeeded": _("Zahlung angekommen"),
    "payment.taken": _("Zahlung verbucht"),
    "payment.taken_back": _("Zahlung zurückgeholt"),
    "payment.surplus": _("Zu viel gezahlt"),
    "payment.failed": _("Zahlung fehlgeschlagen"),
    "payment.cancelled": _("Zahlung abgebrochen"),
    "payment.expired": _("Zahlung verfallen"),
    "refund.requested": _("Erstattung begonnen"),
    "refund.succeeded": _("Erstattung angekommen"),
    "refund.failed": _("Erstattung fehlgeschlagen"),
    "voucher.redeemed": _("Gutschein eingelöst"),
    "voucher.blocked": _("Gutschein gesperrt"),
    "voucher.unblocked": _("Gutschein entsperrt"),
    "voucher.withdrawn": _("Gutschein widerrufen"),
    "voucher.refunded": _("Gutschein erstattet"),
    "voucher.refund_failed": _("Erstattung des Gutscheins fehlgeschlagen"),
    "voucher.taken_back": _("Gutschein zurückgenommen"),
    "redemption.reversed": _("Einlösung storniert"),
    "mail.sent_again": _("E-Mail noch einmal geschickt"),
    "region.published": _("Seite veröffentlicht"),
    "host.requested": _("Eigene Adresse gewünscht"),
    "host.proved": _("Eigene Adresse nachgewiesen"),
    "host.lost": _("Nachweis der eigenen Adresse fehlt"),
    "host.found_again": _("Nachweis der eigenen Adresse wieder da"),
    "host.chosen": _("Eigene Adresse ist Hauptadresse"),
    "host.given_up": _("Adresse der Plattform ist wieder Hauptadresse"),
    "host.closed": _("Eigene Adresse geschlossen"),
    "branding.changed": _("Erscheinungsbild geändert"),
    "branding.texts_changed": _("Rechtliche Seiten oder Anschrift geändert"),
}
# Actors without a name.
NOBODY = {"system": _("System"), "buyer": _("Käuferin oder Käufer")}
KINDS = [
    ("", _("Alles")),
    ("business.", _("Betriebe")),
    ("category.", _("Bereiche")),
    ("offer.", _("Angebote")),
    ("order.", _("Bestellungen")),
    ("payment.", _("Zahlungen")),
    ("refund.", _("Erstattungen")),
    ("voucher.", _("Gutscheine")),
    ("redemption.", _("Stornos")),
    ("user.", _("Zugänge")),
    ("host.", _("Adressen")),
    ("mail.", _("Post")),
    ("branding.", _("Erscheinungsbild")),
]


class LogForm(forms.Form):
    """Filters of the log; a date that cannot be read filters nothing."""

    q = forms.CharField(label=_("Suchen"), required=False, max_length=100)
    art = forms.ChoiceField(label=_("Art"), required=False, choices=KINDS)
    von = forms.DateField(label=_("Von"), required=False, widget=DayInput)
    bis = forms.DateField(label=_("Bis"), required=False, widget=DayInput)

    def entries(self) -> QuerySet[Entry]:
        self.is_valid()
        data = self.cleaned_data
        found = Entry.objects.all()
        if words := data.get("q"):
            named = [action for action, text in WORDS.items() if words.lower() in str(text).lower()]
            found = found.filter(Q(actor__icontains=words) | Q(title__icontains=words) | Q(action__in=named))
        if kind := data.get("art"):
            found = found.filter(action__startswith=kind)
        if data.get("von"):
            found = found.filter(at__gte=midnight(data["von"]))
        if data.get("bis"):
            found = found.filter(at__lt=midnight(data["bis"] + timedelta(days=1)))
        return found


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in words."""

    entry: Entry

    @property
    def action(self) -> str:
        # "payment.taken_back.dispute" is told like "payment.taken_back".
        stem = ".".join(self.entry.action.split(".")[:2])
        return str(WORDS.get(self.entry.action) or WORDS.get(stem) or self.entry.action)

    @property
    def actor(self) -> str:
        return str(NOBODY.get(self.entry.actor, self.entry.actor))

    @property
    def detail(self) -> str:
        """Reasons and what changed; numbers that only programs need are left out."""
        detail = self.entry.detail
        parts = [str(detail[name]) for name in ("reason", "before") if detail.get(name)]
        return " · ".join(parts)
