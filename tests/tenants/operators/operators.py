from __future__ import annotations

from django.test import Client

from tenants.operators.models import Operator

PASSWORD = "sieben-zwerge-im-wald"
HOST = "leitstand.localhost"


def make_operator(*, email: str = "robin@kreislauf.example", name: str = "Robin") -> Operator:
    return Operator.objects.create_operator(email, PASSWORD, name=name)


def signed_in() -> Client:
    client = Client(HTTP_HOST=HOST)
    client.force_login(make_operator(), backend="tenants.operators.backend.OperatorBackend")  # type: ignore[arg-type]
    return client
