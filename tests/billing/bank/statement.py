"""A bank's statement, written for a test: ``statement(credit(5000, "RF18…"), …)``."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from django.utils.timezone import localdate

from tests.billing.bank.make import IBAN

MESSAGES = {
    "052": ("BkToCstmrAcctRpt", "Rpt"),
    "053": ("BkToCstmrStmt", "Stmt"),
    "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}
ADA = "DE89370400440532013000"


def statement(*entries: str, kind: str = "053", iban: str = IBAN, version: str = "08") -> bytes:
    message, part = MESSAGES[kind]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.{version}"><{message}><{part}>'
        f"<Id>{kind}-1</Id><Acct><Id><IBAN>{iban}</IBAN></Id></Acct>{''.join(entries)}</{part}></{message}></Document>"
    ).encode()


def zipped(**documents: bytes) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in documents.items():
            archive.writestr(f"{name}.xml", content)
    return found.getvalue()


def credit(cents: int, text: str = "", **more: str) -> str:
    return entry("CRDT", cents, text, **more)


def debit(cents: int, text: str = "", **more: str) -> str:
    return entry("DBIT", cents, text, **more)


def entry(
    way: str,
    cents: int,
    text: str = "",
    *,
    ref: str = "",
    e2e: str = "",
    name: str = "Ada",
    iban: str = ADA,
    currency: str = "EUR",
    status: str = "BOOK",
    day: str = "",
    reason: str = "",
    reversal: bool = False,
    batch: str = "",
) -> str:
    party = "Dbtr" if way == "CRDT" else "Cdtr"
    number = f"<AcctSvcrRef>{ref}</AcctSvcrRef>" if ref else ""
    amount = f'<Amt Ccy="{currency}">{cents // 100}.{cents % 100:02d}</Amt><CdtDbtInd>{way}</CdtDbtInd>'
    details = (
        f"<TxDtls><Refs><EndToEndId>{e2e or 'NOTPROVIDED'}</EndToEndId></Refs>{amount}<RltdPties>"
        f"<{party}><Pty><Nm>{escape(name)}</Nm></Pty></{party}>"
        f"<{party}Acct><Id><IBAN>{iban}</IBAN></Id></{party}Acct></RltdPties>"
        f"<RmtInf><Ustrd>{escape(text)}</Ustrd></RmtInf>"
        + (f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" if reason else "")
        + "</TxDtls>"
    )
    if batch:
        details = f"<Btch><PmtInfId>{batch}</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>"
    return (
        f"<Ntry>{amount}{'<RvslInd>true</RvslInd>' if reversal else ''}<Sts><Cd>{status}</Cd></Sts>"
        f"<BookgDt><Dt>{day or localdate()}</Dt></BookgDt><ValDt><Dt>{day or localdate()}</Dt></ValDt>{number}"
        f"<NtryDtls>{details}</NtryDtls></Ntry>"
    )
