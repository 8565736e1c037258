"""What the script of the sign-in pages asks: a challenge, and whether its answer is right."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kreislauf.accounts.limits import address_of_client, allow_try, wait_in_words
from kreislauf.accounts.second_factor.challenge import BadPasskey
from kreislauf.accounts.second_factor.passkeys import ask_to_use, use_passkey
from kreislauf.accounts.signing_in.enter import complete
from kreislauf.accounts.signing_in.half import half_signed_in
from kreislauf.permissions import Audience, allow
from kreislauf.web.local_path import local_path

QUARTER_HOUR, CHALLENGES = 15 * 60, 60


@allow(Audience.ANYONE, while_draft=True, while_paused=True, secret=True)
@require_POST
def question(request: HttpRequest) -> HttpResponse:
    """A challenge: for the keys of whose password was right just now, else for any key that the device has for us."""
    if not allow_try(f"challenges {address_of_client(request)}", CHALLENGES, QUARTER_HOUR):
        return refused(wait_in_words(QUARTER_HOUR), status=429)
    half = half_signed_in(request)
    return JsonResponse(ask_to_use(request, half[0] if half else None))


@allow(Audience.ANYONE, while_draft=True, while_paused=True, secret=True)
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Signs in whose key has signed, and says where to go on."""
    half, now, given = half_signed_in(request), timezone.now(), body_of(request)
    try:
        person = use_passkey(request, half[0] if half else None, given.get("answer"), at=now)
    except BadPasskey:
        return refused(_("Dieser Passkey passt hier nicht."))
    wanted = half[1] if half else local_path(str(given.get("next", "")))
    inside = complete(request, person, factor="passkey", at=now, next_path=wanted)
    response = JsonResponse({"go_to": inside["Location"]})
    response.cookies.update(inside.cookies)
    return response


def body_of(request: HttpRequest) -> dict[str, Any]:
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException):  # the last: it came as a form
        return {}
    return found if isinstance(found, dict) else {}


def refused(text: str, *, status: int = 422) -> JsonResponse:
    return JsonResponse({"error": text}, status=status)
