"""Letters of a watch. Digests and what belongs to them say how to end them, in a header that mailboxes understand."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import current_region
from marketplace.watch import links
from marketplace.watch.block import bounced
from marketplace.watch.models import ENDS_SOON_DAYS, Watch

SHOWN = 20


@letter(
    "watch.confirmation",
    Watch,
    title=gettext_lazy("Suche beobachten: Adresse bestätigen"),
    answers_visitor=True,
    bounced=bounced,
)
def confirmation(watch: Watch) -> Letter | None:
    """The first letter to an address that anybody may have typed: it repeats nothing that was typed."""
    if watch.confirmed_at is not None or watch.ended_at is not None:
        return None
    button = {"button_url": links.confirmation_address(watch), "button_text": _("Ansehen und bestätigen")}
    return Letter(template="watch/mail/confirmation", context={"watch": watch, **button})


@letter("watch.known", Watch, title=gettext_lazy("Suche wird schon beobachtet"), answers_visitor=True, bounced=bounced)
def known(watch: Watch) -> Letter | None:
    """Asked for again: the page says that a letter is on its way, whoever types an address."""
    if not watch.is_confirmed:
        return None
    return Letter(template="watch/mail/known", context=_own(watch, _("Beobachtung ansehen")))


@letter("watch.digest", Watch, title=gettext_lazy("Neues zu einer Suche"), answers_visitor=True, bounced=bounced)
def digest(watch: Watch, *, since: str, until: str) -> Letter | None:
    """What is still public when it is written. None to an address that ended or paused it meanwhile."""
    watched = watch.watchable
    if not watch.is_confirmed or watch.paused_at is not None or watched is None or not watched.is_on:
        return None
    rows = watched.new(watch.query, since=datetime.fromisoformat(since), until=datetime.fromisoformat(until))
    items = [watched.item(row) for row in rows[:SHOWN]]
    if not items:
        return None
    number = rows.order_by().count() if len(items) == SHOWN else len(items)
    groups = [(group, list(some)) for group, some in groupby(items, key=lambda item: str(item.group))]
    context: dict[str, Any] = {
        **_own(watch, _("Alle Treffer ansehen")),
        "button_url": current_region().url + watch.page,
        "groups": groups,
        "first": items[0],
        "second": items[1] if len(items) > 1 else None,
        "others": number - 2,
        "more": number - len(items),
        "ends_soon": watch.ends_within(ENDS_SOON_DAYS, at=timezone.now()),
    }
    return _listed("digest", watch, context)


@letter(
    "watch.renewal", Watch, title=gettext_lazy("Suche noch ein Jahr beobachten?"), answers_visitor=True, bounced=bounced
)
def renewal(watch: Watch) -> Letter | None:
    if not watch.is_confirmed or watch.reminded_at is None:
        return None
    return _listed("renewal", watch, _own(watch, _("Noch ein Jahr")))


def _own(watch: Watch, text: str) -> dict[str, Any]:
    own = links.own_address(watch)
    return {"watch": watch, "own": own, "button_url": own, "button_text": text}


def _listed(name: str, watch: Watch, context: dict[str, Any]) -> Letter:
    stop = links.unsubscribe_address(watch)
    context = {**context, "unsubscribe": stop}
    return Letter(template=f"watch/mail/{name}", context=context, unsubscribe=stop, list_id=f"beobachten-{watch.kind}")
