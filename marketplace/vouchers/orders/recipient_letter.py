"""The letter to the address that an order had before."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from marketplace.businesses.emails import deciding_addresses
from marketplace.vouchers.models import Order


@letter("vouchers.recipient_changed", Order, title=_("Gutscheine gehen an eine andere Adresse"))
def recipient_changed(order: Order, *, new_address: str) -> Letter:
    """To the address before: a thief must not have the vouchers sent elsewhere in silence."""
    names = {"number": order.number, "address": new_address}
    context = {
        "heading": str(_("Ihre Gutscheine gehen an eine andere Adresse")),
        "paragraphs": [
            str(_("zur Bestellung %(number)s hat die Verwaltung eine andere E-Mail-Adresse eingetragen: %(address)s."))
            % names,
            str(_("Die Gutscheine sind gerade dorthin gegangen, und alles Weitere geht auch dorthin.")),
            str(
                _("Haben Sie das nicht gewünscht? Dann antworten Sie bitte gleich: Die Gutscheine lassen sich sperren.")
            ),
        ],
    }
    return Letter(template="accounts/mail/account", context=context, reply_to=next(iter(deciding_addresses()), ""))
