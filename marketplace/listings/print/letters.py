"""The mail that brings the poster every Friday."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Attachment, Letter
from marketplace.listings.models import PosterMail
from marketplace.listings.print.poster import place_named, poster
from tenants.branding.on_paper import current_site, file_name


@letter("listings.poster", PosterMail, title=gettext_lazy("Aushang am Freitag"))
def weekly(row: PosterMail) -> Letter | None:
    """Drawn when it is sent, so that it shows what stands on the board then."""
    where = row.place or current_site().place
    pdf = Attachment(file_name("aushang", row.place), poster(place_named(row.place)), "application/pdf")
    return Letter(template="listings/mail/poster", context={"where": where}, attachments=[pdf])
