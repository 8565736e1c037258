"""The template of a legal text, filled in with what is known of the region and of this software."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from kreislauf.mail.outgoing import KEPT_FOR
from kreislauf.postal import lines_below
from kreislauf.regions import current_region, stepping_into
from kreislauf.web.kept_form import ACCOUNT_COOKIE, ACCOUNT_SECONDS, COOKIE, KEEP_SECONDS
from tenants.about.read import about
from tenants.branding.models import Branding
from tenants.branding.wording.wording import wording_of
from tenants.models import Region
from tenants.pages.texts.kinds import LegalPage
from tenants.pages.texts.laender import LAENDER, Land

DECLARATION_DAYS = 30  # a withdrawal that fits no order, as the vouchers forget it: held by a test
# The files are wrapped for people who read them; a line that ends with a backslash stays one.
_WRAPPED = re.compile(r"(?<=[^\n\\])\n[ ]*(?=[^\n\-#])")


def template_of(page: LegalPage, branding: Branding) -> str:
    """German, whatever language the office reads: the text is the region's own. „[… X]“ is what we cannot know."""
    with override("de"):
        text = render_to_string(f"pages/texts/{page.field}.md", _facts(branding))
    return re.sub(r"\n{3,}", "\n\n", _WRAPPED.sub(" ", text.strip()).replace("\\\n", "\n"))


def _facts(branding: Branding) -> dict[str, Any]:
    card, operator = current_region(), about()
    land = LAENDER.get(_ars(card.id)[:2])
    words = wording_of(branding, card)
    return {
        "name": branding.name,
        "nominative": words.nominative,
        "genitive": words.genitive,
        "dative": words.dative,
        "address": lines_below(branding.name, branding.address) or ["[… Anschrift]"],
        "email": branding.email or "[… E-Mail-Adresse]",
        "phone": branding.phone or "[… Telefonnummer]",
        "url": card.url,
        "today": timezone.localdate(),
        "law": land.law if land else "[… Gesetz Ihres Landes zur digitalen Barrierefreiheit]",
        "data_protection": land.data_protection if land else "[… Datenschutzaufsicht Ihres Landes]",
        "barriers": _barriers(land),
        "operator": ", ".join([operator.name, *operator.address_lines]) if operator.name else "",
        "hosting": operator.hosting.strip(),
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "form_cookie": settings.CSRF_COOKIE_NAME,
        "device_cookie": settings.DEVICE_COOKIE_NAME,
        "language_cookie": settings.LANGUAGE_COOKIE_NAME,
        "account_cookie": ACCOUNT_COOKIE,
        "account_days": ACCOUNT_SECONDS // (24 * 3600),
        "form_kept_cookie": COOKIE,
        "form_kept_minutes": KEEP_SECONDS // 60,
        "session_days": settings.SESSION_COOKIE_AGE // (24 * 3600),
        "mail_days": KEPT_FOR.days,
        "declaration_days": DECLARATION_DAYS,
        "sends_errors": bool(settings.SENTRY_DSN),
    }


def _barriers(land: Land | None) -> str:
    if land is None or not land.barriers:
        return "[… Schlichtungs-, Ombuds- oder Durchsetzungsstelle Ihres Landes: Name, Anschrift, Telefon, E-Mail]"
    return f"{land.barriers}\\\n[… Anschrift, Telefon und E-Mail dieser Stelle; bitte auch den Namen prüfen]"


def _ars(region_id: int) -> str:
    with stepping_into(None):
        return str(Region.objects.only("ars").get(pk=region_id).ars)
