"""Files that are made to do harm, and files that are merely wrong: each is refused with a sentence."""

from __future__ import annotations

import io
import resource
import time
import zipfile

import pytest

from billing.bank.camt.line import CamtRefused
from billing.bank.camt.read import read_camt

HEAD = '<?xml version="1.0"?>'
ENTRY = '<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts></Ntry>'


def document(entries: str, *, head: str = HEAD, iban: str = "DE02120300000000202051") -> bytes:
    account = f"<Acct><Id><IBAN>{iban}</IBAN></Id></Acct>" if iban else ""
    return (
        f"{head}<Document><BkToCstmrStmt><Stmt><Id>1</Id>{account}{entries}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def packed(*members: tuple[str, bytes]) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return found.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(CamtRefused) as refused:
        list(read_camt(io.BytesIO(content)))
    return str(refused.value)


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
OUTSIDE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">'


@pytest.mark.parametrize("dtd", [BOMB, FILE, OUTSIDE, '<!DOCTYPE x PUBLIC "a" "b">'])
def test_a_dtd_is_refused_before_anything_is_read(dtd: str) -> None:
    content = document(ENTRY.replace("BOOK", "&a;"), head=HEAD + dtd)

    assert refusal(content) == "Die Datei enthält eine DTD. Kontoauszüge haben keine, darum lesen wir sie nicht."


def test_a_dtd_in_utf_16_is_refused_as_well() -> None:
    content = document(ENTRY, head='<?xml version="1.0" encoding="UTF-16"?>' + BOMB).decode().encode("utf-16")

    assert "DTD" in refusal(content)


def test_a_bomb_in_an_attribute_takes_neither_time_nor_memory() -> None:
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    refusal(f'{HEAD}{BOMB}<Document x="&j;"></Document>'.encode())

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    assert time.process_time() - started < 5


def test_depth_and_breadth_end() -> None:
    words = "Das XML ist so tief oder so breit, wie keine Bank es schreibt."

    assert refusal(document(f"<Ntry>{'<a>' * 100}{'</a>' * 100}</Ntry>")) == words
    assert refusal(document(f"<Ntry>{'<a/>' * 500_001}</Ntry>")) == words


def test_a_zip_that_unpacks_without_end() -> None:
    zeros = packed(("a.xml", b"\0" * 30_000_000))

    assert "unglaubwürdig viel" in refusal(zeros)


def test_a_zip_that_lies_about_its_sizes_gives_no_more_than_it_said() -> None:
    true = packed(("a.xml", document(ENTRY * 100)))
    size = len(document(ENTRY * 100)).to_bytes(4, "little")

    assert true.count(size) == 2
    assert "abgeschnitten" in refusal(true.replace(size, (100).to_bytes(4, "little")))


def test_more_than_anybody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("billing.bank.camt.documents.MOST_BYTES", 5000)
    large = document(ENTRY * 100)

    for content in (large, packed(("a.xml", large)), packed(("a.xml", large[:4000]), ("b.xml", large[:4000]))):
        assert refusal(content).startswith("Ausgepackt sind das mehr als")


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "a/../../evil.xml", "..\\evil.xml", "C:\\evil.xml"])
def test_names_that_lead_out_of_the_zip(name: str) -> None:
    assert "führt aus ihr hinaus" in refusal(packed((name, document(ENTRY))))


def test_other_things_in_a_zip() -> None:
    assert "„auszug.pdf“" in refusal(packed(("auszug.pdf", b"%PDF")))
    assert "„more.zip“" in refusal(packed(("more.zip", packed(("a.xml", b"")))))
    assert "kein Kontoauszug" in refusal(packed())
    assert "mehr als 500 Dateien" in refusal(packed(*((f"{n}.xml", b"") for n in range(501))))
    assert "beschädigt" in refusal(packed(("a.xml", document(ENTRY)))[:-30])
    assert refusal(packed(("x/a.xml", b"no"))).startswith("a.xml: Das ist kein lesbares XML")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Die Datei ist leer."),
        (b"%PDF-1.7", "kein lesbares XML"),
        (document(ENTRY)[:-40], "abgeschnitten"),
        (b"<html></html>", "kein Kontoauszug im Format CAMT"),
        (b"<Document><CstmrCdtTrfInitn/></Document>", "kein Kontoauszug im Format CAMT"),
        (document(ENTRY, iban=""), "nennt keine IBAN"),
        (document(ENTRY.replace("1.00", "1.005")), "nicht lesbar: 1.005"),
        (document(ENTRY.replace("1.00", "-1.00")), "nicht lesbar: -1.00"),
        (document(ENTRY.replace("1.00", "NaN")), "nicht lesbar: NaN"),
        (document(ENTRY.replace("1.00", "1e99")), "nicht lesbar: 1e99"),
        (document(ENTRY.replace("</Ntry>", "<BookgDt><Dt>2026-13-01</Dt></BookgDt></Ntry>")), "nicht lesbar"),
        (document(ENTRY.replace("BOOK", "ä").replace("</Ntry>", "\ufffe</Ntry>")), "kein lesbares XML"),
        (document(ENTRY).replace(b"BOOK", b"\xe4"), "kein lesbares XML"),
    ],
)
def test_files_that_are_merely_wrong(content: bytes, words: str) -> None:
    assert words in refusal(content)
