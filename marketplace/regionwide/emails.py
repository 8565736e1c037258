"""Letters to a business that takes, or wanted to take, vouchers of the region."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.bank.payouts.emails import payee_changed_letter
from billing.providers.bank_transfer.iban import masked_iban
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import current_region
from marketplace.regionwide.models import Participation, Settlement


@letter("regionwide.approved", Participation, title=gettext_lazy("Gutschein der Region: Sie machen mit"))
def approved(one: Participation) -> Letter | None:
    """Nothing, where it has ended again meanwhile."""
    if not one.takes_part:
        return None
    text = _("„%(name)s“ macht jetzt beim Gutschein der Region mit. Ihre Kasse nimmt ihn ab sofort, auch in Teilen.")
    how = _("Scannen Sie ihn wie einen eigenen. Was Sie einlösen, überweist Ihnen die Region nach dem Ende des Monats.")
    where = _("Das Geld geht auf das Konto %(iban)s. Stimmt das nicht, sagen Sie der Verwaltung sofort Bescheid.")
    return _letter(
        _("Sie machen mit"), text % {"name": one.business.name}, how, where % {"iban": masked_iban(one.iban)}
    )


@letter("regionwide.ended", Participation, title=gettext_lazy("Gutschein der Region: Teilnahme beendet"))
def ended(one: Participation) -> Letter | None:
    """Of staff's decision; nothing, where the business has asked again meanwhile."""
    if one.ended_at is None:
        return None
    text = _("Die Anfrage, mit „%(name)s“ beim Gutschein der Region mitzumachen, ist abgelehnt. Der Grund: %(reason)s")
    if one.approved_at:
        text = _("„%(name)s“ macht beim Gutschein der Region nicht mehr mit. Der Grund: %(reason)s")
    rest = _("Was Sie schon eingelöst haben, wird noch abgerechnet und überwiesen.")
    paragraphs = [text % {"name": one.business.name, "reason": one.end_reason}]
    return _letter(_("Gutschein der Region"), *paragraphs, *([rest] if one.approved_at else []))


@letter("regionwide.payee_changed", Participation, title=gettext_lazy("Gutschein der Region: Bankkonto geändert"))
def payee_changed(one: Participation) -> Letter:
    """To the business and its people: whoever steals a password would begin here."""
    text = _("Was „%(name)s“ auf Gutscheine der Region einlöst, geht ab jetzt auf das Konto %(iban)s.")
    warning = _("Wissen Sie davon nichts? Ändern Sie Ihr Passwort und sagen Sie der Verwaltung sofort Bescheid.")
    return _letter(
        _("Ihr Bankkonto für den Gutschein"), text % {"name": one.business.name, "iban": masked_iban(one.iban)}, warning
    )


@letter(
    "regionwide.settlement_payee_changed",
    Settlement,
    title=gettext_lazy("Gutschein der Region: Bankkonto einer Abrechnung geändert"),
)
def settlement_payee_changed(one: Settlement, *, before: str) -> Letter:
    return payee_changed_letter(one, before, about=_("Gutschein der Region"), route="regionwide:business:home")


def _letter(heading: str, *paragraphs: str) -> Letter:
    context = {
        "heading": heading,
        "paragraphs": paragraphs,
        "button_url": current_region().url + reverse("regionwide:business:home", urlconf="kreislauf.urls_region"),
        "button_text": _("Gutschein der Region"),
    }
    return Letter(template="accounts/mail/account", context=context)
