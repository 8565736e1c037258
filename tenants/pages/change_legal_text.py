"""Change one legal text of the region."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from tenants.branding.change_texts import LEGAL_TEXT, change_texts
from tenants.branding.models import Branding
from tenants.pages.texts.kinds import LegalPage


@transaction.atomic
def change_legal_text(page: LegalPage, text: str, *, made_from: int | None, by: Actor, at: datetime) -> None:
    """Save it; ``made_from`` is the version of the template that it was made from, if it was."""
    branding = Branding.objects.select_for_update().get()
    text = text.replace("\r\n", "\n").strip()
    versions = branding.template_versions
    if made_from is not None:
        versions = {**versions, page.field: min(made_from, page.version)}
    changed = {page.field: text != page.text(branding), "template_versions": versions != branding.template_versions}
    setattr(branding, page.field, text)
    branding.template_versions = versions
    change_texts(branding, fields=[name for name, is_new in changed.items() if is_new], by=by, at=at, part=LEGAL_TEXT)
