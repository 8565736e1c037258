"""What was typed into the search of a list."""

from __future__ import annotations

from django.http import HttpRequest


def words_asked(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
