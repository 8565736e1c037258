"""Who looks for something hears first of a listing that may be it: one letter for each pair.

Only of what private people offer: a letter that nobody has asked for may carry no advertising (§ 7 UWG).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from kreislauf.places.distance import RINGS_KM, km_between
from marketplace.listings import emails
from marketplace.listings.models import Found, Listing, Side
from marketplace.search.fold import folded
from marketplace.search.question import question
from marketplace.search.stem import forms

LOOKED_AT = 1000  # the newest open ones
MOST_A_DAY = 3  # letters to one of them
_WORD = re.compile(r"\w{3,}")
# Words that begin a sentence or say that something is looked for or given away, not what.
_ASKING_TEXT = (
    "suche suchen sucht gesucht wer wir ich hat habe haben hast jemand brauche brauchen benoetige wuensche dringend "
    "verschenke verschenken verkaufe verkaufen verleihe gebe tausche kostenlos gebraucht gebrauchte gebrauchter alte "
    "altes alter neue neues neuer gute guter gutes gut schoene kleine kleiner kleines grosse grosser grosses und oder "
    "fuer mit ohne zum zur von vom zoll jahre jahr stueck meter liter hallo liebe bitte kinder familie nachbarn"
)
_ASKING = frozenset(_ASKING_TEXT.split())


def notify_seekers(offer: Listing, *, at: datetime) -> int:
    """Called when ``offer`` is released for the first time. How many were written to."""
    if not _may_be_found(offer):
        return 0
    titles = _title_words(offer.title)
    notified = 0
    for wanted in _open_wanted(offer):
        if _is_sought(wanted.title, titles) and _is_near(wanted, offer) and _notify(wanted, offer, at=at):
            notified += 1
    return notified


def _may_be_found(offer: Listing) -> bool:
    kind = offer.kind
    return kind.side == Side.OFFER and kind.is_on_show and not kind.is_job and offer.is_private


def _open_wanted(offer: Listing) -> Iterable[Listing]:
    rows = Listing.objects.public().filter(kind__side=Side.WANTED).exclude(email=offer.email or None)
    return rows.select_related("business").order_by("-shown_at", "-pk")[:LOOKED_AT]


def _notify(wanted: Listing, offer: Listing, *, at: datetime) -> bool:
    lately = Found.objects.filter(wanted=wanted, at__gt=at - timedelta(days=1)).count()
    if not wanted.author_address or lately >= MOST_A_DAY:
        return False
    found, is_new = Found.objects.get_or_create(wanted=wanted, offer=offer, defaults={"at": at})
    if is_new:
        emails.found.queue(found, to=wanted.author_address)
    return is_new


def _is_near(wanted: Listing, offer: Listing) -> bool:
    """Also where nobody knows how far it is."""
    if None in (wanted.latitude, wanted.longitude, offer.latitude, offer.longitude):
        return True
    here, there = (wanted.latitude, wanted.longitude), (offer.latitude, offer.longitude)
    return km_between(here, there) <= RINGS_KM[-1]  # type: ignore[arg-type]  # none of them is None


def sought(title: str) -> str:
    """What a title looks for: its first noun, which German writes with a capital; else its first word that counts."""
    words = [word for word in _WORD.findall(title) if folded(word) not in _ASKING]
    return next((word for word in words if word[0].isupper()), words[0] if words else "")


def _is_sought(title: str, offered: list[str]) -> bool:
    noun = sought(title)
    terms = question(noun).terms if noun else ()
    others = [folded(name) for term in terms for name in term.synonyms] + [
        one for term in terms for one in term.compounds
    ]
    wanted = {form.strip() for word in [*(w for term in terms for w in term.typed), *others] for form in forms(word)}
    return any(_says(word, form) for word in offered for form in wanted)


def _title_words(title: str) -> list[str]:
    """Each word in all its forms."""
    return [form.strip() for word in folded(title).split() if len(word) >= 3 for form in forms(word)]


def _says(word: str, form: str) -> bool:
    """„Kinderfahrrad“ says „Fahrrad“ and „Rad“; what is short counts at the end of a word only."""
    return len(form) >= 3 and (word.endswith(form) or (len(form) >= 5 and form in word))
