"""The result of a check in German, for a town's administrator."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.slices import Text
from tenants.senders.models import Dkim, DkimKey, Dmarc, OwnSender, Spf

Badge = tuple[str, str]  # its text and kind


class Entry(NamedTuple):
    """One entry of the DNS as the page shows it: whether it is right, what we see, and what to enter where."""

    title: Text
    right: bool
    words: str
    name: str = ""
    value: str = ""


def badge(own: OwnSender) -> Badge:
    if own.closed_at is not None:
        return _("entfernt"), ""
    if own.confirmed_at is None:
        return _("wartet auf den Code"), "warning"
    if own.sends_since is not None:
        return _("in Betrieb"), "success"
    if own.lost_since is not None:
        return _("gestört"), "danger"
    return _("wartet auf die Einträge"), "warning"


def entries(own: OwnSender, key: DkimKey) -> list[Entry]:
    """What the DNS of the sender's domain must say; ``key`` is the one that signs, or will."""
    spf_value = own.seen.get("spf_with_us", "") if own.spf != Spf.FOUND else ""
    return [
        Entry(gettext_lazy("Unterschrift (DKIM)"), key.dkim == Dkim.FOUND, dkim_words(own, key), key.name, key.value),
        Entry(gettext_lazy("Erlaubte Server (SPF)"), own.spf == Spf.FOUND, spf_words(own), own.domain, spf_value),
        Entry(
            gettext_lazy("Umgang mit Fälschungen (DMARC)"),
            own.dmarc == Dmarc.FOUND,
            dmarc_words(own),
            f"_dmarc.{own.domain}",
            "v=DMARC1; p=none" if own.dmarc == Dmarc.NOTHING else "",
        ),
    ]


def dkim_words(own: OwnSender, key: DkimKey) -> str:
    """One or two sentences about the key's entry."""
    state = Dkim(key.dkim)
    if own.dkim == Dkim.SILENT and state is not Dkim.FOUND:
        state = Dkim.SILENT
    if state is Dkim.WRONG_PLACE:
        return _wrong_place(own, key)
    if state is Dkim.NOTHING and key.found_at is not None:
        return _("Der Eintrag steht nicht mehr im DNS. Bitte tragen Sie ihn wieder ein.")
    return str(_DKIM[state]) % {"name": key.name, "value": next(iter(own.seen.get("values", [])), "")}


def spf_words(own: OwnSender) -> str:
    """One or two sentences about the list of servers."""
    return str(_SPF[Spf(own.spf)]) % {"record": own.seen.get("spf", ""), "host": settings.SPF_HOST}


def dmarc_words(own: OwnSender) -> str:
    """One or two sentences about the domain's rule for mail that nobody vouches for."""
    return str(_DMARC[Dmarc(own.dmarc)])


def _wrong_place(own: OwnSender, key: DkimKey) -> str:
    place = str(own.seen.get("place", ""))
    twice = place.removeprefix(f"{key.name}.")
    if twice == place:
        return _("Der Eintrag steht unter %(place)s. Er gehört unter %(name)s.") % {"place": place, "name": key.name}
    return _(
        "Der Eintrag steht unter %(place)s: Ihr Anbieter hängt die Domain selbst an. "
        "Tragen Sie als Namen nur ein: %(short)s"
    ) % {"place": place, "short": key.name.removesuffix(f".{twice}")}


_NOT_YET = gettext_lazy("Wir haben noch nicht nachgesehen.")
_SILENT = gettext_lazy("Die Nameserver Ihrer Domain antworten gerade nicht. Wir versuchen es weiter.")
_DKIM: dict[Dkim, Text] = {
    Dkim.NOT_YET: _NOT_YET,
    Dkim.FOUND: gettext_lazy("Jede E-Mail trägt Ihre Unterschrift. Bitte lassen Sie den Eintrag stehen."),
    Dkim.NOTHING: gettext_lazy(
        "Wir sehen noch keinen TXT-Eintrag unter %(name)s. "
        "DNS-Änderungen brauchen meist Minuten, manchmal bis zu 48 Stunden."
    ),
    Dkim.OTHER: gettext_lazy(
        "Unter %(name)s steht ein anderer Wert: „%(value)s“. Bitte vergleichen Sie ihn Zeichen für Zeichen."
    ),
    Dkim.REVOKED: gettext_lazy("Der Eintrag nennt keinen Schlüssel mehr: Er gilt als widerrufen."),
    Dkim.UNREADABLE: gettext_lazy("Wir können diesen Schlüssel nicht mehr lesen. Bitte machen Sie unten einen neuen."),
    Dkim.SILENT: _SILENT,
}
_SPF: dict[Spf, Text] = {
    Spf.NOT_YET: _NOT_YET,
    Spf.FOUND: gettext_lazy("Ihr Eintrag nennt unsere Mailserver. Was nicht zugestellt wird, kommt zu Ihnen zurück."),
    Spf.NOTHING: gettext_lazy(
        "Es gibt noch keinen Eintrag. Es geht auch ohne; mit ihm kommt Ihre Post sicherer an, und was nicht zugestellt "
        "wird, kommt zu Ihnen zurück."
    ),
    Spf.LACKING: gettext_lazy(
        "Ihr Eintrag „%(record)s“ nennt unsere Mailserver nicht. Es geht auch so; ergänzt kommt Ihre Post sicherer an, "
        "und was nicht zugestellt wird, kommt zu Ihnen zurück."
    ),
    Spf.SEVERAL: gettext_lazy(
        "Es gibt mehrere Einträge: „%(record)s“. Erlaubt ist einer, sonst gilt keiner. Bitte fassen Sie sie zusammen."
    ),
    Spf.TOO_LONG: gettext_lazy(
        "Ihr Eintrag „%(record)s“ verweist auf so viele andere, dass Mailserver ihn nicht zu Ende lesen: Erlaubt sind "
        "zehn. Nennen Sie uns gleich am Anfang, oder lassen Sie ihn, wie er ist: Es geht auch so."
    ),
    Spf.PLATFORM: gettext_lazy(
        "Die Plattform hat unter %(host)s noch nicht hinterlegt, welche Server für sie verschicken. Bitte tragen Sie "
        "hier noch nichts ein: Es geht auch so."
    ),
    Spf.SILENT: _SILENT,
}
_DMARC: dict[Dmarc, Text] = {
    Dmarc.NOT_YET: _NOT_YET,
    Dmarc.FOUND: gettext_lazy("Ihr Eintrag ist da, und unsere Post erfüllt, was er verlangt."),
    Dmarc.NOTHING: gettext_lazy(
        "Es gibt noch keinen Eintrag. Große Anbieter wie Gmail erwarten einen. Dieser hier ändert an Ihrer übrigen "
        "Post nichts."
    ),
    Dmarc.SEVERAL: gettext_lazy("Es gibt mehrere Einträge. Erlaubt ist einer, sonst gilt keiner."),
    Dmarc.BROKEN: gettext_lazy("Ihrem Eintrag fehlt eine gültige Angabe „p=“: none, quarantine oder reject."),
    Dmarc.SILENT: _SILENT,
}
