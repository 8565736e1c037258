"""How much of something, as a person reads it."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def whole(number: int) -> str:
    """``12.345``."""
    return number_format(number, force_grouping=True)


def percent(share: float) -> str:
    """``0,05 %`` of 0.0005; of less than a hundredth of a per cent only that it is less."""
    if 0 < share < 0.0001:
        return _("unter %(n)s %%") % {"n": number_format(0.01, 2)}
    return _("%(n)s %%") % {"n": number_format(f"{100 * share:.2f}".rstrip("0").rstrip("."))}
