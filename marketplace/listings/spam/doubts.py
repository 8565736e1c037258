"""What a clerk should look at twice before releasing a listing, as sentences. Nothing is refused by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.listings.models import Listing
from marketplace.listings.spam.fingerprint import fingerprint
from marketplace.listings.spam.goods import risky_goods
from marketplace.listings.spam.throwaway import is_throwaway
from marketplace.search.fold import folded
from tenants.alike.sightings import seen_elsewhere

LATELY, A_DAY = timedelta(days=30), timedelta(days=1)
MOST_OF_A_PICTURE = 5
_LINK = re.compile(
    r"https?://|\bwww\.|\b[\w-]{2,}\.(?:com|net|org|info|biz|shop|ru|cn|xyz|top|online|de)\b", re.IGNORECASE
)
_ADDRESS = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+\.\w{2,}", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:\+49|0049|0)[\d /()-]{6,}\d")
_MONEY = (
    *("western union", "moneygram", "vorkasse", "bitcoin", "krypto*", "paysafe*", "geschenkkarte*", "kredit ohne"),
    *("paypal freunde", "sofortkredit", "darlehen", "kurier*", "spedition holt", "reich werden", "nebenverdienst"),
    *("ueberweisen sie", "verifizierungscode", "treuhand*", "zollgebuehr*"),
)
_GERMAN = frozenset(
    [
        *(
            "aber",
            "als",
            "am",
            "an",
            "auch",
            "auf",
            "aus",
            "bei",
            "das",
            "dem",
            "den",
            "der",
            "die",
            "ein",
            "eine",
            "einen",
        ),
        *("er", "es", "fuer", "gegen", "gut", "habe", "haben", "hat", "ich", "ihr", "im", "in", "ist", "kein", "keine"),
        *(
            "kann",
            "mehr",
            "mein",
            "meine",
            "mit",
            "nach",
            "nicht",
            "noch",
            "nur",
            "oder",
            "sehr",
            "sich",
            "sie",
            "sind",
        ),
        *("so", "suche", "suchen", "ueber", "um", "und", "uns", "unser", "vom", "von", "was", "wenn", "wie", "wir"),
        *("wird", "zu", "zum", "zur"),
    ]
)


def doubts(listing: Listing, *, at: datetime | None = None) -> list[str]:
    """Of a copy that reads as it would be public. Asks the database three times at most."""
    if "score" not in settings.SPAM_CHECKS:
        return []
    now = at or timezone.now()
    text = f"{listing.title}\n{listing.body}"
    return [*_in_text(text), *_goods(text), *_of_writer(listing), *_repeated(listing, now)]


def _in_text(text: str) -> Iterator[str]:
    without_addresses = _ADDRESS.sub(" ", text)
    if _LINK.search(without_addresses):
        yield _("Im Text steht eine Web-Adresse.")
    if _ADDRESS.search(text):
        yield _("Im Text steht eine E-Mail-Adresse.")
    if _PHONE.search(text):
        yield _("Im Text steht eine Telefonnummer.")
    words = f" {folded(text)} "
    if word := next((one for one in _MONEY if re.search(_as_pattern(one), words)), ""):
        yield _("Im Text geht es um Geld auf ungewöhnlichem Weg („%(word)s“).") % {"word": word.removesuffix("*")}
    if not _reads_german(words.split()):
        yield _("Der Text ist wohl nicht auf Deutsch geschrieben.")


def _as_pattern(hint: str) -> str:
    return rf" {re.escape(hint.removesuffix('*'))}{'' if hint.endswith('*') else ' '}"


def _reads_german(words: list[str]) -> bool:
    """One small word in twelve. Short texts always do: „Kinderfahrrad, rot, 20 Zoll“ has none."""
    spelled = [word for word in words if word.isalpha()]
    return len(spelled) < 12 or sum(word in _GERMAN for word in spelled) * 12 >= len(spelled)


def _goods(text: str) -> Iterator[str]:
    for name, word in risky_goods(text):
        yield _("Geht es um etwas, das hier nicht stehen darf? %(what)s („%(word)s“).") % {"what": name, "word": word}


def _of_writer(listing: Listing) -> Iterator[str]:
    if is_throwaway(listing.email):
        yield _("Die E-Mail-Adresse kommt von einem Anbieter für Wegwerf-Adressen.")


def _repeated(listing: Listing, now: datetime) -> Iterator[str]:
    others = Listing.objects.exclude(pk=listing.pk)
    digest = fingerprint(listing)
    if digest and (n := others.filter(fingerprint=digest, written_at__gt=now - LATELY).count()):
        text = ngettext(
            "Der gleiche Text kam hier in den letzten 30 Tagen schon einmal.",
            "Der gleiche Text kam hier in den letzten 30 Tagen schon %(n)s-mal.",
            n,
        )
        yield text % {"n": n}
    if digest and "neighbours" in settings.SPAM_CHECKS and (n := seen_elsewhere(digest, at=now)):
        text = ngettext(
            "Der gleiche Text kam in den letzten 7 Tagen auch in einer anderen Region.",
            "Der gleiche Text kam in den letzten 7 Tagen auch in %(n)s anderen Regionen.",
            n,
        )
        yield text % {"n": n}
    today = others.filter(written_at__gt=now - A_DAY)
    for picture in listing.pictures:
        n = today.filter(pictures__contains=[{"name": picture["name"]}]).count() + 1
        if n >= MOST_OF_A_PICTURE:
            yield _("Ein Bild kam hier in den letzten 24 Stunden %(n)s-mal.") % {"n": n}
            return
