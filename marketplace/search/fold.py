"""One spelling for what is written and what is typed: lower case, plain letters, signs as blanks.

``search_folded`` of migration 0001 does the same in the database; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe"})
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "þ": "th", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ς": "σ"}
)
_MARKS = re.compile(r"[\u0300-\u036f]+")
# Ranges instead of classes: what a letter is must not depend on a server's locale.
_SIGNS = re.compile(
    r"[^a-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff\ufe70-\ufefe"
    r"\U00010000-\U0001efff\U00020000-\U000323af]+"
)
_HYPHENS = re.compile("[-'\u2019\u2010\u2011]")
_WITHOUT_MARKS = str.maketrans("äöüøÄÖÜØ", "aouoAOUO")
_SPELLED_OUT = re.compile(r"(?<=[ao])e")
_SPELLED_OUT_U = re.compile(r"(?<![aeq])ue")  # in „Bauer“, „neue“ and „Quelle“ it is no ü


def folded(text: str) -> str:
    """``Bäckerei Sørensen & Söhne`` → ``baeckerei soerensen soehne``."""
    lower = unicodedata.normalize("NFKC", text.replace("\0", " ")).lower()
    letters = unicodedata.normalize("NFKD", lower.translate(_UMLAUTS)).translate(_LETTERS)
    return _SIGNS.sub(" ", _MARKS.sub("", letters)).strip()


def words_in(text: str) -> str:
    """Each word as often as people may spell it, as ``search_words`` writes them into the column ``words``."""
    text = unicodedata.normalize("NFC", text)
    if _HYPHENS.search(text):
        text = f"{text} {_HYPHENS.sub('', text)}"
    plain = folded(text)
    spelled = {*plain.split(), *folded(text.translate(_WITHOUT_MARKS)).split(), *bare(plain).split()}
    return f" {' '.join(sorted(spelled))} "


def bare(word: str) -> str:
    """A folded word without what spells an umlaut out: ``baeckerei`` → ``backerei``, ``bauer`` stays."""
    return _SPELLED_OUT_U.sub("u", _SPELLED_OUT.sub("", word))
