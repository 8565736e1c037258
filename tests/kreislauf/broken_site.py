"""The platform's web with the pages of ``broken_view`` in its regions."""

from __future__ import annotations

from django.conf import settings

from kreislauf.wsgi import application

settings.URLCONFS["region"] = "tests.kreislauf.broken_view"

__all__ = ["application"]
