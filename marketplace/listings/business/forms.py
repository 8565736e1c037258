"""A listing by a business, which is known already."""

from __future__ import annotations

from kreislauf.forms.form_key import FormKeyField
from marketplace.listings.submit.forms import TextsForm
from marketplace.listings.submit.jobs import wording_hints


class BusinessListingForm(TextsForm):
    key = FormKeyField("listing")

    def hints(self) -> list[str]:
        """What a job listing may want to say otherwise (§ 11 AGG): shown once before it is sent, never a refusal."""
        if not self.kind.is_job or not self.is_bound or self.errors:
            return []
        return wording_hints(f"{self.cleaned_data['title']} {self.cleaned_data['body']}")
