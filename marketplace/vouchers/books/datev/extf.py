"""DATEV's own file for bookings: „DATEV-Format“, header version 700, category 21 (Buchungsstapel), format version 13.

Written from DATEV's public description: 31 fields in the first line, the names of 125 columns in the second, then one
booking a line. Windows-1252, CRLF, semicolons; text is quoted, also where it is empty, and numbers are not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

MOST_LINES = 99_999  # bookings that DATEV reads from one file
LONGEST_TEXT, LONGEST_REFERENCE, LONGEST_SECOND, LONGEST_NAME = 60, 36, 12, 30
# Typographer's signs in ASCII: DATEV's batch import takes what Windows adds to Latin-1 for control characters.
_PLAIN = str.maketrans(
    {"…": "...", "„": '"', "“": '"', "”": '"', "’": "'", "‚": "'", "‘": "'", "–": "-", "—": "-", "€": "EUR"}
    | {"ł": "l", "Ł": "L", "\u00a0": " ", "\u202f": " ", "\u2011": "-", "\u00ad": ""}
)
_NOT_IN_REFERENCE = re.compile(r"[^A-Za-z0-9_$&%*+\-/]+")
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9_.\-/ ]+")


@dataclass(frozen=True, slots=True)
class Booking:
    """``cents`` (above zero) move between two accounts; ``is_debit`` says on which side they stand at ``account``."""

    on: date
    cents: int
    is_debit: bool
    account: str
    against: str
    tax_key: str
    reference: str
    second: str
    text: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What the head of a file says. ``chart`` is ``"03"`` or ``"04"``; both days count."""

    adviser: int
    client: int
    year_start: date
    account_length: int
    first: date
    last: date
    name: str
    chart: str
    made_at: datetime


def file_lines(batch: Batch, bookings: Iterable[Booking]) -> Iterator[bytes]:
    """The file line by line. The caller keeps to MOST_LINES."""
    yield _line(_head(batch))
    yield _line(COLUMNS)
    for booking in bookings:
        yield _line(_row(booking))


def _head(batch: Batch) -> list[str]:
    made = f"{batch.made_at:%Y%m%d%H%M%S}{batch.made_at.microsecond // 1000:03d}"
    name = _NOT_IN_NAME.sub(" ", _ascii(batch.name))[:LONGEST_NAME].strip()
    return [
        *('"EXTF"', "700", "21", '"Buchungsstapel"', "13", made, "", '"KL"', '"Kreislauf"', '""'),
        *(str(batch.adviser), str(batch.client), f"{batch.year_start:%Y%m%d}", str(batch.account_length)),
        *(f"{batch.first:%Y%m%d}", f"{batch.last:%Y%m%d}", f'"{name}"', '""'),
        *("1", "0", "0", '"EUR"', "", '""', "", "", f'"{batch.chart}"', "", "", '""', '""'),
    ]


def _row(booking: Booking) -> list[str]:
    row = list(_EMPTY)
    row[0] = f"{booking.cents // 100},{booking.cents % 100:02d}"
    row[1] = '"S"' if booking.is_debit else '"H"'
    row[2] = '"EUR"'
    row[6], row[7], row[8] = booking.account, booking.against, f'"{booking.tax_key}"'
    row[9] = f"{booking.on:%d%m}"  # the year follows from the head
    row[10] = f'"{reference_text(booking.reference)}"'
    row[11] = f'"{reference_text(booking.second)[:LONGEST_SECOND]}"'
    row[13] = _quoted(_text(booking.text)[:LONGEST_TEXT])
    row[113] = "0"  # not locked: the adviser looks at it first. Left empty, DATEV would lock it for good.
    return row


def reference_text(text: str) -> str:
    """Only what DATEV takes in „Belegfeld“: letters, digits and a few signs, no blanks."""
    return _NOT_IN_REFERENCE.sub("-", _ascii(text)).strip("-")[:LONGEST_REFERENCE]


def _text(text: str) -> str:
    """In Latin-1, without control characters; letters from further away lose their marks, or become a question mark."""
    plain = unicodedata.normalize("NFC", text).translate(_PLAIN)
    kept = "".join(sign if _is_latin(sign) else _ascii(sign) or "?" for sign in plain)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in kept).split())


def _is_latin(sign: str) -> bool:
    return ord(sign) < 256


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode()


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))


def _line(fields: Iterable[str]) -> bytes:
    return (";".join(fields) + "\r\n").encode("cp1252")


def _pairs(first: str, second: str, count: int) -> list[str]:
    return [name for number in range(1, count + 1) for name in (f"{first} {number}", f"{second} {number}")]


COLUMNS = [
    *("Umsatz (ohne Soll/Haben-Kz)", "Soll/Haben-Kennzeichen", "WKZ Umsatz", "Kurs", "Basis-Umsatz"),
    *("WKZ Basis-Umsatz", "Konto", "Gegenkonto (ohne BU-Schlüssel)", "BU-Schlüssel", "Belegdatum", "Belegfeld 1"),
    *("Belegfeld 2", "Skonto", "Buchungstext", "Postensperre", "Diverse Adressnummer", "Geschäftspartnerbank"),
    *("Sachverhalt", "Zinssperre", "Beleglink"),
    *_pairs("Beleginfo - Art", "Beleginfo - Inhalt", 8),
    *("KOST1 - Kostenstelle", "KOST2 - Kostenstelle", "Kost-Menge", "EU-Land u. UStID", "EU-Steuersatz"),
    *("Abw. Versteuerungsart", "Sachverhalt L+L", "Funktionsergänzung L+L", "BU 49 Hauptfunktionstyp"),
    *("BU 49 Hauptfunktionsnummer", "BU 49 Funktionsergänzung"),
    *_pairs("Zusatzinformation - Art", "Zusatzinformation- Inhalt", 20),
    *("Stück", "Gewicht", "Zahlweise", "Forderungsart", "Veranlagungsjahr", "Zugeordnete Fälligkeit", "Skontotyp"),
    *("Auftragsnummer", "Buchungstyp", "USt-Schlüssel (Anzahlungen)", "EU-Land (Anzahlungen)"),
    *("Sachverhalt L+L (Anzahlungen)", "EU-Steuersatz (Anzahlungen)", "Erlöskonto (Anzahlungen)", "Herkunft-Kz"),
    *("Buchungs GUID", "KOST-Datum", "SEPA-Mandatsreferenz", "Skontosperre", "Gesellschaftername"),
    *("Beteiligtennummer", "Identifikationsnummer", "Zeichnernummer", "Postensperre bis"),
    *("Bezeichnung SoBil-Sachverhalt", "Kennzeichen SoBil-Buchung", "Festschreibung", "Leistungsdatum"),
    *("Datum Zuord. Steuerperiode", "Fälligkeit", "Generalumkehr (GU)", "Steuersatz", "Land"),
    *("Abrechnungsreferenz", "BVV-Position", "EU-Land u. UStID (Ursprung)", "EU-Steuersatz (Ursprung)"),
    "Abw. Skontokonto",
]
# Text columns, from 0: an empty text is a pair of quotes, an empty number nothing at all.
_TEXTS = {
    *(1, 2, 5, 8, 10, 11, 13, 15, *range(19, 38), 39, 41, *range(47, 87)),
    *(90, 94, 95, 97, 101, 102, 104, 106, 108, 109, 111, 117, 119, 120, 122),
}
_EMPTY = ['""' if number in _TEXTS else "" for number in range(len(COLUMNS))]
