"""Sign somebody in whose password, or passkey, was right."""

from __future__ import annotations

import time
from datetime import datetime

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kreislauf.accounts.realm import Person, current_realm, log_account
from kreislauf.accounts.second_factor.factors import has_second_factor
from kreislauf.accounts.second_factor.required import settle_requirement
from kreislauf.accounts.signing_in.browser import browser_of, device_in_words
from kreislauf.accounts.signing_in.confirmed import note_confirmation
from kreislauf.accounts.signing_in.device import known_device, remember_device
from kreislauf.accounts.signing_in.half import forget_half, remember_half


def enter(request: HttpRequest, person: Person, *, at: datetime, next_path: str = "") -> HttpResponse:
    """Go in, or on to the page that asks for the second factor if the person has one."""
    if has_second_factor(person):
        remember_half(request, person, next_path=next_path)
        return redirect("accounts:second_factor")
    return complete(request, person, factor="", at=at, next_path=next_path)


@transaction.atomic
def complete(request: HttpRequest, person: Person, *, factor: str, at: datetime, next_path: str = "") -> HttpResponse:
    """Sign in. ``factor`` is the second one that was shown, or none. An unknown device is reported to the owner."""
    realm, first = current_realm(), person.last_login is None
    known = known_device(request, person)
    forget_half(request)
    login(request, person, backend=realm.backend)
    request.session.update({"browser": browser_of(request), "signed_in_at": int(time.time())})
    note_confirmation(request)
    settle_requirement(request, person, factor=factor)
    log_account("user.signed_in", person, by=person, at=at, **({"factor": factor} if factor else {}))
    if not known and not first:
        _report_new_device(request, person, at=at)
    response = redirect(next_path or realm.start_page(request, person))
    remember_device(response, request, person)
    return response


def _report_new_device(request: HttpRequest, person: Person, *, at: datetime) -> None:
    browser = browser_of(request)
    log_account("user.new_device", person, by=person, at=at, device=device_in_words(browser))
    current_realm().letters.new_device.queue(person, to=person.email, browser=browser, at=at.isoformat())
