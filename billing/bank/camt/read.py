"""Reads a file movement by movement: memory holds one entry at a time, however long the file is."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree

from billing.bank.camt.documents import Readable, documents
from billing.bank.camt.entry import lines_of
from billing.bank.camt.line import CamtRefused, Line, Statement
from billing.bank.camt.tree import local, text_at

# The message inside of <Document>, and what its statements are called.
_MESSAGES = {"BkToCstmrAcctRpt": "052", "BkToCstmrStmt": "053", "BkToCstmrDbtCdtNtfctn": "054"}
_STATEMENTS = frozenset(("Rpt", "Stmt", "Ntfctn"))
_DEPTH = 40  # an entry of the longest version is 17 deep
_HELD = 500_000  # elements between the ends of two entries: a batch of some ten thousand payments


def read_camt(upload: IO[bytes]) -> Iterator[tuple[Statement, Line]]:
    """Each movement of an upload with the statement that it stands in. Refuses with CamtRefused.

    Whoever calls it gets what stands before a fault: a file is only used once it was read to its end.
    """
    for name, document in documents(upload):
        try:
            yield from _Reader(name).read(document)
        except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError) as reason:
            raise CamtRefused(
                _says(name, _("Das ist kein lesbares XML, oder die Datei ist abgeschnitten."))
            ) from reason


class _Reader:
    """One document. Names are compared without their namespace: each bank and each year has another."""

    def __init__(self, name: str) -> None:
        self.name, self.kind, self.depth, self.held = name, "", 0, 0
        self.statement: Statement | None = None

    def read(self, document: Readable) -> Iterator[tuple[Statement, Line]]:
        events = etree.iterparse(
            document, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
            dtd_validation=False, huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        for event, element in events:
            if event == "start":
                self._begins(element)
            else:
                yield from self._ends(element)
        if not self.kind:
            raise self._refused(_("Das ist kein Kontoauszug im Format CAMT.052, CAMT.053 oder CAMT.054."))

    def _begins(self, element: Any) -> None:
        self.depth += 1
        self.held += 1
        if self.depth > _DEPTH or self.held > _HELD:
            raise self._refused(_("Das XML ist so tief oder so breit, wie keine Bank es schreibt."))
        if self.depth > 4:
            return
        if self.depth == 1:
            self._refuse_dtd(element)
        if self.depth == 2:
            self.kind = _MESSAGES.get(local(element), "")
            if not self.kind:
                raise self._refused(_("Das ist kein Kontoauszug im Format CAMT.052, CAMT.053 oder CAMT.054."))
        if local(element) == "Ntry" and self.statement is None and self.depth == 4:
            self.statement = self._statement(element.getparent())

    def _ends(self, element: Any) -> Iterator[tuple[Statement, Line]]:
        self.depth -= 1
        if self.depth == 3 and local(element) == "Ntry" and self.statement is not None:
            try:
                found = list(lines_of(element))
            except ValueError as reason:
                raise self._refused(
                    _("Ein Betrag oder ein Datum ist nicht lesbar: %(what)s") % {"what": reason}
                ) from reason
            for line in found:
                yield self.statement, line
            _forget(element)
            self.held = 0
        elif self.depth == 2 and local(element) in _STATEMENTS:
            self.statement = None
            _forget(element)

    def _statement(self, element: Any) -> Statement:
        iban = text_at(element, "Acct", "Id", "IBAN").replace(" ", "").upper()
        if not iban:
            raise self._refused(_("Der Kontoauszug nennt keine IBAN."))
        return Statement(self.kind, iban, text_at(element, "Id"))

    def _refuse_dtd(self, root: Any) -> None:
        if root.getroottree().docinfo.doctype:
            raise self._refused(_("Die Datei enthält eine DTD. Kontoauszüge haben keine, darum lesen wir sie nicht."))

    def _refused(self, why: str) -> CamtRefused:
        return CamtRefused(_says(self.name, why))


def _says(name: str, why: str) -> str:
    return f"{name.rpartition('/')[2][-60:]}: {why}" if name else why


def _forget(element: Any) -> None:
    """Let go of an entry that was read, and of the one before it."""
    element.clear()
    before = element.getprevious()
    if before is not None and local(before) == "Ntry":
        element.getparent().remove(before)
