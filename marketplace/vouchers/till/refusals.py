"""What the till and the API say when a voucher does not pay: a code for programs, a title and a sentence for people."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kreislauf.money import format_euro
from marketplace.vouchers.codes import LENGTH, looks_valid, normalise
from marketplace.vouchers.models import Voucher
from marketplace.vouchers.till import redeem, reverse


@dataclass(frozen=True, slots=True)
class Answer:
    """``field`` names the form field that the sentence belongs to, if there is one."""

    code: str
    title: str | Promise
    sentence: str | Promise
    field: str = ""

    def __str__(self) -> str:
        return f"{self.title} {self.sentence}".strip()


def answer_to(refusal: redeem.NotRedeemed, *, typed: str = "") -> Answer:
    """The words for a refusal. ``typed`` is the code as entered: a typing error gets words of its own."""
    match refusal:
        case redeem.UnknownCode():
            return _unknown(typed)
        case redeem.WrongBusiness():
            return Answer(
                "wrong_business",
                _("Dieser Gutschein gehört zu einem anderen Betrieb."),
                _("Hier kann er nicht eingelöst werden."),
            )
        case redeem.NotTakingPart():
            how = _("Mitmachen können Sie unter „Mein Betrieb“, „Gutschein der Region“.")
            if refusal.has_asked:
                how = _("Ihre Anfrage ist da, die Region hat noch nicht geantwortet.")
            return Answer(
                "not_taking_part",
                _("Ihr Betrieb nimmt diesen Gutschein nicht an."),
                f"{_('Er ist von %(issuer)s und gilt nur bei Betrieben, die mitmachen.')} {how}"
                % {"issuer": refusal.issuer},
            )
        case redeem.Blocked():
            return Answer(
                "blocked",
                _("Dieser Gutschein ist gesperrt."),
                _("Bitte nehmen Sie ihn nicht an. Fragen beantwortet das Team dieser Seite."),
            )
        case redeem.Refunded():
            return Answer(
                "refunded",
                _("Dieser Gutschein wurde zurückgegeben."),
                _("Das Geld ist wieder bei der Käuferin oder dem Käufer oder auf dem Weg dorthin."),
            )
        case redeem.NothingLeft():
            return Answer("nothing_left", _("Dieser Gutschein ist aufgebraucht."), _last_tap(refusal.voucher))
        case redeem.Expired():
            return Answer(
                "expired",
                _("Dieser Gutschein ist abgelaufen."),
                _("Er galt bis zum %(day)s.") % {"day": f"{refusal.expires_on:%d.%m.%Y}"},
            )
        case redeem.TooLittleLeft():
            return Answer(
                "too_little_left",
                _("So viel ist nicht mehr auf dem Gutschein."),
                _("Es sind noch %(left)s. Der Rest wird bar oder mit Karte bezahlt.")
                % {"left": format_euro(refusal.left_cents)},
                field="amount",
            )
        case redeem.KeyReused():
            return Answer(
                "key_reused",
                _("Dieser Schritt ist schon gebucht."),
                _("Eingelöst wurden %(amount)s. Wenn noch etwas dazukommt, geben Sie jetzt nur den neuen Betrag ein.")
                % {"amount": format_euro(refusal.first.amount_cents)},
                field="amount",
            )
    raise refusal


REVERSAL_REFUSED: dict[type[reverse.NotReversed], Answer] = {
    reverse.ReasonMissing: Answer(
        "reason_missing", gettext_lazy("Bitte sagen Sie, warum."), gettext_lazy("Der Grund steht später im Protokoll.")
    ),
    reverse.AlreadyReversed: Answer(
        "already_reversed",
        gettext_lazy("Diese Einlösung ist schon storniert."),
        gettext_lazy("Der Betrag ist wieder auf dem Gutschein."),
    ),
    reverse.TooLate: Answer(
        "too_late",
        gettext_lazy("Nach 24 Stunden geht das hier nicht mehr."),
        gettext_lazy("Das Team dieser Seite kann die Einlösung noch stornieren."),
    ),
    reverse.VoucherClosed: Answer(
        "voucher_closed",
        gettext_lazy("Der Gutschein ist gesperrt oder zurückgegeben."),
        gettext_lazy("Deshalb kann nichts darauf zurückgebucht werden."),
    ),
}


def _last_tap(voucher: Voucher) -> str:
    """When, where and how much: the question at the counter. A voucher of the region may have been used anywhere."""
    last = voucher.redemptions.select_related("elsewhere").filter(reversal__isnull=True).first()
    if last is None:
        return _("Es ist nichts mehr übrig.")
    at = timezone.localtime(last.redeemed_at)
    return _("Zuletzt eingelöst am %(day)s um %(time)s Uhr bei %(business)s: %(amount)s.") % {
        "day": f"{at:%d.%m.%Y}",
        "time": f"{at:%H:%M}",
        "business": last.business.name,
        "amount": format_euro(last.amount_cents),
    }


def _unknown(typed: str) -> Answer:
    return mistyped(typed) or Answer(
        "unknown_code",
        _("Diesen Code gibt es hier nicht."),
        _("Bitte vergleichen Sie ihn noch einmal mit dem Gutschein."),
        field="code",
    )


def mistyped(typed: str) -> Answer | None:
    """What is wrong with a code that no voucher can have: too short, too long, or a typing error."""
    length = len(normalise(typed))
    if 0 < length < LENGTH:
        missing = ngettext("Es fehlt noch %(n)s Zeichen.", "Es fehlen noch %(n)s Zeichen.", LENGTH - length)
        title = _("Dieser Code ist noch nicht vollständig.")
        return Answer("unknown_code", title, missing % {"n": LENGTH - length}, field="code")
    if length > LENGTH:
        spare = ngettext("Es ist %(n)s Zeichen zu viel.", "Es sind %(n)s Zeichen zu viel.", length - LENGTH)
        return Answer("unknown_code", _("Dieser Code ist zu lang."), spare % {"n": length - LENGTH}, field="code")
    if typed and not looks_valid(typed):
        return Answer(
            "unknown_code",
            _("Bei diesem Code stimmt ein Zeichen nicht."),
            _("Er hat 16 Buchstaben und Ziffern. Bitte vergleichen Sie ihn noch einmal mit dem Gutschein."),
            field="code",
        )
    return None
