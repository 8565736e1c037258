"""A business with an account, orders that wait for transfers, and a long statement of its bank."""

from __future__ import annotations

import io
import resource
import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from billing.bank.account import set_account
from billing.bank.camt.read import read_camt
from billing.bank.imports.take import take_over
from billing.bank.imports.upload import upload
from billing.bank.imports.work import work_on_import
from billing.payments.models import Attempt, AttemptState, Merchant
from billing.providers.bank_transfer.models import BankAccount, BankImport, BankLine, TransferRequest
from billing.providers.bank_transfer.reference import new_reference
from kreislauf.regions import stepping_into
from tests.bench.acts.regions import _card

BUSINESS, PAYS_ONE_IN = 1, 20
IBAN = "DE02120300000000202051"
ENTRY = """<Ntry><Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><Dt>2026-11-20</Dt></ValDt><AcctSvcrRef>N{number}</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="EUR">{euros}</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>Petra Petersen {number}</Nm></Pty></Dbtr><DbtrAcct><Id>
<IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls></NtryDtls>
<AddtlNtryInf>GUTSCHR. UEBERWEISUNG</AddtlNtryInf></Ntry>"""


def import_statement(*, label: str, lines: int) -> dict[str, Any]:
    """Seconds for reading the file alone, for the dry run, and for taking it over."""
    with stepping_into(_card(label)):
        now = timezone.now()
        account = set_account(BUSINESS, iban=IBAN, holder="Bäckerei", bic="", hold_days=7, by="bench", at=now)
        content = _statement(_requests(account, lines // PAYS_ONE_IN), lines)
        parse = _timed(lambda: sum(1 for _ in read_camt(io.BytesIO(content))))
        row = upload(io.BytesIO(content), name="x", size=len(content), business_id=BUSINESS, by="bench", at=now)
        read = _timed(lambda: work_on_import(row.pk, at=timezone.now()))
        take_over(BankImport.objects.get(pk=row.pk), by="bench", at=now)
        take = _timed(lambda: work_on_import(row.pk, at=timezone.now()))
        row.refresh_from_db()
        if (row.state, row.counts.get("matched"), BankLine.objects.taken().count()) != (
            "done", lines // PAYS_ONE_IN, lines,
        ):  # fmt: skip
            raise AssertionError(row.counts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"parse": parse, "read": read, "take": take, "memory_mb": memory}


def _timed(act: Any) -> float:
    """By the wall's clock: the database works beside us."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _requests(account: BankAccount, number: int) -> list[TransferRequest]:
    now, merchant = timezone.now(), Merchant.objects.get(provider="bank_transfer")
    attempts = Attempt.objects.bulk_create(
        Attempt(
            purpose="voucher", order_id=order, provider="bank_transfer", merchant=merchant, provider_ref=f"x{order}",
            amount_cents=2500, title="Frühstück", email="a@example.org", return_url="https://example.org/",
            state=AttemptState.OPEN, created_at=now,
        )
        for order in range(1, number + 1)
    )  # fmt: skip
    return TransferRequest.objects.bulk_create(
        TransferRequest(
            key=one.key, token=uuid4().hex, reference=new_reference(), account=account, amount_cents=2500,
            order_number=f"K7QM-{one.order_id:04d}", title=one.title, return_url=one.return_url, opened_at=now,
            due_at=now + timedelta(days=7),
        )
        for one in attempts
    )  # fmt: skip


def _statement(requests: list[TransferRequest], lines: int) -> bytes:
    entries = (
        ENTRY.format(
            number=number,
            euros="25.00" if number % PAYS_ONE_IN == 0 else "19.90",
            words=requests[number // PAYS_ONE_IN].reference if number % PAYS_ONE_IN == 0 else f"Rechnung {number}",
        )
        for number in range(lines)
    )
    head = f"<Document><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>{IBAN}</IBAN></Id></Acct>"
    return f"{head}{''.join(entries)}</Stmt></BkToCstmrStmt></Document>".encode()
