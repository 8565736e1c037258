"""The kinds of letters about somebody's account, the same for a region's people and for operators."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from kreislauf.accounts import letter_texts
from kreislauf.mail.kinds import Kind, letter


class Letters(NamedTuple):
    new_device: Kind[Any]
    sign_in: Kind[Any]
    new_address: Kind[Any]
    old_address: Kind[Any]
    factor_reset: Kind[Any]
    reset: Kind[Any]


def declare_letters(prefix: str, model: type[Model]) -> Letters:
    """The kinds of one realm, whose accounts are rows of ``model``."""
    return Letters(
        new_device=letter(f"{prefix}.new_device", model, title=_("Neue Anmeldung"))(letter_texts.new_device),
        sign_in=letter(f"{prefix}.sign_in", model, title=_("Link zum Anmelden"))(letter_texts.sign_in),
        new_address=letter(f"{prefix}.new_address", model, title=_("Neue E-Mail-Adresse bestätigen"))(
            letter_texts.new_address
        ),
        old_address=letter(f"{prefix}.old_address", model, title=_("E-Mail-Adresse geändert"))(
            letter_texts.old_address
        ),
        factor_reset=letter(f"{prefix}.factor_reset", model, title=_("Zweiter Faktor zurückgesetzt"))(
            letter_texts.factor_reset
        ),
        reset=letter(f"{prefix}.reset", None, title=_("Neues Passwort"), answers_visitor=True)(letter_texts.reset),
    )
