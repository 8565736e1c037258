"""Whether a password withstands guessing: zxcvbn's estimate, with German words and the names of the place and person.

Nothing is asked of a list of leaked passwords: none lies here, and a password is sent to nobody.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kreislauf.accounts.passwords.words import german_words, ranked, words_of
from kreislauf.accounts.realm import current_realm

SHORTEST = 10
ENOUGH = 10**10  # guesses: zxcvbn's highest mark, safe even if the hashes are stolen
LOOKED_AT = 72  # signs; the library's work grows with the square of the length


class StrengthValidator:
    """Refuses with one sentence that says what is weak and one that says what helps."""

    def validate(self, password: str, user: Any = None) -> None:
        missing = SHORTEST - len(password)
        if missing > 0:
            raise ValidationError(_too_short(missing), code="password_too_short")
        guesses, parts = _guesses(password[:LOOKED_AT], _own_words(user))
        if guesses < ENOUGH:
            raise ValidationError(f"{_what_is_weak(parts)} {_what_helps()}", code="password_too_weak")


def _own_words(person: Any) -> list[str]:
    own = [person.name, person.email, person.email.partition("@")[0]] if person is not None else []
    return words_of([*current_realm().context_words(), *own])


def _guesses(password: str, own_words: list[str]) -> tuple[float, list[dict[str, Any]]]:
    """How many guesses it takes, and the parts that the password falls into."""
    # 15 MB of word lists, only for who sets a password. Its own front door keeps our words in a global of all threads.
    from zxcvbn import matching, scoring

    lists = {**matching.RANKED_DICTIONARIES, "german": german_words(), "own": ranked(own_words)}
    found = scoring.most_guessable_match_sequence(password, matching.omnimatch(password, lists))
    return found["guesses"], found["sequence"]


def _too_short(missing: int) -> str:
    return ngettext(
        "Das Passwort ist zu kurz: Es fehlt noch %(n)s Zeichen.",
        "Das Passwort ist zu kurz: Es fehlen noch %(n)s Zeichen.",
        missing,
    ) % {"n": missing}


def _what_is_weak(parts: list[dict[str, Any]]) -> str:
    """About the longest part that is easy to guess."""
    known = [part for part in parts if part["pattern"] != "bruteforce"]
    part = max(known, key=lambda part: len(part["token"]), default={"pattern": ""})
    word = {"word": part.get("token", "")}
    if part["pattern"] == "dictionary" and part["dictionary_name"] == "own":
        return _("„%(word)s“ gehört zu Ihnen oder zu dieser Seite; das wird zuerst probiert.") % word
    sentences = {
        "dictionary": _("„%(word)s“ ist ein Wort oder Passwort, das sehr viele benutzen.") % word,
        "spatial": _("„%(word)s“ liegt auf der Tastatur nebeneinander; das wird zuerst probiert.") % word,
        "sequence": _("„%(word)s“ ist eine bekannte Reihenfolge; das wird zuerst probiert.") % word,
        "repeat": _("„%(word)s“ wiederholt sich nur.") % word,
    }
    dates = _("Ein Jahr oder Datum ist schnell erraten.")
    return sentences.get(part["pattern"], dates if part["pattern"] else _("Das Passwort ist schnell erraten."))


def _what_helps() -> str:
    return _("Nehmen Sie drei oder vier Wörter, die nichts miteinander zu tun haben.")
