"""The checks of the region itself: name and address, legal pages, look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Check
from tenants.branding.models import Branding
from tenants.pages.texts.kinds import LegalPage, page_of

# In the order in which the form asks for them.
_PROFILE = ("address", "email", "issuer_name", "issuer_address")


def profile() -> Check:
    branding = _branding()
    missing = [name for name in _PROFILE if not getattr(branding, name).strip()]
    return Check(
        title=_("Name und Anschrift"),
        done=not missing,
        words=_("Wer Sie sind, wohin man schreibt und wer Gutscheine herausgibt, die in der ganzen Region gelten."),
        route="pages:profile",
        anchor=f"id_{missing[0]}" if missing else "",
    )


def imprint() -> Check:
    return _legal(page_of("imprint"))


def privacy() -> Check:
    return _legal(page_of("privacy"))


def accessibility() -> Check:
    return _legal(page_of("accessibility"))


def conditions() -> Check:
    return _legal(page_of("conditions"))


def branding() -> Check:
    return Check(
        title=_("Erscheinungsbild"),
        done=_branding().reviewed_at is not None,
        words=_("Farben, Zeichen und die Worte der Startseite einmal angesehen und gespeichert."),
        route="branding:look",
    )


def _legal(page: LegalPage) -> Check:
    branding = _branding()
    return Check(
        title=page.title,
        done=page.is_done(branding),
        words=page.why_not(branding) or page.words,
        route="pages:text",
        args=(page.slug,),
        anchor="id_text",
    )


def _branding() -> Branding:
    return Branding.objects.get()
