"""The outbox as its page shows it, to a region's office and to operators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kreislauf.mail.outbox import outbox
from kreislauf.mail.outgoing import Mails
from kreislauf.web.pages import key_page

PER_PAGE = 50
STATES: dict[str, tuple[Any, Callable[[Mails], Mails]]] = {
    "": (_("alle"), lambda mails: mails),
    "wartet": (_("wartet"), Mails.waiting),
    "verschickt": (_("verschickt"), Mails.sent),
    "unzustellbar": (_("nicht zustellbar"), Mails.refused),
}


def listing(request: HttpRequest) -> dict[str, Any]:
    """By state and by the beginning of an address; newest first."""
    words, state = request.GET.get("q", "").strip().lower()[:254].replace("\0", ""), request.GET.get("stand", "")
    _label, narrowed = STATES.get(state, STATES[""])
    found = narrowed(outbox()).filter(recipient__startswith=words)
    page = key_page(found, request.GET.get("seite"), per_page=PER_PAGE)
    states = [(key, label) for key, (label, _narrowed) in STATES.items()]
    return {"page": page, "words": words, "state": state, "states": states}
