"""A process that reports to Sentry, as it is set up in production; what would be sent is printed instead."""

from __future__ import annotations

import json
import sys
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
from sentry_sdk.transport import Transport

from kreislauf.observability import start_sentry


class Printed(Transport):
    def capture_envelope(self, envelope: Any) -> None:
        for item in envelope.items:
            print(json.dumps(item.payload.json), flush=True)


if __name__ == "__main__":
    django.setup()
    start_sentry("http://key@127.0.0.1:1/1", environment="test", transport=Printed)
    settings.URLCONFS["region"] = "tests.kreislauf.broken_view"
    application = get_wsgi_application()
    for host in sys.argv[1:]:
        asked = RequestFactory(HTTP_HOST=host, HTTP_COOKIE="sitzung=geheime-sitzung", REMOTE_ADDR="203.0.113.7").post(
            "/kaputt/geheimes-token/?q=geheime-frage", {"password": "geheimes-wort"}
        )
        for _ in application(asked.environ, lambda *_: None):
            """The error page is not looked at."""
