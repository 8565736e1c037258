"""Give a demo region its look and its legal pages."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.accounts.models import User
from marketplace.demo import legal
from marketplace.demo.settle import address
from marketplace.demo.shape import DemoRegion
from tenants.branding.change_look import change_look
from tenants.branding.models import Branding


def set_up_look(data: DemoRegion, *, by: User) -> None:
    branding = Branding.objects.get()
    branding.title, branding.place, branding.authority = data.title, data.place, data.authority
    branding.organisation = data.name
    branding.kicker, branding.headline, branding.lead = data.kicker, data.headline, data.lead
    branding.partners = list(data.partners)
    branding.address, branding.email = data.address, address(data, "hallo")
    branding.approval_email = address(data, "redaktion")
    branding.issuer_name, branding.issuer_address = f"{data.name} (Vorführung)", data.address
    branding.imprint, branding.privacy = legal.imprint(data), legal.privacy(data)
    branding.accessibility, branding.conditions = legal.accessibility(data), legal.conditions(data)
    branding.first = data.first
    change_look(branding, logo=None, by=by, at=timezone.now())
