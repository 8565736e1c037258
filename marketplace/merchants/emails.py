"""Letters about accounts: something is asked for, it is ready, it is lost; and the office's invitation to open one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.payments.models import Merchant, MerchantState, Payout
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.money import format_euro
from kreislauf.regions import current_region
from marketplace.businesses.models import Business
from marketplace.merchants.accounts import name_of
from marketplace.merchants.needs import due_on, needs_in_words
from marketplace.merchants.payout_reasons import what_now
from tenants.branding.models import Branding

TEMPLATE = "merchants/mail/account"


@letter("merchants.invitation", Business, title=gettext_lazy("Einladung, Zahlungen anzunehmen"))
def invitation(business: Business) -> Letter:
    """From the office to a business that nobody can pay yet."""
    text = _(
        "damit „%(name)s“ online Gutscheine verkaufen kann, braucht der Betrieb ein Konto bei einem "
        "Zahlungsanbieter. Das Geld geht direkt dorthin und nie über uns."
    )
    how = _("Melden Sie sich an und folgen Sie den Schritten; es dauert etwa zehn Minuten.")
    return _letter(_("Zahlungen annehmen"), text % {"name": business.name}, how, address=_page(business.pk))


@letter("merchants.needs", Merchant, title=gettext_lazy("Zahlungskonto braucht etwas"))
def needs(merchant: Merchant) -> Letter | None:
    """Nothing, where it was handed in before the letter is sent."""
    lacks = needs_in_words(merchant.needs)
    if merchant.closed_at is not None or not lacks:
        return None
    until = due_on(merchant.needs)
    names = {"name": _side(merchant), "provider": name_of(merchant.provider)}
    if merchant.state != MerchantState.ACTIVE:
        text = _("das Konto von „%(name)s“ bei %(provider)s ist eingeschränkt. Online wird gerade nichts verkauft.")
    elif until:
        text = _(
            "das Konto von „%(name)s“ bei %(provider)s braucht bis zum %(day)s noch etwas. Sonst wird danach online "
            "nichts mehr verkauft."
        )
        names["day"] = date_format(until, "j. F Y")
    else:
        text = _("das Konto von „%(name)s“ bei %(provider)s braucht noch etwas, damit Sie weiter verkaufen können.")
    return _letter(_("Ihr Zahlungskonto braucht etwas"), text % names, lacks=lacks, address=_page(merchant.business_id))


@letter("merchants.due", Merchant, title=gettext_lazy("Zahlungskonto: Die Frist endet bald"))
def due(merchant: Merchant) -> Letter | None:
    """Nothing, where it was handed in before the letter is sent."""
    until = due_on(merchant.needs)
    if merchant.closed_at is not None or until is None:
        return None
    names = {"name": _side(merchant), "provider": name_of(merchant.provider), "day": date_format(until, "j. F Y")}
    text = _("für das Konto von „%(name)s“ bei %(provider)s fehlt noch etwas; Zeit ist nur noch bis zum %(day)s.")
    if merchant.state == MerchantState.ACTIVE:
        then = _("Danach wird online nichts mehr verkauft, bis es nachgereicht ist. Es dauert meist wenige Minuten.")
    else:
        then = _("Bis dahin und danach wird online nichts verkauft, solange es fehlt.")
    heading = _("Erinnerung: Ihr Zahlungskonto braucht etwas bis zum %(day)s") % names
    lacks = needs_in_words(merchant.needs)
    return _letter(heading, text % names, then, lacks=lacks, address=_page(merchant.business_id))


@letter("merchants.payout_returned", Payout, title=gettext_lazy("Auszahlung zurückgekommen"))
def payout_returned(payout: Payout) -> Letter:
    merchant = payout.merchant
    names = {
        "name": _side(merchant),
        "provider": name_of(merchant.provider),
        "amount": format_euro(payout.amount_cents),
    }
    text = _(
        "eine Auszahlung von %(provider)s an „%(name)s“ ist zurückgekommen: %(amount)s, die für den %(day)s "
        "angekündigt waren."
    ) % (names | {"day": date_format(payout.arrives_on, "j. F Y")})
    heading = _("Auszahlung über %(amount)s zurückgekommen") % names
    return _letter(heading, text, what_now(payout.reason), address=_page(merchant.business_id))


@letter("merchants.active", Merchant, title=gettext_lazy("Zahlungskonto bereit"))
def active(merchant: Merchant) -> Letter | None:
    if not merchant.sells:
        return None
    text = _("das Konto von „%(name)s“ bei %(provider)s ist bereit. Ab jetzt wird online verkauft.")
    money = _("Was bezahlt wird, geht direkt auf dieses Konto und von dort auf Ihr Bankkonto.")
    names = {"name": _side(merchant), "provider": name_of(merchant.provider)}
    return _letter(_("Sie können Zahlungen annehmen"), text % names, money, address=_page(merchant.business_id))


@letter("merchants.lost", Merchant, title=gettext_lazy("Zahlungskonto verloren"))
def lost(merchant: Merchant) -> Letter:
    """To the business: the provider has refused it, or the account was taken from us there."""
    names = {"name": _side(merchant), "provider": name_of(merchant.provider)}
    return _letter(
        _("Ihr Zahlungskonto ist weg"), _why(merchant) % names, _what_now(merchant), address=_page(merchant.business_id)
    )


@letter("merchants.lost_office", Merchant, title=gettext_lazy("Zahlungskonto eines Betriebs verloren"))
def lost_office(merchant: Merchant) -> Letter:
    names = {"name": _side(merchant), "provider": name_of(merchant.provider)}
    what = _("Verkaufte Gutscheine gelten weiter. Der Betrieb hat auch eine E-Mail bekommen.")
    heading = _("%(name)s kann online nichts mehr verkaufen") % names
    return _letter(heading, _why(merchant) % names, what, address=_office_page(merchant.business_id))


def _why(merchant: Merchant) -> str:
    if merchant.state == MerchantState.REJECTED:
        return _("%(provider)s hat das Konto von „%(name)s“ abgelehnt. Online wird darüber nichts mehr verkauft.")
    return _("das Konto von „%(name)s“ wurde bei %(provider)s getrennt. Online wird darüber nichts mehr verkauft.")


def _what_now(merchant: Merchant) -> str:
    if merchant.state == MerchantState.REJECTED:
        return _("Warum, steht im Konto selbst oder in einer E-Mail von dort; nur dort lässt sich das klären.")
    return _(
        "Bestellungen, die gerade bezahlt wurden, sind als fehlgeschlagen vermerkt: Sehen Sie im Konto nach, ob dafür "
        "doch Geld gekommen ist. Erstattungen alter Bestellungen müssen Sie dort selbst auslösen. Um wieder zu "
        "verkaufen, eröffnen Sie ein neues Konto."
    )


def _letter(heading: str, *paragraphs: str, address: str, lacks: Any = ()) -> Letter:
    context = {
        "heading": heading,
        "paragraphs": paragraphs,
        "lacks": lacks,
        "button_url": address,
        "button_text": _("Konto ansehen"),
    }
    return Letter(template=TEMPLATE, context=context)


def _side(merchant: Merchant) -> str:
    """Whose account it is; the region's own has the name of who sells there."""
    if merchant.business_id is None:
        branding = Branding.objects.get()
        return branding.issuer_name or branding.name
    name: str = Business.objects.values_list("name", flat=True).get(pk=merchant.business_id)
    return name


def _page(business_id: int | None) -> str:
    route = "merchants:office:accounts" if business_id is None else "merchants:business:accounts"
    return current_region().url + reverse(route, urlconf=settings.URLCONFS["region"])


def _office_page(business_id: int | None) -> str:
    if business_id is None:
        return _page(None)
    path = reverse("businesses:office:detail", args=[business_id], urlconf=settings.URLCONFS["region"])
    return current_region().url + path
