"""What a file says of one payment (``TxDtls``): who, why, and under which names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from billing.bank.camt.tree import at, every, first_text, text_at

_NO_NAME = frozenset(("NOTPROVIDED", "NONREF"))


@dataclass(frozen=True, slots=True)
class Details:
    bank_ref: str = ""
    end_to_end: str = ""
    batch_ref: str = ""
    return_reason: str = ""
    name: str = ""
    iban: str = ""
    reference: str = ""
    text: str = ""


def details_of(part: Any, *, is_credit: bool) -> Details:
    refs = at(part, "Refs")
    return Details(
        bank_ref=text_at(refs, "AcctSvcrRef"),
        end_to_end=_said(text_at(refs, "EndToEndId"))[:35],
        batch_ref=(text_at(refs, "PmtInfId") or text_at(refs, "MsgId"))[:35],
        return_reason=_return_reason(part),
        name=_name(part, is_credit=is_credit)[:140],
        iban=_iban(part, is_credit=is_credit)[:34],
        reference=_structured(part)[:140],
        text=_text(part)[:1000],
    )


def _name(part: Any, *, is_credit: bool) -> str:
    """Of whom it came, or to whom it went. Since version 08 the name stands in ``Pty``."""
    parties = at(part, "RltdPties")
    side = ("Dbtr", "UltmtDbtr") if is_credit else ("Cdtr", "UltmtCdtr")
    paths = [(one, *inner) for one in side for inner in (("Pty", "Nm"), ("Nm",))]
    return first_text(parties, *paths)


def _iban(part: Any, *, is_credit: bool) -> str:
    account = at(part, "RltdPties", "DbtrAcct" if is_credit else "CdtrAcct", "Id")
    return text_at(account, "IBAN").replace(" ", "").upper()


def _structured(part: Any) -> str:
    """All creditor references, one after the other."""
    found = every(at(part, "RmtInf"), "Strd")
    return " ".join(ref for one in found if (ref := text_at(one, "CdtrRefInf", "Ref")))


def _text(part: Any) -> str:
    """Free text in all its pieces. Banks cut it into pieces of any length, also within a word."""
    info = at(part, "RmtInf")
    pieces = [(piece.text or "") for piece in every(info, "Ustrd")]
    pieces += [(more.text or "") for one in every(info, "Strd") for more in every(one, "AddtlRmtInf")]
    words = " ".join(piece.strip() for piece in pieces if piece.strip())
    return words or text_at(part, "AddtlTxInf")


def _return_reason(part: Any) -> str:
    """``AC04`` (account closed) and the like; ``?`` where something came back and nobody says why."""
    back = at(part, "RtrInf")
    if back is None:
        return ""
    return (first_text(back, ("Rsn", "Cd"), ("Rsn", "Prtry")) or "?")[:35]


def _said(words: str) -> str:
    return "" if words.upper() in _NO_NAME else words
