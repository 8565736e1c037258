"""The result of a check in German, for a town's administrator."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from tenants.domains.models import PROVED, OwnHost, Pointing, Proof

Badge = tuple[str, str]  # its text and kind


def badge(own: OwnHost) -> Badge:
    if own.closed_at is not None:
        return _("entfernt"), ""
    if own.proved_at is None:
        return _("wartet auf den Nachweis"), "warning"
    if own.lost_since is not None:
        return _("Nachweis fehlt"), "danger"
    if own.pointing != Pointing.HERE:
        return _("nachgewiesen, zeigt noch nicht hierher"), "info"
    return _("erreichbar"), "success"


def proof_words(own: OwnHost) -> str:
    """One or two sentences about the proof."""
    if own.proof in PROVED:
        return _("Der Nachweis steht im DNS. Bitte lassen Sie den Eintrag stehen: Wir sehen täglich nach.")
    return _SENTENCES[Proof(own.proof)](own)


def pointing_words(own: OwnHost) -> str:
    """One sentence about where the host points."""
    addresses = ", ".join(own.seen.get("addresses", []))
    if own.pointing == Pointing.HERE:
        return _("Wer die Adresse aufruft, kommt hier an.")
    if own.pointing == Pointing.PARTLY:
        return _(
            "Die Adresse zeigt nur zum Teil hierher (%(addresses)s). Bitte entfernen Sie die anderen Einträge."
        ) % {"addresses": addresses}
    if own.pointing == Pointing.ELSEWHERE:
        return _("Die Adresse zeigt noch woandershin (%(addresses)s).") % {"addresses": addresses}
    if own.pointing == Pointing.NOWHERE:
        return _("Zu dieser Adresse gibt es noch keinen Eintrag, der zu einem Server führt (CNAME, A oder AAAA).")
    if own.pointing == Pointing.SILENT:
        return _("Die Nameserver Ihrer Domain antworten gerade nicht.")
    return _("Wir wissen noch nicht, wohin die Adresse zeigt.")


def _nothing(own: OwnHost) -> str:
    if own.proved_at is not None:
        return _("Der Nachweis steht nicht mehr im DNS. Bitte tragen Sie ihn wieder ein.")
    return _(
        "Wir sehen noch keinen TXT-Eintrag unter %(name)s und keinen passenden CNAME. "
        "DNS-Änderungen brauchen meist Minuten, manchmal bis zu 48 Stunden."
    ) % {"name": own.txt_name}


def _other(own: OwnHost) -> str:
    return _("Unter %(name)s steht ein anderer Wert: „%(value)s“. Bitte vergleichen Sie ihn Zeichen für Zeichen.") % {
        "name": own.txt_name,
        "value": next(iter(own.seen.get("values", [])), ""),
    }


def _wrong_place(own: OwnHost) -> str:
    place = next(iter(own.seen.get("place", [])), "")
    if place == own.host:
        return _("Der Eintrag steht unter %(place)s. Er gehört unter %(name)s.") % {
            "place": place,
            "name": own.txt_name,
        }
    return _(
        "Der Eintrag steht unter %(place)s: Ihr Anbieter hängt die Domain selbst an. "
        "Tragen Sie als Namen nur ein: %(short)s"
    ) % {"place": place, "short": _short(own, place)}


def _short(own: OwnHost, place: str) -> str:
    """``_kreislauf.gutscheine`` where the provider adds ``kreis.de``."""
    zone = place.removeprefix(f"{own.txt_name}.")
    return own.txt_name.removesuffix(f".{zone}")


_SENTENCES: dict[Proof, Callable[[OwnHost], str]] = {
    Proof.NOT_YET: lambda own: _("Wir haben noch nicht nachgesehen."),
    Proof.NOTHING: _nothing,
    Proof.OTHER: _other,
    Proof.WRONG_PLACE: _wrong_place,
    Proof.OLD: lambda own: _(
        "Im DNS steht ein Wert aus einem früheren Antrag. Er gilt nicht mehr; bitte tragen Sie den neuen ein."
    ),
    Proof.SILENT: lambda own: _("Die Nameserver Ihrer Domain antworten gerade nicht. Wir versuchen es weiter."),
    Proof.TAKEN: lambda own: _("Unter dieser Adresse ist inzwischen eine andere Region erreichbar."),
}
