"""A filled-in application, to be changed by what a test is about."""

from __future__ import annotations

from typing import Any

from tenants.signup.apply import SignupData

KEY = "k" * 32


def filled(**changes: Any) -> dict[str, Any]:
    """What a browser sends."""
    return {
        "name": "Stadt Flensburg",
        "kind": "kreisfreie_stadt",
        "ars": "01 0 01 0000 000",
        "label": "flensburg",
        "contact_name": "Ute Brandt",
        "email": "ute.brandt@flensburg.example",
        "primary_colour": "#0b5563",
        "accent_colour": "#f26b3a",
        "glyphs": ["boat", "bridge", "house"],
        "modules": ["vouchers"],
        "key": KEY,
        **changes,
    }


def signup_data(**changes: Any) -> SignupData:
    values: dict[str, Any] = {
        "name": "Stadt Flensburg",
        "kind": "kreisfreie_stadt",
        "ars": "010010000000",
        "label": "flensburg",
        "contact_name": "Ute Brandt",
        "email": "ute.brandt@flensburg.example",
        "primary_colour": "#0b5563",
        "accent_colour": "#f26b3a",
        "glyphs": ["boat", "bridge", "house"],
        "modules": ["vouchers"],
    }
    return SignupData(**(values | changes))
