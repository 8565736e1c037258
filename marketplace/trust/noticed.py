"""What a region shows of its neighbours, for notices: its own office decides what stands under its roof."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from kreislauf.audit.actor import Actor
from kreislauf.regions import current_region, stepping_into
from marketplace.trust.noticeable import Noticeable
from tenants.sharing.adopt import NotAdopted, NotOffered, drop, show_again
from tenants.sharing.models import Adoption


class _Adopted(Noticeable[Adoption]):
    def row(self, pk: int) -> Adoption | None:
        """Of the region at work; it stands in the platform's schema."""
        region = current_region()
        with stepping_into(None):
            return self.rows().filter(pk=pk, region_id=region.id).first()


def _words(adoption: Adoption) -> str:
    said = [adoption.title, adoption.intro, adoption.lead, strip_tags(adoption.text_html), adoption.picture_alt]
    return "\n\n".join(filter(None, said))


def _hide(adoption: Adoption, *, reason: str, by: Actor, at: datetime) -> None:
    with suppress(NotAdopted):  # it is gone already
        drop(adoption, reason=reason, by=by, at=at)


def _show(adoption: Adoption, *, by: Actor, at: datetime) -> None:
    with suppress(NotOffered):  # the neighbour shows it to us no longer
        show_again(adoption, by=by, at=at)


NOTICEABLE = _Adopted(
    kind="shared",
    model=Adoption,
    title=_("Von Nachbarn"),
    rows=lambda: Adoption.objects.select_related("card__origin"),
    is_shown=lambda adoption: adoption.ended_at is None,
    author=lambda adoption: "",  # the neighbour's office looks after it
    words=_words,
    page="sharing:office:adoption",
    hide=_hide,
    show=_show,
    version=lambda adoption: adoption.card_version if adoption.mode == Adoption.Mode.PIN else adoption.card.version,
)
