"""The owner of the café hands in the bank's statements on the pages for it, signed in as a person."""

from __future__ import annotations

import html
import json
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.deploy.machine.load import FORM, Answer, Edge
from tests.deploy.machine.trade.shop import HOST, Purchase, Shop

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
BOUNDARY = "the-end-of-a-part"
SETTLED_SECONDS = 480  # what was lost with the queue is found by sweeps: after two minutes, and theirs come each minute
HEAD = "<Document><BkToCstmrStmt><Stmt><Id>{name}</Id><Acct><Id><IBAN>{iban}</IBAN></Id></Acct>"
ENTRY = """<Ntry><Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt><AcctSvcrRef>N{reference}</AcctSvcrRef>
<NtryDtls><TxDtls><Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>Ute Brandt</Nm></Pty>
</Dbtr></RltdPties><RmtInf><Ustrd>{reference}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""


@dataclass
class Browser:
    """Keeps cookies, and the token of the last form that it was shown."""

    edge: Edge
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    token: str = ""

    def get(self, path: str) -> Answer:
        return self._ask(path, "GET", None, {})

    def send(self, path: str, **fields: str) -> Answer:
        fields["csrfmiddlewaretoken"] = self.token
        return self._ask(path, "POST", urlencode(fields).encode(), FORM)

    def send_file(self, path: str, content: str) -> Answer:
        part = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
        token = f'{part}"csrfmiddlewaretoken"\r\n\r\n{self.token}\r\n'
        file = f'{part}"file"; filename="auszug.xml"\r\nContent-Type: text/xml\r\n\r\n{content}\r\n--{BOUNDARY}--\r\n'
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return self._ask(path, "POST", (token + file).encode(), headers)

    def _ask(self, path: str, method: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        cookie = "; ".join(f"{one.key}={one.value}" for one in self.cookies.values())
        more = {"Cookie": cookie, "Referer": f"https://{HOST}/", **headers}
        said = self.edge.answer(HOST, path, method=method, body=body, headers=more)
        for line in said.headers.get_all("Set-Cookie", []):
            self.cookies.load(line)
        if found := TOKEN.search(said.body.decode("utf-8", "replace")):
            self.token = html.unescape(found[1])
        return said


@dataclass
class Bank:
    """One statement after the other: handed in, taken over once it was read, done once its buyers have vouchers.

    ``at`` is the page of the statement that is being worked on.
    """

    shop: Shop
    browser: Browser
    at: str = ""
    awaited: list[Purchase] = field(default_factory=list)
    statements: int = 0

    def goes_on(self) -> None:
        """The next step, if there is one; what was lost is done at the next time."""
        if not self.at:
            self._hand_in()
        else:
            self.browser.send(f"{self.at}uebernahme/")
            self._look()

    def settle(self) -> None:
        """Until every buyer has vouchers, or it has taken too long."""
        until = time.monotonic() + SETTLED_SECONDS
        while self.shop.unpaid() and time.monotonic() < until:
            self.goes_on()
            time.sleep(1)

    def _hand_in(self) -> None:
        awaited = self.shop.unpaid()
        if not awaited or self.browser.get("/betrieb/bank/").status != 200:
            return
        said = self.browser.send_file("/betrieb/bank/", self._statement(awaited))
        if said.status == 302:
            self.at, self.awaited = urlsplit(said.headers["Location"]).path, awaited
            self.statements += 1
        elif not said.is_lost:
            self.shop.wrong.append(f"the statement was answered with {said.status}")

    def _look(self) -> None:
        """The buyers open their orders."""
        for purchase in self.awaited:
            said = self.shop.edge.answer(HOST, f"/api/v1/orders/{purchase.token}/")
            if said.status == 200:
                with self.shop.lock:
                    purchase.codes = [voucher["code"] for voucher in json.loads(said.body)["vouchers"]]
        if all(purchase.codes for purchase in self.awaited):
            self.at = ""

    def _statement(self, purchases: list[Purchase]) -> str:
        day = datetime.now(UTC).date()
        entries = [ENTRY.format(euros=f"{one.cents / 100:.2f}", day=day, reference=one.reference) for one in purchases]
        head = HEAD.format(name=self.statements + 1, iban=self.shop.about["iban"])
        return f"{head}{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"


def sign_in(shop: Shop) -> Bank:
    browser = Browser(shop.edge)
    browser.get("/anmelden/")
    said = browser.send("/anmelden/", email=shop.about["email"], password=shop.about["password"])
    if said.status != 302:
        shop.wrong.append(f"the owner could not sign in: {said.status}")
    return Bank(shop, browser)
