"""What staff decides on before a changed profile is seen; see ``marketplace.review``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.rich_text import rich_text
from marketplace.partners.bodies.forms import TextsForm
from marketplace.partners.models import Body
from marketplace.partners.people.addresses import address_of
from marketplace.review.kinds import Fact, Review
from marketplace.review.links import absolute


def _facts(body: Body) -> Iterable[Fact]:
    yield _("Name"), body.name
    yield _("Kurzname"), body.short
    yield _("Art"), body.get_kind_display()


def _new_logo(body: Body) -> list[tuple[str, str]]:
    """Nobody has to decide on one that stays."""
    return [(body.logo, body.logo_alt)] if body.logo and "logo" in (body.pending or {}) else []


def _render(body: Body, at: datetime) -> None:
    body.text_html = rich_text(body.text_md)


REVIEW = Review(
    kind="profile",
    model=Body,
    title=gettext_lazy("Profil eines Partners"),
    plural=gettext_lazy("Profile von Partnern"),
    page="partners:office:body",
    form=lambda body, data, files: TextsForm(data, files, initial=body.proposed().texts()),
    submitter=address_of,
    facts=_facts,
    text=lambda body: body.text_md,
    is_rich=True,
    line=lambda body: str(body.get_kind_display()),
    pictures=_new_logo,
    promise=lambda body: _("Dann ersetzt der neue Text sofort den bisherigen."),
    edit_page=lambda body: absolute(reverse("partners:area:profile", urlconf="kreislauf.urls_region")),
    approving=_render,
    known_as=lambda body: (f"body:{body.pk}", body.name),
)
