"""Subdomains: made from an official name, and refused with a reason and a better idea."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kreislauf.german import spelled_out
from kreislauf.lookalikes import latin, skeleton
from tenants.models import Kind, Region, Status
from tenants.signup.lists import words
from tenants.signup.models import Application

LONGEST = 40
SHORTEST = 2

# What stands before a place's own name in an official one.
_FORMS = re.compile(
    r"^((freie( und)?|freistaat|landeshauptstadt|hauptstadt|bundesstadt|universitäts- und hansestadt|hansestadt"
    r"|universitätsstadt|wissenschaftsstadt|klingenstadt|hochschulstadt|kolpingstadt|kreisfreie|kreisstadt"
    r"|große kreisstadt|stadt|gemeinde"
    r"|samtgemeinde|verbandsgemeinde|verwaltungsgemeinschaft|einheitsgemeinde|ortsgemeinde|amt|kreis|landkreis|regionalverband"
    r"|städteregion|markt|flecken|ostseebad|nordseebad|seebad|bergstadt)\s+)+",
    re.IGNORECASE,
)


class LabelRefused(Exception):
    """This subdomain cannot be had: ``reason`` in German, and ``suggestion``, which can be had, or an empty text."""

    def __init__(self, reason: str | Promise, suggestion: str = "") -> None:
        super().__init__(str(reason))
        self.reason, self.suggestion = reason, suggestion


def suggest(name: str, *, kind: str = "") -> str:
    """``Landeshauptstadt Kiel`` → ``kiel``, ``Münster`` → ``muenster``; one that is free, or an empty text."""
    return next((idea for idea in _ideas(name, kind) if _is_free(idea)), "")


def place_name(name: str) -> str:
    """``Kreis Schleswig-Flensburg`` → ``Schleswig-Flensburg``: the name without what kind of place it is."""
    bare = _FORMS.sub("", name.strip()).strip()
    return bare or name.strip()


def check_label(label: str, *, name: str = "", kind: str = "") -> None:
    """Refuse with ``LabelRefused`` what is malformed, reserved, taken, or looks like another."""
    typed = label.strip().lower()
    _check_form(typed, name, kind)
    if typed in words("reserved_labels"):
        raise LabelRefused(_("Diese Subdomain brauchen wir selbst."), suggest(name, kind=kind))
    taken = _why_taken(typed)
    if taken:
        raise LabelRefused(taken, suggest(name or typed, kind=kind))
    double = _looks_like(typed)
    if double:
        reason = _("Das ist kaum von „%(other)s“ zu unterscheiden.") % {"other": double}
        raise LabelRefused(reason, suggest(name, kind=kind))


def _check_form(typed: str, name: str, kind: str) -> None:
    def refuse(reason: str | Promise, idea: str = "") -> LabelRefused:
        better = idea if idea and _is_free(idea) else suggest(name, kind=kind)
        return LabelRefused(reason, better)

    if not typed:
        raise refuse(_("Bitte geben Sie eine Subdomain an."))
    if not typed.isascii():
        plain = latin(typed)
        if plain != typed and plain.isascii():
            reason = _("Das sieht aus wie „%(plain)s“, enthält aber Buchstaben einer anderen Schrift.") % {
                "plain": plain
            }
            raise refuse(reason, _slug(plain))
        raise refuse(_("Umlaute und Akzente gehen in einer Adresse nicht."), _slug(typed))
    if "xn--" in typed:
        raise refuse(_("Adressen in umgeschriebener Form (xn--…) vergeben wir nicht."))
    if re.search(r"[^a-z0-9-]", typed):
        raise refuse(_("Erlaubt sind die Buchstaben a bis z, Ziffern und Bindestriche."), _slug(typed))
    if len(typed) > LONGEST:
        raise refuse(_("Das ist zu lang: höchstens %(most)s Zeichen.") % {"most": LONGEST}, _cut(typed))
    if len(typed) < SHORTEST:
        raise refuse(_("Das ist zu kurz: mindestens %(least)s Zeichen.") % {"least": SHORTEST})
    if "--" in typed or typed.startswith("-") or typed.endswith("-"):
        raise refuse(_("Bindestriche stehen nur einzeln und zwischen zwei Zeichen."), _slug(typed))
    if not typed[0].isalpha():
        raise refuse(_("Am Anfang steht ein Buchstabe."), _slug(typed.lstrip("0123456789-")))


def _is_free(label: str) -> bool:
    return (
        SHORTEST <= len(label) <= LONGEST
        and label[0].isalpha()
        and label not in words("reserved_labels")
        and not _why_taken(label)
        and not _looks_like(label)
    )


def _why_taken(label: str) -> str | Promise:
    region = Region.objects.filter(label__iexact=label).only("status").first()
    if region is not None and region.status == Status.GONE:
        return _(
            "Diese Subdomain gehörte einer Region, die ausgezogen ist. Alte Links sollen nicht bei Fremden landen."
        )
    if region is not None:
        return _("Diese Subdomain hat schon eine andere Region.")
    if Application.objects.reserving().filter(label__iexact=label).exists():
        return _("Diese Subdomain hat gerade jemand anderes beantragt.")
    return ""


def _looks_like(label: str) -> str:
    """The label in use, or the well-known place, that this one would be taken for."""
    mine = skeleton(label)
    known = {*words("places"), *Region.objects.values_list("label", flat=True)}
    known.update(Application.objects.reserving().values_list("label", flat=True))
    return next((other for other in sorted(known) if other != label and skeleton(other) == mine), "")


def _ideas(name: str, kind: str) -> Iterator[str]:
    place, whole = _cut(_slug(place_name(name))), _cut(_slug(name))
    yield place
    form = {Kind.KREISFREIE_STADT: "stadt"}.get(kind, kind)  # type: ignore[call-overload]
    if place and form:
        yield _cut(f"{form}-{place}")
    yield whole
    if place:
        yield from (_cut(f"{place}-{word}") for word in ("region", "lokal", "hilft", "handelt"))


def _slug(text: str) -> str:
    plain = latin(spelled_out(text.strip().lower()))
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-").removeprefix("xn-")


def _cut(label: str) -> str:
    """At a hyphen, if there is one on the way."""
    if len(label) <= LONGEST:
        return label
    short = label[: LONGEST + 1].rpartition("-")[0] or label[:LONGEST]
    return short.strip("-")
