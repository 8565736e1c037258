"""What anybody may send a notice about; see ``marketplace.trust``."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.partners.bodies.show import hide, show
from marketplace.partners.models import Body
from marketplace.partners.people.addresses import address_of
from marketplace.trust.noticeable import Noticeable, absolute

NOTICEABLE = Noticeable(
    kind="body",
    model=Body,
    title=_("Partner"),
    rows=Body.objects.all,
    is_shown=lambda body: body.is_shown,
    author=address_of,
    words=lambda body: "\n\n".join(filter(None, [body.name, body.text_md, body.logo_alt])),
    page="partners:office:body",
    hide=hide,
    show=show,
    edit_address=lambda body: absolute(reverse("partners:area:profile", urlconf="kreislauf.urls_region")),
)
