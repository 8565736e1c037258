"""What a job says beside its text, in words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kreislauf.money import format_euro
from marketplace.listings.models import Listing
from marketplace.listings.submit.jobs import JOB_FIELDS, UNITS


def details_in_words(listing: Listing) -> Iterator[tuple[str | Promise, str]]:
    """Labels and values, in the order of the form; nothing for other kinds."""
    said = listing.details
    if pay := _pay(listing):
        yield _("Lohn"), pay
    for name in ("hours", "contract", "start", "remote", "how_to_apply"):
        if said.get(name):
            field = JOB_FIELDS[name]()
            choices = dict(getattr(field, "choices", ()))
            value = _("ja") if said[name] is True else str(choices.get(said[name], said[name]))
            yield field.label or "", value


def _pay(listing: Listing) -> str:
    low, high = listing.details.get("salary_from"), listing.details.get("salary_to")
    said = [format_euro(one) for one in (low, high) if one is not None]
    amount = _("%(low)s bis %(high)s") % {"low": said[0], "high": said[1]} if len(said) > 1 else "".join(said)
    unit = dict(UNITS).get(listing.details.get("salary_unit", ""), "")
    return f"{amount} {unit}".strip() if amount else ""
