"""What a provider asks for is said in plain words, each once, the most urgent first; the unknown in general."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.merchants.needs import due_on, needs_in_words


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("individual.verification.document", "Ein Foto von Ausweis oder Reisepass"),
        ("person_1Abc.verification.document", "Ein Foto von Ausweis oder Reisepass"),
        ("identity.individual.documents.primary_verification", "Ein Foto von Ausweis oder Reisepass"),
        ("individual.verification.additional_document", "Ein Nachweis der Privatanschrift"),
        ("company.verification.document", "Ein Nachweis des Betriebs"),
        ("external_account", "Das Bankkonto (IBAN)"),
        ("company.tax_id", "Die Steuernummer"),
        ("company.vat_id", "Die Umsatzsteuer-Identifikationsnummer"),
        ("tos_acceptance.date", "Die Zustimmung zu den Bedingungen"),
        ("tos_acceptance.ip", "Die Zustimmung zu den Bedingungen"),
        ("business_profile.url", "Die Internetadresse des Betriebs"),
        ("business_profile.mcc", "Die Branche"),
        ("business_profile.product_description", "Ein Satz, was der Betrieb verkauft"),
        ("representative.dob.day", "Wer für den Betrieb spricht"),
        ("individual.dob.day", "Das Geburtsdatum"),
        ("owners.email", "Wem der Betrieb gehört"),
        ("company.address.line1", "Die Anschrift"),
        ("individual.first_name", "Der vollständige Name"),
        ("individual.email", "Eine E-Mail-Adresse"),
        ("company.phone", "Eine Telefonnummer"),
        ("business_type", "Die Rechtsform"),
        ("something.brand_new", "Eine weitere Angabe"),
    ],
)
def test_a_field_has_words(field: str, words: str) -> None:
    [need] = needs_in_words([{"field": field, "until": None}])
    assert str(need.text).startswith(words)


def test_the_same_thing_is_asked_for_once_with_the_earliest_day_and_the_most_urgent_first() -> None:
    needs = [
        {"field": "external_account", "until": None},
        {"field": "individual.dob.day", "until": "2026-12-24"},
        {"field": "individual.dob.month", "until": "2026-12-20"},
        {"field": "individual.dob.year", "until": None},
        {"field": "company.phone", "until": "2026-12-22"},
    ]
    assert [need.until for need in needs_in_words(needs)] == [date(2026, 12, 20), date(2026, 12, 22), None]
    assert due_on(needs) == date(2026, 12, 20)
    assert due_on([]) is None
