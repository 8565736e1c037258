"""Who did something, as verbs take it in ``by=`` and the log writes it down."""

from __future__ import annotations

from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

# A user, an operator, an API key's business, or a name such as ``SYSTEM``. The log keeps ``str(actor)``.
Actor: TypeAlias = str | Model | AnonymousUser
