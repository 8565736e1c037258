"""What an address comes to, however somebody writes it: „Holtenauer Straße 12“ and „Holtenauerstr. 12“ are one."""

from __future__ import annotations

import re

from django.db import models

from kreislauf.plain_text import plain_text

ADDRESS_LENGTH = 130


class AddressShape(models.CharField):  # type: ignore[type-arg]
    """The shape of a business's address, written with every saving of it."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        shape = address_shape(model_instance.postcode, model_instance.street)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, shape)
        return shape


def address_shape(postcode: str, street: str) -> str:
    """A hyphen between two numbers stays: 1-3 is not 13."""
    plain = re.sub(r"stra(?:ß|ss)e", "str", plain_text(street).casefold())
    return f"{postcode} {re.sub(r'(?<![0-9])-|-(?![0-9])|[^-/0-9a-zäöüß]+', '', plain)}"[:ADDRESS_LENGTH]
