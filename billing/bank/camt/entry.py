"""Takes one entry (``Ntry``) apart: one movement, or each payment of a batch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from billing.bank.camt.details import Details, details_of
from billing.bank.camt.line import Line
from billing.bank.camt.tree import at, every, first_text, text_at

_NO_REF = frozenset(("", "NONREF", "NOTPROVIDED", "NOT PROVIDED", "UNKNOWN", "0", "-"))
_CENT = Decimal("0.01")
_MOST = Decimal("1000000000")


def lines_of(entry: Any) -> Iterator[Line]:
    """The entry's payments if each is told with its sum, else the entry itself. ValueError names what is unreadable."""
    cents, currency = _signed(entry)
    details = [part for group in every(entry, "NtryDtls") for part in every(group, "TxDtls")]
    parts = [_part_cents(part, of=cents, currency=currency) for part in details]
    if len(details) > 1 and None not in parts and sum(part for part in parts if part is not None) == cents:
        for part, part_cents in zip(details, parts, strict=True):
            yield _line(entry, part, cents=part_cents or 0, currency=currency, batch_of=0)
        return
    several = max(len(details), _announced(entry))
    yield _line(entry, details[0] if len(details) == 1 else None, cents=cents, currency=currency,
                batch_of=several if several > 1 else 0)  # fmt: skip


def _line(entry: Any, part: Any, *, cents: int, currency: str, batch_of: int) -> Line:
    details = details_of(part, is_credit=_is_credit(part, cents)) if part is not None else Details()
    return Line(
        cents=cents,
        currency=currency,
        booked_on=_day(entry, "BookgDt") or _day(entry, "ValDt"),
        valued_on=_day(entry, "ValDt"),
        is_pending=_status(entry) in ("PDNG", "INFO", "FUTR"),
        is_reversal=text_at(entry, "RvslInd").lower() in ("true", "1"),
        return_reason=details.return_reason or _gvc_return(entry),
        bank_ref=_bank_ref(entry, details),
        end_to_end=details.end_to_end,
        batch_ref=details.batch_ref or _batch_ref(entry),
        batch_of=batch_of,
        code=_code(entry),
        name=details.name,
        iban=details.iban,
        reference=details.reference,
        text=details.text or text_at(entry, "AddtlNtryInf")[:1000],
    )


def _is_credit(part: Any, cents: int) -> bool:
    said = text_at(part, "CdtDbtInd")
    return said == "CRDT" if said else cents >= 0


def _signed(element: Any) -> tuple[int, str]:
    amount = at(element, "Amt")
    if amount is None:
        raise ValueError("Amt")
    sign = -1 if text_at(element, "CdtDbtInd") == "DBIT" else 1
    return sign * cents_of(amount), amount.get("Ccy") or "EUR"


def cents_of(amount: Any) -> int:
    """Refuses with ValueError what is no amount of whole cents, or is negative: the direction stands beside it."""
    words = (amount.text or "").strip()
    try:
        value = Decimal(words)
        cents = value.quantize(_CENT)
    except InvalidOperation as reason:
        raise ValueError(words[:40] or "Amt") from reason
    if cents != value or not 0 <= value < _MOST:
        raise ValueError(words[:40])
    return int(cents * 100)


def _part_cents(part: Any, *, of: int, currency: str) -> int | None:
    """What a payment of a batch adds to it; None where the file does not say it in the account's currency."""
    for amount in (at(part, "Amt"), at(part, "AmtDtls", "TxAmt", "Amt"), at(part, "AmtDtls", "InstdAmt", "Amt")):
        if amount is not None and amount.get("Ccy", currency) == currency:
            said = text_at(part, "CdtDbtInd")
            negative = said == "DBIT" if said else of < 0
            return -cents_of(amount) if negative else cents_of(amount)
    return None


def _announced(entry: Any) -> int:
    number = first_text(entry, ("NtryDtls", "Btch", "NbOfTxs"))
    return int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 0


def _batch_ref(entry: Any) -> str:
    return first_text(entry, ("NtryDtls", "Btch", "PmtInfId"), ("NtryDtls", "Btch", "MsgId"))[:35]


def _bank_ref(entry: Any, details: Details) -> str:
    """The bank's own number. ``NtryRef`` is none: some banks count it anew in every file."""
    found = details.bank_ref or text_at(entry, "AcctSvcrRef")
    return "" if found.upper() in _NO_REF else found[:140]


def _status(entry: Any) -> str:
    """``<Sts>BOOK</Sts>`` until version 07, ``<Sts><Cd>BOOK</Cd></Sts>`` since."""
    return first_text(entry, ("Sts", "Cd"), ("Sts",)).upper()


def _day(entry: Any, name: str) -> date | None:
    words = first_text(entry, (name, "Dt"), (name, "DtTm"))
    return date.fromisoformat(words[:10]) if words else None


def _code(entry: Any) -> str:
    """``PMNT-RCDT-ESCT``, or the German bank's own ``NTRF+166+…``."""
    domain = at(entry, "BkTxCd", "Domn")
    words = [text_at(domain, "Cd"), text_at(domain, "Fmly", "Cd"), text_at(domain, "Fmly", "SubFmlyCd")]
    return "-".join(word for word in words if word)[:40] or text_at(entry, "BkTxCd", "Prtry", "Cd")[:40]


def _gvc_return(entry: Any) -> str:
    """German banks mark the return of a transfer by business code 159, also where they give no reason."""
    own = text_at(entry, "BkTxCd", "Prtry", "Cd")
    return "159" if "159" in own.split("+")[:2] else ""
