"""A word that somebody on the telephone remembers instead of having an account: ``Ahorn-17``."""

from __future__ import annotations

import secrets

_WORDS = (
    *("Ahorn", "Amsel", "Anker", "Apfel", "Birke", "Biene", "Boot", "Brise", "Buche", "Dachs", "Deich", "Distel"),
    *("Eiche", "Elster", "Erle", "Esche", "Falke", "Farn", "Feder", "Fichte", "Fink", "Forelle", "Garten", "Geest"),
    *("Hafen", "Hafer", "Hase", "Heide", "Honig", "Igel", "Kahn", "Kiebitz", "Kiefer", "Klee", "Knick", "Koppel"),
    *("Krabbe", "Kranich", "Laterne", "Lerche", "Linde", "Mohn", "Moor", "Mühle", "Nebel", "Otter", "Pappel", "Quelle"),
    *("Reet", "Robbe", "Roggen", "Rose", "Schaf", "Segel", "Specht", "Storch", "Strand", "Tanne", "Ulme", "Weide"),
)


def memo_word() -> str:
    """One of some 5,000: with the name and the listing enough for a call, nothing that opens a page."""
    return f"{secrets.choice(_WORDS)}-{secrets.randbelow(89) + 11}"
