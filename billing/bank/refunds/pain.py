"""A file that tells a bank to transfer (pain.001), built by sepaxml and checked against the schema that it brings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import sepaxml
from lxml import etree

from billing.providers.bank_transfer.models import BankAccount
from kreislauf.german import spelled_out

# What a bank must pass on (EPC217-08); all else becomes a full stop, and may not stand at the beginning or end.
_OTHERS = re.compile(r"[^A-Za-z0-9/?:().,'+ -]")
NAME_LENGTH, TEXT_LENGTH = 70, 140


class NotValid(Exception):
    """The schema refuses the file: no bank would take it."""


@dataclass(frozen=True, slots=True)
class Transfer:
    end_to_end: str
    name: str
    iban: str
    cents: int
    text: str


def pain_file(
    account: BankAccount, transfers: Sequence[Transfer], *, message_id: str, version: str, at: datetime
) -> str:
    """The file's text, the same for the same arguments. Each transfer is booked by itself. Refuses with NotValid."""
    config = {"name": sepa_text(account.holder, NAME_LENGTH), "IBAN": account.iban, "batch": True, "currency": "EUR"}
    made = sepaxml.SepaTransfer(config | ({"BIC": account.bic} if account.bic else {}), schema=version, clean=False)
    for one in transfers:
        made.add_payment(
            {
                "name": sepa_text(one.name, NAME_LENGTH) or "Unbekannt",
                "IBAN": one.iban,
                "amount": one.cents,
                "description": sepa_text(one.text, TEXT_LENGTH),
                "execution_date": at.date(),
                "endtoend_id": one.end_to_end,
            }
        )
    document = etree.fromstring(made.export(validate=False))
    _name(document, message_id=message_id, at=at)
    schema = _schema(version)
    if not schema.validate(document):
        raise NotValid(str(schema.error_log.last_error))
    text: bytes = etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text.decode()


def sepa_text(words: str, length: int) -> str:
    """``Bäckerei Möller & Söhne`` → ``Baeckerei Moeller . Soehne``."""
    plain = _OTHERS.sub(".", spelled_out(words))
    # References and names may not begin or end with a slash, nor hold two of them.
    return re.sub(r"/+", "/", re.sub(r"\s+", " ", plain)).strip(" ./")[:length].strip()


def _name(document: Any, *, message_id: str, at: datetime) -> None:
    """Names and times of our own instead of random ones, and each transfer as a booking of its own."""
    for path, words in (
        ("GrpHdr/MsgId", message_id),
        ("GrpHdr/CreDtTm", at.strftime("%Y-%m-%dT%H:%M:%S")),
        ("PmtInf/PmtInfId", message_id),
        ("PmtInf/BtchBookg", "false"),
    ):
        document.find("*/" + "/".join(f"{{*}}{name}" for name in path.split("/"))).text = words
    institution = document.find("*/{*}PmtInf/{*}DbtrAgt/{*}FinInstnId")
    if not len(institution):
        # German banks want these words where no BIC is given.
        space = etree.QName(institution).namespace
        other = etree.SubElement(institution, f"{{{space}}}Othr")
        etree.SubElement(other, f"{{{space}}}Id").text = "NOTPROVIDED"


@cache
def _schema(version: str) -> Any:
    folder = Path(sepaxml.__file__).parent / "schemas"
    return etree.XMLSchema(etree.parse(str(folder / f"{version}.xsd")))
