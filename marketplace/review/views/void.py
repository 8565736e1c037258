"""The page where there is nothing to decide any more, and why."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.review.decisions import AlreadyDecided, NothingAsked, OutdatedVersion, StillAsked, TooLate
from marketplace.review.kinds import Review
from marketplace.review.words import state_word

KINDS = {OutdatedVersion: "outdated", AlreadyDecided: "decided", StillAsked: "asked", NothingAsked: "decided"}
STATUS = {"bad": 404, "expired": 410, "gone": 410}


def void(request: HttpRequest, review: Review[Any], late: TooLate) -> HttpResponse:
    row = late.row
    context = {"kind": KINDS[type(late)], "row": row, "name": str(row.proposed()), "state": state_word(row)}
    return render(request, "review/letter_void.html", context, status=409)


def void_link(request: HttpRequest, kind: str) -> HttpResponse:
    """Of a link that is expired or no link of ours, or whose entry is gone."""
    return render(request, "review/letter_void.html", {"kind": kind}, status=STATUS[kind])
