"""What people type or paste, without the signs that nobody sees."""

from __future__ import annotations

import re
import unicodedata

import idna.core

_JOINERS = "\u200c\u200d"
# Category Cf: soft hyphens, zero-width spaces, marks and overrides of the reading direction, byte-order marks, tags.
_FORMAT = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
# Letters and signs that draw nothing: fillers of Hangul and Khmer, the grapheme joiner, an empty Braille cell.
_BLANK_SIGNS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\u0085]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DASHES = re.compile("[\u2010-\u2015\u2212\u2796\u30fc]")
_SLASHES = re.compile("[\u2044\u2215]")
_VISIBLE = frozenset("LNPS")
_EMOJI_BEFORE, _EMOJI_AFTER = frozenset({"So", "Sk", "Mn"}), frozenset({"So", "Sm"})


def plain_text(text: str, *, lines: bool = False) -> str:
    """The text in NFC without invisible signs; in one line unless ``lines``. Empty where nothing of it can be seen.

    A joiner stays where its script or an emoji needs it: in Persian and Hindi words, in families and flags.
    """
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    if not text.isascii():
        text = _BLANK_SIGNS.sub("", _FORMAT.sub(_needed_joiner, text))
    if not lines:
        text = re.sub(r"\s+", " ", text) if not has_control(text) else text
    text = text.strip()
    return text if has_control(text) or any(unicodedata.category(sign)[0] in _VISIBLE for sign in text) else ""


def plain_number(text: str) -> str:
    """A number as keyboards have it: its digits, hyphens, slashes and blanks as ASCII, and nothing that only shapes."""
    plain = plain_text(unicodedata.normalize("NFKC", text))
    plain = "".join(sign for sign in plain if unicodedata.category(sign) not in {"Mn", "Cf"})
    return _SLASHES.sub("/", _DASHES.sub("-", plain))


def has_control(text: str) -> bool:
    """Whether it holds a bell, an escape, half a character or another sign that stands in no text."""
    return _CONTROL.search(text) is not None


def _needed_joiner(match: re.Match[str]) -> str:
    sign, text, place = match[0], match.string, match.start()
    if sign not in _JOINERS or not 0 < place < len(text) - 1:
        return ""
    return sign if _joins_emoji(text, place) or _joins_letters(text, place) else ""


def _joins_emoji(text: str, place: int) -> bool:
    before, after = unicodedata.category(text[place - 1]), unicodedata.category(text[place + 1])
    return text[place] == "\u200d" and before in _EMOJI_BEFORE and after in _EMOJI_AFTER


def _joins_letters(text: str, place: int) -> bool:
    """As RFC 5892 has it for names in the DNS: behind a virama, or between letters that would join."""
    around = text[max(0, place - 8) : place + 9]
    try:
        return idna.core.valid_contextj(around, min(place, 8))
    except ValueError:  # an unassigned sign beside it
        return False
