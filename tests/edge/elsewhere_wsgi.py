"""The web, in which payments go through ``tests.edge.elsewhere``."""

from __future__ import annotations

from django.conf import settings

from kreislauf.wsgi import application as application

settings.PAYMENT_PROVIDERS = {"sandbox": "tests.edge.elsewhere.Elsewhere"}
