"""What the official rules say: Schematron of EN 16931 and XRechnung, and PDF/A-3 by veraPDF. Needs Java and Maven."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from billing.subscriptions.arithmetic import line, sums
from billing.subscriptions.document import InvoiceDocument
from billing.subscriptions.einvoice.cii import cii
from billing.subscriptions.einvoice.pdf import invoice_pdf
from tests.billing.subscriptions.documents import CREDIT_NOTE, INVOICE, SMALL

pytestmark = pytest.mark.slow
RULES = Path(__file__).parent / "rules"
AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
ODD = tuple(line(f"Posten {cents}", price_cents=cents) for cents in (333, 1, 99999, 12345))
DOCUMENTS = {
    "invoice": INVOICE,
    "credit-note": CREDIT_NOTE,
    "small-business": SMALL,
    "odd-cents": replace(INVOICE, lines=ODD, **sums(ODD, basis_points=1900)._asdict()),
    "by-mail": replace(INVOICE, buyer=replace(INVOICE.buyer, leitweg_id="", reference="", order_number="")),
    "remainder": replace(CREDIT_NOTE, vat_cents=3782, gross_cents=23682),
}


def classpath(folder: Path) -> str:
    """Of the validator and all that it needs, fetched once by Maven."""
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not on this machine")
    shutil.copy(RULES / "pom.xml", folder)
    out = folder / "classpath.txt"
    fetched = subprocess.run(
        ["mvn", "-B", "-q", "dependency:build-classpath", f"-Dmdep.outputFile={out}"],
        cwd=folder,
        capture_output=True,
        timeout=400,
        check=False,
    )
    if fetched.returncode or not out.exists():
        pytest.skip("Maven cannot fetch the validator here")
    return out.read_text()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the rules say of each file, by its name."""
    folder = tmp_path_factory.mktemp("rules")
    java = ["java", "-cp", classpath(folder), str(RULES / "Validate.java")]
    for name, document in DOCUMENTS.items():
        write(folder / name, document)
    (folder / "broken.xml").write_bytes(re.sub(rb"<ram:BuyerReference>.*?</ram:BuyerReference>", b"", cii(INVOICE)))
    (folder / "wrong-sum.xml").write_bytes(cii(INVOICE).replace(b">236.81<", b">236.82<"))
    files = sorted(str(path) for path in folder.iterdir() if path.suffix in {".xml", ".pdf"} and path.name != "pom.xml")
    said = subprocess.run([*java, *files], cwd=folder, capture_output=True, text=True, timeout=400, check=True).stdout
    parts = said.split("== ")[1:]
    return {Path(part.splitlines()[0]).name: part for part in parts}


def write(stem: Path, document: InvoiceDocument) -> None:
    xml = cii(document)
    stem.with_suffix(".xml").write_bytes(xml)
    stem.with_suffix(".pdf").write_bytes(invoice_pdf(document, xml, created=AT))


@pytest.mark.parametrize("name", [f"{name}.{kind}" for name in DOCUMENTS for kind in ("xml", "pdf")])
def test_the_official_rules_have_nothing_against_it(reports: dict[str, str], name: str) -> None:
    report = reports[name]
    assert re.findall(r'<summary status="(\w+)"/>', report)[-1] == "valid", report
    assert re.findall(r"<failed>(\d+)</failed>", report) == ["0"], report
    if name.endswith("pdf"):
        assert "flavour=3a" in report
        assert "isCompliant=true" in report


@pytest.mark.parametrize(("name", "rule"), [("broken.xml", "BR-DE-15"), ("wrong-sum.xml", "BR-CO-15")])
def test_the_rules_are_really_asked(reports: dict[str, str], name: str, rule: str) -> None:
    assert rule in reports[name]
    assert re.findall(r'<summary status="(\w+)"/>', reports[name])[-1] == "invalid"
