from __future__ import annotations

import time

from django.test import Client

from tenants.operators.models import Operator

PASSWORD = "sieben-zwerge-im-wald"
HOST = "leitstand.localhost"


def make_operator(*, email: str = "robin@kreislauf.example", name: str = "Robin") -> Operator:
    return Operator.objects.create_operator(email, PASSWORD, name=name)


def signed_in() -> Client:
    client = Client(HTTP_HOST=HOST)
    client.force_login(make_operator(), backend="tenants.operators.backend.OperatorBackend")  # type: ignore[arg-type]
    session = client.session
    session["confirmed_at"] = int(time.time())  # the password was given just now
    session.save()
    return client
