"""Who advises, and how to reach them: changed at once, for a number that is wrong helps nobody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.advice.models import Adviser
from marketplace.advice.shared.card import share_all_naming
from marketplace.partners.models import Body

ENTRY = frozenset(
    {
        *("name", "role", "picture", "picture_alt", "phone", "email", "languages", "hours", "hours_note"),
        *("booking_url", "on_flyer", "talks"),
    }
)
PRINTED = ("name", "role", "phone", "email")  # what flyers show


def add_adviser(
    body: Body, entry: Mapping[str, Any], *, topics: list[int], key: str, by: Actor, at: datetime
) -> Adviser:
    """On show at once. ``key`` names the form: sent twice, it makes one. Another name in ``entry`` is a TypeError."""
    _check(entry)
    today = timezone.localdate(at)
    noted = {"shown_at": at, "numbers_changed_at": at, "assured_on": today, "assured_by": str(by)[:254]}
    try:
        with transaction.atomic():
            adviser = Adviser.objects.create(body=body, **entry, **noted, key=key)
            adviser.topics.set(topics)
            settle_pictures(names_of(adviser))
            record("adviser.added", adviser, by=by, at=at)
    except IntegrityError:
        first = Adviser.objects.filter(key=key).first()
        if first is None:
            raise
        return first
    return adviser


@transaction.atomic
def change_adviser(
    adviser: Adviser, entry: Mapping[str, Any], *, topics: list[int], by: Actor, at: datetime
) -> Adviser:
    """At once in each text that names it, and on each paper from now on. Saving it says that it is right."""
    _check(entry)
    row = _locked(adviser)
    before, printed = names_of(row), {name: getattr(row, name) for name in PRINTED}
    for name, value in entry.items():
        setattr(row, name, value)
    if any(getattr(row, name) != value for name, value in printed.items()):
        row.numbers_changed_at = at
    row.assured_on, row.assured_by = timezone.localdate(at), str(by)[:254]
    row.save()
    row.topics.set(topics)
    settle_pictures(before | names_of(row))
    changed = sorted(name for name, value in printed.items() if getattr(row, name) != value)
    record("adviser.changed", row, by=by, at=at, fields=changed)
    share_all_naming(row)
    return row


@transaction.atomic
def show_adviser(adviser: Adviser, *, shown: bool, by: Actor, at: datetime) -> Adviser:
    """Off the page, texts no longer name it; and back. Done already, nothing happens."""
    row = _locked(adviser)
    if bool(row.shown_at) != shown:
        row.shown_at = at if shown else None
        row.save(update_fields=["shown_at"])
        settle_pictures(names_of(row))
        record("adviser.shown" if shown else "adviser.hidden", row, by=by, at=at)
        share_all_naming(row)
    return row


@transaction.atomic
def assure_adviser(adviser: Adviser, *, by: Actor, at: datetime) -> Adviser:
    """Somebody says that number and hours are right today."""
    row = _locked(adviser)
    row.assured_on, row.assured_by = timezone.localdate(at), str(by)[:254]
    row.save(update_fields=["assured_on", "assured_by"])
    record("adviser.assured", row, by=by, at=at)
    return row


def _locked(adviser: Adviser) -> Adviser:
    return Adviser.objects.select_for_update(of=("self",)).select_related("body").get(pk=adviser.pk)


def _check(entry: Mapping[str, Any]) -> None:
    if unknown := set(entry) - ENTRY:
        raise TypeError(f"An adviser has no {', '.join(sorted(unknown))}.")
