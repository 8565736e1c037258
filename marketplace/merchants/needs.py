"""What a provider asks for, in words that somebody at a counter understands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Text


class NeedInWords(NamedTuple):
    text: Text
    until: date | None


# The first that is found in the provider's name of the field; both generations of its interface name them.
_WORDS: tuple[tuple[str, Text], ...] = (
    (r"external_account|bank_account|payout", _("Das Bankkonto (IBAN), auf das ausgezahlt wird")),
    (r"tos_acceptance|attestations?\.terms|terms_of_service", _("Die Zustimmung zu den Bedingungen des Anbieters")),
    (
        r"company\.(verification|documents?)|business_details\.documents?",
        _("Ein Nachweis des Betriebs, zum Beispiel Gewerbeanmeldung oder Handelsregisterauszug"),
    ),
    (
        r"additional_document|secondary_verification",
        _("Ein Nachweis der Privatanschrift, zum Beispiel eine Strom- oder Wasserrechnung"),
    ),
    (r"verification\.document|primary_verification|identity_document", _("Ein Foto von Ausweis oder Reisepass")),
    (r"vat_id", _("Die Umsatzsteuer-Identifikationsnummer")),
    (r"tax_id|registration_number|id_numbers?", _("Die Steuernummer oder die Handelsregisternummer")),
    (r"business_profile\.url|business_url|website", _("Die Internetadresse des Betriebs; Ihre Seite hier genügt")),
    (r"product_description", _("Ein Satz, was der Betrieb verkauft")),
    (r"mcc|industry", _("Die Branche")),
    (r"support_|statement_descriptor", _("Was auf dem Kontoauszug der Kundschaft steht und wen sie anruft")),
    (r"owners|beneficial|directors|executives", _("Wem der Betrieb gehört und wer ihn führt")),
    (r"representative|relationship", _("Wer für den Betrieb spricht")),
    (r"dob|date_of_birth", _("Das Geburtsdatum")),
    (r"address", _("Die Anschrift")),
    (r"first_name|last_name|given_name|surname|registered_name|company\.name", _("Der vollständige Name")),
    (r"email", _("Eine E-Mail-Adresse")),
    (r"phone", _("Eine Telefonnummer")),
    (r"business_type|entity_type|structure", _("Die Rechtsform")),
)
_OTHER = _("Eine weitere Angabe; das Konto zeigt Ihnen, welche")


def needs_in_words(needs: Iterable[Mapping[str, Any]]) -> list[NeedInWords]:
    """Each once, what is due first at the top; what the table does not know is said in general, once."""
    soonest: dict[Text, date | None] = {}
    for need in needs:
        text, until = _words_of(str(need["field"])), _day(need.get("until"))
        known = soonest.get(text)
        soonest[text] = min(filter(None, (known, until)), default=None)
    return sorted((NeedInWords(text, until) for text, until in soonest.items()), key=lambda one: one.until or date.max)


def due_on(needs: Iterable[Mapping[str, Any]]) -> date | None:
    """The first day on which something is due."""
    return min(filter(None, (_day(need.get("until")) for need in needs)), default=None)


def _words_of(field: str) -> Text:
    return next((words for known, words in _WORDS if re.search(known, field.lower())), _OTHER)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
