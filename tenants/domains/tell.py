"""Have a letter about an own host written."""

from __future__ import annotations

from django.db import transaction

from kreislauf.regions import stepping_into
from tenants.domains.models import OwnHost


def tell_of(own: OwnHost, occasion: str) -> None:
    """After the commit. ``occasion`` is proved, lost or closed."""
    from tenants.domains.tasks import mail_of_host

    def queue() -> None:
        with stepping_into(None):
            mail_of_host.delay(pk=own.pk, occasion=occasion)

    transaction.on_commit(queue, robust=True)
