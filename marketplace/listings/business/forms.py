"""A listing by a business, which is known already."""

from __future__ import annotations

from kreislauf.forms.form_key import FormKeyField
from marketplace.listings.submit.forms import TextsForm


class BusinessListingForm(TextsForm):
    key = FormKeyField("listing")
