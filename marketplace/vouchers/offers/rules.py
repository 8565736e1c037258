"""What must be right about an offer, in German; the database holds the same in its constraints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.vouchers.models import OfferKind, VatKind

LOWEST_CENTS = 100
HIGHEST_CENTS = 1_000_00
USUAL_YEARS = 3  # §§ 195, 199 BGB: claims lapse at the end of the third year after the year of issue
VALIDITY_YEARS = (3, 5, 2, 1)
VAT_RATES = (19, 7, 0)


def tidy(text: Mapping[str, Any]) -> dict[str, Any]:
    """The same without what the chosen kind does not ask for."""
    tidied = dict(text)
    if tidied["kind"] == OfferKind.FREE:
        tidied["price_cents"] = None
    else:
        tidied["min_cents"] = tidied["max_cents"] = None
    if tidied["vat_kind"] != VatKind.SINGLE:
        tidied["vat_rate"] = None
    if (tidied["validity_years"] or USUAL_YEARS) >= USUAL_YEARS:
        tidied["validity_reason"] = ""
    return tidied


def mistakes(text: Mapping[str, Any]) -> dict[str, str | Promise]:
    """Field → sentence, for a tidied offer. What could not be read is None and may be complained of already."""
    found: dict[str, str | Promise] = {}
    if text["kind"] == OfferKind.FREE:
        found |= _range_mistakes(text)
    elif text["kind"] and text["price_cents"] is None:
        found["price_cents"] = _("Bitte geben Sie einen Preis an.")
    elif text["kind"] and not LOWEST_CENTS <= text["price_cents"] <= HIGHEST_CENTS:
        found["price_cents"] = _("Der Preis liegt zwischen 1 € und 1.000 €.")
    if text["vat_kind"] == VatKind.SINGLE and text["vat_rate"] not in VAT_RATES:
        found["vat_rate"] = _("Bitte wählen Sie den Steuersatz.")
    if (text["validity_years"] or USUAL_YEARS) < USUAL_YEARS and not (text["validity_reason"] or "").strip():
        found["validity_reason"] = _("Bitte sagen Sie, warum der Gutschein kürzer gilt. Der Grund steht beim Angebot.")
    return found


def _range_mistakes(text: Mapping[str, Any]) -> dict[str, str | Promise]:
    found: dict[str, str | Promise] = {}
    for name in ("min_cents", "max_cents"):
        if text[name] is None:
            found[name] = _("Bitte geben Sie einen Betrag an.")
        elif not LOWEST_CENTS <= text[name] <= HIGHEST_CENTS:
            found[name] = _("Der Betrag liegt zwischen 1 € und 1.000 €.")
    if not found and text["max_cents"] < text["min_cents"]:
        found["max_cents"] = _("Der höchste Betrag ist kleiner als der niedrigste.")
    return found
