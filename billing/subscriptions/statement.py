"""Read the operator's bank statement: which movements pay which invoices. Nothing is booked before a person says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, NamedTuple

from django.utils.translation import gettext as _

from billing.bank.camt.line import CamtRefused, Line
from billing.bank.camt.read import read_camt
from billing.bank.imports.prints import Prints
from billing.subscriptions.models import Invoice, Payment, Way
from billing.subscriptions.pay import record_payment
from billing.subscriptions.series import reference_of
from kreislauf.audit.actor import Actor

MOST_LINES = 20_000
SHORTEST = 5  # RF, two digits and one more
_LONGEST = 25
_START = re.compile(r"RF[0-9]{2}")
_DIGITS = re.compile(r"20[0-9]{2}[0-9]{5}")
_PREFIXES = range(1, 7)  # letters before the digits of a number; what stands before those is another word


class Found(NamedTuple):
    """A movement that names one invoice; ``key`` is the movement's own name, so that it pays once."""

    invoice_id: int
    cents: int
    paid_on: str  # an ISO date: it travels through the page
    key: str

    @property
    def day(self) -> date:
        return date.fromisoformat(self.paid_on)


@dataclass
class Reading:
    """``found`` can be booked, ``known`` were booked before, ``others`` came in and name no invoice of ours."""

    found: list[tuple[Found, Invoice]] = field(default_factory=list)
    known: int = 0
    others: list[Line] = field(default_factory=list)


def read_statement(upload: IO[bytes], *, iban: str) -> Reading:
    """Of the account ``iban`` only. Refuses with ``CamtRefused``, also a file of another account."""
    lines = list(_incoming(upload, iban=iban.replace(" ", "")))
    named = _invoices({word for line, _key in lines for word in _words(line)})
    keys = [key for _line, key in lines]
    booked = set(Payment.objects.filter(key__in=keys).values_list("key", flat=True))
    reading = Reading()
    for line, key in lines:
        hit = {invoice.pk: invoice for word in _words(line) if (invoice := named.get(word))}
        if key in booked:
            reading.known += 1
        elif len(hit) == 1 and line.booked_on is not None:
            (invoice,) = hit.values()
            reading.found.append((Found(invoice.pk, line.cents, line.booked_on.isoformat(), key), invoice))
        else:
            reading.others.append(line)
    return reading


def book(found: Sequence[Found], *, by: Actor, at: datetime) -> int:
    """Enter the payments; what was entered meanwhile stays once. How many are new."""
    before = Payment.objects.count()
    invoices = Invoice.objects.in_bulk([each.invoice_id for each in found])
    for each in found:
        record_payment(
            invoices[each.invoice_id],
            amount_cents=each.cents,
            paid_on=each.day,
            way=Way.TRANSFER,
            key=each.key,
            by=by,
            at=at,
        )
    return Payment.objects.count() - before


def _incoming(upload: IO[bytes], *, iban: str) -> Iterator[tuple[Line, str]]:
    prints, other = Prints(), ""
    for number, (statement, line) in enumerate(read_camt(upload)):
        if number >= MOST_LINES:
            raise CamtRefused(_("Der Auszug hat sehr viele Zeilen. Bitte teilen Sie den Zeitraum auf."))
        if statement.iban and statement.iban != iban:
            other = statement.iban
            continue
        content = prints.of(statement, line)[1]
        if line.cents > 0 and line.currency == "EUR" and not line.is_pending and not line.return_reason:
            yield line, f"bank:{content}"
    if other:
        raise CamtRefused(_("Das ist der Auszug eines anderen Kontos: %(iban)s.") % {"iban": other})


def _words(line: Line) -> set[str]:
    """All that may be a reference or a number: a reference that somebody typed may go on in other words."""
    said = re.sub(r"[^0-9A-Z]", "", f"{line.reference} {line.end_to_end} {line.text}".upper(), flags=re.ASCII)
    starts = (match.start() for match in _START.finditer(said))
    long = {said[start : start + length] for start in starts for length in range(SHORTEST, _LONGEST + 1)}
    digits = [match.start() for match in _DIGITS.finditer(said)]
    numbers = {said[start - n : start + 9] for start in digits for n in _PREFIXES if said[start - n : start].isalpha()}
    return long | numbers


def _invoices(words: set[str]) -> dict[str, Invoice]:
    """By reference, and by number without its dashes."""
    found: dict[str, Invoice] = {}
    numbers = {reference_of(word) for word in words if word[-9:].isdigit()}
    for invoice in Invoice.objects.select_related("balance").filter(reference__in=words | numbers):
        found[invoice.reference] = invoice
        found[invoice.number.replace("-", "")] = invoice
    return found
