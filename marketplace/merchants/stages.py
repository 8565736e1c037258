"""How far somebody is with an account: each stage is a heading, and a sentence that says what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from billing.payments.models import ClosedBecause, Merchant, MerchantState
from kreislauf.slices import Text


class Stage(StrEnum):
    BY_ITSELF = "by itself"  # the sandbox, which needs no account
    NOT_BEGUN = "not begun"
    BEGUN = "begun"
    IN_REVIEW = "in review"
    ACTIVE = "active"
    SOON = "soon"  # it sells, and something is asked for
    RESTRICTED = "restricted"
    REJECTED = "rejected"
    DEAUTHORISED = "deauthorised"
    DISCONNECTED = "disconnected"


@dataclass(frozen=True, slots=True)
class Words:
    badge: Text
    kind: str  # of the badge
    heading: Text
    text: Text


WORDS: Mapping[Stage, Words] = {
    Stage.BY_ITSELF: Words(
        _("bereit"),
        "success",
        _("Zum Ausprobieren geht alles von selbst"),
        _("Die Testkasse braucht kein Konto. Wenn Sie sehen wollen, wie eines eröffnet wird, können Sie das hier tun."),
    ),
    Stage.NOT_BEGUN: Words(
        _("nicht eröffnet"),
        "",
        _("Noch kein Konto"),
        _(
            "Eröffnen Sie ein Konto, oder verbinden Sie eines, das Sie dort schon haben. Sie brauchen Ihren Ausweis, "
            "Ihre Steuernummer und Ihr Bankkonto; es dauert etwa zehn Minuten."
        ),
    ),
    Stage.BEGUN: Words(
        _("begonnen"),
        "warning",
        _("Fast da: Es fehlen noch Angaben"),
        _("Machen Sie weiter, wo Sie aufgehört haben. Bis dahin wird online nichts verkauft."),
    ),
    Stage.IN_REVIEW: Words(
        _("wird geprüft"),
        "info",
        _("Ihre Angaben werden geprüft"),
        _("Sie müssen nichts tun. Das dauert meist wenige Minuten, manchmal einige Tage; Sie bekommen eine E-Mail."),
    ),
    Stage.ACTIVE: Words(
        _("bereit"),
        "success",
        _("Sie können Zahlungen annehmen"),
        _("Was bezahlt wird, geht direkt auf Ihr Konto und von dort auf Ihr Bankkonto. Sie müssen nichts tun."),
    ),
    Stage.SOON: Words(
        _("bereit, etwas fehlt"),
        "warning",
        _("Sie können Zahlungen annehmen, aber bald fehlt etwas"),
        _("Reichen Sie nach, was unten steht. Sonst wird Ihr Konto eingeschränkt, und online wird nichts verkauft."),
    ),
    Stage.RESTRICTED: Words(
        _("eingeschränkt"),
        "danger",
        _("Ihr Konto ist eingeschränkt"),
        _("Online wird gerade nichts verkauft. Reichen Sie nach, was unten steht; verkaufte Gutscheine gelten weiter."),
    ),
    Stage.REJECTED: Words(
        _("abgelehnt"),
        "danger",
        _("Ihr Konto wurde abgelehnt"),
        _(
            "Warum, steht im Konto selbst oder in einer E-Mail von dort. Nur dort lässt sich das klären; danach fragen "
            "wir den Stand neu ab."
        ),
    ),
    Stage.DEAUTHORISED: Words(
        _("getrennt"),
        "danger",
        _("Das Konto wurde beim Anbieter getrennt"),
        _(
            "Wir haben keinen Zugriff mehr: Online wird darüber nichts verkauft, und Erstattungen alter Bestellungen "
            "müssen Sie selbst im Konto auslösen. Um wieder zu verkaufen, eröffnen Sie ein neues."
        ),
    ),
    Stage.DISCONNECTED: Words(
        _("getrennt"),
        "",
        _("Sie haben das Konto getrennt"),
        _("Neue Bestellungen gehen nicht mehr darüber, Erstattungen alter schon. Sie können es wieder verbinden."),
    ),
}


def stage_of(merchant: Merchant | None) -> Stage:
    """``merchant`` is the newest at a provider."""
    if merchant is None:
        return Stage.NOT_BEGUN
    if merchant.closed_at is not None or merchant.state == MerchantState.GONE:
        by_us = merchant.closed_because == ClosedBecause.DISCONNECTED
        return Stage.DISCONNECTED if by_us else Stage.DEAUTHORISED
    if merchant.state == MerchantState.ACTIVE:
        return Stage.SOON if merchant.needs else Stage.ACTIVE
    if merchant.state == MerchantState.PENDING:
        return Stage.IN_REVIEW if merchant.checked_at and not merchant.needs else Stage.BEGUN
    return Stage.RESTRICTED if merchant.state == MerchantState.RESTRICTED else Stage.REJECTED
